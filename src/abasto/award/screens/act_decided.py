"""How the lots of an award act were decided, each alone or across lots, and how to check it, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ...page.figures import pieces
from ...tender.models import Procedure
from ..papers.queries import LotLine


def opening(procedure: Procedure, lines: Sequence[LotLine]) -> str:
    """The first sentence of the act."""
    told = {"number": procedure.number, "lots": pieces(len(lines)), "certificate": certificate_of(lines)}
    if told["certificate"]:
        return _(
            "In the procedure %(number)s the award is made known as follows. %(lots)s lots were decided together, "
            "across lots, as the rule set admits, on the offers as they were opened. SHA-256 of the certificate: "
            "%(certificate)s."
        ) % told  # fmt: skip
    return _(
        "In the procedure %(number)s the award is made known as follows. %(lots)s lots were decided, each alone, by "
        "the criterion that the call published, on the offers as they were opened."
    ) % told  # fmt: skip


def certificate_of(lines: Sequence[LotLine]) -> str:
    """The SHA-256 of the certificate of lots decided across lots, "" where each was decided alone."""
    return next((line.certificate_sha256 for line in lines if line.certificate_sha256), "")


def how_to_check(certificate: str) -> str:
    """Where the figures behind the act are, and what a price that would have won means."""
    if certificate:
        return _(
            "Problem and certificate of the award across lots are in the files of the round; “python3 -m abasto_verify "
            "optimised” checks that the award is legal, what it costs, and that nothing legal costs less than the "
            "proven bound. SHA-256 of the certificate: %(certificate)s. A price at which a bid would have been in the "
            "award of its lot holds at the prices of the rules in the certificate, the other bids unchanged."
        ) % {"certificate": certificate}  # fmt: skip
    return _(
        "Quantities of each buyer, prices and reasons are in the files of the round, with their hashes. A price at "
        "which a bid would have won was found by deciding its lot again with that price, all else equal; with one "
        "centavo more it would not have won."
    )
