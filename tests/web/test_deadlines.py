"""The next deadline against the round's clock; no database."""

from datetime import date

from abasto.web.deadlines import ProcedureDates, dated_phases, next_deadline

CALENDAR = [("call", date(2026, 4, 1), date(2026, 6, 30), "x"), ("delivery", date(2027, 1, 1), date(2028, 12, 31), "x")]
PROCEDURE = ProcedureDates(
    "LA-1", date(2026, 4, 1), date(2026, 5, 7), date(2026, 5, 11), date(2026, 6, 30), date(2026, 7, 20)
)


def test_the_next_deadline_is_the_first_day_that_ends_something_with_the_days_left() -> None:
    found = next_deadline(dated_phases(CALENDAR, PROCEDURE), date(2026, 5, 8))
    assert found is not None
    assert (found.what, found.days) == ("bids", 3)


def test_a_deadline_today_has_no_days_left() -> None:
    found = next_deadline(dated_phases(CALENDAR, PROCEDURE), date(2026, 5, 11))
    assert found is not None
    assert found.days == 0


def test_after_the_last_day_there_is_no_deadline() -> None:
    assert next_deadline(dated_phases(CALENDAR, None), date(2029, 1, 1)) is None


def test_phases_stand_in_the_order_of_their_days() -> None:
    names = [what for what, *_ in dated_phases(CALENDAR, PROCEDURE)]
    assert names == ["clarification", "call", "bids", "evaluation", "signature", "delivery"]
