"""The queue of work: what is wrong, where, whom it waits for; settled or opened again with a note, and undone."""

from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ...base.refusal import Refused
from ...needs.annexes.words import PROBLEM_WORDS
from ...page.code_words import Word
from ...page.figures import pieces
from ...page.refusals import add_sentences
from ...page.screens.download import asked_for, wants_file
from ...page.table import Column, Link, Row, Table, asked_page
from ...page.words import add_words, word
from ...people.models import Organisation
from ...people.visibility import Sight
from ...problems.actions.settle import actor_of
from ...problems.actions.settle import settle as settle_problems
from ...problems.actions.settle import undo as undo_settling
from ...problems.models import ListedProblem
from ...problems.queries import (
    SEVERITIES,
    STATES,
    Asked,
    Group,
    chosen,
    counts_by_state,
    groups,
    open_critical,
    rows_seen,
    settled_in,
    visible_to,
)
from ...problems.settling import may_settle
from ...rounds.models import Round
from ...rounds.queries import calendar, round_named, sight
from .problem_words import EVENTS, SENTENCES

PER_PAGE = 50
LONGEST_ID = 15
FILTERS = ("room", "kind", "severity", "state", "role", "organisation", "q")
PHASE_OF_ROOM = {"needs": "needs", "catalogue": "needs", "market": "research", "tender": "call", "award": "award",
                 "contracts": "contracts", "supply": "delivery", "watch": "delivery"}  # fmt: skip

OF_KIND = frozenset({"severity", "kind", "mend", "role", "until"})

add_words({**PROBLEM_WORDS, **EVENTS})
add_sentences(SENTENCES)


@require_GET
def problems(request: HttpRequest, round_code: str) -> HttpResponse:
    """Counts by kind and state; the rows of what is asked for; what to do next."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    crumbs = [(of.code, reverse("web:round", args=[of.code])), (_("Problems"), "")]
    if not (seen.sees_all("problem") or seen.sees_own("problem")):
        return render(request, "web/problems_closed.html", {"crumbs": crumbs}, status=403)
    every, asked, untils = visible_to(seen, of.code), _asked(request.GET), _untils(of)
    rows = chosen(every, asked)
    if wants_file(request):
        body = [_row(one, of, untils) for one in rows_seen(rows)]
        if file := asked_for(request, f"problems-{of.code}", _columns(), body, is_synthetic=False):
            return file
    found = groups(rows)
    total = sum(group.count for group in found)
    number, pages = asked_page(request.GET, total, PER_PAGE)
    is_opened = bool(asked.kind) or total <= PER_PAGE
    shown = rows_seen(rows, (number - 1) * PER_PAGE, PER_PAGE) if is_opened else []
    states = counts_by_state(every)
    told = {
        "crumbs": crumbs,
        "asked": asked,
        "states": [(state, states[state]) for state in STATES],
        "sentence": _sentence(states),
        "critical": open_critical(every),
        "groups": _groups(found, of, untils),
        "rows": [(one, _row(one, of, untils), _is_mine(request, one)) for one in shown],
        "table": Table(_("Problems"), _columns(asked.kind), [], number=number, pages=pages, total=total),
        "is_opened": is_opened,
        "total": total,
        "mine": any(_is_mine(request, one) for one in shown),
        "filters": [(name, request.GET.get(name, "")) for name in FILTERS if request.GET.get(name)],
        "options": _options(every),
        "undo": _undo_offered(request, of),
    }
    return render(request, "web/problems.html", told)


@require_POST
def settle(request: HttpRequest, round_code: str) -> HttpResponse:
    """Settle or reopen the ticked problems, or all that the filter shows."""
    of = round_named(round_code)
    rows = chosen(visible_to(sight(request.viewer, of), of.code), _asked(request.POST))  # type: ignore[attr-defined]
    if request.POST.get("scope") != "all":
        ticked = [int(text) for text in request.POST.getlist("pick") if _is_id(text)]
        rows = rows.filter(pk__in=ticked)
    state, note = request.POST.get("to", ""), request.POST.get("note", "")
    done = settle_problems(rows, of.code, state, note, request.viewer, of.clock)  # type: ignore[attr-defined]
    told = ngettext("%(count)s problem is now: %(state)s.", "%(count)s problems are now: %(state)s.", done.count)
    messages.success(request, told % {"count": pieces(done.count), "state": word(state)}, extra_tags="done")
    if done.left:
        messages.info(
            request, _("%(count)s wait for someone else and stay as they are.") % {"count": pieces(done.left)}
        )
    return HttpResponseRedirect(_back(request, of, settled=str(done.event)))


@require_POST
def undo(request: HttpRequest, round_code: str, event: int) -> HttpResponse:
    """Take back what was just settled."""
    of = round_named(round_code)
    if not _may_look(request, of):
        raise Refused("not-allowed", "", {"what": "problem"})
    count = undo_settling(event, of.code, request.viewer, of.clock)  # type: ignore[attr-defined]
    messages.info(request, _("%(count)s problems are as they were.") % {"count": pieces(count)})
    return HttpResponseRedirect(reverse("web:problems", args=[of.code]))


def _may_look(request: HttpRequest, of: Round) -> bool:
    seen: Sight = sight(request.viewer, of)  # type: ignore[attr-defined]
    return seen.sees_all("problem") or seen.sees_own("problem")


def _is_id(text: str) -> bool:
    """Whether a text from outside is a number that a row can have; "²" is a digit too, and no number."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_ID


