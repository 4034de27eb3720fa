"""Decided lots as rows: what is chosen, and what it adds up to."""

from abasto.award.lines import AwardChoice, AwardLine, Winner, asked, awarded, by_reason, chosen, left, under_reference
from abasto.page.totals import Totals


def line(clave: str, *winners: Winner, reason: str = "", needed: int = 100, median: int | None = 1000) -> AwardLine:
    won = sum(winner.pieces for winner in winners)
    state = "not-awarded" if not won else "awarded" if won == needed else "awarded-in-part"
    return AwardLine(
        clave, f"text of {clave}", "medicine", "100", state, reason, needed, won, needed - won, 1, winners, median
    )


A, B = Winner("sup-a", "Alfa, S.A.", 900, 100), Winner("sup-b", "Beta, S.A.", 800, 40)
LINES = [line("010.1", A), line("010.2", B, reason="capacity"), line("060.3", reason="documents")]


def test_asked_is_awarded_and_left_together_in_codes_and_pieces() -> None:
    whole, won, rest = asked(LINES), awarded(LINES), left(LINES)
    assert whole == Totals(3, 300, 300_000)
    assert won == Totals(2, 140, 100 * 900 + 40 * 800)
    assert rest == Totals(1, 160, 160_000)
    assert (won.codes + rest.codes, won.pieces + rest.pieces) == (whole.codes, whole.pieces)


def test_reasons_come_in_the_order_of_precedence_with_the_pieces_they_left() -> None:
    assert by_reason(LINES) == [("documents", Totals(1, 100, 100_000)), ("capacity", Totals(1, 60, 60_000))]


def test_what_was_paid_below_the_reference_price_is_awarded_pieces_at_it_less_their_cost() -> None:
    assert under_reference(LINES) == 140 * 1000 - (100 * 900 + 40 * 800)


def test_one_hidden_reference_price_hides_the_sum_so_that_it_cannot_be_worked_out() -> None:
    lines = [*LINES, line("010.4", median=None)]
    assert asked(lines).money_centavos is None
    assert left(lines).money_centavos is None
    assert under_reference(lines) is None
    assert awarded(lines).money_centavos == awarded(LINES).money_centavos


def test_a_choice_is_met_in_every_part() -> None:
    assert chosen(LINES, AwardChoice()) == LINES
    assert chosen(LINES, AwardChoice(state="awarded")) == LINES[:1]
    assert chosen(LINES, AwardChoice(reason="capacity", supplier="beta")) == LINES[1:2]
    assert chosen(LINES, AwardChoice(supplier="sup-a")) == LINES[:1]
    assert chosen(LINES, AwardChoice(words="TEXT 060")) == LINES[2:]
    assert chosen(LINES, AwardChoice(reason="capacity", words="060")) == []
