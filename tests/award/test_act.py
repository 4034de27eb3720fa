"""The award on paper: what each edition says, and bytes that repeat."""

from datetime import date

import pytest
from django.utils.translation import override

from abasto.award.complaint import complaint_term
from abasto.award.papers.paper import Paper, printed
from abasto.award.papers.queries import LotLine, lot_lines
from abasto.award.screens.act_told import act, extract
from abasto.base.refusal import Refused
from abasto.law.reader import read_rule_set
from abasto.page.figures import money, pieces
from abasto.people.models import Organisation
from abasto.people.roles import CITIZEN, Role, Viewer
from abasto.rounds.models import Round
from abasto.rounds.queries import sight
from abasto.tender.models import Bid, Procedure

pytestmark = pytest.mark.django_db
LAW = read_rule_set("mx")
BUYER = Viewer(Role.BUYER)


def procedure() -> Procedure:
    return Procedure.objects.select_related("round").order_by("number")[0]


def lines(viewer: Viewer, supplier: str = "") -> list[LotLine]:
    of = procedure()
    return lot_lines(sight(viewer, of.round), of, supplier)


def the_act(viewer: Viewer, root: str = "") -> Paper:
    with override("en"):
        return act(procedure(), LAW, lines(viewer), viewer == CITIZEN, root)


def told(paper: Paper) -> str:
    return " ".join(
        " ".join((lot.clave, lot.decision, *(f"{bid.result} {bid.note}" for bid in lot.bids)))
        for part in paper.parts
        for lot in part.lots
    )


def losing_price() -> str:
    lost = Bid.objects.filter(outcome__is_winner=False).order_by("-price_centavos")[0]
    return f"at {money(lost.price_centavos)} MXN"


def test_the_act_names_every_lot_its_winners_and_every_losing_bid_with_its_reason() -> None:
    paper, decided = the_act(BUYER), lines(BUYER)
    lots = [lot for part in paper.parts for lot in part.lots]
    assert len(lots) == len(decided)
    assert sum(len(lot.bids) for lot in lots) == Bid.objects.count()
    assert sum(bid.is_winner for lot in lots for bid in lot.bids) == sum(
        bid.is_winner for line in decided for bid in line.bids
    )
    assert all(bid.result for lot in lots for bid in lot.bids)
    assert losing_price() in told(paper)
    assert "It would have won" in told(paper)


def test_the_public_edition_tells_neither_losing_prices_nor_papers_nor_capacities() -> None:
    text = told(the_act(CITIZEN))
    assert losing_price() not in text
    assert "It would have won" not in text
    assert "Documents lacking:" not in text
    assert "Documents lacking." in text


def test_every_legal_value_stands_with_its_article_and_whether_it_was_checked() -> None:
    grounds = the_act(CITIZEN).grounds
    assert len(grounds) > 5
    assert all(article for _about, _value, article, _state in grounds)
    assert "To be checked" in {state for *_ground, state in grounds}


def test_the_totals_of_the_act_are_those_of_its_lots() -> None:
    paper, decided = the_act(CITIZEN), lines(CITIZEN)
    asked = paper.summaries[0].rows[0]
    assert asked[1:3] == (pieces(len(decided)), pieces(sum(line.needed_pieces for line in decided)))
    assert sum(len(part.lots) for part in paper.parts) == len(decided)


def test_a_rehearsal_is_marked_synthetic_and_the_root_stands_only_where_there_is_one() -> None:
    assert "SYNTHETIC" in the_act(CITIZEN).synthetic
    assert not any("Root of the evidence" in text for _title, text in the_act(CITIZEN).closing)
    assert any("abc123" in text for _title, text in the_act(CITIZEN, "abc123").closing)


def test_the_same_act_has_the_same_bytes() -> None:
    one, other = printed(the_act(CITIZEN)), printed(the_act(CITIZEN))
    assert one == other
    assert one.startswith(b"%PDF")


def test_the_extract_has_the_lots_of_one_bidder_and_beside_its_bids_only_winners() -> None:
    code = Bid.objects.filter(outcome__is_winner=False).order_by("key")[0].supplier.code
    viewer = Viewer(Role.SUPPLIER, code, frozenset({code}))
    own = lines(viewer, code)
    assert len(own) == Bid.objects.filter(supplier__code=code).count()
    assert all(bid.is_winner or bid.supplier_code == code for line in own for bid in line.bids)
    assert all(bid.price_centavos is not None for line in own for bid in line.bids)
    with override("es"):
        paper = extract(procedure(), LAW, Organisation.objects.get(code=code), own, "")
    assert sum(len(part.lots) for part in paper.parts) == len(own)
    assert printed(paper).startswith(b"%PDF")


def test_before_the_award_there_is_no_act_for_the_public() -> None:
    Round.objects.update(phase="evaluation")
    with pytest.raises(Refused, match="not-allowed"):
        lines(CITIZEN)


def test_a_procedure_without_decisions_has_no_act() -> None:
    other = procedure()
    other.pk = None
    other.number, other.ocid = "LA-other", "ocds-other"
    other.save()
    with pytest.raises(Refused, match="not-found"):
        lot_lines(sight(BUYER, other.round), other)


def test_the_term_of_a_complaint_counts_business_days_from_the_day_after_the_award() -> None:
    """Tuesday 30 June 2026 and ten business days, under treaties."""
    term, last = complaint_term(LAW, "treaties", date(2026, 6, 30))
    assert (term.integer, last) == (10, date(2026, 7, 14))
