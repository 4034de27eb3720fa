"""Publishes a call: the procedure with its criterion, its terms and one lot per code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...base.refusal import Refused
from ...catalogue.models import Item
from ...ledger.actions.record import record
from ...rounds.models import Round
from ..call import CallRules, check_call, parse_share_pattern
from ..call_text import written
from ..facts import NewLot
from ..kinds import MAIN, OPEN, number_of
from ..models import Lot, Procedure
from ..terms import CallTerms


@dataclass(frozen=True)
class Place:
    """Where a procedure stands in its round; the default is the main tender.

    authorised_by, authorised_on, authorisation: who let it open, when, and by which document, where that is needed.
    """

    kind: str = MAIN
    position: int = 1
    follows: Procedure | None = None
    authorised_by: str = ""
    authorised_on: date | None = None
    authorisation: str = ""


FIRST = Place()


def publish_call(
    of: Round,
    rules: CallRules,
    terms: CallTerms,
    lots: Sequence[NewLot],
    items: Mapping[str, Item],
    place: Place = FIRST,
) -> Procedure:
    """Save the call and its lots. Refuses rules that could not decide, and a lot without pieces or a bad pattern."""
    check_call(rules)
    for lot in lots:
        parse_share_pattern(lot.share_pattern)
        if int(lot.maximum_by_buyer.sum()) <= 0:
            raise Refused("lot-without-pieces", "", {"clave": lot.clave})
    number = number_of(place.kind, of.code, place.position)
    procedure = Procedure.objects.create(
        round=of,
        number=number,
        ocid=f"{terms.ocid_prefix}-{number}",
        **vars(place),
        character=terms.character,
        phase=OPEN,
        evaluation=rules.evaluation,
        rules=written(rules),
        published_on=terms.published_on,
        clarifications_on=terms.clarifications_on,
        bids_due_at=terms.bids_due_at,
        award_on=terms.award_on,
        signature_due_on=terms.signature_due_on,
        origin="synthetic",
    )
    Lot.objects.bulk_create((_lot(procedure, at, lot, items) for at, lot in enumerate(lots, 1)), batch_size=2000)
    pieces = sum(int(lot.maximum_by_buyer.sum()) for lot in lots)
    record("call-published", number, "buyer", of.clock, {"lots": len(lots), "pieces": pieces}, of.code)
    return procedure


def _lot(procedure: Procedure, number: int, lot: NewLot, items: Mapping[str, Item]) -> Lot:
    return Lot(
        procedure=procedure,
        item=items[lot.clave],
        number=number,
        share_pattern=lot.share_pattern,
        minimum_pieces=int(lot.minimum_by_buyer.sum()),
        maximum_pieces=int(lot.maximum_by_buyer.sum()),
        ceiling_centavos=lot.ceiling_centavos,
        buyers=list(lot.buyers),
        minimum_by_buyer=lot.minimum_by_buyer,
        maximum_by_buyer=lot.maximum_by_buyer,
    )
