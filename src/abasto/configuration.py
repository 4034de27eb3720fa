"""Every setting is read here, once, at start-up; an unknown or bad one stops the program with a sentence."""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

PREFIX = "ABASTO_"
ROOT = Path(__file__).resolve().parents[2]
KNOWN = {
    "DATABASE_URL": "where the tables live: sqlite:///path or postgresql://user:password@host:port/name; after a "
    "sqlite path may stand ?mode=ro (only read), timeout=SECONDS (wait for a lock; 20), max_page_count=N (a full disk)",
    "STATE": "the folder of the program's state (database, artifacts, keys); default var/ of the checkout",
    "SAMPLES": "the folder of the sample rounds; default samples/ of the checkout",
    "DEMO": "1 shows the role picker without passwords (only on 127.0.0.1); 0 hides it",
    "DEBUG": "1 shows Django's debug pages and the living page of components",
    "SECRET_KEY": "the key of sessions; made once under the state folder when absent",
    "HOSTS": "host names served, separated by commas",
    "MAIL_URL": "how e-mail leaves: file (into mail/ of the state folder; the default), "
    "smtp://user:password@host:port, smtp+starttls://... or smtps://...",
    "MAIL_FROM": "the sender of e-mails; default abasto@localhost",
    "SITE_URL": "the address of this site in e-mails; default http://127.0.0.1:8000",
}


class BadSetting(SystemExit):
    """A setting that cannot be used; the program stops with its sentence."""


@dataclass(frozen=True)
class Configuration:
    """All settings of the program."""

    database: dict[str, object]
    state: Path
    samples: Path
    demo: bool
    debug: bool
    secret_key: str
    hosts: tuple[str, ...]
    mail: dict[str, object]
    mail_from: str
    site_url: str


def read_configuration(environment: Mapping[str, str]) -> Configuration:
    """Settings from ABASTO_* variables; stops on one it does not know."""
    for name in environment:
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in KNOWN:
            raise BadSetting(f"Setting {name} is unknown. Known: {', '.join(PREFIX + key for key in KNOWN)}.")
    state = Path(environment.get("ABASTO_STATE", ROOT / "var")).resolve()
    return Configuration(
        database=_database(environment.get("ABASTO_DATABASE_URL", f"sqlite:///{quote(str(state / 'abasto.sqlite3'))}")),
        state=state,
        samples=Path(environment.get("ABASTO_SAMPLES", ROOT / "samples")).resolve(),
        demo=_flag(environment, "ABASTO_DEMO", True),
        debug=_flag(environment, "ABASTO_DEBUG", False),
        secret_key=environment.get("ABASTO_SECRET_KEY", "") or _kept_secret(state),
        hosts=tuple(environment.get("ABASTO_HOSTS", "127.0.0.1,localhost").split(",")),
        mail=_mail(environment.get("ABASTO_MAIL_URL", "file"), state),
        mail_from=environment.get("ABASTO_MAIL_FROM", "abasto@localhost"),
        site_url=_site(environment.get("ABASTO_SITE_URL", "http://127.0.0.1:8000")),
    )


def _flag(environment: Mapping[str, str], name: str, default: bool) -> bool:
    text = environment.get(name, "1" if default else "0")
    if text not in ("0", "1"):
        raise BadSetting(f"Setting {name} is {text!r}; it takes 0 or 1.")
    return text == "1"


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    read = {"sqlite": _sqlite, "postgresql": _postgresql, "postgres": _postgresql}.get(parts.scheme)
    try:
        found = read(parts) if read else None
    except (KeyError, ValueError):
        found = None
    if not found or not found["NAME"]:
        shown = _without_password(parts)
        raise BadSetting(f"Setting ABASTO_DATABASE_URL cannot be used: {shown!r}. It says {KNOWN['DATABASE_URL']}.")
    return found


def _sqlite(parts: SplitResult) -> dict[str, object]:
    """Settings of a SQLite file, with what stands after its path; KeyError or ValueError where that is not known."""
    path = unquote(parts.path).removeprefix("/")
    seconds = 20.0
    pragmas = ["synchronous=FULL", "cache_size=-65536", "temp_store=MEMORY"]
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name == "timeout":
            seconds = float(value)
        elif name == "max_page_count":
            pragmas.append(f"max_page_count={int(value)}")
        elif (name, value) == ("mode", "ro"):
            path = f"file:{quote(path)}?mode=ro"
        else:
            raise KeyError(name)
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": seconds,
        "init_command": "; ".join(f"PRAGMA {pragma}" for pragma in pragmas),
    }
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": options}


def _postgresql(parts: SplitResult) -> dict[str, object]:
    """Settings of a PostgreSQL server; KeyError where something stands after the name."""
    if parts.query:
        raise KeyError(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }


MAIL_SECURITY = {"smtp": (False, False), "smtp+starttls": (True, False), "smtps": (False, True)}
"""Whether STARTTLS is asked, and whether the connection is TLS from its first byte."""
MAIL_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
SECONDS_FOR_MAIL = 10


def _mail(url: str, state: Path) -> dict[str, object]:
    """Django's settings of e-mail."""
    backends = "django.core.mail.backends"
    if url == "file":
        return {"EMAIL_BACKEND": f"{backends}.filebased.EmailBackend", "EMAIL_FILE_PATH": str(state / "mail")}
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in MAIL_SECURITY or not parts.hostname or port == -1:
        raise BadSetting(
            f"Setting ABASTO_MAIL_URL cannot be used: {_without_password(parts)!r}. It says {KNOWN['MAIL_URL']}."
        )
    starttls, tls = MAIL_SECURITY[parts.scheme]
    return {
        "EMAIL_BACKEND": f"{backends}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or MAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": starttls,
        "EMAIL_USE_SSL": tls,
        "EMAIL_TIMEOUT": SECONDS_FOR_MAIL,
    }


def _site(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise BadSetting(f"Setting ABASTO_SITE_URL cannot be used: {url!r}. It is {KNOWN['SITE_URL']}.")
    return url.rstrip("/")


def _without_password(parts: SplitResult) -> str:
    """The address as it may be shown."""
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _kept_secret(state: Path) -> str:
    """The session key, made once and readable by its owner only; a killed start leaves all of it or nothing."""
    path = state / "keys" / "session"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}-{os.getpid()}")
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(os.urandom(32).hex())
        with suppress(FileExistsError):
            os.link(aside, path)
        aside.unlink()
    return path.read_text()
