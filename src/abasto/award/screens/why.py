"""Why a bid won or lost, and why a lot was or was not awarded: formula, figures and article of each reason."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ...law.values import RuleSet
from ...page.figures import money, pieces
from ...page.legal_words import CHOICES, choice, legal
from ...page.why import Why
from ...page.words import word
from ...tender.lawful_call import values_of_call
from ...tender.models import Procedure
from ..models import LotDecision
from ..queries import BidRow, LotDetail

FORMULAS: dict[str, str | Promise] = {
    "": gettext_lazy(
        "The solvent bids are put in order by the criterion of the call; the first places receive the published shares "
        "as far as their capacity goes, and what is left goes to the first."
    ),
    "across": gettext_lazy(
        "The award was decided across lots: of all awards that keep the rules the one found with the lowest cost; the "
        "certificate proves how far it is from the best at most."
    ),
    "no-bid": gettext_lazy("Nobody made an offer on this code."),
    "debarred": gettext_lazy("A supplier that is debarred on the day of the opening may not be awarded anything."),
    "documents": gettext_lazy("A bid that lacks a document the call asks with the bid is not solvent."),
    "above-ceiling": gettext_lazy("price > authorised ceiling, or price > statistic of the research × (1 + margin)"),
    "below-convenient": gettext_lazy("price < mean of the base × (1 − percent)"),
    "capacity": gettext_lazy("capacity of the bid < pieces needed × minimum share"),
    "outside-spread": gettext_lazy("price > lowest solvent price × (1 + spread)"),
    "not-among-winners": gettext_lazy("place in the order of the criterion > places that receive pieces"),
    "costs-more-across-lots": gettext_lazy(
        "price + what the prices of the rules add, of the best award of the lot with this bid > of the one without it"
    ),
    "by-resolution": gettext_lazy("A resolution rejected this offer; it wins nothing."),
    "did-not-sign": gettext_lazy("The bidder won and did not sign; its award goes to the next in order."),
    "not-covered": gettext_lazy("the goods come from no country, or have less national content, than the call admits"),
    "technical-minimum": gettext_lazy("technical points < technical minimum of the call"),
    "no-net-benefit": gettext_lazy("benefit − other costs − price < least net benefit"),
    "beyond-second-place-margin": gettext_lazy("price > price of the winner that did not sign × (1 + margin)"),
    "left": gettext_lazy("pieces left = pieces needed − pieces awarded; the winners' capacity went no further"),
}
VALUES_OF: dict[str, tuple[str, ...]] = {
    "": ("simultaneous_supply.spread_percent", "tie_break.order"),
    "documents": (),
    "above-ceiling": ("price_too_high.margin_percent", "price_too_high.statistic"),
    "below-convenient": ("price_too_low.percent", "price_too_low.base"),
    "capacity": ("simultaneous_supply.minimum_share_percent",),
    "outside-spread": ("simultaneous_supply.spread_percent",),
    "not-among-winners": ("simultaneous_supply.spread_percent", "tie_break.order"),
    "left": ("simultaneous_supply.minimum_share_percent",),
    "not-covered": ("national_content_percent", "treaty_coverage.countries"),
    "technical-minimum": ("evaluation.technical_minimum_points",),
    "no-net-benefit": ("evaluation.least_net_benefit",),
    "did-not-sign": ("second_place_margin_percent",),
    "beyond-second-place-margin": ("second_place_margin_percent",),
}
ACROSS = frozenset({"across", "costs-more-across-lots"})
"""Grounds of an award across lots; their article is not among the values of a call."""
NAMES: dict[str, str | Promise] = {
    "price_centavos": gettext_lazy("price"),
    "capacity_pieces": gettext_lazy("capacity"),
    "documents_lacking": gettext_lazy("documents lacking"),
    "needed_pieces": gettext_lazy("pieces needed"),
    "minimum_share_pieces": gettext_lazy("least capacity of a solvent bid"),
    "ceiling_centavos": gettext_lazy("authorised ceiling"),
    "median_centavos": gettext_lazy("median of the research"),
    "mean_centavos": gettext_lazy("mean of the research"),
    "sources": gettext_lazy("sources of the research"),
    "statistic": gettext_lazy("statistic of the research"),
    "statistic_centavos": gettext_lazy("its value"),
    "not_acceptable_percent": gettext_lazy("margin above it"),
    "highest_acceptable_centavos": gettext_lazy("highest acceptable price"),
    "base": gettext_lazy("base of the convenient price"),
    "base_mean_centavos": gettext_lazy("mean of the base"),
    "not_convenient_percent": gettext_lazy("percent below it"),
    "lowest_convenient_centavos": gettext_lazy("lowest convenient price"),
    "solvent_bids": gettext_lazy("solvent bids"),
    "lowest_price_centavos": gettext_lazy("lowest solvent price"),
    "spread_limit_centavos": gettext_lazy("highest price of a further winner"),
    "shares": gettext_lazy("shares of the lot"),
    "places": gettext_lazy("places that receive pieces"),
    "country": gettext_lazy("country of the goods"),
    "character": gettext_lazy("character of the procedure"),
    "home_country": gettext_lazy("home country"),
    "national_content_percent": gettext_lazy("national content"),
    "least_national_content_percent": gettext_lazy("least national content"),
    "preference_percent": gettext_lazy("preference of home goods"),
    "evaluated_price_centavos": gettext_lazy("price as compared, with the preference"),
    "technical_points": gettext_lazy("technical points"),
    "economic_points": gettext_lazy("economic points"),
    "points": gettext_lazy("points together"),
    "rules_add_centavos": gettext_lazy("added by the prices of the rules"),
    "enters_at_centavos": gettext_lazy("price at which it would have been in the award of its lot"),
    "gap_percent": gettext_lazy("the whole award is at most so far above the best"),
    "technical_minimum_points": gettext_lazy("technical minimum"),
    "economic_weight_points": gettext_lazy("economic points of the lowest price"),
    "benefit_centavos": gettext_lazy("benefit"),
    "other_costs_centavos": gettext_lazy("other costs"),
    "net_benefit_centavos": gettext_lazy("net benefit"),
    "least_net_benefit_centavos": gettext_lazy("least net benefit"),
    "declined_price_centavos": gettext_lazy("price of the winner that did not sign"),
    "second_place_limit_centavos": gettext_lazy("highest price that may follow it"),
}


def inputs(figures: Mapping[str, object], law: RuleSet) -> tuple[tuple[str, str], ...]:
    """Figures as people read them, in the order in which they were kept; those without a value are left out."""
    return tuple((str(NAMES[name]), _written(name, value, law)) for name, value in figures.items() if value is not None)


def _written(name: str, value: object, law: RuleSet) -> str:
    if name == "documents_lacking":
        return documents_in_words(str(value).split(), law)
    if name.endswith("_centavos"):
        return f"{_exact(str(value))} MXN"
    if name.endswith("_pieces"):
        return pieces(int(str(value)))
    if name.endswith("_percent"):
        return f"{value} %"
    return choice(str(value)) if value in CHOICES else str(word(value))


def _exact(centavos: str) -> str:
    """Centavos as money; a mean may be a fraction of a centavo, which is shown to four decimals."""
    whole = Fraction(centavos)
    if whole.denominator == 1:
        return money(int(whole))
    return f"{(Decimal(whole.numerator) / whole.denominator / 100).quantize(Decimal('0.0001')):,}"


def documents_in_words(keys: list[str] | tuple[str, ...], law: RuleSet) -> str:
    """The descriptions of required documents, in the reader's language."""
    language = get_language() or "es"
    described = {one.key: one.description[language] for one in law.requirements}
    return "; ".join(described.get(key, key) for key in keys)


