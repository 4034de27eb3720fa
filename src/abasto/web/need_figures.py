"""The consolidated need of a round as matrices, kept in memory between pages."""

from ..needs.consolidated.views.figures import Figures
from ..needs.consolidated.views.queries import figures_of
from ..rounds.models import Round
from .kept import kept

OF_DRAFTS = ("request-changed",)
"""While institutions type, their drafts change and nothing that is accepted does."""


def figures_kept(of: Round) -> Figures:
    """The figures of a round, read again after every event that may change what counts."""
    return kept(of, "consolidated", figures_of, OF_DRAFTS)
