"""Moves a round to a phase, and its clock to the day on which that happens."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ...base.refusal import Refused
from ...law.reader import read_rule_set
from ...ledger.actions.record import record
from ..models import Round

NOON = time(12, tzinfo=ZoneInfo("America/Mexico_City"))


def advance(of: Round, phase: str, on: date, actor: str) -> Round:
    """Set phase and clock; refuses a phase that the rule set does not know, and a clock that runs backwards."""
    phases = read_rule_set(of.rule_set).round_phases
    moment = datetime.combine(on, NOON)
    if phase not in phases:
        raise Refused("phase-unknown", "", {"phase": phase, "known": list(phases)})
    if moment < of.clock:
        raise Refused("clock-runs-backwards", "", {"from": of.clock.isoformat(), "to": moment.isoformat()})
    of.phase, of.clock = phase, moment
    of.save(update_fields=["phase", "clock"])
    record("phase-reached", of.code, actor, moment, {"phase": phase}, of.code)
    return of
