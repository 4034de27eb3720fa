"""Runs and events of a round: what was calculated and what happened, so that anyone can check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...base.refusal import Refused
from ...ledger.merkle import verify_inclusion
from ...ledger.models import Checkpoint
from ...ledger.queries import InclusionProof, inclusion_of, latest_checkpoint
from ...page.table import Column, Link, Row, Table, asked_page, make_table
from ...page.why import Why
from ...page.words import actor
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import event_hashes, events_visible_to, round_named, runs_visible_to, sight
from ...runs.queries import RunState
from ..commands import COMMANDS

PER_PAGE = 50


@require_safe
def runs(request: HttpRequest, round_code: str) -> HttpResponse:
    """Every run: state, progress, what it took, the hash of its result."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    listed = runs_visible_to(seen, of)
    told = {
        "of": of,
        "listed": listed,
        "unfinished": [run for run in listed if run.state != "done"],
        "seconds": sum(run.seconds for run in listed),
        "peak_mb": max((run.peak_mb for run in listed), default=0),
        "table": make_table(_("Runs of the round"), _run_columns(), [_run_row(run, of) for run in listed], request.GET),
        "crumbs": [(of.code, reverse("web:round", args=[of.code])), (_("Runs"), "")],
    }
    return render(request, "web/runs.html", told)


def _run_columns() -> tuple[Column, ...]:
    return (
        Column("kind", _("Run"), "clave"),
        Column("text", _("What it does"), wide=True, is_sortable=False),
        Column("state", _("State"), "state"),
        Column("progress", _("Progress"), "share"),
        Column("seconds", _("Time"), "number", unit=_("seconds")),
        Column("peak", _("Peak memory"), "number", unit="MB"),
        Column("hash", _("Hash of the result"), "clave"),
        Column("why", _("Why"), "why", is_sortable=False),
    )


def _run_row(run: RunState, of: Round) -> Row:
    text = {command.name: str(command.text) for command in COMMANDS}.get(run.kind, "")
    inputs = [(_("units done"), f"{run.done_units} / {run.total_units}")]
    if run.key:
        inputs += [(_("seed"), str(of.seed)), (_("key: hash of inputs, parameters, seed and code"), run.key)]
    if run.error:
        inputs.append((_("error"), run.error))
    return {
        "kind": run.kind,
        "text": text or None,
        "state": run.state,
        "progress": run.percent / 100,
        "seconds": round(run.seconds, 2),
        "peak": round(run.peak_mb),
        "hash": f"{run.result_sha256[:16]}…" if run.result_sha256 else None,
        "why": Why(text or run.kind, tuple(inputs), run=run.kind, run_hash=run.result_sha256),
    }


@require_safe
def events(request: HttpRequest, round_code: str) -> HttpResponse:
    """The log: all of it for those in control, its hashes for everyone; `?number=12` shows a proof."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    checkpoint = latest_checkpoint()
    told = {
        "of": of,
        "sees_bodies": seen.sees_all("event"),
        "checkpoint": checkpoint,
        "table": _event_table(request, seen, of),
        "proof": _proof(request, of, checkpoint),
        "body": _body(request, seen, of),
        "crumbs": [(of.code, reverse("web:round", args=[of.code])), (_("Events"), "")],
    }
    return render(request, "web/events.html", told)


def _event_table(request: HttpRequest, seen: Sight, of: Round) -> Table:
    hashes = event_hashes(of)
    total = hashes.count()
    number, pages = asked_page(request.GET, total, PER_PAGE)
    cut = slice((number - 1) * PER_PAGE, number * PER_PAGE)
    said = {event.number: event for event in events_visible_to(seen, of)[cut]}
    rows: list[Row] = []
    for at, leaf in hashes[cut]:
        row: Row = {"number": Link(at, f"?number={at}#proof"), "hash": leaf}
        if at in said:
            event = said[at]
            row = {**row, "at": event.at, "kind": event.kind, "subject": event.subject, "actor": actor(event.actor)}
        rows.append(row)
    columns = [Column("number", _("Number"), "number", is_sortable=False)]
    if seen.sees_all("event"):
        columns += [
            Column("at", _("Moment"), "datetime", is_sortable=False),
            Column("kind", _("What happened"), "word", is_sortable=False),
            Column("subject", _("About"), is_sortable=False),
            Column("actor", _("Who"), is_sortable=False),
        ]
    columns.append(Column("hash", _("Leaf hash (SHA-256)"), "clave", is_sortable=False))
    return Table(_("Events of the round, in the order of the log"), tuple(columns), rows, "", number, pages, total)


def _asked_number(request: HttpRequest, of: Round) -> int | None:
    """The event asked for, if it is one of this round."""
    text = request.GET.get("number", "")
    if not text:
        return None
    if (
        not (text.isascii() and text.isdigit() and len(text) < 16)
        or not event_hashes(of).filter(number=int(text)).exists()
    ):
        raise Refused("not-found", "", {"what": "event", "value": text})
    return int(text)


def _proof(request: HttpRequest, of: Round, checkpoint: Checkpoint | None) -> dict[str, object] | None:
    """The inclusion proof of the event asked for, and whether it holds; hashes alone, so open to everyone."""
    number = _asked_number(request, of)
    if number is None or checkpoint is None:
        return None
    proof = inclusion_of(event_hashes(of).model.objects.get(number=number), checkpoint)
    return {"proof": proof, "holds": _holds(proof)}


def _holds(proof: InclusionProof) -> bool:
    path = [bytes.fromhex(node) for node in proof.path]
    return verify_inclusion(bytes.fromhex(proof.leaf_hash), proof.index, proof.size, path, bytes.fromhex(proof.root))


def _body(request: HttpRequest, seen: Sight, of: Round) -> str:
    number = _asked_number(request, of)
    for event in events_visible_to(seen, of).filter(number=number):
        return event.body
    return ""
