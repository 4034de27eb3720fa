"""Makes the evidence of a procedure's award and the openings of its bids, and notes the root that names both."""

from typing import NamedTuple

from ...tender.models import Procedure
from ..evidence import bids_of, evidence, openings
from ..proof.queries import award_of
from .note_root import note_root


class Proof(NamedTuple):
    """The evidence, for everyone, and the openings of all bids."""

    evidence: bytes
    openings: bytes


def keep_evidence(procedure: Procedure, actor: str) -> Proof:
    """The evidence of what is decided now. Refuses what `award_of` refuses."""
    award = award_of(procedure)
    made = evidence(award)
    note_root(procedure, made.root, actor)
    return Proof(made.content, openings(award, made.root, bids_of(award.lots)))
