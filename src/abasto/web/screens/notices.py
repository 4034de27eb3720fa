"""A person's notices: the page behind the bell, how to be told, and the link that stops e-mails."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ...base.refusal import Refused
from ...page.figures import pieces
from ...page.screens.download import asked_for, wants_file
from ...page.screens.typed import ticked, tried
from ...page.table import Column, Link, Row, Table, asked_page
from ...page.words import word
from ...people.notices.actions.choose_way import choose_for_home, choose_own
from ...people.notices.actions.choose_way import stop as stop_mail
from ...people.notices.actions.links import row_of
from ...people.notices.actions.read import mark_read, mark_unread, open_notice
from ...people.notices.models import Notice
from ...people.notices.queries import own_notices, own_way, way_of_home
from ...people.notices.screens.told import told as said
from ...people.notices.ways import HOWS, LANGUAGES, NONE, Way
from ...people.notices.words import KINDS
from ...people.roles import Role, Viewer

PER_PAGE = 50
STATES = ("unread", "read")
MAY_CHOOSE_FOR_HOME = (Role.APPROVER, Role.COORDINATOR)


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """The viewer's notices, newest first; a POST marks those ticked, or all, as read."""
    viewer = _signed_in(request)
    if request.method == "POST":
        at = timezone.now()
        count = mark_read(viewer, None if request.POST.get("scope") == "all" else ticked(request), at)
        told = ngettext("%(count)s notice is read.", "%(count)s notices are read.", count) % {"count": pieces(count)}
        messages.success(request, told, extra_tags="done")
        return HttpResponseRedirect(f"{reverse('web:notices')}?marked={at.strftime('%Y%m%dT%H%M%S.%f')}")
    every = own_notices(viewer)
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    rows = every.filter(kind=kind) if kind else every
    if state in STATES:
        rows = rows.filter(read_at__isnull=state == "unread")
    if wants_file(request) and (file := asked_for(request, "notices", _columns(), [_row(one) for one in rows], False)):
        return file
    total, unread = rows.count(), every.filter(read_at=None).count()
    number, pages = asked_page(request.GET, total, PER_PAGE)
    kinds = sorted(set(every.order_by().values_list("kind", flat=True)) & set(KINDS))
    marked = _marked(request)
    context = {
        "crumbs": [(_("Notices"), "")], "kind": kind, "state": state,
        "sentence": ngettext("%(count)s notice is not read.", "%(count)s notices are not read.", unread)
        % {"count": pieces(unread)},
        "rows": [(one, _row(one)) for one in rows[(number - 1) * PER_PAGE : number * PER_PAGE]],
        "table": Table(_("Notices"), _columns(), [], number=number, pages=pages, total=total),
        "kinds": [(one, said(one, {}).title) for one in kinds], "states": [(one, word(one)) for one in STATES],
        "undo": request.GET.get("marked", "") if marked and every.filter(read_at=marked).exists() else "",
    }  # fmt: skip
    return render(request, "web/notices.html", context)


@require_POST
def unread(request: HttpRequest) -> HttpResponse:
    """Take back what was just marked as read."""
    marked = _marked(request)
    if marked is None or not mark_unread(_signed_in(request), marked):
        raise Refused("nothing-to-undo", "", {})
    messages.info(request, _("The notices are unread again."))
    return redirect("web:notices")


@require_safe
def open_one(request: HttpRequest, notice: int) -> HttpResponse:
    """Where a notice leads; it is read from then on."""
    return HttpResponseRedirect(open_notice(notice, _signed_in(request), timezone.now()).href)


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """How the viewer is told; an approver and a coordinator choose for their whole organisation too."""
    viewer = _signed_in(request)
    errors: list[tuple[str, str]] = []
    for_home = request.POST.get("whose") == "home"
    if request.method == "POST":
        way = Way(request.POST.get("how", ""), request.POST.get("email", "").strip(), request.POST.get("language", ""))
        choose = choose_for_home if for_home else choose_own
        errors = tried(lambda: choose(viewer, way), "id_home_email" if for_home else "id_email")
        if not errors:
            messages.success(request, _("Your choice is kept."), extra_tags="done")
            return redirect("web:notice_preferences")
    home = way_of_home(viewer.organisation_code)
    context = {
        "crumbs": [(_("Notices"), reverse("web:notices")), (_("How I am told"), "")],
        "errors": errors, "own": own_way(viewer) or home or Way(), "home": home or Way(), "has_own": own_way(viewer),
        "may_choose_for_home": viewer.role in MAY_CHOOSE_FOR_HOME and viewer.organisation_code,
        "hows": [(how, word("no-email" if how == NONE else how)) for how in HOWS],
        "languages": [("es", "Español"), ("en", "English")][: len(LANGUAGES)],
    }  # fmt: skip
    return render(request, "web/notice_preferences.html", context, status=422 if errors else 200)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link at the foot of every e-mail. Mail programs post to it (RFC 8058): the signature says who asks."""
    account = row_of("notices", token)
    if request.method == "POST":
        stop_mail(account)
    title = _("Get no more of these e-mails")
    return render(request, "web/mail_link.html", {"title": title, "done": request.method == "POST",
        "text": _("Your notices stay in the application; no e-mail is sent any more."), "button": title})  # fmt: skip


def _signed_in(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not viewer.username:
        raise Refused("sign-in-first", "", {})
    return viewer


def _marked(request: HttpRequest) -> datetime | None:
    text = request.GET.get("marked", "")
    shaped = f"{text[:4]}-{text[4:6]}-{text[6:11]}:{text[11:13]}:{text[13:]}+00:00"
    try:
        return parse_datetime(shaped) if len(text) == 22 else None
    except ValueError:
        return None


def _columns() -> tuple[Column, ...]:
    return (
        Column("title", _("Notice"), is_sortable=False),
        Column("text", _("What it says"), wide=True, is_sortable=False),
        Column("round", _("Round"), is_sortable=False),
        Column("at", _("When"), "datetime", is_sortable=False),
        Column("state", _("State"), "state", is_sortable=False),
    )


def _row(one: Notice) -> Row:
    words = said(one.kind, one.values)
    title = Link(words.title, reverse("web:notice_open", args=[one.pk])) if one.href else words.title
    state = "read" if one.read_at else "unread"
    return {"title": title, "text": words.text, "round": one.round_code, "at": one.at, "state": state}
