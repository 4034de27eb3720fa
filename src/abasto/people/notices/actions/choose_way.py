"""How somebody wants to be told: a person for himself, an approver or a coordinator for a whole institution."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ....base.refusal import Refused
from ...acts import must_be
from ...models import Organisation, User
from ...roles import Role, Viewer
from ..models import NoticePreference
from ..ways import HOWS, LANGUAGES, NONE, Way


def choose_own(viewer: Viewer, way: Way) -> None:
    """The viewer's own choice; refuses `sign-in-first`, and what `check_way` refuses."""
    if not viewer.username:
        raise Refused("sign-in-first", "", {})
    check_way(way)
    NoticePreference.objects.update_or_create(user=User.objects.get(username=viewer.username), defaults=_fields(way))


def choose_for_home(viewer: Viewer, way: Way) -> None:
    """The choice for everyone of the viewer's organisation who chose nothing; its approver's, or the coordinator's."""
    must_be(viewer, Role.APPROVER, Role.COORDINATOR)
    check_way(way)
    home = Organisation.objects.filter(code=viewer.organisation_code).first()
    if home is None:
        raise Refused("not-allowed", "", {"what": "organisation"})
    NoticePreference.objects.update_or_create(organisation=home, defaults=_fields(way))


def stop(pk: int) -> None:
    """No e-mail any more to that account, asked for by a signed link; its notices stay in the application."""
    person = User.objects.filter(pk=pk).first()
    if person is not None:
        kept = {"how": NONE, "language": LANGUAGES[0]}
        NoticePreference.objects.update_or_create(user=person, defaults={"how": NONE}, create_defaults=kept)


def check_way(way: Way) -> None:
    """Refuse `choice-unknown`, and `address-unfit` for what is no e-mail address (Django's own check)."""
    if way.how not in HOWS or way.language not in LANGUAGES:
        raise Refused("choice-unknown", "", {"value": f"{way.how}, {way.language}"})
    if way.email:
        check_address(way.email)


def check_address(email: str) -> None:
    """Refuse `address-unfit` where Django's validator does not take the address."""
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused("address-unfit", "", {"value": email[:120]}) from error


def _fields(way: Way) -> dict[str, str]:
    return {"how": way.how, "email": way.email, "language": way.language}
