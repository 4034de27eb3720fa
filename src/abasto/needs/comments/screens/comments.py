"""What is said about lines: those talked about, and the thread of one line."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ....page.figures import pieces
from ....page.screens.download import asked_for, wants_file
from ....page.screens.typed import actor_of, ticked, tried
from ....page.table import Column, Link, Row, Table, asked_page
from ....people.roles import PARTICIPANTS
from ....people.visibility import Sight
from ....rounds.models import Round
from ....rounds.queries import now_in, round_named, sight
from ...opinions.queries import OpinionState, opinion_states
from ...requests.models import RequestLine
from ...requests.queries import Asked, chosen
from ..actions.comment import comment, take_back
from ..mentions import LONGEST
from ..queries import Thread, may_take_back, spoken_of, talked_about, thread_of

PER_PAGE = 50


@require_safe
def comments(request: HttpRequest, round_code: str) -> HttpResponse:
    """Every line the viewer may talk about, the most talked about first; filters by text and institution."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    asked = Asked(words=request.GET.get("q", "").strip()[:80], organisation=request.GET.get("organisation", "")[:80])
    order = talked_about(seen, of).query.order_by
    lines = chosen(talked_about(seen, of), asked).order_by(*order)
    if request.GET.get("said"):
        lines = spoken_of(lines)
    if wants_file(request):
        rows = [_row(one, of) for one in lines]
        if file := asked_for(request, f"comments-{of.code}", _columns(), rows, of.is_synthetic):
            return file
    total = lines.count()
    number, pages = asked_page(request.GET, total, PER_PAGE)
    rows = [_row(one, of) for one in lines[(number - 1) * PER_PAGE : number * PER_PAGE]]
    told = {
        "crumbs": _crumbs(of, _("Comments on lines")),
        "of": of, "asked": asked, "said": request.GET.get("said", ""),
        "is_closed": seen.viewer.role not in PARTICIPANTS,
        "sentence": _("%(count)s lines can be talked about; %(said)s are.")
        % {"count": pieces(total), "said": pieces(spoken_of(lines).count())},
        "table": Table(_("Lines"), _columns(), rows, number=number, pages=pages, total=total),
    }  # fmt: skip
    return render(request, "needs/comments.html", told, status=403 if told["is_closed"] else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, round_code: str, buyer: str, clave: str) -> HttpResponse:
    """What is said about one line; a POST says something, or takes something back."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        errors = tried(lambda: _act(request, of, seen, buyer, clave), "id_text")
        if not errors:
            return redirect("web:line_comments", of.code, buyer, clave)
    found = thread_of(seen, of, buyer, clave)
    told = {
        "crumbs": [*_crumbs(of, ""), (f"{clave} · {found.line.organisation}", "")],
        "of": of, "thread": found, "errors": errors, "typed": request.POST.get("text", "")[: LONGEST * 2],
        "rows": [(one, may_take_back(seen.viewer, one)) for one in found.comments],
        "opinions": _opinions(seen, found),
        "most": LONGEST,
        "sentence": _("%(count)s comments") % {"count": pieces(len(found.comments))},
    }  # fmt: skip
    return render(request, "needs/thread.html", told, status=422 if errors else 200)


def _crumbs(of: Round, last: str) -> list[tuple[str, str]]:
    found = [
        (of.code, reverse("web:round", args=[of.code])),
        (_("Agreement"), reverse("web:agreement", args=[of.code])),
    ]
    return [*found, (last, "") if last else (_("Comments on lines"), reverse("web:comments", args=[of.code]))]


def _act(request: HttpRequest, of: Round, seen: Sight, buyer: str, clave: str) -> None:
    actor, at = actor_of(seen.viewer), now_in(of)
    if request.POST.get("act") == "withdraw":
        for key in ticked(request, "comment"):
            take_back(of, seen, actor, key, at)
        messages.success(request, _("The comment is withdrawn; a mark stays."), extra_tags="done")
        return
    spoken = comment(of, seen, actor, buyer, clave, request.POST.get("text", ""), at)
    messages.success(request, _("Your comment is in the thread."), extra_tags="done")
    if spoken.unknown:
        names = ", ".join(f"@{name}" for name in spoken.unknown)
        messages.info(request, _("Nobody is called %(names)s here; nobody was told.") % {"names": names})


def _opinions(seen: Sight, found: Thread) -> OpinionState | None:
    if not found.sees_line:
        return None
    return opinion_states(seen, RequestLine.objects.filter(pk=found.line.pk)).get(found.line.pk)


def _columns() -> tuple[Column, ...]:
    return (
        Column("clave", _("Clave"), "clave", is_sortable=False),
        Column("description", _("Description"), wide=True, is_sortable=False),
        Column("organisation", _("Institution"), is_sortable=False),
        Column("said", _("Comments"), "number", is_sortable=False),
        Column("last", _("Last"), "datetime", is_sortable=False),
        Column("state", _("State"), "state", is_sortable=False),
    )


def _row(line: RequestLine, of: Round) -> Row:
    href = reverse("web:line_comments", args=[of.code, line.organisation.code, line.item.clave])
    is_seen, said, last = line.is_seen, line.said, line.last  # type: ignore[attr-defined]
    return {"clave": Link(line.item.clave, href), "description": line.item.description[:160],
            "organisation": str(line.organisation), "said": said if is_seen else None, "last": last,
            "state": line.state if is_seen else None}  # fmt: skip
