"""What a page says about a field that is closed to the viewer: when it opens."""

from django.utils.translation import gettext as _

from ...page.words import word
from ...people.visibility import Sight
from ..models import Round
from ..queries import opens_in


def closed(seen: Sight, of: Round, field: str) -> str:
    """The sentence of a field the viewer may not see on every row; "" where it is open."""
    if seen.sees_all(field):
        return ""
    phase = opens_in(seen.viewer, of, field)
    if phase:
        return _("It opens to your role when the round reaches the phase “%(phase)s”.") % {"phase": word(phase)}
    return _("It does not open to your role in any phase of the round.")
