"""Nothing is loaded from elsewhere, no script or style stands in a page, and what is vendored says whose it is."""

import re
from pathlib import Path

import pytest

from abasto import page

PACKAGE = Path(page.__file__).parents[1]
STATIC = PACKAGE / "page/static/abasto"
VENDOR = STATIC / "vendor"
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
OWN = sorted(
    path for path in STATIC.rglob("*") if path.suffix in (".js", ".css", ".svg") and VENDOR not in path.parents
)
INLINE = (
    (r"<script(?![^>]*\bsrc=)", "a script without address"),
    (r"<style", "a style sheet"),
    (r"\sstyle=", "a style attribute"),
    (r"\son[a-z]+=[\"']", "an event handler"),
    (r"(?:src|href|action)=[\"'](?:https?:)?//", "another host"),
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_script_no_style_and_no_other_host(path: Path) -> None:
    text = path.read_text()
    assert [told for pattern, told in INLINE if re.search(pattern, text)] == []


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_our_own_assets_name_no_other_host(path: Path) -> None:
    text = path.read_text().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://", text)


def test_every_vendored_package_has_its_licence_and_its_line_in_the_list() -> None:
    listed = (VENDOR / "README.md").read_text()
    for folder in VENDOR.iterdir():
        if folder.is_dir():
            assert (folder / "LICENSE").is_file(), folder.name
            assert f"| {folder.name} |" in listed


def test_every_component_is_written_down_and_shown_alive() -> None:
    folder = PACKAGE / "page/templates/cotton"
    names = {path.stem.replace("_", "-") for path in folder.glob("*.html")}
    written = set(re.findall(r"<c-([a-z-]+)", (PACKAGE.parents[1] / "docs/interface.md").read_text())) - {"slot"}
    alive = set(re.findall(r"<c-([a-z-]+)", (PACKAGE / "page/templates/page/components.html").read_text()))
    inside = {"trio", "pages", "problem", "why"}
    assert written == names
    assert names - alive <= inside


def test_modules_import_only_files_that_are_here() -> None:
    for path in [*STATIC.glob("js/*.js"), *VENDOR.glob("revogrid/*.js")]:
        for address in re.findall(r"""(?:from|import)\s*\(?['"](\.{1,2}/[^'"]+)['"]""", path.read_text()):
            assert (path.parent / address).resolve().is_file(), f"{path.name} imports {address}"


def test_colours_stand_in_the_tokens_only() -> None:
    text = (STATIC / "css/abasto.css").read_text()
    allowed = {"#fff", "#ffd98a", "#8a5a6c"}
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", text)) <= allowed


@pytest.mark.parametrize(
    ("ink", "paper"),
    [("ink", "paper"), ("ink-soft", "paper"), ("ink-soft", "paper-soft"), ("wine", "paper"), ("wine", "wine-soft"),
     ("green", "green-soft"), ("red", "red-soft"), ("gold-dark", "gold-soft"), ("blue", "blue-soft"),
     ("paper", "wine")],
)  # fmt: skip
def test_text_stands_out_by_at_least_four_and_a_half_to_one(ink: str, paper: str) -> None:
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", (STATIC / "css/tokens.css").read_text()))
    light, dark = sorted((_luminance(tokens[ink]), _luminance(tokens[paper])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
