"""The command as a person runs it: exit codes, sentences in two languages, and a copied folder without installation."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import abasto_verify
from abasto_verify.main import main
from abasto_verify.words import FAULTS, REMARKS

from . import small_evidence, small_problem
from .small_evidence import written

CODE = Path(abasto_verify.__file__).parent


def laid_out(folder: Path) -> dict[str, str]:
    """The good files, by name."""
    evidence, openings = small_evidence.made()
    raw, claim = small_problem.made()
    files = {"evidence": evidence, "openings": openings, "problem": raw, "certificate": claim}
    for name, value in files.items():
        (folder / f"{name}.json").write_bytes(written(value))
    return {name: str(folder / f"{name}.json") for name in files}


def test_good_files_are_accepted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = laid_out(tmp_path)
    assert main(["lawful", files["evidence"], files["openings"]]) == 0
    said = capsys.readouterr().out
    assert said.startswith("ACEPTADO\n\nSe comprobó:\n- la evidencia está bien escrita")
    assert "7 de 7 lotes se decidieron de nuevo y resultan iguales" in said
    assert main(["optimised", files["problem"], files["certificate"], "--lang", "en"]) == 0
    assert "STUDY, NOT AWARDABLE" in capsys.readouterr().out


def test_a_fault_names_file_lot_bid_and_both_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = laid_out(tmp_path)
    evidence, _ = small_evidence.made()
    evidence["decisions"][0]["outcomes"][2] = ["A3", 3, "outside-spread"]
    evidence["root"] = small_evidence.root_of(evidence)
    _, openings = small_evidence.made()
    openings["root"] = evidence["root"]
    Path(files["evidence"]).write_bytes(written(evidence))
    Path(files["openings"]).write_bytes(written(openings))
    assert main(["lawful", files["evidence"], files["openings"], "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("REFUSED\n")
    assert "- lot LA, bid A3: its reason says 'outside-spread'; it is 'not-among-winners' [bid-reason-differs]" in said


def test_the_first_fault_ends_the_check_and_all_shows_every_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = laid_out(tmp_path)
    _, claim = small_problem.made()
    claim |= {"cost_e4_centavos": 1, "bound_e4_centavos": 2}
    Path(files["certificate"]).write_bytes(written(claim))
    faults = {"--lang=en": ["cost-differs"], "--all": ["cost-differs", "bound-differs"]}
    for option, codes in faults.items():
        assert main(["optimised", files["problem"], files["certificate"], option]) == 1
        said = capsys.readouterr().out
        assert [code for code in ("cost-differs", "bound-differs") if f"[{code}]" in said] == codes


def test_what_cannot_be_read_has_its_own_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = laid_out(tmp_path)
    assert main(["lawful", str(tmp_path / "absent.json")]) == 2
    assert "no se puede abrir" in capsys.readouterr().out
    assert main(["lawful", files["problem"]]) == 2
    assert main(["lawful", str(tmp_path)]) == 2
    (tmp_path / "picture.json").write_bytes(b"\x89PNG\r\n")
    assert main(["optimised", str(tmp_path / "picture.json"), files["certificate"]]) == 2
    with pytest.raises(SystemExit) as stopped:
        main(["guess", files["problem"]])
    assert stopped.value.code == 2


def test_nothing_of_a_file_reaches_the_terminal_raw(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = laid_out(tmp_path)
    raw, _ = small_problem.made()
    raw["title"] = "\x1b[2Jaccepted\u202e"
    Path(files["problem"]).write_bytes(written(raw))
    assert main(["optimised", files["problem"], files["certificate"], "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert said.isascii()
    assert "\x1b" not in said


def test_a_copied_folder_runs_without_installation_and_without_the_site_packages(tmp_path: Path) -> None:
    files = laid_out(tmp_path)
    shutil.copytree(CODE, tmp_path / "elsewhere" / "abasto_verify", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-S", "-B", "-m", "abasto_verify", "lawful", files["evidence"], files["openings"]]
    environment = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        command, cwd=tmp_path / "elsewhere", env=environment, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("ACEPTADO")


def test_every_code_has_its_sentence_and_every_sentence_its_code() -> None:
    texts = {
        node.value
        for path in CODE.glob("*.py")
        if path.name != "words.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    built = {"state-differs", "reason-differs"}
    assert {code for code in {**FAULTS, **REMARKS} if code not in texts | built} == set()
    assert {code for code, _ in _raised() if code not in FAULTS | REMARKS} == set()


def test_every_sentence_gets_all_its_figures() -> None:
    lacking = {
        (code, field)
        for code, given in _raised()
        for field in _fields({**FAULTS, **REMARKS}[code][0])
        if field not in given and "anything" not in given
    }
    assert lacking == set()


def _raised() -> list[tuple[str, set[str]]]:
    """Of what raises or reports: its code, where it is a plain text, and the names of its figures."""
    calls = {"Refused": set(), "Unreadable": set(), "fault": set(), "say": set(), "leave": set()}
    calls["equal"] = {"claimed", "found"}
    found = []
    for path in CODE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in calls:
                    figures = {keyword.arg or "anything" for keyword in node.keywords}
                    found.append((node.args[0].value, figures | calls[name]))
    return found


def test_both_languages_fill_the_same_figures() -> None:
    for spanish, english in {**FAULTS, **REMARKS}.values():
        assert _fields(spanish) == _fields(english)


def _fields(sentence: str) -> set[str]:
    return {part.split("}")[0] for part in sentence.split("{")[1:]}
