"""Clauses as sentences with gaps, and the words for every mistake in one."""

import re
from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ....page.figures import money, pieces
from ..clauses import KINDS, Clause, Mistake

Word = str | Promise
Names = Mapping[str, str]

SENTENCES: dict[str, Word] = {
    "supplier-share": gettext_lazy(
        "At most {percent} % of the money to one supplier, except where it is the only source."
    ),
    "small-firms": gettext_lazy("At least {percent} % of the money to micro, small and medium firms."),
    "winners": gettext_lazy("At most {number} winners in all."),
    "budget": gettext_lazy("Budget of {institution}: at most {money} MXN."),
    "country-share": gettext_lazy("At most {percent} % of the money to goods from {country}."),
    "second-origin": gettext_lazy(
        "A second source of another origin, with shares {shares}, for codes worth more than {money} MXN."
    ),
    "capacity": gettext_lazy("{supplier} supplies at most {pieces} pieces a quarter."),
    "rebate": gettext_lazy("{supplier} pays back {rebate} MXN when its awards reach {money} MXN."),
    "percent-rebate": gettext_lazy("{supplier} pays back {percent} % of its awards when they reach {money} MXN."),
    "spread": gettext_lazy("The call changed: a further winner up to {percent} % above the lowest price."),
    "shares": gettext_lazy("The call changed: every lot is divided {shares}."),
    "minimum-share": gettext_lazy("The call changed: a bid must be able to supply {percent} % of its lot."),
    "no-ceilings": gettext_lazy("The call changed: no ceiling, no price too high."),
}
OF_CALL: dict[str, Word] = {
    "spread": gettext_lazy("Spread: a further winner only near the lowest price"),
    "shares": gettext_lazy("Shares: lots divided among several winners"),
    "minimum-share": gettext_lazy("Minimum share: a bid must be able to supply part of its lot"),
    "ceilings": gettext_lazy("Ceilings: a price above the authorised one, or far above the research, is rejected"),
}
"""The clauses that every call has, as its study names them."""
LABELS: dict[str, Word] = {
    "percent": gettext_lazy("Percent"),
    "number": gettext_lazy("Number of winners"),
    "institution": gettext_lazy("Institution"),
    "money": gettext_lazy("Amount in MXN"),
    "rebate": gettext_lazy("Amount paid back in MXN"),
    "country": gettext_lazy("Country, two letters"),
    "shares": gettext_lazy("Shares"),
    "supplier": gettext_lazy("Supplier"),
    "pieces": gettext_lazy("Pieces"),
    "soft": gettext_lazy("Price of breaking it, in MXN"),
}
MISTAKES: dict[str, Word] = {
    "clause-unknown": gettext_lazy("There is no clause “%(found)s”. Choose one of the list."),
    "clause-twice": gettext_lazy("This clause says again what an earlier one says. Leave one of them."),
    "percent-unfit": gettext_lazy("“%(found)s” is no whole percent between 0 and 100."),
    "number-unfit": gettext_lazy("“%(found)s” is no whole number."),
    "pieces-unfit": gettext_lazy("“%(found)s” is no whole number of pieces."),
    "money-unfit": gettext_lazy("“%(found)s” is no amount in pesos. Write it as 1,250,000.50."),
    "supplier-unfit": gettext_lazy("“%(found)s” bids on nothing here. Choose a supplier of the list."),
    "institution-unfit": gettext_lazy("“%(found)s” asks for nothing here. Choose an institution of the list."),
    "country-unfit": gettext_lazy("“%(found)s” is no country. Write its two letters, as MX."),
    "shares-unfit": gettext_lazy("The law of this round has no shares “%(found)s”. Choose some of the list."),
}
EASED: dict[str, Word] = {
    "million": gettext_lazy("a million pesos more"),
    "piece": gettext_lazy("a piece a quarter more"),
    "winner": gettext_lazy("a winner more"),
    "point": gettext_lazy("one point of the percent easier"),
}
BROKEN: dict[str, Word] = {
    "winners": gettext_lazy("or {soft} MXN for each winner beyond"),
    "capacity": gettext_lazy("or {soft} MXN for each piece beyond"),
}
BROKEN_MONEY = gettext_lazy("or {soft} pesos for each peso beyond")
GAP = re.compile(r"\{(\w+)\}")


def sentence(clause: Clause, names: Names) -> str:
    """A clause in words. names: of suppliers and institutions, by code."""
    kinds = dict(KINDS[clause.kind].fields)
    values = {name: _shown(value, kinds[name], names) for name, value in clause.values.items()}
    said = str(SENTENCES[clause.kind]).format(**values)
    if clause.soft_centavos is None:
        return said
    price = money(clause.soft_centavos) if clause.kind in BROKEN else str(clause.soft_centavos)
    return f"{said} ({str(BROKEN.get(clause.kind, BROKEN_MONEY)).format(soft=price)})"


def parts(kind: str) -> Sequence[tuple[str, str]]:
    """(text, field) of a sentence with gaps, in order; the last field is ""."""
    found = GAP.split(str(SENTENCES[kind]))
    return list(zip(found[::2], [*found[1::2], ""], strict=True))


def mistake_sentence(mistake: Mistake) -> str:
    """What is wrong with a clause, by its number from 1."""
    told = str(MISTAKES[mistake.code]) % {"found": mistake.found}
    return _("Clause %(number)s: %(told)s") % {"number": mistake.place + 1, "told": told}


def broken(kind: str) -> str:
    """The words around the price of breaking a clause, with its gap."""
    return str(BROKEN.get(kind, BROKEN_MONEY))


def _shown(value: int | str, kind: str, names: Names) -> str:
    if isinstance(value, str):
        return names.get(value, value)
    return money(value) if kind == "money" else pieces(value)
