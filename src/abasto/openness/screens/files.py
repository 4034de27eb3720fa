"""The files of a round: what there is, and each of them, for whoever may read it."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ...award.proof.queries import kept_openings
from ...ledger.models import ArtifactName
from ...ledger.queries import latest_checkpoint
from ...ledger.store import Store
from ...page.export import XLSX_TYPE
from ...page.table import Column, Link, Table
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ...runs.queries import last_of_kind
from ..queries import PUBLISH, file_named, files_visible_to

A_YEAR = 365 * 86400
KINDS: dict[str, str | Promise] = {
    "application/json": "JSON",
    "application/jsonl": "JSON Lines",
    "application/pdf": "PDF",
    "text/csv": "CSV",
    XLSX_TYPE: gettext_lazy("Workbook (xlsx)"),
}
WHAT: dict[str, str | Promise] = {
    "ocds/release-package.json": gettext_lazy("Open contracting data: what each phase told"),
    "ocds/record-package.json": gettext_lazy("Open contracting data: each procedure as it stands"),
    "ocds/records.jsonl": gettext_lazy("Open contracting data: the same, one procedure per line"),
    "ocds/extension/extension.json": gettext_lazy("Fields that Abasto adds to the standard"),
    "ocds/extension/release-schema.json": gettext_lazy("Schema of the fields that Abasto adds"),
    "report-es.pdf": gettext_lazy("Printed report in Spanish"),
    "report-en.pdf": gettext_lazy("Printed report in English"),
    "act-public-es.pdf": gettext_lazy("Award act in Spanish, public edition"),
    "act-public-en.pdf": gettext_lazy("Award act in English, public edition"),
    "act-full-es.pdf": gettext_lazy("Award act in Spanish, with every price and paper"),
    "act-full-en.pdf": gettext_lazy("Award act in English, with every price and paper"),
    "result.json": gettext_lazy("What happened to everything that was asked for"),
    "result.xlsx": gettext_lazy("All tables in one workbook"),
    "evidence.json": gettext_lazy("Evidence of the award: what it was decided from, with the bids as hashes"),
    "openings.json": gettext_lazy("Openings of the bids in that evidence, to decide every lot again"),
    "problem.json": gettext_lazy("Award across lots: lots, solvent bids with their prices, and rules"),
    "certificate.json": gettext_lazy("Award across lots: who wins which share, and the proof of the bound"),
    "tables/needs.csv": gettext_lazy("Need of each buyer, by code"),
    "tables/lots.csv": gettext_lazy("Lots with decision and reason"),
    "tables/bids.csv": gettext_lazy("Bids, as far as they are public"),
    "tables/awards.csv": gettext_lazy("Awards with their prices"),
    "tables/contracts.csv": gettext_lazy("Contracts"),
    "tables/contract-lines.csv": gettext_lazy("Contract lines with deliveries"),
    "tables/suppliers.csv": gettext_lazy("Suppliers with awards and fill"),
}


@require_safe
def downloads(request: HttpRequest, round_code: str) -> HttpResponse:
    """What anyone may take away: open data, tables, workbook, report, each with its hash."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    files = list(files_visible_to(seen, of).order_by("name"))
    context = {
        "round": of,
        "table": _table(files, of),
        "count": len(files),
        "size": sum(file.artifact.size_bytes for file in files),
        "evidence": [_number(one) for one in files if one.name.endswith("/evidence.json")],
        "own_openings": [] if seen.sees_all("award_openings") else [_number(one) for one in kept_openings(seen, of)],
        "again": last_of_kind(of.code, PUBLISH),
        "checkpoint": latest_checkpoint(),
        "crumbs": [(of.code, reverse("web:round", args=[of.code])), (_("Downloads"), "")],
    }
    return render(request, "openness/downloads.html", context)


@require_safe
def file(request: HttpRequest, round_code: str, name: str) -> HttpResponseBase:
    """One file, streamed. With `?sha256=` of its content the answer never changes, and may be kept for ever."""
    of = round_named(round_code)
    found = file_named(sight(request.viewer, of), of, name)  # type: ignore[attr-defined]
    sha256 = found.artifact.sha256
    etag = f'"{sha256}"'
    headers = {"ETag": etag, "Cache-Control": _cache(request.GET.get("sha256", "") == sha256)}
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    kept = Store(Path(settings.STATE) / "artifacts").path_of(sha256)
    return FileResponse(
        kept.open("rb"),
        as_attachment=True,
        filename=_shown_name(of, found),
        content_type=found.artifact.media_type,
        headers=headers,
    )


def _number(file: ArtifactName) -> str:
    """The procedure whose evidence or openings a file holds."""
    return file.name.split("/")[1]


def _cache(is_by_content: bool) -> str:
    """A name may stand for something else tomorrow, and another role may not see it; a content never changes."""
    return f"private, max-age={A_YEAR}, immutable" if is_by_content else "private, no-cache"


def _shown_name(of: Round, found: ArtifactName) -> str:
    """The name under which a browser keeps it: round, file, and "synthetic" where it is."""
    stem, dot, ending = found.name.rpartition("/")[2].rpartition(".")
    mark = "-synthetic" if found.origin == "synthetic" else ""
    return f"{of.code}-{stem}{mark}{dot}{ending}"


def _table(files: list[ArtifactName], of: Round) -> Table:
    columns = (
        Column("name", _("File"), is_sortable=False),
        Column("what", _("What it is"), is_sortable=False, wide=True),
        Column("kind", _("Kind"), is_sortable=False),
        Column("size", _("Size"), "number", unit="kB", is_sortable=False),
        Column("origin", _("Origin"), "origin", is_sortable=False),
        Column("sha256", "SHA-256", "clave", is_sortable=False),
    )
    rows = [
        {
            "name": Link(one.name, reverse("web:file", args=[of.code, one.name])),
            "what": WHAT.get(one.name) or WHAT.get(one.name.rpartition("/")[2]),
            "kind": KINDS.get(one.artifact.media_type, one.artifact.media_type),
            "size": -(-one.artifact.size_bytes // 1024),
            "origin": one.origin,
            "sha256": one.artifact.sha256,
        }
        for one in files
    ]
    return Table(_("Files of the round"), columns, rows, total=len(rows))
