"""Everything that can be told has its words."""

import re
from pathlib import Path

from abasto.needs import annexes
from abasto.needs.annexes.findings import SEVERITY, finding, row_ranges
from abasto.needs.annexes.refusal_words import REFUSAL_WORDS
from abasto.needs.annexes.words import KIND_WORDS, PROBLEM_WORDS


def test_every_kind_of_problem_has_a_title_a_rule_and_a_mend() -> None:
    assert set(KIND_WORDS) == set(SEVERITY)
    for kind in SEVERITY:
        problem = finding(kind, "Hoja1", 1)
        assert {problem.kind, problem.rule, problem.mend} <= set(PROBLEM_WORDS)


def test_every_code_that_the_reader_refuses_with_has_its_sentence() -> None:
    source = "".join(path.read_text("utf-8") for path in sorted(Path(annexes.__path__[0]).glob("*.py")))
    codes = set(re.findall(r'(?:Refused|Stopped)\(\s*"([a-z-]+[a-z])"', source)) | {
        "workbook-old-format",
        "layout-unknown",
    }
    assert len(codes) > 25
    assert codes <= set(REFUSAL_WORDS)


def test_rows_are_told_as_ranges() -> None:
    assert row_ranges([3, 4, 5, 9, 11, 12]) == "3-5, 9, 11-12"
