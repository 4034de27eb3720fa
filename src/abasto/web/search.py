"""The search of a round: what there is to find, kept folded in memory, and who may find it."""

from textwrap import shorten
from urllib.parse import urlencode

from django.db.models import F

from ..catalogue.models import RoundItem
from ..contracts.models import Contract
from ..page.places import STATE_NAMES
from ..people.models import DeliveryPoint, Organisation
from ..people.visibility import Sight
from ..rounds.models import Participation, Round
from ..tender.models import Bid, Lot
from ..tender.queries import still_sealed
from .kept import kept
from .search_index import Entry, Found, find, searchable

NOTE_LENGTH = 160


def search(sight: Sight, of: Round, query: str) -> Found:
    """What the viewer finds in the round, by group."""
    return find(kept(of, "search", _entries), query, lambda entry: _may_find(sight, entry))


def _may_find(sight: Sight, entry: Entry) -> bool:
    if not entry.field or sight.sees_all(entry.field):
        return True
    return any(sight.sees(entry.field, owner) for owner in entry.owners)


def _entries(of: Round) -> tuple[Entry, ...]:
    return (*_items(of), *_lots(of), *_suppliers(of), *_contracts(of), *_institutions(of), *_points(of))


def _items(of: Round) -> list[Entry]:
    rows = RoundItem.objects.filter(round=of).order_by("item__clave")
    fields = rows.values_list("item__clave", "description", "item__generic_name")
    return [
        Entry(
            group="items",
            title=clave,
            note=shorten(description, NOTE_LENGTH, placeholder=" …"),
            url_name="web:item",
            place=(of.code, clave),
            text=searchable(clave, clave.replace(".", ""), generic, description),
            clave=clave,
        )
        for clave, description, generic in fields
    ]


def _lots(of: Round) -> list[Entry]:
    rows = Lot.objects.filter(procedure__round=of).order_by("procedure__position", "number")
    fields = rows.values_list("number", "item__clave", "item__description", "procedure__number")
    return [
        Entry(
            group="lots",
            title=f"{procedure} · {number}",
            note=f"{clave} {shorten(description, NOTE_LENGTH, placeholder=' …')}",
            url_name="web:item",
            place=(of.code, clave),
            text=searchable(f"{number} lote {number} lot {number} {procedure}"),
            clave=clave,
            field="consolidated_need",
        )
        for number, clave, description, procedure in fields
    ]


def _suppliers(of: Round) -> list[Entry]:
    """Who bid: known to all only once bids are, and to each firm of itself."""
    bidding = Bid.objects.filter(lot__procedure__round=of).exclude(still_sealed()).order_by().values("supplier")
    rows = Organisation.objects.filter(pk__in=bidding).order_by("name", "code")
    return [
        Entry(
            group="suppliers",
            title=name,
            note=code,
            url_name="web:supplier",
            place=(of.code, code),
            text=searchable(name, code),
            field="bid_existence",
            owners=(code,),
        )
        for name, code in rows.values_list("name", "code")
    ]


def _contracts(of: Round) -> list[Entry]:
    rows = Contract.objects.filter(round=of).order_by("number")
    fields = rows.values_list("number", "legal_entity__name", "legal_entity__code", "supplier__name", "supplier__code")
    return [
        Entry(
            group="contracts",
            title=number,
            note=f"{entity} · {supplier}",
            url_name="web:contract",
            place=(of.code, number),
            text=searchable(number, entity_code, entity, supplier),
            field="contract",
            owners=(entity_code, supplier_code),
        )
        for number, entity, entity_code, supplier, supplier_code in fields
    ]


def _institutions(of: Round) -> list[Entry]:
    rows = Participation.objects.filter(round=of, is_buyer=True).order_by("position")
    fields = rows.values_list(
        "organisation__code", "organisation__name", "organisation__short_name", "organisation__state"
    )
    return [
        Entry(
            group="institutions",
            title=name,
            note=STATE_NAMES.get(state, short),
            url_name="web:public_round",
            place=(of.code,),
            query=f"?by=institution&institution={code}",
            text=searchable(name, short, code, STATE_NAMES.get(state, "")),
        )
        for code, name, short, state in fields
    ]


def _points(of: Round) -> list[Entry]:
    buyers = Participation.objects.filter(round=of).values("organisation")
    rows = DeliveryPoint.objects.filter(organisation__in=buyers).order_by("name", "code")
    fields = rows.annotate(buyer=F("organisation__name")).values_list("name", "state", "municipality", "buyer")
    return [
        Entry(
            group="points",
            title=name,
            note=f"{municipality}, {STATE_NAMES[state]} · {buyer}",
            url_name="web:public_round",
            place=(of.code,),
            query="?" + urlencode({"by": "state", "state": state, "q": name}),
            text=searchable(name, municipality, STATE_NAMES[state], buyer),
        )
        for name, state, municipality, buyer in fields
    ]
