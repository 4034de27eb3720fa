"""Files of the whole need: the published annex layout, workbook, Parquet, CSV. Made when asked, then kept."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ....base.refusal import Refused
from ....ledger.models import ArtifactName, Event
from ....ledger.queries import artifacts_of_round
from ....page.table import Column, Link, Row, Table
from ....people.acts import must_be
from ....people.roles import BUYING_SIDE
from ....rounds.models import Round
from ....rounds.queries import round_named, sight
from ....rounds.screens.closed import closed
from ..actions.keep_export import DISCLOSURE, ENDINGS, export_name, keep_export
from ..queries import store_of
from ..views.queries import figures_of
from .versions import crumbs_of

WHAT: dict[str, str | Promise] = {
    "annex": gettext_lazy("Layout of the published demand annex: a line per code, a pair of columns per buyer"),
    "workbook": gettext_lazy("Workbook: a row per code and buyer, and the sums by month"),
    "parquet": gettext_lazy("Parquet: a row per code and buyer"),
    "csv": gettext_lazy("CSV: a row per code and buyer"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: HttpRequest, round_code: str) -> HttpResponse:
    """What there is; a POST makes one, for the buying side."""
    of = round_named(round_code)
    viewer = request.viewer  # type: ignore[attr-defined]
    seen = sight(viewer, of)
    crumbs = [*crumbs_of(of), (_("Files"), "")]
    if shut := closed(seen, of, DISCLOSURE):
        return render(request, "needs/consolidated_files.html", {"crumbs": crumbs, "closed": shut}, status=403)
    if request.method == "POST":
        must_be(viewer, *BUYING_SIDE)
        keep_export(of, request.POST.get("kind", ""), figures_of(of), seen, Path(settings.STATE))
        return redirect("web:need_exports", of.code)
    kept = {one.name: one for one in artifacts_of_round(of.code).filter(name__startswith="needs/consolidated-")}
    told = {"crumbs": crumbs, "table": _table(of, kept), "may_make": viewer.role in BUYING_SIDE,
            "kinds": [(kind, WHAT[kind]) for kind in ENDINGS],
            "events": Event.objects.filter(round_code=of.code).count()}  # fmt: skip
    return render(request, "needs/consolidated_files.html", told)


@require_safe
def export_file(request: HttpRequest, round_code: str, kind: str) -> HttpResponseBase:
    """A kept file; one that was not made yet leads to the page that makes it."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    if not seen.sees_all(DISCLOSURE):
        raise Refused("not-allowed", "", {"field": DISCLOSURE})
    found = artifacts_of_round(of.code).filter(name=export_name(of, kind)).first()
    if found is None:
        return redirect("web:need_exports", of.code)
    kept = store_of(Path(settings.STATE)).path_of(found.artifact.sha256)
    return FileResponse(kept.open("rb"), as_attachment=True, content_type=found.artifact.media_type,
                        filename=f"{of.code}-{found.name.rpartition('/')[2]}")  # fmt: skip


def _table(of: Round, kept: dict[str, ArtifactName]) -> Table:
    columns = (
        Column("what", _("What it is"), wide=True, is_sortable=False), Column("size", _("Size"), "number", unit="kB",
                                                                              is_sortable=False),
        Column("origin", _("Origin"), "origin", is_sortable=False), Column("sha256", "SHA-256", "clave",
                                                                           is_sortable=False),
    )  # fmt: skip
    rows: list[Row] = []
    for kind in ENDINGS:
        one = kept.get(export_name(of, kind))
        if one is None:
            rows.append({"what": WHAT[kind]})
            continue
        address = reverse("web:need_export", args=[of.code, kind])
        rows.append({"what": Link(str(WHAT[kind]), address), "size": -(-one.artifact.size_bytes // 1024),
                     "origin": one.origin, "sha256": one.artifact.sha256})  # fmt: skip
    return Table(_("Files of the consolidated need"), columns, rows, total=len(rows))
