"""The organisations of a release and the roles they have by that phase."""

from ..facts import PHASES, OrganisationFacts, Phase, ProcedureFacts
from .values import Json, without_empty


def parties(procedure: ProcedureFacts, phase: Phase) -> list[Json]:
    """Every organisation with a role by `phase`, by id."""
    roles = _roles(procedure, phase)
    known = {organisation.id: organisation for organisation in procedure.organisations}
    return [party(known[id], sorted(roles[id])) for id in sorted(roles)]


def reference(names: dict[str, str], id: str) -> Json:
    """A reference to a party: its id and name."""
    return {"id": id, "name": names[id]}


def names_of(procedure: ProcedureFacts) -> dict[str, str]:
    """The name of every organisation of the procedure, by id."""
    return {organisation.id: organisation.name for organisation in procedure.organisations}


def _roles(procedure: ProcedureFacts, phase: Phase) -> dict[str, set[str]]:
    roles: dict[str, set[str]] = {procedure.procuring_entity_id: {"procuringEntity"}}
    holders = [("buyer", procedure.buyer_ids)]
    if PHASES.index(phase) >= PHASES.index("award"):
        holders.append(("tenderer", tuple(bid.tenderer_id for bid in procedure.bids)))
        holders.append(("supplier", tuple(award.supplier_id for award in procedure.awards)))
    for role, ids in holders:
        for id in ids:
            roles.setdefault(id, set()).add(role)
    return roles


def party(organisation: OrganisationFacts, roles: list[str]) -> Json:
    """An organisation with its roles, as a Party object."""
    return without_empty(
        {
            "id": organisation.id,
            "name": organisation.name,
            "roles": roles,
            "identifier": _identifier(organisation),
            "address": {"countryName": organisation.country},
        }
    )


def _identifier(organisation: OrganisationFacts) -> Json | None:
    if not organisation.identifier:
        return None
    return {"scheme": organisation.scheme, "id": organisation.identifier, "legalName": organisation.name}
