"""Turns awards into contracts of a legal entity with a supplier, with a line per buyer."""

from collections.abc import Collection
from decimal import Decimal

from django.db.models import Count, F, Sum

from ...award.models import Award
from ...base.fields import insert_rows
from ...base.money import share_of_centavos
from ...base.refusal import Refused
from ...base.series import to_bytes
from ...ledger.actions.record import record
from ...people.models import Organisation
from ...rounds.models import Participation
from ...tender.models import Procedure
from ..form import AwardFacts, Contracts, form_contracts
from ..models import Contract, ContractLine

CHUNK = 3000
COLUMNS = (
    "contract_id", "award_id", "buyer_id", "minimum_pieces", "maximum_pieces", "price_centavos", "ordered_by_month",
)  # fmt: skip
STATE = "formed"


def contract_awards(
    procedure: Procedure, guarantee_percent: Decimal, actor: str, claves: Collection[str] | None = None
) -> dict[str, int]:
    """Form the contracts of every award of the procedure, or add those of `claves` to the contracts there are.

    Refuses when a piece would be lost on the way. Returns how many contracts and lines the procedure has.
    """
    awards = list(_awards(procedure, claves))
    formed = form_contracts(
        [_facts(award) for award in awards],
        _legal_entities(procedure),
        procedure.number,
        procedure.round.months,
        guarantee_percent,
        _first_month(procedure),
    )
    if isinstance(formed, Refused):
        raise formed
    _save(procedure, awards, formed)
    if claves is not None:
        count_again(procedure, guarantee_percent)
    counts = Contract.objects.filter(procedure=procedure).aggregate(contracts=Count("pk"), lines=Sum("lines_count"))
    told = {"contracts": counts["contracts"], "lines": counts["lines"] or 0}
    record("contracts-formed", procedure.number, actor, procedure.round.clock, told, procedure.round.code)
    return told


def _first_month(procedure: Procedure) -> int:
    """Contracts of a later procedure deliver from the month after their signature; at the latest in the last one."""
    if procedure.follows_id is None:
        return 0
    of, due = procedure.round, procedure.signature_due_on
    passed = 12 * (due.year - of.starts.year) + due.month - of.starts.month + 1
    return min(max(passed, 0), of.months - 1)


def _awards(procedure: Procedure, claves: Collection[str] | None) -> list[Award]:
    awards = Award.objects.filter(lot__procedure=procedure, is_ended=False).select_related("lot", "bid__supplier")
    return list(awards if claves is None else awards.filter(lot__item__clave__in=claves))


def _facts(award: Award) -> AwardFacts:
    return AwardFacts(
        key=award.key,
        supplier=award.bid.supplier.code,
        price_centavos=award.price_centavos,
        awarded_pieces=award.maximum_pieces,
        buyers=award.lot.buyers,
        minimum_by_buyer=award.minimum_by_buyer,
        maximum_by_buyer=award.maximum_by_buyer,
    )


def _legal_entities(procedure: Procedure) -> dict[str, str]:
    taking_part = Participation.objects.filter(round=procedure.round, is_buyer=True)
    return dict(taking_part.values_list("organisation__code", "legal_entity__code"))


def _save(procedure: Procedure, awards: list[Award], formed: Contracts) -> None:
    ids = dict(Organisation.objects.values_list("code", "pk"))
    known = {contract.number: contract for contract in Contract.objects.filter(procedure=procedure)}
    fresh = [
        Contract(
            round=procedure.round,
            procedure=procedure,
            number=head.number,
            legal_entity_id=ids[head.legal_entity],
            supplier_id=ids[head.supplier],
            state=STATE,
            minimum_centavos=head.minimum_centavos,
            maximum_centavos=head.maximum_centavos,
            maximum_pieces=head.maximum_pieces,
            guarantee_centavos=head.guarantee_centavos,
            lines_count=head.lines_count,
        )
        for head in formed.heads
        if head.number not in known
    ]
    known |= {contract.number: contract for contract in Contract.objects.bulk_create(fresh, batch_size=CHUNK)}
    heads = [known[head.number] for head in formed.heads]
    lines = formed.lines
    insert_rows(
        ContractLine,
        COLUMNS,
        zip(
            (heads[contract].pk for contract in lines.contract_index.tolist()),
            (awards[award].pk for award in lines.award_index.tolist()),
            (ids[buyer] for buyer in lines.buyers),
            lines.minimum_pieces.tolist(),
            lines.maximum_pieces.tolist(),
            lines.price_centavos.tolist(),
            map(to_bytes, lines.pieces_by_month),
            strict=True,
        ),
    )


def count_again(procedure: Procedure, guarantee_percent: Decimal) -> None:
    """Totals of the contracts after some lines came and went; one without lines is taken away."""
    Contract.objects.filter(procedure=procedure, lines=None).delete()
    for contract in Contract.objects.filter(procedure=procedure).annotate(
        minimum=Sum(F("lines__minimum_pieces") * F("lines__price_centavos")),
        maximum=Sum(F("lines__maximum_pieces") * F("lines__price_centavos")),
        pieces=Sum("lines__maximum_pieces"),
        count=Count("lines"),
    ):
        counted = {
            "minimum_centavos": contract.minimum,
            "maximum_centavos": contract.maximum,
            "maximum_pieces": contract.pieces,
            "lines_count": contract.count,
        }
        if all(getattr(contract, name) == value for name, value in counted.items()):
            continue
        for name, value in counted.items():
            setattr(contract, name, value)
        contract.guarantee_centavos = share_of_centavos(contract.maximum, guarantee_percent)
        contract.save()
