"""What stands behind each figure of a round: its formula, inputs, source, article, run and hash."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from ..openness.files.result import RoundResult
from ..page.figures import money, pieces
from ..page.why import Why
from ..page.words import word
from ..rounds.models import Round

PUBLISHED = frozenset({"asked", "call"})
RESEARCH = "LAASSP 2025; Reglamento 45-53"


def why(key: str, result: RoundResult, hashes: Mapping[str, str], of: Round) -> Why:
    """The answer to "why?" of a tile or a step; hashes: kind of run -> hash of its result."""
    formula, run, article = _formulas()[key]
    is_synthetic = of.is_synthetic and key not in PUBLISHED
    return Why(
        formula=formula,
        inputs=_inputs(key, result),
        source=of.source.split("\n")[0],
        article=article,
        run=run,
        run_hash=hashes.get(run, ""),
        origin="synthetic" if is_synthetic else "published",
    )


def _formulas() -> dict[str, tuple[str, str, str]]:
    """Formula in words, the kind of run that made it, the article."""
    at_median = _("money at the median of the market research")
    left = _("codes without any award, and every piece left")
    apart = _("Awarded and not awarded add up to asked in codes and pieces, not in money: prices differ.")
    risk = _("codes of which some buyer's projected stock ends before the next delivery; pieces missing")
    return {
        "asked": (_("sum of the maxima of every buyer") + "; " + at_median, "consolidate", RESEARCH),
        "call": (_("sum of the maxima of the lots of the call") + "; " + at_median, "call", RESEARCH),
        "bids": (_("lots with at least one bid, with their maxima") + "; " + at_median, "bids", RESEARCH),
        "awarded": (_("sum of every award, at its own price"), "award", "LAASSP 2025"),
        "not-awarded": (f"{left}; {at_median}. {apart}", "award", "LAASSP 2025"),
        "at-risk": (f"{risk}; {at_median}", "stock", ""),
        "contract": (_("sum of the maxima of every contract, at its price"), "contracts", "LAASSP 2025"),
        "delivered": (_("pieces received up to the round's clock, at the contract's price"), "deliveries", ""),
    }  # fmt: skip


def _inputs(key: str, result: RoundResult) -> tuple[tuple[str, str], ...]:
    match key:
        case "asked":
            return ((_("buyers"), pieces(result.buyers)), (_("codes"), pieces(result.asked.codes)))
        case "awarded":
            at_median = money(result.awarded_at_reference_centavos)
            return ((_("suppliers"), pieces(result.suppliers_awarded)), (_("the same at the median, MXN"), at_median))
        case "not-awarded":
            return tuple((str(word(one.reason)), pieces(one.tally.codes)) for one in result.not_awarded)
        case "contract":
            return ((_("contracts"), pieces(result.contracts)), (_("lines"), pieces(result.contract_lines)))
        case "delivered":
            return ((_("due"), pieces(result.due_pieces)), (_("received"), pieces(result.received_pieces)))
        case _:
            return ()
