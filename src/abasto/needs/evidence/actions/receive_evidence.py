"""Takes a file of evidence: reads it through the safe door, keeps what can be used, tells what cannot."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from ....base.clave import parse_clave
from ....base.refusal import Refused
from ....catalogue.models import RoundItem
from ....ledger.person import hashed_person
from ....people.acts import must_be
from ....people.models import Organisation, OrganisationAlias
from ....people.roles import Role, Viewer
from ....problems.actions.list_problems import list_problems
from ....rounds.models import Round
from ....rounds.queries import buyers
from ...annexes.sheet import plain
from ..found_problems import of_more, of_row
from ..models import EvidencePlace, EvidenceUpload
from ..queries import store
from ..reading.clean import Cleaned, Known, clean
from ..reading.door import kind_of, raw_rows
from ..rules.engine import engine
from .save_evidence import NewEvidence, save_evidence

WHO_TELLS = (Role.PLANNER, Role.COORDINATOR)
LONGEST_NAME = 100
CLOSED = "closed"


def receive_evidence(of: Round, path: Path, file_name: str, viewer: Viewer, salt: bytes) -> EvidenceUpload:
    """The upload, with its months in force and its problems listed.

    A planner tells the use of the own institution and what belongs to it, the coordinator of any. Refuses
    `sign-in-first`, `not-allowed`, `evidence-round-over`, `evidence-known`, `evidence-nothing-usable`, and whatever
    the door refuses.
    """
    must_be(viewer, *WHO_TELLS)
    if of.phase == CLOSED:
        raise Refused("evidence-round-over", "", {"round": of.code})
    name = Path(file_name).name[-LONGEST_NAME:] or path.name
    kind = kind_of(path, name)
    content = path.read_bytes()
    sha256 = store().put(content)
    if EvidenceUpload.objects.filter(round=of, sha256=sha256).exists():
        raise Refused("evidence-known", "", {"file": name})
    found = _cleaned(of, path, kind, viewer)
    if not found.months.num_rows:
        kinds = ", ".join(f"{kind} {count}" for kind, count in found.counts.items())
        raise Refused("evidence-nothing-usable", "", {"rows": found.rows, "kinds": kinds or "0"})
    own = None if viewer.role is Role.COORDINATOR else Organisation.objects.get(code=viewer.organisation_code)
    with transaction.atomic():
        new = NewEvidence(name, kind, content, found.months, found.places, found.rows, found.counts, "published")
        upload = save_evidence(of, new, own, hashed_person(viewer.username, salt))
        problems = [*(of_row(row) for row in found.found), *of_more(found.counts)]
        role = Role.PLANNER if own else Role.COORDINATOR
        list_problems("needs", of.code, role.value, f"{upload.pk} {name}", problems, of.clock, own)
    return upload


def _cleaned(of: Round, path: Path, kind: str, viewer: Viewer) -> Cleaned:
    with TemporaryDirectory(prefix="abasto-evidence-") as scratch, engine() as backend:
        raw, _sheet = raw_rows(backend, path, kind, Path(scratch))
        return clean(backend, raw, _known(of, viewer))


def _known(of: Round, viewer: Viewer) -> Known:
    asking = {one.organisation_id: one.organisation for one in buyers(of)}
    spellings: dict[str, str] = {}
    for alias, organisation in OrganisationAlias.objects.filter(organisation__in=asking).values_list(
        "text", "organisation_id"
    ):
        spellings[plain(alias)] = asking[organisation].code
    for one in asking.values():
        spellings |= {plain(text): one.code for text in (one.code, one.name, one.short_name) if text}
    claves = set(RoundItem.objects.filter(round=of).values_list("item__clave", flat=True))
    places = {
        (code, unit): number
        for code, unit, number in EvidencePlace.objects.filter(round=of).values_list(
            "organisation__code", "unit", "number"
        )
    }
    allowed = None if viewer.role is Role.COORDINATOR else frozenset(viewer.own)

    def clave(text: str) -> str | None:
        try:
            found = parse_clave(text, claves).text
        except Refused:
            return None
        return found if found in claves else None

    last = of.clock.year * 12 + of.clock.month - 1
    return Known(lambda text: spellings.get(plain(text)), clave, allowed, places, last)
