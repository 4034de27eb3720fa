"""The same data gives the same bytes."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from abasto.base.money import Money
from abasto.base.refusal import Refused
from abasto.ledger.canonical import canonical, canonical_text, sha256_of, utc_text
from abasto.ledger.leaf import EventData, leaf_bytes

NOON = datetime(2026, 5, 29, 12, 0, tzinfo=UTC)


def test_the_example_of_rfc_8785_gives_its_bytes() -> None:
    data = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
    }
    expected = (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    assert canonical(data) == expected.encode()


def test_money_and_decimals_are_text_with_their_digits() -> None:
    assert canonical_text({"price": Money(Decimal("70.80")), "percent": Decimal("2.50")}) == (
        '{"percent":"2.50","price":{"amount":"70.80","currency":"MXN"}}'
    )


def test_a_huge_decimal_is_written_without_exponent() -> None:
    assert canonical_text(Decimal("1E+20")) == '"100000000000000000000"'


def test_the_order_of_keys_changes_nothing() -> None:
    assert sha256_of({"b": 1, "a": (1, 2)}) == sha256_of({"a": [1, 2], "b": 1})


def test_the_same_moment_in_two_zones_is_the_same_text() -> None:
    in_mexico = NOON.astimezone(timezone(timedelta(hours=-6)))
    assert utc_text(in_mexico) == utc_text(NOON) == "2026-05-29T12:00:00.000000Z"


def test_dates_are_written_as_dates() -> None:
    assert canonical_text([date(2026, 5, 29), NOON]) == '["2026-05-29","2026-05-29T12:00:00.000000Z"]'


@pytest.mark.parametrize("value", [2**53 + 1, float("nan"), {1: "number as key"}, object(), {"set": {1}}])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(Refused, match="not-canonical"):
        canonical(value)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(Refused, match="time-without-zone"):
        utc_text(datetime(2026, 5, 29))


def test_a_leaf_is_the_canonical_json_of_the_whole_event() -> None:
    body = {"reason": "no_bid", "price": Decimal("1.10")}
    event = EventData("lots-decided", 'lot "7"', "buyer", "mx-2027-2028", NOON, canonical_text(body))
    whole = {
        "kind": "lots-decided",
        "subject": 'lot "7"',
        "actor": "buyer",
        "round": "mx-2027-2028",
        "at": NOON,
        "body": body,
    }
    assert leaf_bytes(event) == canonical(whole)
