"""From the database to what is told to the public: only fields that the disclosure table opens in the present phase.

Ordered by business keys, by code point, so that no database's collation and no row id leaves a trace.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from ..award.models import Award
from ..base.refusal import Refused
from ..catalogue.description import parse_description
from ..contracts.models import Contract, ContractLine
from ..ledger.models import ArtifactName
from ..market.models import ReferencePrice
from ..people.models import Organisation
from ..people.roles import CITIZEN
from ..people.visibility import Sight
from ..rounds.models import Participation, Round, RoundDate
from ..rounds.queries import sight as sight_of
from ..tender.kinds import METHODS, OPEN
from ..tender.models import Bid, Lot, Procedure
from .facts import (
    PHASES,
    AwardFacts,
    BidFacts,
    ContractFacts,
    ContractLineFacts,
    ItemFacts,
    LotFacts,
    OrganisationFacts,
    Origin,
    PackageFacts,
    Phase,
    PhaseDates,
    ProcedureFacts,
)
from .wording import CRITERIA, CRITERIA_CODES, PROCURING_ENTITY, PUBLISHER, method_details

NOT_SIGNED = ""
"""Contracts are formed from the awards; there is no act yet by which the parties sign them."""
MEXICO = ZoneInfo("America/Mexico_City")
NOON = time(12, tzinfo=MEXICO)
PUBLIC_ADDRESS = "https://abasto.example"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
PHASE_OF: dict[str, Phase] = {
    "preparation": "planning",
    "needs": "planning",
    "research": "planning",
    "call": "tender",
    "bids": "tender",
    "opening": "tender",
    "evaluation": "tender",
    "award": "award",
    "contracts": "contract",
    "delivery": "implementation",
    "closed": "implementation",
}
PUBLISH = "publish"
"""The kind of the runs that publish a round again after something changed in it."""
OF_BIDS = frozenset({"bid_existence", "bid_price", "bid_capacity", "losing_price"})
"""What stays sealed until a procedure is decided, whatever the phase of its round."""
OUTCOME_OF: dict[str, Literal["awarded", "unsuccessful"]] = {
    "awarded": "awarded",
    "awarded-in-part": "awarded",
    "not-awarded": "unsuccessful",
}


def last_phase(procedure: Procedure) -> Phase:
    """How far a procedure is: the main one as its round, one that follows as far as it has got itself."""
    of_round = PHASE_OF[procedure.round.phase]
    if procedure.follows_id is None:
        return of_round
    if procedure.phase == OPEN:
        return "tender"
    has_contracts = Contract.objects.filter(procedure=procedure).exists()
    return min(of_round, "contract" if has_contracts else "award", key=PHASES.index)


def procedure_facts(procedure: Procedure) -> ProcedureFacts:
    """What anyone may know of the procedure today."""
    of = procedure.round
    reached = last_phase(procedure)
    is_decided = PHASES.index(reached) >= PHASES.index("award")
    seen = sight_of(CITIZEN, of).sees_all

    def sees(field: str) -> bool:
        return seen(field) and (is_decided or field not in OF_BIDS)

    lots = _lots(procedure, sees("lot_decision"), sees("reference_price"))
    bids = _bids(procedure, sees) if sees("bid_existence") and sees("lot_decision") else ()
    participants = list(Participation.objects.filter(round=of).values_list("organisation__code", "is_buyer"))
    estimates = [lot.estimated_centavos for lot in lots if lot.estimated_centavos is not None]
    return ProcedureFacts(
        ocid=procedure.ocid,
        number=procedure.number,
        title=f"{of.name_es}, {procedure.number}",
        method=METHODS[procedure.kind],
        method_details=method_details(procedure.kind, procedure.character),
        rationale=of.source,
        award_criteria_details=CRITERIA[procedure.evaluation],
        award_criteria=CRITERIA_CODES[procedure.evaluation],
        procuring_entity_id=PROCURING_ENTITY.id,
        buyer_ids=tuple(sorted(code for code, is_buyer in participants if is_buyer)),
        organisations=_organisations(of, {code for code, _ in participants} | {bid.tenderer_id for bid in bids}),
        dates=_dates(procedure, reached),
        tender_starts=_noon(procedure.published_on),
        tender_ends=moment_text(procedure.bids_due_at),
        delivery_starts=_noon(of.starts),
        delivery_ends=_noon(_delivery_ends(of)),
        lots=lots,
        budget_centavos=sum(estimates) if estimates and sees("money_before_award") else None,
        bids=bids,
        awards=_awards(procedure) if sees("award") else (),
        contracts=_contracts(procedure, sees("delivery")) if sees("contract") else (),
        last_phase=reached,
        follows_ocid=procedure.follows.ocid if procedure.follows else "",
        origin="synthetic",
    )


def package_facts(of: Round, file_name: str) -> PackageFacts:
    """Who publishes a file of the round, where, and when by the round's clock."""
    folder = f"{PUBLIC_ADDRESS}/public/{of.code}/files"
    return PackageFacts(
        uri=f"{folder}/{file_name}",
        published_at=moment_text(of.clock),
        publisher_name=PUBLISHER,
        extension_uri=f"{folder}/ocds/extension/extension.json",
        licence_uri=LICENCE,
    )


