"""The published criterion in words: every rule with its value, its legal basis, and whether someone checked that."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ...law.values import LegalValue, Requirement, RuleSet
from ...page.figures import money
from ...page.why import Why
from ...page.words import word
from ..call import CallRules
from ..call_text import read_back
from ..lawful_call import VALUES_OF_CHARACTER, VALUES_OF_EVALUATION, values_of_call
from ..models import Procedure
from ..points import PointsRules
from ..terms import term_of

STAGES = ("bid", "before_signature", "contract")


@dataclass(frozen=True)
class Rule:
    """One rule of the call: its sentence, and what stands behind it."""

    sentence: str
    citation: str
    state: str
    why: Why


@dataclass(frozen=True)
class Term:
    """One date of the call, and how it was counted."""

    label: str
    when: str
    citation: str
    state: str
    why: Why


@dataclass(frozen=True)
class Asked:
    """A document asked of bidders or winners: when, and what its lack does."""

    description: str
    stage: str
    effect: str
    citation: str
    state: str


def criterion(procedure: Procedure, law: RuleSet) -> list[Rule]:
    """Every rule that decides, in the order in which it is used."""
    rules = read_back(procedure.rules)
    values = values_of_call(law, procedure.published_on, procedure.evaluation, procedure.character)
    return [_rule(text, [values[key] for key in keys], procedure) for text, keys in _sentences(rules)]


def _sentences(rules: CallRules) -> list[tuple[str, tuple[str, ...]]]:
    low = _("rejected") if rules.not_convenient_rejects else _("remarked, not rejected")
    named = {
        "high": rules.not_acceptable_percent, "low": rules.not_convenient_percent, "does": low,
        "range": rules.preponderant_range_percent, "least": rules.minimum_share_percent,
        "spread": rules.spread_percent, "patterns": ", ".join(rules.share_patterns),
        "statistic": _("median") if rules.statistic == "median" else _("mean"),
    }  # fmt: skip
    base = (
        _("the mean of the market research")
        if rules.not_convenient_base == "market_research"
        else _("the mean of the accepted offers that agree most")
    )
    told: list[tuple[str, tuple[str, ...]]] = [
        (_("Too high: above the authorised ceiling, or more than %(high)s %% above the %(statistic)s of the research.")
         % named, ("price_too_high.margin_percent", "price_too_high.statistic")),
        (_("Too low: more than %(low)s %% below %(base)s; such a bid is %(does)s.") % {**named, "base": base},
         ("price_too_low.percent", "price_too_low.base", "price_too_low.reject")),
        (_("Offers agree when the highest of them is at most %(range)s %% above the lowest.") % named,
         ("price_too_low.preponderant_range_percent",)),
        (_("Capacity: a bid that cannot supply %(least)s %% of the lot is not solvent.") % named,
         ("simultaneous_supply.minimum_share_percent",)),
        (_("Shares: a second or third winner is paid its own price, at most %(spread)s %% above the lowest; "
           "patterns %(patterns)s.") % named, ("simultaneous_supply.spread_percent",)),
        (_("Second place: where a winner does not sign, the next in order at most %(margin)s %% above its price.")
         % {"margin": rules.second_place_margin_percent}, ("second_place_margin_percent",)),
    ]  # fmt: skip
    return [*_origin(rules), *told, *_order(rules)]


def _order(rules: CallRules) -> list[tuple[str, tuple[str, ...]]]:
    """How the solvent bids are ordered, and what breaks a tie."""
    has_msme, of_ties = "msme" in rules.tie_break, ("tie_break.order",)
    if rules.evaluation == "binary":
        by_size = _("Order: the lowest price first; on a tie the smaller firm, then a public draw.")
        return [(by_size if has_msme else _("Order: the lowest price first; on a tie a public draw."), of_ties)]
    order = _by_points(rules.points) if rules.points else _by_benefit(rules)
    tie = _("On a tie the smaller firm, then a public draw.") if has_msme else _("On a tie a public draw.")
    return [(order, VALUES_OF_EVALUATION[rules.evaluation]), (tie, of_ties)]


def _by_benefit(rules: CallRules) -> str:
    sentence = _("Order: the highest benefit less price and other costs first, and none below %(least)s MXN.")
    return sentence % {"least": money(rules.least_net_benefit_centavos)}


def _by_points(points: PointsRules) -> str:
    sentence = _(
        "Order: the most points first. Technical: up to %(technical)s, at least %(minimum)s (%(criteria)s). Economic: "
        "%(economic)s for the lowest solvent price, others in inverse proportion to their price."
    )
    named = {
        "technical": points.technical_weight, "minimum": points.technical_minimum, "economic": points.economic_weight,
        "criteria": ", ".join(f"{word(one.key)} {one.maximum}" for one in points.criteria),
    }  # fmt: skip
    return sentence % named


def _origin(rules: CallRules) -> list[tuple[str, tuple[str, ...]]]:
    """Where goods may come from, and what home goods are preferred by."""
    origin = rules.origin
    if origin.character == "national":
        sentence = _("Origin: goods from %(home)s with at least %(least)s %% of national content.")
    elif origin.character == "treaties":
        sentence = _("Origin: goods from %(home)s or from a country covered by a treaty (%(countries)s countries).")
    else:
        sentence = _(
            "Origin: goods of every country; those from elsewhere than %(home)s are compared at a price "
            "%(preference)s %% higher."
        )
    named = {
        "home": origin.home_country, "least": origin.national_content_percent,
        "countries": len(origin.covered_countries), "preference": origin.preference_percent,
    }  # fmt: skip
    return [(sentence % named, VALUES_OF_CHARACTER[origin.character])]


def _rule(text: str, values: list[LegalValue], procedure: Procedure) -> Rule:
    state = "checked" if all(value.is_checked for value in values) else "to-check"
    citation = "; ".join(dict.fromkeys(value.citation for value in values))
    why = Why(
        formula=text,
        inputs=tuple((value.key, written(value)) for value in values),
        source=_("call %(number)s, published on %(date)s")
        % {"number": procedure.number, "date": date_format(procedure.published_on, "SHORT_DATE_FORMAT")},
        article=citation,
        origin=procedure.origin,
    )
    return Rule(text, citation, state, why)


def written(value: LegalValue) -> str:
    """A legal value with its unit, as people read it."""
    if value.unit == "percent":
        return f"{value.value} %"
    if value.unit == "yes_no":
        return _("yes") if value.value else _("no")
    if isinstance(value.value, tuple):
        return ", ".join(value.value)
    return f"{value.value} {unit_words(value.unit)}".strip()


def unit_words(unit: str) -> str:
    """The unit of a count of days in words; other units say nothing."""
    return {"natural_days": _("natural days"), "business_days": _("business days")}.get(unit, "")


def terms(procedure: Procedure, law: RuleSet) -> list[Term]:
    """The dates of the call, in order, each with the term of the law behind it."""
    day = procedure.published_on
    opening = law.value(term_of(procedure.kind, procedure.character), day)
    before = law.value("clarification_to_opening_days", day)
    signing = law.value("signature_days.consolidated", day)
    due = localtime(procedure.bids_due_at)
    return [
        _term(_("Call published"), date_format(day, "SHORT_DATE_FORMAT"), _("the day of the call"), ()),
        _term(_("Clarification meetings end"), date_format(procedure.clarifications_on, "SHORT_DATE_FORMAT"),
              _("opening − term − 1 day"), (before,)),
        _term(_("Bids due and opened"), _moment(due), _("day of the call + term"), (opening,)),
        _term(_("Award"), date_format(procedure.award_on, "SHORT_DATE_FORMAT"),
              _("the day the round's calendar sets, not before the opening"), ()),
        _term(_("Contracts signed by"), date_format(procedure.signature_due_on, "SHORT_DATE_FORMAT"),
              _("award + term"), (signing,)),
    ]  # fmt: skip


def _moment(due: datetime) -> str:
    return f"{date_format(due, 'j M Y, H:i')} {due.tzname()}"


def _term(label: str, when: str, formula: str, values: tuple[LegalValue, ...]) -> Term:
    citation = "; ".join(value.citation for value in values)
    state = "" if not values else "checked" if all(value.is_checked for value in values) else "to-check"
    inputs = tuple((value.key, written(value)) for value in values)
    return Term(label, when, citation, state, Why(formula, inputs, article=citation))


def documents(procedure: Procedure, law: RuleSet) -> list[Asked]:
    """The documents the call asks with the bid, then those the law asks of winners, before and after signing."""
    required = read_back(procedure.rules).required_documents
    with_bid = {document.key for document in required}
    moved = {document.key for document in required if document.stage != "bid"}
    every = (one for stage in STAGES for one in law.requirements_at(stage))
    return [_asked(one, one.key in moved) for one in every if one.stage != "bid" or one.key in with_bid]


def _asked(one: Requirement, is_moved: bool) -> Asked:
    """is_moved: this call asks it of winners, before signing, though the law admits it with the bid."""
    stages = {
        "bid": _("with the bid"),
        "before_signature": _("of winners, before signing"),
        "contract": _("after signing"),
    }
    rejects = one.affects_solvency and not is_moved
    effect = _("its lack rejects the bid") if rejects else _("its lack rejects no bid")
    described = one.description[get_language() or "es"]
    return Asked(described, stages["before_signature" if is_moved else one.stage], effect, one.citation, one.state)
