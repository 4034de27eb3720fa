"""The two commands, as far as they answer before the long work, and the check of the translations."""

import os
import shutil
import socket
import subprocess
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import polib
import pytest

ROOT = Path(__file__).resolve().parents[1]


def command(*words: str, path: str = os.environ["PATH"]) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": path, "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_help_answers_at_once() -> None:
    began = time.monotonic()
    answer = command("./run", "--help")
    assert time.monotonic() - began < 0.3
    assert answer.returncode == 0
    for option in ("--round", "--seed", "--port", "--no-serve"):
        assert option in answer.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--port", "0"], "--port takes a number"),
        (["--port", "65536"], "--port takes a number"),
        (["--port=eighty"], "--port takes a number"),
        (["--seed", "-1"], "--seed takes a whole number"),
        (["--seed"], "--seed needs a value"),
        (["--round", "../etc"], "--round takes the name"),
        (["--round", "mx-1821"], "There is no sample round 'mx-1821'. There are:"),
        (["--fast"], "does not know '--fast'"),
    ],
)
def test_a_wrong_option_is_refused_with_a_sentence(words: list[str], told: str) -> None:
    answer = command("./run", *words)
    assert answer.returncode == 2
    assert told in answer.stderr
    assert answer.stdout == ""


def test_a_port_in_use_stops_the_command_before_the_long_work() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = command("./run", "--port", str(port))
    assert answer.returncode == 4
    assert f"Port {port} of 127.0.0.1 cannot be used" in answer.stderr
    assert f"./run --port {port + 1}" in answer.stderr
    assert answer.stdout == ""


def test_a_machine_without_python_or_apt_gets_the_line_to_type(tmp_path: Path) -> None:
    for name in ("sh", "dirname", "cat", "id"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    answer = command("./run", path=str(tmp_path))
    assert answer.returncode == 5
    assert "apt-get update && apt-get install --no-install-recommends python3" in answer.stderr


def test_an_unknown_path_of_tests_is_refused() -> None:
    answer = command("./test", "tests/nowhere")
    assert answer.returncode == 2
    assert "There is no tests/nowhere" in answer.stderr


@pytest.fixture
def checker() -> ModuleType:
    spec = spec_from_file_location("check_translations", ROOT / "setup" / "check_translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def house(tmp_path: Path, checker: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of three texts."""
    package = tmp_path / "src" / "abasto"
    package.mkdir(parents=True)
    package.joinpath("page.py").write_text(
        "from django.utils.translation import gettext as _, ngettext\n"
        "A = _('Need')\nB = _('%(pieces)s pieces')\nC = ngettext('one code', '%(n)s codes', 2)\n"
    )
    monkeypatch.setattr(checker, "ROOT", tmp_path)
    return tmp_path


def write_spanish(house: Path, *entries: polib.POEntry) -> None:
    path = house / "locale" / "es" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.extend(entries)
    catalogue.save(str(path))


def entry(english: str, spanish: str, *flags: str) -> polib.POEntry:
    return polib.POEntry(msgid=english, msgstr=spanish, flags=list(flags))


def plural(singular: str, several: str) -> polib.POEntry:
    return polib.POEntry(msgid="one code", msgid_plural="%(n)s codes", msgstr_plural={0: singular, 1: several})


needs_gettext = pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed")


@needs_gettext
def test_a_complete_translation_has_no_fault(house: Path, checker: ModuleType) -> None:
    need, pieces = entry("Need", "Demanda"), entry("%(pieces)s pieces", "%(pieces)s piezas")
    write_spanish(house, need, pieces, plural("una clave", "%(n)s claves"))
    assert checker.main() == 0


@needs_gettext
def test_every_fault_of_a_translation_is_told(
    house: Path, checker: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    fuzzy = entry("%(pieces)s pieces", "%(piezas)s piezas", "fuzzy")
    write_spanish(house, fuzzy, plural("una clave", ""), entry("Gone", "Ido"))
    assert checker.main() == 1
    told = capsys.readouterr().out
    assert "es: missing: 'Need'" in told
    assert "es: fuzzy: '%(pieces)s pieces'" in told
    assert "es: placeholders differ: '%(pieces)s pieces'" in told
    assert "es: not translated: 'one code'" in told
    assert "es: left over, no longer in the program: 'Gone'" in told


@needs_gettext
def test_a_language_without_its_catalogue_is_told(
    house: Path, checker: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checker.main() == 1
    assert "locale/es/LC_MESSAGES/django.po is missing" in capsys.readouterr().out


def test_the_scripts_are_posix() -> None:
    for name in ("run", "test", "abasto", ".ci/run", "setup/prepare.sh", "benchmarks/bare.sh"):
        answer = command("sh", "-n", name)
        assert (answer.returncode, answer.stderr) == (0, ""), name
        assert "[[" not in (ROOT / name).read_text(), name


def test_the_stamp_of_the_set_up_changes_with_the_locks(tmp_path: Path) -> None:
    for name in ("uv.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "setup", tmp_path / "setup")
    script = f"cd {tmp_path} && . setup/prepare.sh && fingerprint"
    first = command("sh", "-c", script).stdout
    assert command("sh", "-c", script).stdout == first
    with (tmp_path / "uv.lock").open("a") as lock:
        lock.write("# changed\n")
    assert len(first.strip()) == 64
    assert command("sh", "-c", script).stdout != first
