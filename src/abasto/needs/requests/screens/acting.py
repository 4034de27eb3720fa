"""Who acts, for the record."""

from django.conf import settings

from ....ledger.actions.keep_key import kept_salt
from ....ledger.person import hashed_person
from ....people.roles import Viewer


def actor_of(viewer: Viewer) -> str:
    """Role, organisation, and the person as a salted hash."""
    person = hashed_person(viewer.username, kept_salt(settings.STATE / "keys"))
    return f"{viewer.role.value} {viewer.organisation_code} {person}"
