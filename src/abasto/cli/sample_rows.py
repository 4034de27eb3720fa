"""A sample's rows as the actions of the rooms take them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..needs.actions.import_needs import NeedRows
from ..people.actions.register_organisations import NewDeliveryPoint, NewOrganisation
from ..rounds.sample import Sample
from ..rounds.sample_rows import SampleInstitution, SamplePoint
from ..tender.facts import NewLot

Ints = NDArray[np.int64]


def new_organisations(institutions: Sequence[SampleInstitution]) -> list[NewOrganisation]:
    """The institutions of a sample; the name of its column is one more spelling."""
    return [
        NewOrganisation(
            code=one.code,
            name=one.name,
            kind=one.kind,
            origin="published",
            short_name=one.short_name,
            parent=one.parent,
            is_legal_entity=one.is_legal_entity,
            state=one.state,
            aliases=tuple(dict.fromkeys((*one.aliases, *filter(None, [one.column_as_published])))),
        )
        for one in institutions
    ]


def new_points(points: Sequence[SamplePoint]) -> list[NewDeliveryPoint]:
    """The delivery points of a sample."""
    return [
        NewDeliveryPoint(
            code=one.code,
            name=one.name,
            organisation=one.institution,
            state=one.state,
            municipality=one.municipality,
            latitude=one.latitude,
            longitude=one.longitude,
            size_class=one.size_class,
            origin=one.origin,
        )
        for one in points
    ]


def need_rows(sample: Sample) -> NeedRows:
    """The needs of a sample, line by line; the place is the row in its needs.csv."""
    rows = sample.needs
    return NeedRows(
        claves=[sample.items[at].clave for at in rows.item_index.tolist()],
        buyers=[sample.buyers[at].code for at in rows.buyer_index.tolist()],
        minimum_pieces=rows.minimum_pieces,
        maximum_pieces=rows.maximum_pieces,
        origins=[rows.origins[at] for at in rows.origin_index.tolist()],
        rules=[rows.rules[at] for at in rows.rule_index.tolist()],
        places=[f"needs.csv!{row}" for row in range(2, len(rows.item_index) + 2)],
    )


def new_lot(clave: str, pattern: str, buyers: tuple[str, ...], least: Ints, most: Ints) -> NewLot:
    """A lot of the buyers that ask for the code; least and most: pieces of shape (buyers,)."""
    asking = np.flatnonzero(most)
    return NewLot(clave, pattern, tuple(buyers[at] for at in asking.tolist()), least[asking], most[asking])
