"""Plays what follows the main tender: plan, routes, authorisation, next procedures, their bids, awards and contracts.

It is no step of the cycle: the figures of a cycle are those of its main tender, which the record of other rounds is
compared with. The same firms offer the same again, so what the planner confirmed comes true.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from ..award.actions.authorise_routes import authorise_routes
from ..award.actions.choose_routes import Choice, choose_routes
from ..award.actions.close_lots import return_to_institution
from ..award.actions.decide_procedure import decide_procedure
from ..award.actions.open_next_procedure import open_next_procedure, ready_batches
from ..award.grounds import grounds_of
from ..award.left.planning.queries import Planned, planned
from ..award.models import LotDecision
from ..award.routes import DIRECT_AWARD, PROCEDURES, RETURN
from ..base.refusal import Refused
from ..contracts.actions.contract_awards import contract_awards
from ..evaluation.actions.count_savings import count_savings
from ..evaluation.actions.publish_result import publish_result
from ..integrity.actions.raise_flags import raise_flags
from ..law.reader import read_rule_set
from ..openness.actions.publish import publish
from ..people.roles import Role, Viewer
from ..rehearsal.actions.play_bids import play_bids
from ..rounds.actions.advance import advance
from ..rounds.models import Round
from ..runs.actions.execute import execute
from ..runs.key import Asked, code_version
from ..runs.models import DONE, Run
from ..runs.work import in_one_chunk
from ..tender.models import Procedure
from .reads import chosen, out
from .steps import ACTOR, Told, thresholds_of

AUTHORISATION = "synthetic authorisation of the rehearsal"
BUYER, COORDINATOR = Viewer(Role.BUYER), Viewer(Role.COORDINATOR)


def second_round(round_code: str, as_json: bool) -> None:
    """Play one more round of procedures for what is left, and print its figures; refuses `nothing-left`."""
    call_command("migrate", verbosity=0)
    of = chosen(round_code)
    inputs = {"procedures": list(Procedure.objects.filter(round=of).values_list("number", flat=True))}
    asked = Asked("second-round", of.code, inputs, {"authorisation": AUTHORISATION}, of.seed, code_version())
    run = execute(
        asked.kind,
        asked.round_code,
        inputs=asked.inputs,
        parameters=asked.parameters,
        seed=asked.seed,
        work=in_one_chunk(lambda: _play(of, asked.key)),
        code=asked.code,
    )
    told = json.loads(run.result)
    if as_json:
        out.print_json(json.dumps(told))
        return
    out.print(", ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in told.items()), soft_wrap=True)


def _play(of: Round, run_key: str) -> Told:
    plans = planned(of)
    if not plans:
        raise Refused("nothing-left", "", {"clave": "", "codes": 0})
    consolidated = Run.objects.get(kind="consolidate", round_code=of.code, state=DONE)
    returned = _choose(of, plans)
    opened = [open_next_procedure(BUYER, of, kind, claves) for kind in PROCEDURES for claves in ready_batches(of, kind)]
    for procedure in sorted(opened, key=lambda one: (one.bids_due_at, one.position)):
        _conclude(of, procedure, consolidated.result_sha256, run_key)
    _publish(of, run_key)
    return {"codes": len(plans), "returned_pieces": returned, **_told(opened)}


def _choose(of: Round, plans: Iterable[Planned]) -> int:
    """Take the route proposed for every code; returns the pieces given back to the institutions."""
    law = read_rule_set(of.rule_set)
    routes = {
        one.proposal.clave: Choice(
            one.proposal.route, grounds_of(one.proposal, law, of.clock.date()), one.proposal.change
        )
        for one in plans
    }
    back = {clave: choice for clave, choice in routes.items() if choice.kind == RETURN}
    on = {clave: choice for clave, choice in routes.items() if choice.kind != RETURN}
    if on:
        choose_routes(COORDINATOR, of, on)
    direct = sorted(clave for clave, choice in on.items() if choice.kind == DIRECT_AWARD)
    if direct:
        authorise_routes(COORDINATOR, of, direct, AUTHORISATION)
    return return_to_institution(COORDINATOR, of, sorted(back), next(iter(back.values())).ground) if back else 0


def _conclude(of: Round, procedure: Procedure, need_sha256: str, run_key: str) -> None:
    """Bids, decision, contracts, flags and savings of one procedure."""
    advance(of, of.phase, max(of.clock.date(), procedure.bids_due_at.date()), ACTOR)
    procedure.round = of
    play_bids(procedure, need_sha256)
    decide_procedure(procedure, ACTOR, run_key)
    guarantee = read_rule_set(of.rule_set).value("guarantee.performance_percent", procedure.published_on).decimal
    contract_awards(procedure, guarantee, ACTOR)
    raise_flags(procedure, thresholds_of(procedure), ACTOR)
    count_savings(procedure, ACTOR)


def _publish(of: Round, run_key: str) -> None:
    main = Procedure.objects.select_related("round").get(round=of, follows=None)
    publish(main, Path(settings.STATE), run_key)
    publish_result(of, Path(settings.STATE), run_key)


def _told(opened: list[Procedure]) -> Told:
    decisions = LotDecision.objects.filter(lot__procedure__in=opened)
    rows = list(decisions.values_list("awarded_pieces", "unawarded_pieces"))
    return {
        "procedures": len(opened),
        "lots": len(rows),
        "lots_awarded": sum(awarded > 0 for awarded, _ in rows),
        "pieces_awarded": sum(awarded for awarded, _ in rows),
        "pieces_left": sum(left for _, left in rows),
    }
