"""The house plan, as far as import-linter cannot say it (docs/decisions/0002-one-app.md)."""

import ast
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src"
PACKAGE = SOURCE / "abasto"
DOORS = ("web", "api", "cli")
FRAMEWORKS = {"django", "ninja", "rules", "psycopg", "whitenoise", "django_htmx", "django_cotton"}
IMPURE = FRAMEWORKS | {"sqlite3", "random", "socket", "http", "requests"}
CLOCKS = {("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}
WITH_FRAMEWORK = {"models.py", "queries.py", "api.py"}
FOLDERS_WITH_FRAMEWORK = {"actions", "screens", "templatetags"}
# The one database field that rooms share, and the tables of words for codes, which are translated when shown.
FREE = {"base/fields.py", "page/words.py", "page/code_words.py", "page/legal_words.py", "page/refusals.py"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "services", "service", "misc", "tools"}
LINES_OF_A_FILE, LINES_OF_A_FUNCTION = 300, 60


def order_of_the_rooms() -> list[str]:
    """The rooms from the foundations up, as the contract of import-linter lists them; the doors stand above."""
    contract = (SOURCE.parent / ".importlinter").read_text("utf-8")
    layers = contract.partition("layers =\n")[2].partition("exhaustive")[0].split("\n")
    rooms = [layer.strip().strip("()") for layer in layers if layer.strip() and "|" not in layer]
    return rooms[::-1]


def python_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def is_pure(path: Path) -> bool:
    """May this module import no framework? Rooms say so by the names of their files; doors and settings are free."""
    room, *rest = path.relative_to(PACKAGE).parts
    if not rest or room in (*DOORS, "management", "migrations", "templatetags", "formats"):
        return False
    if path.relative_to(PACKAGE).as_posix() in FREE:
        return False
    return rest[-1] not in WITH_FRAMEWORK and not FOLDERS_WITH_FRAMEWORK & set(rest[:-1])


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The first name of every absolute import, with its line, those inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0], node.lineno


def clocks_read(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)) if (owner, name) in CLOCKS:
                yield f"{owner}.{name}()", node.lineno


def impurities(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    found = [(name, line) for name, line in imported(tree) if name in IMPURE] + list(clocks_read(tree))
    return [f"{path.relative_to(SOURCE)}:{line} uses {name}" for name, line in found]


def long_functions(path: Path, lines: int) -> list[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    functions = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, kinds)]
    long = [node for node in functions if (node.end_lineno or 0) - node.lineno >= lines]
    return [f"{path.relative_to(SOURCE)}:{node.lineno} {node.name}" for node in long]


def test_what_is_pure_knows_no_framework_database_network_clock_or_chance() -> None:
    pure = [path for path in python_files(PACKAGE) if is_pure(path)]
    assert len(pure) > 20
    assert [fault for path in pure for fault in impurities(path)] == []


def test_an_impure_module_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "SOURCE", tmp_path)
    path = tmp_path / "rule.py"
    path.write_text("def decide():\n    from django.db import models\n    return datetime.now()\n")
    assert impurities(path) == ["rule.py:2 uses django", "rule.py:3 uses datetime.now()"]


def test_foreign_keys_point_only_to_rooms_above() -> None:
    from django.apps import apps

    order = order_of_the_rooms()
    places = [(model, field) for model in apps.get_app_config("abasto").get_models() for field in model._meta.fields]
    keys = [
        (room_of(model), room_of(field.related_model), f"{model.__name__}.{field.name}")
        for model, field in places
        if field.related_model is not None and field.related_model.__module__.startswith("abasto.")
    ]
    assert len(keys) > 10
    assert [name for room, target, name in keys if order.index(target) > order.index(room)] == []


def room_of(model: type) -> str:
    return model.__module__.split(".")[1]


def test_every_folder_of_the_house_with_code_is_a_package() -> None:
    folders = {folder for path in python_files(SOURCE) for folder in path.parents if SOURCE in folder.parents}
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_the_verifier_needs_nothing_but_the_standard_library() -> None:
    allowed = sys.stdlib_module_names | {"abasto_verify"}
    files = python_files(SOURCE / "abasto_verify")
    found = [(path.name, name) for path in files for name, _ in imported(ast.parse(path.read_text("utf-8")))]
    assert files
    assert [entry for entry in found if entry[1] not in allowed] == []


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    files = python_files(SOURCE)
    lengths = {str(path.relative_to(SOURCE)): len(path.read_text("utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length >= LINES_OF_A_FILE} == {}


def test_no_function_grows_past_a_screen_unseen() -> None:
    files = python_files(SOURCE)
    long = [found for path in files for found in long_functions(path, LINES_OF_A_FUNCTION)]
    if long:
        warnings.warn(f"functions of {LINES_OF_A_FUNCTION} lines and more: " + ", ".join(long), stacklevel=1)
    assert [found for path in files for found in long_functions(path, 2 * LINES_OF_A_FUNCTION)] == []


def test_every_module_is_named_for_its_idea() -> None:
    assert [
        str(path) for path in python_files(SOURCE) if VAGUE & set(path.relative_to(SOURCE).with_suffix("").parts)
    ] == []
