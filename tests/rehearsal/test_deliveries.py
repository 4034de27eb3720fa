"""What suppliers deliver of what was ordered."""

import numpy as np
import pytest

from abasto.rehearsal.deliveries import Deliveries, DeliveryLines, deliver, fill_levels

MONTHS = 24
FIRMS = tuple(f"sup-{number:03}" for number in range(1, 301))


def lines_of(count: int) -> DeliveryLines:
    keys = tuple(f"line-{number}" for number in range(count))
    pieces = (np.arange(count)[:, None] * 37 + np.arange(MONTHS) * 11) % 500
    return DeliveryLines(keys, tuple(FIRMS[number % len(FIRMS)] for number in range(count)), pieces.astype(np.int64))


LINES = lines_of(3000)


@pytest.fixture(scope="module")
def came() -> Deliveries:
    return deliver(LINES, 2026, 12)


def test_a_line_never_receives_more_than_was_due_by_then(came: Deliveries) -> None:
    assert came.received_pieces.min() >= 0
    assert np.all(came.received_pieces.cumsum(axis=1) <= LINES.ordered_pieces.cumsum(axis=1))


def test_nothing_arrives_in_months_still_to_come(came: Deliveries) -> None:
    assert came.received_pieces[:, 12:].sum() == 0
    assert came.received_pieces[:, :12].sum() > 0


def test_what_is_late_is_part_of_what_arrived_and_never_of_the_first_month(came: Deliveries) -> None:
    assert np.all(came.received_late_pieces <= came.received_pieces)
    assert came.received_late_pieces[:, 0].sum() == 0
    assert came.received_late_pieces.sum() > 0
    assert np.all(came.on_time_pieces <= LINES.ordered_pieces)


def test_a_later_look_does_not_change_the_past(came: Deliveries) -> None:
    later = deliver(LINES, 2026, 20)
    assert np.array_equal(later.received_pieces[:, :12], came.received_pieces[:, :12])


def test_one_line_fewer_leaves_the_luck_of_the_others(came: Deliveries) -> None:
    assert np.array_equal(deliver(lines_of(2999), 2026, 12).received_pieces, came.received_pieces[:2999])


def test_fill_by_supplier_is_u_shaped() -> None:
    levels = fill_levels(tuple(f"firm-{number}" for number in range(4000)), 1)
    assert 0.07 < (levels <= 0.30).mean() < 0.10
    assert (levels >= 0.85).mean() > 0.8
    assert ((levels > 0.30) & (levels < 0.85)).mean() < 0.08


def test_received_over_due_follows_the_level_of_the_supplier() -> None:
    pieces = np.full((200, MONTHS), 1000, dtype=np.int64)
    for firm in ("firm-1", "firm-2", "firm-3"):
        lines = DeliveryLines(tuple(f"{firm}/{number}" for number in range(200)), (firm,) * 200, pieces)
        share = deliver(lines, 1, MONTHS).received_pieces.sum() / pieces.sum()
        level = fill_levels((firm,), 1)[0]
        assert level - 0.06 < share < level + 0.03


@pytest.mark.parametrize("as_of_month", [0, 1, MONTHS, MONTHS + 5])
def test_any_month_of_the_round_can_be_looked_at(as_of_month: int) -> None:
    came = deliver(LINES, 3, as_of_month)
    assert came.received_pieces.shape == LINES.ordered_pieces.shape
    assert bool(came.received_pieces.any()) == (as_of_month > 0)


def test_no_lines_deliver_nothing() -> None:
    came = deliver(DeliveryLines((), (), np.zeros((0, MONTHS), np.int64)), 1, 6)
    assert came.received_pieces.shape == (0, MONTHS)