def _asked(query: Mapping[str, str]) -> Asked:
    values = {name: query.get(name, "").strip()[:80] for name in FILTERS}
    words = values.pop("q")
    return Asked(**values, words=words)


def _back(request: HttpRequest, of: Round, **more: str) -> str:
    query = request.GET.copy()
    for name in FILTERS:
        if request.POST.get(name) and name != "state":
            query[name] = request.POST[name]
    query.update(more)
    return f"{reverse('web:problems', args=[of.code])}?{query.urlencode()}"


def _untils(of: Round) -> dict[str, date]:
    """The last day of the phase in which a room's problems must be worked through."""
    ends = {one.phase: one.ends for one in calendar(of)}
    return {room: ends[phase] for room, phase in PHASE_OF_ROOM.items() if phase in ends}


def _is_mine(request: HttpRequest, one: ListedProblem) -> bool:
    return may_settle(request.viewer, one.role, one.organisation.code if one.organisation else "")  # type: ignore[attr-defined]


def _undo_offered(request: HttpRequest, of: Round) -> tuple[int, str] | None:
    text = request.GET.get("settled", "")
    if not _is_id(text):
        return None
    count = settled_in(int(text), of.code, actor_of(request.viewer))  # type: ignore[attr-defined]
    return (int(text), _("%(count)s problems changed.") % {"count": pieces(count)}) if count else None


def _options(rows: QuerySet[ListedProblem]) -> dict[str, list[tuple[str, Word]]]:
    """The choices of the filters: only what occurs."""
    found = {field: sorted(set(rows.order_by().values_list(field, flat=True))) for field in ("room", "kind", "role")}
    asked = sorted(set(rows.order_by().exclude(organisation=None).values_list("organisation__code", flat=True)))
    names = {one.code: str(one) for one in Organisation.objects.filter(code__in=asked)}
    return {field: [(code, word(code)) for code in codes] for field, codes in found.items()} | {
        "organisation": [(code, names[code]) for code in asked],
        "severity": [(code, word(code)) for code in SEVERITIES],
        "state": [(code, word(code)) for code in STATES],
    }


def _sentence(states: Mapping[str, int]) -> str:
    total = sum(states.values())
    if not total:
        return _("No problem was found.")
    told = {"open": pieces(states["open"]), "total": pieces(total)}
    return _("%(open)s of %(total)s problems are open.") % told


def _groups(found: list[Group], of: Round, untils: Mapping[str, date]) -> Table:
    columns = (
        Column("severity", _("Weight"), "state", is_sortable=False),
        Column("kind", _("What is wrong"), is_sortable=False),
        Column("rule", _("Rule"), "word", wide=True, is_sortable=False),
        Column("mend", _("What to do"), "word", wide=True, is_sortable=False),
        Column("open", _("Open"), "number", is_sortable=False),
        Column("count", _("In all"), "number", is_sortable=False),
        Column("room", _("Stage"), "word", is_sortable=False),
        Column("role", _("To act"), "word", is_sortable=False),
        Column("until", _("Until"), "date", is_sortable=False),
    )
    here = reverse("web:problems", args=[of.code])
    rows = [
        {
            "severity": group.severity,
            "kind": Link(word(group.kind), f"{here}?kind={group.kind}&room={group.room}"),
            "rule": group.rule,
            "mend": group.mend,
            "open": group.open_count,
            "count": group.count,
            "room": group.room,
            "role": group.role,
            "until": untils.get(group.room),
        }
        for group in found
    ]
    return Table(_("Problems by kind"), columns, rows, total=len(rows))


def _columns(kind: str = "") -> tuple[Column, ...]:
    """The columns of the list; of one kind alone only those in which its problems differ."""
    columns = (
        Column("severity", _("Weight"), "state", is_sortable=False),
        Column("kind", _("What is wrong"), "word", is_sortable=False),
        Column("subject", _("About"), "clave", is_sortable=False),
        Column("place", _("Place"), wide=True, is_sortable=False),
        Column("found", _("Found"), is_sortable=False),
        Column("mend", _("What to do"), "word", wide=True, is_sortable=False),
        Column("role", _("To act"), "word", is_sortable=False),
        Column("organisation", _("Institution"), is_sortable=False),
        Column("until", _("Until"), "date", is_sortable=False),
        Column("state", _("State"), "state", is_sortable=False),
        Column("note", _("Note"), wide=True, is_sortable=False),
    )
    return tuple(column for column in columns if column.key not in OF_KIND) if kind else columns


def _row(one: ListedProblem, of: Round, untils: Mapping[str, date]) -> Row:
    is_clave = one.subject[:3].isdigit() and "." in one.subject
    place = [one.source, one.sheet, _("row %(row)s") % {"row": one.row} if one.row else "",
             _("column %(column)s") % {"column": one.column} if one.column else ""]  # fmt: skip
    return {
        "severity": one.severity,
        "kind": one.kind,
        "subject": Link(one.subject, reverse("web:item", args=[of.code, one.subject])) if is_clave else one.subject,
        "place": ", ".join(part for part in place if part),
        "found": one.found,
        "mend": one.mend,
        "role": one.role,
        "organisation": str(one.organisation) if one.organisation else None,
        "until": untils.get(one.room),
        "state": one.state,
        "note": one.note,
    }
