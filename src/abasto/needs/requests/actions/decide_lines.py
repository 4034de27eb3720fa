"""Decides every line of a batch by itself: 200 lines in a transaction, a savepoint per line, one event per 200.

What a line's outcome is stands in `judging`; here it is written. A batch is a run: killed, it goes on where it
stopped; asked again, it decides nothing twice; and of two people at once the second finds the line decided.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from django.db import DatabaseError, connection, transaction

from ....law.reader import read_rule_set
from ....ledger.actions.record import record
from ....people.models import User
from ....people.queries import viewer_of
from ....rounds.models import Round
from ....runs.actions.execute import execute_asked
from ....runs.key import Asked
from ....runs.models import Run
from ....runs.work import Progress, in_chunks
from ...minimum import LEGAL_SHARE
from ...opinions.queries import opinions_missing
from ..judging import DONE, ERROR, answer, judge
from ..models import DecidedLine, RequestDecision, RequestLine
from ..queries import decider_of, facts_of, over
from ..states import MOVES

CHUNK = 200
KIND = "decide-requests"
Actor = Callable[[str], str]
"""A person's name as the record has it: hashed."""


def asked_of(decision: RequestDecision) -> Asked:
    """The question of the run: the command alone, whatever version of the program works on it."""
    return Asked(KIND, decision.round.code, {"command": decision.command}, {}, 0, KIND)


def decide_lines(decision: RequestDecision, hashed: Actor, progress: Progress) -> Run:
    """Work through the decision to its end; its answer and the outcome of every line are saved."""
    save = partial(_save, decision, hashed)
    work = in_chunks(decision.count, CHUNK, save, partial(_finish, decision))
    return execute_asked(asked_of(decision), work=work, progress=progress)


def _save(decision: RequestDecision, hashed: Actor, start: int, end: int) -> None:
    wanted = decision.lines[start:end].tolist()
    lines = {line.pk: line for line in RequestLine.objects.select_for_update(of=("self",))
             .select_related("organisation", "item").filter(pk__in=wanted)}  # fmt: skip
    present = [lines[pk] for pk in wanted if pk in lines]
    outcomes = _outcomes(decision, present)
    DecidedLine.objects.bulk_create(
        DecidedLine(decision=decision, line=line, outcome=outcome, before=before) for line, outcome, before in outcomes
    )
    told = [[line.organisation.code, line.item.clave, before, outcome] for line, outcome, before in outcomes]
    actor = hashed(decision.by.username) if decision.by else "removed"
    body = {"act": decision.act, "note": decision.note, "lines": told}
    record("requests-decided", f"{decision.command}/{start}", actor, decision.at, body, decision.round.code)


def _outcomes(decision: RequestDecision, lines: Sequence[RequestLine]) -> list[tuple[RequestLine, str, str]]:
    """(line, outcome, state before); the decider is looked up again for every chunk, since he may have been removed."""
    by = User.objects.select_related("organisation").filter(pk=decision.by_id or 0).first()
    of = Round.objects.get(pk=decision.round_id)
    decider = decider_of(viewer_of(by) if by else None, decision.at, bool(by and by.is_active))
    percent = read_rule_set(of.rule_set).value(LEGAL_SHARE, of.starts).decimal
    asked = RequestLine.objects.filter(pk__in=[line.pk for line in lines])
    missing = opinions_missing(asked, decision.at) if decision.act == "approve" else {}
    facts, late = facts_of(of, decision.by_id, percent, missing), over(of, decision.act, decision.at)
    found = []
    for line in lines:
        before = line.state
        verdict = judge(decision.act, facts.of(line), decider, decision.note, late)
        found.append((line, _move(decision, line) if verdict == DONE else verdict, before))
    return found


def _move(decision: RequestDecision, line: RequestLine) -> str:
    """Write one line in a savepoint of its own, if it is still as it was judged.

    Plain SQL: 4,498 queries put together by the ORM cost more than the writing (`benchmarks/needs_batch.py`).
    """
    submitter = decision.by_id if decision.act == "submit" else line.submitted_by_id
    change = (MOVES[line.state, decision.act].target, decision.note, submitter, line.pk, line.version)
    table = connection.ops.quote_name(RequestLine._meta.db_table)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET state = %s, decision_note = %s, submitted_by_id = %s, version = version + 1 "
                "WHERE id = %s AND version = %s",
                change,
            )
            moved = cursor.rowcount
    except DatabaseError:
        return ERROR
    return DONE if moved else "changed-meanwhile"


def _finish(decision: RequestDecision) -> dict[str, object]:
    outcomes = Counter(decision.decided.values_list("outcome", flat=True))
    missing = decision.count - sum(outcomes.values())
    if missing:
        outcomes["line-gone"] = missing
    found = answer(outcomes)
    RequestDecision.objects.filter(pk=decision.pk).update(answer=found)
    return {"answer": found, "outcomes": dict(sorted(outcomes.items()))}
