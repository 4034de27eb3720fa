"""The states of an agreement, the stances of an institution, and what must be true before it is adopted; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ...base.refusal import Refused

PROPOSED, ADOPTED, WITHDRAWN = "proposed", "adopted", "withdrawn"
AGREE, DISSENT, ABSTAIN = "agree", "dissent", "abstain"
STANCES = (AGREE, DISSENT, ABSTAIN)
TRANSITIONS: dict[str, frozenset[str]] = {
    PROPOSED: frozenset({ADOPTED, WITHDRAWN}),
    ADOPTED: frozenset(),
    WITHDRAWN: frozenset(),
}
LONGEST = 8_000
LONGEST_TITLE = 160
MOST_CLAVES = 200


@dataclass(frozen=True)
class Taken:
    """The position of an institution, with the coordinator's answer ("" while there is none)."""

    code: str
    name: str
    stance: str
    reason: str
    answer: str
    at: datetime

    @property
    def waits(self) -> bool:
        """A dissent nobody answered."""
        return self.stance == DISSENT and not self.answer


@dataclass(frozen=True)
class Proposal:
    """What is proposed, as typed."""

    title: str
    text: str
    claves: tuple[str, ...] = ()
    citations: str = ""


def check_proposal(new: Proposal) -> None:
    """Refuse `agreement-title-unfit`, `agreement-text-missing`, `text-beyond-limit`, `claves-too-many`."""
    if not new.title.strip() or len(new.title) > LONGEST_TITLE:
        raise Refused("agreement-title-unfit", "", {"most": LONGEST_TITLE})
    if not new.text.strip():
        raise Refused("agreement-text-missing", "", {})
    check_length(new.text)
    check_length(new.citations)
    if len(new.claves) > MOST_CLAVES:
        raise Refused("claves-too-many", "", {"count": len(new.claves), "most": MOST_CLAVES})


def check_length(text: str) -> None:
    """Refuse `text-beyond-limit`."""
    if len(text) > LONGEST:
        raise Refused("text-beyond-limit", "", {"length": len(text), "most": LONGEST})


def check_stance(stance: str, reason: str) -> None:
    """Refuse `stance-unknown`, `dissent-without-reason`, `text-beyond-limit`."""
    if stance not in STANCES:
        raise Refused("stance-unknown", "", {"value": stance[:40]})
    if stance == DISSENT and not reason.strip():
        raise Refused("dissent-without-reason", "", {})
    check_length(reason)


def check_move(number: int, state: str, target: str) -> None:
    """Refuse `agreement-closed` for what was adopted or withdrawn."""
    if target not in TRANSITIONS[state]:
        raise Refused("agreement-closed", "", {"number": number, "state": state})


def check_adoption(number: int, taken: Sequence[Taken]) -> None:
    """Refuse `dissent-unanswered` with who waits for an answer, `agreement-without-consent` where nobody agreed."""
    waiting = [one.name for one in taken if one.waits]
    if waiting:
        raise Refused("dissent-unanswered", "", {"number": number, "institutions": waiting})
    if not any(one.stance == AGREE for one in taken):
        raise Refused("agreement-without-consent", "", {"number": number})


def counts(taken: Sequence[Taken]) -> dict[str, int]:
    """How many institutions took each stance."""
    return {stance: sum(one.stance == stance for one in taken) for stance in STANCES}
