"""The same seed gives the same bytes: on both databases, with one thread or more, wherever and whenever it runs."""

from collections.abc import Callable

import pytest

from .place import Place

NAMED = (
    "ocds/release-package.json",
    "ocds/record-package.json",
    "ocds/records.jsonl",
    "result.json",
    "result.xlsx",
    "report-es.pdf",
    "report-en.pdf",
    "tables/awards.csv",
    "tables/needs.csv",
)
ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "LANG": "tr_TR.UTF-8",
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "4711",
    "OMP_NUM_THREADS": "2",
    "OPENBLAS_NUM_THREADS": "2",
    "ARROW_NUM_THREADS": "2",
}
AT_HOME = {"PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "ARROW_NUM_THREADS": "1"}


@pytest.mark.db
@pytest.mark.parametrize("environment", [AT_HOME, ELSEWHERE], ids=["one-thread", "elsewhere"])
def test_the_same_seed_gives_the_same_bytes_in_another_place(
    environment: dict[str, str], new_place: Callable[[str], Place], undisturbed: Place
) -> None:
    another = new_place("elsewhere").having(**environment)
    another.cycle()
    assert another.files() == undisturbed.files()
    assert set(NAMED) <= set(another.files())
    assert another.root() == undisturbed.root()
    assert another.counts() == undisturbed.counts()


def test_what_is_shown_is_what_is_kept(undisturbed: Place) -> None:
    kept = {path.name for path in (undisturbed.state / "artifacts").rglob("*") if path.is_file()}
    of_study = undisturbed.rows("SELECT problem_sha256, award_sha256, certificate_sha256 FROM abasto_scenario")
    assert len(of_study) == 1
    assert kept == set(undisturbed.files().values()) | set(of_study[0])
