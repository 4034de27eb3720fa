"""Words of suggested needs: verdicts, reasons, comparisons, routes and formulas."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

VERDICTS: Words = {
    "below": _("Below what was used"),
    "inside": _("Within what was used"),
    "above": _("Above what was used"),
    "no-history": _("No history to compare with"),
}

NEED_REASONS: Words = {
    "epidemic": _("Epidemic or outbreak"),
    "new-therapy": _("New therapy or indication"),
    "past-shortage": _("Past shortage: use was held down"),
    "population": _("More or fewer people to attend"),
    "substitution": _("Replaces, or is replaced by, another code"),
    "new-service": _("New service or unit"),
    "guideline": _("Clinical guideline changed"),
    "stock-on-hand": _("Stock on hand covers it"),
    "other-source": _("Bought or received from another source"),
    "withdrawn": _("No longer used"),
    "programme": _("Programme or campaign"),
    "budget": _("The budget does not pay for more"),
    "first-time": _("Asked for the first time"),
    "data-error": _("The recorded use is wrong"),
    "other": _("Another reason"),
}

COMPARISONS: Words = {
    "less": _("Less"),
    "alike": _("About the same"),
    "more": _("More"),
    "unknown": _("Nothing to compare with"),
}

ROUTE_WORDS: Words = {
    "silent": _("Nothing used: forecast as nothing"),
    "new": _("Hardly any history: mostly its mean"),
    "intermittent": _("Many months without use: smoothed sums and averages"),
    "erratic": _("Strongly varying: a blend of averages, without season where none is seen"),
    "steady": _("Steady: a blend of averages and trends"),
    "seasonal": _("Seasonal: level, trend and season smoothed together, with last year's months"),
}

FORMULAS: Words = {
    "suggested": _("use over the period (chosen quantile) + safety stock − stock that will not expire − open orders"),
    "safety": _("mean excess of the month's high quantile over its middle × √(lead time in months)"),
    "laboratory": _("(tests + repeats + controls of each platform) ÷ share not lost ÷ tests of a kit, rounded up"),
    "contrast": _("studies with contrast × vials a study ÷ share not lost, rounded up"),
    "vaccine": _("(persons × coverage × doses ÷ share not wasted + reserve − stock) ÷ doses of a vial, rounded up"),
    "morbidity": _("population × cases × share attended × share on the regimen × pieces a case ÷ share not lost"),
    "service": _("services × growth × share that use it × pieces a hundred services ÷ 100 ÷ share not lost"),
}