def moment_text(moment: datetime) -> str:
    """A moment as ISO 8601 in the time of central Mexico, whatever zone the database gave it in."""
    return moment.astimezone(MEXICO).isoformat()


def files_visible_to(sight: Sight, of: Round) -> QuerySet[ArtifactName]:
    """The named files of the round that the viewer may read, each by the field that governs it."""
    open_fields = [field for field in sight.classes if sight.sees_all(field)]
    return ArtifactName.objects.filter(round_code=of.code, disclosure__in=open_fields).select_related("artifact")


def file_named(sight: Sight, of: Round, name: str) -> ArtifactName:
    """One file; refuses `not-found` where there is none, or none that the viewer may read."""
    found = files_visible_to(sight, of).filter(name=name).first()
    if found is None:
        raise Refused("not-found", "", {"what": "file", "value": name})
    return found


def _lots(procedure: Procedure, sees_decision: bool, sees_reference: bool) -> tuple[LotFacts, ...]:
    medians = _medians(procedure.round) if sees_reference else {}
    rows = Lot.objects.filter(procedure=procedure).values_list(
        "item__clave", "minimum_pieces", "maximum_pieces", "decision__state", "decision__reason"
    )
    items = _items(procedure.round)
    lots = []
    for clave, least, most, state, reason in rows.order_by():
        median = medians.get(clave)
        decided = sees_decision and state is not None
        lots.append(
            LotFacts(
                id=clave,
                item=items[clave],
                minimum_pieces=least,
                maximum_pieces=most,
                estimated_centavos=None if median is None else median * most,
                outcome=OUTCOME_OF[state] if decided else "",
                reason=reason if decided else "",
            )
        )
    return tuple(sorted(lots, key=lambda lot: lot.id))


def _items(of: Round) -> dict[str, ItemFacts]:
    """Each item as this round lists it: the catalogue keeps the words of whichever round named it first."""
    listed = of.items.values_list("item__clave", "item__category", "description", "unit", "origin")
    return {clave: _item(clave, category, told, unit, origin) for clave, category, told, unit, origin in listed}  # type: ignore[arg-type]


def _item(clave: str, category: str, told: str, unit: str, origin: Origin) -> ItemFacts:
    if category != "medicine":
        return ItemFacts(clave, told, unit, origin=origin)
    read = parse_description(told, category)
    medicine = (read.generic_name or "", read.dosage_form or "", read.container or "")
    return ItemFacts(clave, told, unit, *medicine, origin=origin)


def _medians(of: Round) -> dict[str, int]:
    return dict(ReferencePrice.objects.filter(round=of).values_list("item__clave", "median_centavos"))


