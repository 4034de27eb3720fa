"""Take a run to work on it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ...base.refusal import Refused
from ..models import DONE, RUNNING, Run
from .holder import is_dead_here, this_worker

LEASE = timedelta(minutes=5)


def claim(key: str) -> Run:
    """The run with a new fencing token, or as it is if it is done.

    A run is free when nobody holds it, its lease ran out, or its holder was a process of this machine that is gone.
    Refuses `run-held`.
    """
    with transaction.atomic(durable=True):
        run = Run.objects.select_for_update().get(key=key)
        if run.state == DONE:
            return run
        now = timezone.now()
        if _is_held(run, now):
            raise Refused("run-held", "", {"run": run.kind, "holder": run.holder, "until": str(run.lease_until)})
        run.state, run.error = RUNNING, ""
        run.holder, run.lease_until = this_worker(), now + LEASE
        run.fencing_token += 1
        run.save()
        return run


def _is_held(run: Run, now: datetime) -> bool:
    if run.state != RUNNING or run.lease_until is None or run.lease_until <= now:
        return False
    return run.holder != this_worker() and not is_dead_here(run.holder)
