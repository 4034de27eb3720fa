"""The sentences, Spanish and English, from `words.tsv`: kind, code, and the sentence in both languages."""

from pathlib import Path

LANGUAGES = ("es", "en")
_rows = [line.split("\t") for line in (Path(__file__).parent / "words.tsv").read_text("utf-8").splitlines()]


def _of_kind(kind: str) -> dict[str, tuple[str, str]]:
    return {code: (spanish, english) for of, code, spanish, english in _rows if of == kind}


PLACES, ANSWERS, REMARKS, FAULTS = _of_kind("place"), _of_kind("answer"), _of_kind("said"), _of_kind("fault")