def _bids(procedure: Procedure, sees: Callable[[str], bool]) -> tuple[BidFacts, ...]:
    rows = Bid.objects.filter(lot__procedure=procedure).values_list(
        "key", "lot__item__clave", "supplier__code", "outcome__rank", "price_centavos", "capacity_pieces"
    )
    sees_price = sees("bid_price") and sees("losing_price")
    sees_capacity = sees("bid_capacity")
    return tuple(
        BidFacts(key, clave, supplier, bool(rank), price if sees_price else None, capacity if sees_capacity else None)
        for key, clave, supplier, rank, price, capacity in sorted(rows.order_by())
    )


def _awards(procedure: Procedure) -> tuple[AwardFacts, ...]:
    rows = Award.objects.filter(lot__procedure=procedure).values_list(
        "key",
        "lot__item__clave",
        "bid__key",
        "bid__supplier__code",
        "price_centavos",
        "minimum_pieces",
        "maximum_pieces",
    )
    return tuple(AwardFacts(*row) for row in sorted(rows.order_by()))


def _contracts(procedure: Procedure, sees_delivery: bool) -> tuple[ContractFacts, ...]:
    of = procedure.round
    lines: dict[str, list[ContractLineFacts]] = {}
    for number, line in _lines(procedure, sees_delivery):
        lines.setdefault(number, []).append(line)
    starts, ends = _noon(of.starts), _noon(_delivery_ends(of))
    rows = Contract.objects.filter(procedure=procedure).values_list(
        "number", "legal_entity__code", "supplier__code", "minimum_centavos", "maximum_centavos"
    )
    return tuple(
        ContractFacts(number, entity, supplier, NOT_SIGNED, starts, ends, least, most, tuple(lines.get(number, ())))
        for number, entity, supplier, least, most in sorted(rows.order_by())
    )


def _lines(procedure: Procedure, sees_delivery: bool) -> Iterator[tuple[str, ContractLineFacts]]:
    rows = ContractLine.objects.filter(contract__procedure=procedure).values_list(
        "contract__number", "award__key", "buyer__code", "award__lot__item__clave",
        "minimum_pieces", "maximum_pieces", "price_centavos", "delivery__due_pieces", "delivery__received_pieces",
    )  # fmt: skip
    for number, award, buyer, clave, least, most, price, due, received in sorted(rows.order_by()):
        delivered = (due or 0, received or 0) if sees_delivery else (0, 0)
        yield number, ContractLineFacts(award, clave, buyer, least, most, price, *delivered)


def _organisations(of: Round, codes: set[str]) -> tuple[OrganisationFacts, ...]:
    signing = Participation.objects.filter(round=of, is_buyer=True).values_list("legal_entity__code", flat=True)
    named = dict(Organisation.objects.values_list("code", "name"))
    countries = dict(Organisation.objects.values_list("code", "country"))
    wanted = sorted(codes | set(signing))
    return (PROCURING_ENTITY, *(OrganisationFacts(code, named[code], countries[code]) for code in wanted))


def _dates(procedure: Procedure, last: Phase) -> PhaseDates:
    """When each phase was told, up to the present one."""
    of = procedure.round
    research = RoundDate.objects.filter(round=of, phase="research").first()
    reached = PHASES.index(last)
    told = {
        "planning": _noon(research.ends if research else procedure.published_on),
        "tender": _noon(procedure.published_on),
        "award": _noon(procedure.award_on),
        "contract": _noon(procedure.signature_due_on),
        "implementation": moment_text(of.clock),
    }
    return PhaseDates(**{phase: told[phase] for phase in PHASES[: reached + 1]})


def _noon(day: date) -> str:
    return datetime.combine(day, NOON).isoformat()


def _delivery_ends(of: Round) -> date:
    """The last day of the round's last month."""
    years, month = divmod(of.starts.month - 1 + of.months, 12)
    return of.starts.replace(year=of.starts.year + years, month=month + 1) - timedelta(days=1)
