"""Makes one account per role for the rehearsal, with one printed password for acts of legal effect."""

import hashlib

from django.contrib.auth.hashers import make_password
from django.db import transaction

from ..models import Organisation, User
from ..roles import Role

DEMO_UNIT = "imss-delegacion-de-ensayo"
HOME_OF_ROLE = {
    Role.PLANNER: "institution",
    Role.REVIEWER: "institution",
    Role.APPROVER: "institution",
    Role.WAREHOUSE: "institution",
    Role.CONTRACT_ADMINISTRATOR: "institution",
    Role.SUPPLIER: "supplier",
}


def make_demo_accounts(seed: int) -> str:
    """Make the demo accounts that are missing; returns their password, derived from the seed.

    Each institution role gets two accounts (the largest institution and another), and suppliers get two,
    so that what one may not see of the other can be tried; each of the two institutions has a second reviewer.
    A synthetic delegation of the first institution states needs of its own.
    """
    password = demo_password(seed)
    hashed = make_password(password, salt="rehearsal")
    with transaction.atomic():
        _demo_unit()
        for username, role, organisation in _wanted():
            User.objects.update_or_create(
                username=username, defaults={"role": role.value, "organisation": organisation, "password": hashed}
            )
    return password


def _demo_unit() -> None:
    """A delegation below IMSS, where there is one, that IMSS collects needs from."""
    parent = Organisation.objects.filter(code="imss").first()
    if parent is not None:
        told = {
            "name": "IMSS, delegación de ensayo", "short_name": "IMSS delegación de ensayo",
            "kind": "delegation", "parent": parent, "state": "09", "origin": "synthetic",
        }  # fmt: skip
        Organisation.objects.get_or_create(code=DEMO_UNIT, defaults=told)


def demo_password(seed: int) -> str:
    """The demo password of a seed: short, and the same on every start."""
    return "demo-" + hashlib.sha256(f"demo accounts {seed}".encode()).hexdigest()[:8]


def _wanted() -> list[tuple[str, Role, Organisation | None]]:
    entities = list(Organisation.objects.filter(kind__in=("legal_entity", "institution"), is_legal_entity=True))
    suppliers = list(Organisation.objects.filter(kind="supplier").order_by("code")[:2])
    imss = [entity for entity in entities if entity.code == "imss"]
    institutions = (imss + [entity for entity in entities if entity.code != "imss"])[:2]
    wanted: list[tuple[str, Role, Organisation | None]] = []
    for role in Role:
        if role is Role.CITIZEN:
            continue
        home = HOME_OF_ROLE.get(role)
        homes = {"institution": institutions, "supplier": suppliers}.get(home or "", [])
        if home is None:
            wanted.append((role.value, role, None))
        wanted += [(f"{role.value}-{place.code}", role, place) for place in homes]
    wanted += [(f"{Role.REVIEWER}-2-{place.code}", Role.REVIEWER, place) for place in institutions]
    for unit in Organisation.objects.filter(code=DEMO_UNIT):
        wanted += [(f"{role.value}-{unit.code}", role, unit) for role in (Role.PLANNER, Role.APPROVER)]
    return wanted
