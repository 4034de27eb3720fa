"""Reads of the consolidated need: its versions, the lines that count now, and what still waits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.db.models import BinaryField, Count, ExpressionWrapper, F, QuerySet

from ...base.refusal import Refused
from ...catalogue.models import RoundItem
from ...ledger.store import Store
from ...people.visibility import Sight
from ...rounds.models import Round
from ..requests.models import RequestLine
from ..requests.queries import askers
from ..requests.states import ACCEPTED, APPROVED, COUNTED, IN_REVIEW, RETURNED, SUBMITTED
from ..requests.states import DRAFT as DRAFT_LINE
from .changes import Ground, Key
from .file import read_version
from .merge import Merger, merged
from .models import MergeProposal, NeedVersion
from .rows import VersionRows, arranged
from .states import ADOPTED, LOCKED

WAITING = (SUBMITTED, IN_REVIEW, APPROVED)
"""Lines in these states were handed in and are not decided to the end: they hold up the lock."""
NOT_HANDED_IN = (DRAFT_LINE, RETURNED)


def versions_visible_to(sight: Sight, of: Round) -> QuerySet[NeedVersion]:
    """The versions of the round, the newest first, where the sums may be seen."""
    versions = NeedVersion.objects.filter(round=of)
    return versions if sight.sees_all("consolidated_need") else versions.none()


def version_numbered(sight: Sight, of: Round, number: int) -> NeedVersion:
    """One version; refuses `not-found`."""
    found = versions_visible_to(sight, of).filter(number=number).first()
    if found is None:
        raise Refused("not-found", "", {"what": "need-version", "value": number})
    return found


def locked_version(of: Round) -> NeedVersion | None:
    """The version in force: the locked one, if there is one; the steps of the process ask for it."""
    return NeedVersion.objects.filter(round=of, state=LOCKED).first()


def store_of(state: Path) -> Store:
    """Where the files of versions are."""
    return Store(state / "artifacts")


def rows_of_version(store: Store, version: NeedVersion) -> VersionRows:
    """The lines of a version, from its file; refuses `artifact-missing` and `artifact-damaged`."""
    return read_version(store.get(version.content_sha256))


def adopted_mergers(of: Round) -> list[Merger]:
    """The mergers that are applied when a version is made, in their order."""
    rows = MergeProposal.objects.filter(round=of, state=ADOPTED).order_by("number")
    fields = ("number", "from_item__clave", "to_item__clave", "numerator", "denominator")
    return [Merger(*row) for row in rows.values_list(*fields)]


@dataclass(frozen=True)
class Counting:
    """Whose lines count: row ids of buyers that take part and of items that were not withdrawn, with their names."""

    buyers: Mapping[int, str]
    claves: Mapping[int, str]


def counting(of: Round) -> Counting:
    """The buyers and codes whose lines count: not of an institution that left, nor of a code that was withdrawn."""
    buyers = {one.organisation.pk: one.organisation.code for one in askers(of) if one.is_buyer and not one.has_left}
    items = RoundItem.objects.filter(round=of, withdrawn_on=None).values_list("item_id", "item__clave")
    return Counting(buyers, dict(items))


def rows_now(of: Round, states: Sequence[str] = tuple(COUNTED)) -> VersionRows:
    """The lines that count as they stand, with every adopted merger applied."""
    return merged(_unmerged(of, states), adopted_mergers(of))


def _unmerged(of: Round, states: Sequence[str]) -> VersionRows:
    """Months are taken as bytes and read at once: ten times faster than an array a line."""
    who = counting(of)
    raw = ExpressionWrapper(F("maximum_by_month"), output_field=BinaryField())
    lines = RequestLine.objects.filter(round=of, state__in=states).order_by().annotate(raw=raw)
    fields = ("item_id", "organisation_id", "minimum_pieces", "maximum_pieces", "origin", "raw")
    rows = [
        row
        for row in lines.values_list(*fields).iterator(chunk_size=20_000)
        if (row[3] or row[2]) and row[0] in who.claves and row[1] in who.buyers
    ]
    columns = list(zip(*rows, strict=True)) or [()] * len(fields)
    months = np.frombuffer(b"".join(columns[5]), dtype="<i8").astype(np.int64).reshape(len(rows), -1 if rows else 0)
    return arranged(
        of.code,
        [who.claves[item] for item in columns[0]],
        [who.buyers[buyer] for buyer in columns[1]],
        np.array(columns[2], dtype=np.int64),
        np.array(columns[3], dtype=np.int64),
        months if rows else np.zeros((0, of.months), dtype=np.int64),
        columns[4],
        [""] * len(rows),
    )


@dataclass(frozen=True)
class Waiting:
    """A buyer with lines (its own, or of its units) that are not decided to the end, and whether it may be left out."""

    code: str
    name: str
    has_left: bool
    by_state: Mapping[str, int]
    uncollected: int
    """Codes accepted of its units of which the buyer has no accepted line: figures that nobody collected."""

    @property
    def waiting(self) -> int:
        return sum(self.by_state.get(state, 0) for state in WAITING)

    @property
    def not_handed_in(self) -> int:
        return sum(self.by_state.get(state, 0) for state in NOT_HANDED_IN)

    @property
    def holds_up(self) -> bool:
        return bool(self.waiting or self.uncollected)


def standing_by_buyer(of: Round) -> list[Waiting]:
    """Every buyer of the round with its lines by state, in the round's order; counts alone."""
    states: dict[int, Counter[str]] = {}
    lines = RequestLine.objects.filter(round=of).order_by()
    for buyer, state, count in lines.values_list("organisation_id", "state").annotate(Count("pk")):
        states.setdefault(buyer, Counter())[state] = count
    found: dict[str, Waiting] = {}
    below: dict[str, list[int]] = {}
    for one in askers(of):
        code = one.buyer.code
        below.setdefault(code, [])
        counts = states.get(one.organisation.pk, Counter())
        if one.is_buyer:
            found[code] = Waiting(code, str(one.buyer), one.has_left, counts, 0)
        else:
            below[code].append(one.organisation.pk)
            in_the_way = {state: count for state, count in counts.items() if state in WAITING}
            now = found[code]
            found[code] = Waiting(code, now.name, now.has_left, Counter(now.by_state) + Counter(in_the_way), 0)
    loose = _uncollected(of, {code: units for code, units in below.items() if units})
    return [Waiting(one.code, one.name, one.has_left, one.by_state, loose.get(one.code, 0)) for one in found.values()]


