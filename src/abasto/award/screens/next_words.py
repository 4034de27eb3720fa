"""A proposal for what is left, in sentences and figures: the change, why, and by which articles."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...law.values import RuleSet
from ...page.figures import money, pieces
from ...page.legal_words import legal
from ...page.why import Why
from ...page.words import word
from ...rounds.models import Round
from ..left.lines import PlanLine
from ..planner import Proposal
from .why import documents_in_words


def change_in_words(proposal: Proposal, law: RuleSet) -> str:
    """What must change so that the pieces left are awarded; or why nothing could be confirmed."""
    if not proposal.is_confirmed:
        return _("Cannot be confirmed: %(why)s.") % {"why": word(proposal.untried)}
    change, parts = proposal.change, []
    if change.ceiling_centavos is not None:
        parts.append(_raised(proposal))
    if change.documents_at_signing:
        papers = documents_in_words(change.documents_at_signing, law)
        parts.append(_("Ask at signing instead of with the bid: %(papers)s.") % {"papers": papers})
    if change.minimum_share_percent:
        parts.append(_("Ask for a capacity of at least %(percent)s %% of the lot.") % {
            "percent": change.minimum_share_percent
        })  # fmt: skip
    if change.low_prices_stay:
        parts.append(_("Remark a price below the convenient one instead of rejecting it."))
    if change.share_pattern:
        parts.append(_("Split the lot into shares of %(pattern)s %%.") % {"pattern": change.share_pattern})
    return " ".join(parts) or _("Nothing: offers with capacity to spare stand under the same requirements.")


def _raised(proposal: Proposal) -> str:
    told = ngettext(
        "Raise the ceiling to %(ceiling)s MXN: %(count)s solvent offer stands at %(price)s.",
        "Raise the ceiling to %(ceiling)s MXN: %(count)s solvent offers stand from %(price)s on.",
        proposal.offers,
    )
    return told % {
        "ceiling": money(proposal.change.ceiling_centavos or 0),
        "count": proposal.offers,
        "price": money(proposal.price_centavos or 0),
    }


def why_proposal(line: PlanLine, of: Round, law: RuleSet) -> Why:
    """The figures behind a proposal."""
    one, today = line.proposal, of.clock.date()
    told = [(_("pieces left"), pieces(one.left_pieces)), (_("suppliers that ever offered it"), str(one.holders))]
    if one.is_confirmed:
        told += [
            (_("pieces awarded with the change"), pieces(one.awarded_pieces)),
            (_("their cost as offered"), f"{money(one.cost_centavos)} MXN"),
            (_("solvent offers with the change"), str(one.offers)),
            (_("lowest, dearest winner"), f"{money(one.price_centavos or 0)}, {money(one.highest_centavos or 0)} MXN"),
        ]
    if one.at_ceiling_centavos is not None:
        told.append((_("the same pieces at the ceiling in force"), f"{money(one.at_ceiling_centavos)} MXN"))
    articles = dict.fromkeys(law.value(key, today).citation for key in one.grounds)
    return Why(
        formula=_("the pieces left decided again on the same offers, by the same criterion, with the change alone"),
        inputs=tuple(told),
        source=_("bids as opened, awards so far, market research"),
        article="; ".join(map(legal, articles)),
        origin="synthetic" if of.is_synthetic else "derived",
    )
