"""Lists the codes of a round; a code new to the catalogue enters it with what its description tells."""

from collections.abc import Sequence

from ...rounds.models import Round
from ...rounds.sample_rows import SampleItem
from ..category import category_of
from ..description import parse_description
from ..models import Item, RoundItem


def list_items(of: Round, listed: Sequence[SampleItem]) -> dict[str, Item]:
    """Save the round's codes in their order; returns the items by clave."""
    known = {item.clave: item for item in Item.objects.filter(clave__in=[one.clave for one in listed])}
    fresh = [_item(one) for one in listed if one.clave not in known]
    known |= {item.clave: item for item in Item.objects.bulk_create(fresh, batch_size=1000)}
    RoundItem.objects.bulk_create(
        (
            RoundItem(
                round=of,
                item=known[one.clave],
                position=position,
                lot_number=one.lot_number,
                description=one.description,
                unit=one.unit,
                cucop=one.cucop,
                origin=one.origin,
                rule=one.rule,
            )
            for position, one in enumerate(listed)
        ),
        batch_size=1000,
    )
    return known


def _item(one: SampleItem) -> Item:
    told = parse_description(one.description, category_of(one.clave))
    return Item(
        clave=one.clave,
        category=category_of(one.clave),
        description=one.description,
        generic_name=told.generic_name or "",
        dosage_form=told.dosage_form or "",
        strength=told.strength or "",
        presentation=told.presentation or "",
        container=told.container or "",
        pack_size=told.pack_size,
        origin=one.origin,
    )
