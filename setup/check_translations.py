"""Are the translations complete? Exit 1 with a list if not.

Extracts every text of the interface as Django does (xgettext), in a temporary copy, and compares with
`locale/LANGUAGE/LC_MESSAGES/django.po`: nothing missing, empty, fuzzy or left over, and the same placeholders on
both sides. Texts are written in English, so English needs no catalogue; if it has one, it is checked too.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
TRANSLATED = ("es",)
SOURCE_LANGUAGE = "en"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def main() -> int:
    """Print every fault of every catalogue; 0 if there is none."""
    wanted = extracted(ROOT / "src" / "abasto")
    languages = sorted({*TRANSLATED, *(path.name for path in (ROOT / "locale").glob("[a-z][a-z]"))})
    faults = [f"{language}: {fault}" for language in languages for fault in check(language, wanted)]
    print("\n".join([*faults, f"{len(wanted)} texts, {len(languages)} languages, {len(faults)} faults"]))
    return 1 if faults else 0


def extracted(package: Path) -> polib.POFile:
    """The texts that the program shows, with the place of each."""
    with tempfile.TemporaryDirectory() as folder:
        unmade = shutil.ignore_patterns("static", "__pycache__", "migrations")
        shutil.copytree(package, Path(folder, "abasto"), ignore=unmade)
        Path(folder, "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "--locale", "en", "--keep-pot", "--no-wrap"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        template = Path(folder, "locale", "django.pot")
        return polib.pofile(template.read_text("utf-8") if template.exists() else "")


def check(language: str, wanted: polib.POFile) -> Iterator[str]:
    """The faults of one catalogue, each a sentence."""
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        yield f"{path.relative_to(ROOT)} is missing"
        return
    entries = {key(entry): entry for entry in polib.pofile(str(path))}
    for entry in wanted:
        yield from check_entry(entries.get(key(entry)), entry, optional=language == SOURCE_LANGUAGE)
    known = {key(entry) for entry in wanted}
    for found in sorted(entries.keys() - known):
        yield f"left over, no longer in the program: {found[1]!r}"


def key(entry: polib.POEntry) -> tuple[str, str, str]:
    """What makes a text the same text: its context, the words, the plural."""
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def check_entry(entry: polib.POEntry | None, wanted: polib.POEntry, optional: bool) -> Iterator[str]:
    """The faults of one text."""
    place = ":".join(wanted.occurrences[0]) if wanted.occurrences else ""
    if entry is None:
        if not optional:
            yield f"missing: {wanted.msgid!r} ({place})"
        return
    if entry.fuzzy:
        yield f"fuzzy: {wanted.msgid!r} ({place})"
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not optional and not all(forms):
        yield f"not translated: {wanted.msgid!r} ({place})"
    expected = placeholders(wanted.msgid_plural or wanted.msgid)
    for form in (form for form in forms[-1:] if form):
        if placeholders(form) != expected:
            yield f"placeholders differ: {wanted.msgid!r} has {expected}, {form!r} has {placeholders(form)} ({place})"


def placeholders(text: str) -> list[str]:
    """`%(name)s`, `%s` and `{name}` of a text, in the order of the alphabet."""
    return sorted(set(PLACEHOLDER.findall(text.replace("%%", ""))))


if __name__ == "__main__":
    sys.exit(main())