def _uncollected(of: Round, units: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """Codes that units of a buyer had accepted, of which the buyer itself has no line that counts."""
    if not units:
        return {}
    lines = RequestLine.objects.filter(round=of, state__in=COUNTED, maximum_pieces__gt=0).order_by()
    accepted = set(lines.values_list("organisation__code", "item_id"))
    found = {}
    for code, below in units.items():
        asked = set(lines.filter(organisation_id__in=below).values_list("item_id", flat=True))
        found[code] = sum((code, item) not in accepted for item in asked)
    return found


def grounds_of(of: Round, keys: Sequence[Key]) -> dict[Key, Ground]:
    """Why the lines of those keys stand as they do: reason stated, decision noted, merger, withdrawal, departure."""
    told: dict[Key, Ground] = {}
    lines = RequestLine.objects.filter(round=of).order_by()
    if len(keys) <= 400:
        lines = lines.filter(item__clave__in={clave for clave, _buyer in keys})
    fields = ("item__clave", "organisation__code", "reason", "reason_text", "decision_note")
    for clave, buyer, reason, text, note in lines.exclude(reason="", reason_text="", decision_note="").values_list(
        *fields
    ):
        told[clave, buyer] = Ground(reason, " · ".join(part for part in (text, note) if part)[:500])
    return _over(told, keys, _structural(of))


def _structural(of: Round) -> tuple[dict[str, Ground], dict[str, Ground]]:
    """Grounds by clave and by buyer that outweigh what a line says of itself."""
    by_clave = {}
    for one in adopted_mergers(of):
        by_clave[one.from_clave] = Ground("merged", one.to_clave)
        by_clave[one.to_clave] = Ground("merged", one.from_clave)
    gone = RoundItem.objects.filter(round=of).exclude(withdrawn_on=None)
    by_clave |= {clave: Ground("withdrawn", why) for clave, why in gone.values_list("item__clave", "withdrawn_why")}
    by_buyer = {one.organisation.code: Ground("left", "") for one in askers(of) if one.is_buyer and one.has_left}
    return by_clave, by_buyer


def _over(
    told: dict[Key, Ground], keys: Sequence[Key], structural: tuple[dict[str, Ground], dict[str, Ground]]
) -> dict[Key, Ground]:
    by_clave, by_buyer = structural
    for key in keys:
        found = by_buyer.get(key[1]) or by_clave.get(key[0])
        if found is not None:
            told[key] = found
    return told


def to_lock(of: Round) -> QuerySet[RequestLine]:
    """The accepted lines that a lock holds: those of every organisation that takes part, on codes that stay."""
    here = [one.organisation.pk for one in askers(of) if not one.has_left]
    gone = RoundItem.objects.filter(round=of).exclude(withdrawn_on=None).values_list("item_id", flat=True)
    return RequestLine.objects.filter(round=of, state=ACCEPTED, organisation_id__in=here).exclude(
        item_id__in=list(gone)
    )
