"""A rule set with a mistake is refused, with its file and key."""

import shutil
from pathlib import Path

import pytest

from abasto.base.refusal import Refused
from abasto.law.disclosure import disclosure_from
from abasto.law.reader import HERE, rule_set_from

VALUE = """
payment_days:
  description: {es: Pago, en: Payment}
  unit: business_days
  values:
    - {from: 2025-04-17, value: 17, citation: art. 73, state: checked, source: gazette, confidence: H}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the Mexican rule set whose only file of values is `terms`."""
    copy = tmp_path / "xx"
    shutil.copytree(HERE / "mx", copy)
    rules = copy / "rule_set.yaml"
    text = rules.read_text("utf-8")
    listed = text.partition("values: [")[2].partition("]")[0]
    rules.write_text(text.replace(listed, "terms"), "utf-8")
    (copy / "values" / "terms.yaml").write_text(VALUE, "utf-8")
    return copy


def test_another_country_is_another_folder(folder: Path) -> None:
    rules = rule_set_from(folder)
    assert (rules.name, list(rules.definitions)) == ("xx", ["payment_days"])


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("unit:", "units:", "rule-set-key-unknown"),
        ("citation: art. 73, ", "", "rule-set-key-missing"),
        ("citation: art. 73", "citation: ''", "rule-set-value-unfit"),
        ("value: 17", "value: '17'", "rule-set-value-unfit"),
        ("value: 17", "value: 17.5", "rule-set-value-unfit"),
        ("value: 17", "value: true", "rule-set-value-unfit"),
        ("unit: business_days", "unit: moons", "rule-set-value-unfit"),
        ("state: checked", "state: perhaps", "rule-set-value-unfit"),
        ("from: 2025-04-17", "from: soon", "rule-set-value-unfit"),
        ("payment_days:", "payment_days: 1\npayment_days:", "rule-set-key-twice"),
        ("  unit", " unit", "rule-set-unreadable"),
    ],
)
def test_a_mistake_is_refused_with_its_file(folder: Path, old: str, new: str, code: str) -> None:
    path = folder / "values" / "terms.yaml"
    assert old in VALUE
    path.write_text(VALUE.replace(old, new, 1), "utf-8")
    with pytest.raises(Refused, match=code) as refusal:
        rule_set_from(folder)
    assert refusal.value.values["file"] == "terms.yaml"


def test_an_overwritten_date_is_refused(folder: Path) -> None:
    path = folder / "values" / "terms.yaml"
    version = VALUE.strip().rpartition("\n")[2]
    path.write_text(f"{VALUE}{version}\n", "utf-8")
    with pytest.raises(Refused, match="rule-set-value-unfit"):
        rule_set_from(folder)


def test_shares_that_do_not_add_up_are_refused(folder: Path) -> None:
    path = folder / "rule_set.yaml"
    path.write_text(path.read_text("utf-8").replace("[60, 40]", "[60, 30]"), "utf-8")
    with pytest.raises(Refused, match="60/40"):
        rule_set_from(folder)


def test_a_country_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="rule-set-unreadable"):
        rule_set_from(tmp_path / "nowhere")


def test_a_class_that_does_not_exist_is_refused(folder: Path) -> None:
    path = folder / "disclosure.yaml"
    path.write_text(path.read_text("utf-8").replace("flag: {preparation: internal}", "flag: {preparation: secret}"))
    with pytest.raises(Refused, match="flag"):
        disclosure_from(path)


def test_a_field_without_a_class_in_the_first_phase_is_refused(folder: Path) -> None:
    path = folder / "disclosure.yaml"
    path.write_text(path.read_text("utf-8").replace("flag: {preparation: internal}", "flag: {award: internal}"))
    with pytest.raises(Refused, match="rule-set-key-missing"):
        disclosure_from(path)
