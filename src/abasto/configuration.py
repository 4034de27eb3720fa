"""Every setting is read here, once, at start-up; an unknown or bad one stops the program with a sentence."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

PREFIX = "ABASTO_"
ROOT = Path(__file__).resolve().parents[2]
KNOWN = {
    "DATABASE_URL": "where the tables live: sqlite:///path or postgresql://user:password@host:port/name",
    "STATE": "the folder of the program's state (database, artifacts, keys); default var/ of the checkout",
    "SAMPLES": "the folder of the sample rounds; default samples/ of the checkout",
    "DEMO": "1 shows the role picker without passwords (only on 127.0.0.1); 0 hides it",
    "DEBUG": "1 shows Django's debug pages and the living page of components",
    "SECRET_KEY": "the key of sessions; made once under the state folder when absent",
    "HOSTS": "host names served, separated by commas",
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


def read_configuration(environment: Mapping[str, str]) -> Configuration:
    """Settings from ABASTO_* variables; stops on one it does not know."""
    for name in environment:
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in KNOWN:
            raise BadSetting(f"Setting {name} is unknown. Known: {', '.join(PREFIX + key for key in KNOWN)}.")
    state = Path(environment.get("ABASTO_STATE", ROOT / "var")).resolve()
    return Configuration(
        database=_database(environment.get("ABASTO_DATABASE_URL", f"sqlite:///{state / 'abasto.sqlite3'}")),
        state=state,
        samples=Path(environment.get("ABASTO_SAMPLES", ROOT / "samples")).resolve(),
        demo=_flag(environment, "ABASTO_DEMO", True),
        debug=_flag(environment, "ABASTO_DEBUG", False),
        secret_key=environment.get("ABASTO_SECRET_KEY", "") or _kept_secret(state),
        hosts=tuple(environment.get("ABASTO_HOSTS", "127.0.0.1,localhost").split(",")),
    )


def _flag(environment: Mapping[str, str], name: str, default: bool) -> bool:
    text = environment.get(name, "1" if default else "0")
    if text not in ("0", "1"):
        raise BadSetting(f"Setting {name} is {text!r}; it takes 0 or 1.")
    return text == "1"


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path).removeprefix("/"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY",
            },
        }
    if parts.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
        }
    raise BadSetting(f"Setting ABASTO_DATABASE_URL is {url!r}; it takes sqlite:///path or postgresql://host/name.")


def _kept_secret(state: Path) -> str:
    """The session key, made once and kept readable by its owner only."""
    path = state / "keys" / "session"
    try:
        return path.read_text()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(os.urandom(32).hex())
        return path.read_text()
