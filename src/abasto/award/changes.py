"""What a next procedure may change so that a lot is awarded, and a case with that change made; pure.

A direct award after a deserted tender asks for the same requirements (LAASSP 2025, art. 54 VII): only the money
may change. Everything else needs a new call.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ..tender.call import CallRules, RequiredDocument, parse_share_pattern
from .facts import BidFacts, LotCase

AT_SIGNING = "signing"


@dataclass(frozen=True)
class Change:
    """What changes; the empty change asks for the same.

    ceiling_centavos: authorised per piece; documents_at_signing: keys asked of winners only, no longer with the bid.
    minimum_share_percent: least part of the lot that a bid must be able to supply, as text.
    low_prices_stay: a price below the convenient one is remarked, not rejected. share_pattern: as published.
    """

    ceiling_centavos: int | None = None
    documents_at_signing: tuple[str, ...] = ()
    minimum_share_percent: str = ""
    low_prices_stay: bool = False
    share_pattern: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """A code per thing changed, for words."""
        has = {
            "raise-ceiling": self.ceiling_centavos is not None,
            "documents-at-signing": bool(self.documents_at_signing),
            "lower-capacity": bool(self.minimum_share_percent),
            "low-prices-stay": self.low_prices_stay,
            "more-shares": bool(self.share_pattern),
        }
        return tuple(code for code, is_there in has.items() if is_there)

    @property
    def keeps_requirements(self) -> bool:
        """Whether the same requirements are asked: only the ceiling may differ."""
        return set(self.codes) <= {"raise-ceiling"}


SAME = Change()


def as_json(change: Change) -> dict[str, Any]:
    """The change as plain values, without what does not change."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(change).items() if value}


def from_json(told: Mapping[str, Any]) -> Change:
    """What `as_json` wrote."""
    return Change(**{**told, "documents_at_signing": tuple(told.get("documents_at_signing", ()))})


def changed_rules(rules: CallRules, change: Change) -> CallRules:
    """The criterion with the change: it binds every lot of the next call."""
    moved = dict.fromkeys(change.documents_at_signing, AT_SIGNING)
    return replace(
        rules,
        required_documents=tuple(
            RequiredDocument(asked.key, moved.get(asked.key, asked.stage), asked.citation)
            for asked in rules.required_documents
        ),
        minimum_share_percent=Decimal(change.minimum_share_percent or rules.minimum_share_percent),
        not_convenient_rejects=rules.not_convenient_rejects and not change.low_prices_stay,
    )


def changed_case(case: LotCase, change: Change) -> LotCase:
    """The same lot and offers with the change: its ceiling and shares, and papers that are no longer asked."""
    lot = case.lot
    if change.ceiling_centavos is not None:
        lot = replace(lot, ceiling_centavos=change.ceiling_centavos)
    if change.share_pattern:
        lot = replace(lot, shares=parse_share_pattern(change.share_pattern))
    return case._replace(lot=lot, bids=list(_bids(case.bids, frozenset(change.documents_at_signing))))


def _bids(bids: Iterable[BidFacts], moved: frozenset[str]) -> Iterable[BidFacts]:
    for bid in bids:
        lacking = tuple(key for key in bid.documents_lacking if key not in moved)
        yield bid if len(lacking) == len(bid.documents_lacking) else replace(bid, documents_lacking=lacking)