def citation_of(reason: str, procedure: Procedure, law: RuleSet) -> str:
    """The articles behind a reason, as in force when the call was published, and the call itself."""
    values = values_of_call(law, procedure.published_on, procedure.evaluation, procedure.character)
    articles = dict.fromkeys(values[key].citation for key in VALUES_OF.get(reason, ()) if key in values)
    if reason in ACROSS:
        articles[law.value("award.across_lots", procedure.published_on).citation] = None
    return "; ".join([*map(legal, articles), _("call %(number)s") % {"number": procedure.number}])


def why_bid(row: BidRow, detail: LotDetail, law: RuleSet) -> Why:
    """Why this bid won or lost, with the figures the viewer may see."""
    figures = dict(row.figures)
    if row.price_centavos is not None:
        figures = {"price_centavos": row.price_centavos, **figures}
    if row.is_winner:
        lot = detail.figures
        figures |= {name: lot[name] for name in ("needed_pieces", "places", "lowest_price_centavos") if name in lot}
    told = inputs(figures, law)
    if row.rank:
        told = ((_("place in order"), str(row.rank)), *told)
    procedure = detail.lot.procedure
    reason = row.reason or won_by(detail.decision)
    return Why(
        formula=str(FORMULAS[reason]),
        inputs=told,
        source=_("bids as opened, market research"),
        article=citation_of(reason, procedure, law),
        run="award",
        run_hash=detail.decision.run_key,
        origin=row.bid.origin,
    )


def won_by(decision: LotDecision) -> str:
    """The key of why somebody won: by the order of the lot alone, or by the award across lots."""
    return "across" if decision.certificate_sha256 else ""


def why_lot(detail: LotDetail, law: RuleSet) -> Why:
    """Why the lot was awarded, in part or not, with all its figures the viewer may see."""
    decision = detail.decision
    reason = decision.reason or won_by(decision)
    if decision.state == "awarded-in-part" and reason not in ACROSS:
        reason = "left"
    counted = tuple((str(word(cause)), _("%(count)s bids") % {"count": n}) for cause, n in decision.causes.items())
    return Why(
        formula=str(FORMULAS[reason]),
        inputs=(*counted, *inputs(detail.figures, law)),
        source=_("bids as opened, market research"),
        article=citation_of(reason, detail.lot.procedure, law),
        run="award",
        run_hash=decision.run_key,
        origin=detail.lot.procedure.origin,
    )
