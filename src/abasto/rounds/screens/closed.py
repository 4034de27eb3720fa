"""What a page says about a field that is closed to the viewer: when it opens."""

from django.utils.translation import gettext as _

from ...law.reader import read_disclosure
from ...page.words import word
from ...people.visibility import SEEN_BY, Sight
from ..models import Round


def closed(seen: Sight, of: Round, field: str) -> str:
    """The sentence of a field the viewer may not see on every row; "" where it is open."""
    if seen.sees_all(field):
        return ""
    phase = opens_in(seen, of, field)
    if phase:
        return _("It opens to your role when the round reaches the phase “%(phase)s”.") % {"phase": word(phase)}
    return _("It does not open to your role in any phase of the round.")


def opens_in(seen: Sight, of: Round, field: str) -> str:
    """The first phase from now on in which the viewer's role sees every row of the field; "" for never."""
    disclosure = read_disclosure(of.rule_set)
    later = disclosure.phases[disclosure.phases.index(of.phase) :]
    open_phases = (phase for phase in later if seen.viewer.role in SEEN_BY[disclosure.class_of(field, phase)])
    return next(open_phases, "")
