"""The sentence of every refusal: what was wrong and what to do next. The article comes from the refusal itself."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..base.refusal import Refused

SENTENCES: dict[str, str | Promise] = {
    "clave-unreadable": _("“%(value)s” is not a clave. Write it as 010.000.0104.00."),
    "clave-ambiguous": _("“%(value)s” could be several claves. Write all twelve digits: %(candidates)s."),
    "not-found": _("There is nothing called “%(value)s” here. Search for it, or go back to the round."),
    "not-allowed": _("Your role may not see or do this in the present phase of the round."),
    "sign-in-first": _("Sign in first; this is not open to everyone."),
    "wrong-password": _("The user name or the password is wrong. Try again."),
    "demo-only": _("The role picker exists only in demo mode on this machine."),
    "database-unavailable": _("The database cannot be used just now. Nothing was lost; try again in a minute."),
    "legal-value-unknown": _("The rule set %(rule_set)s has no value called “%(key)s”."),
    "legal-value-not-yet": _("The value “%(key)s” begins on %(first)s; there is none for %(date)s."),
    "disclosure-unknown": _("The field “%(field)s” has no disclosure class in the phase “%(phase)s”."),
}
ANY_OTHER = _("This was refused (%(code)s): %(told)s")


def sentence_of(refused: Refused) -> str:
    """The sentence of a refusal, with its values."""
    told = ", ".join(f"{key}: {value}" for key, value in refused.values.items())
    values = {key: _written(value) for key, value in refused.values.items()}
    if refused.code not in SENTENCES:
        return str(ANY_OTHER % {"code": refused.code, "told": told})
    return str(SENTENCES[refused.code]) % Values(values)


class Values(dict[str, str]):
    """Values of a sentence; one that the refusal does not carry shows as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def _written(value: object) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, (list, tuple)) else str(value)
