"""One version: what it holds, what differs from the one before, its hash and signature, and the check of both."""

from pathlib import Path
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ....page.screens.download import asked_for
from ....page.table import Column, Link, Row, make_table
from ....page.totals import Totals
from ....people.models import Organisation
from ....people.roles import Role, Viewer
from ....rounds.models import Round
from ....rounds.queries import round_named, sight
from ....rounds.screens.closed import closed
from ..actions.make_version import artifact_name
from ..changes import Change, read_changes
from ..models import NeedVersion
from ..queries import store_of, version_numbered
from ..states import LOCKED, OPEN
from ..verifying.queries import verify_version
from .consolidated import is_invented
from .versions import crumbs_of
from .view_tables import item_address


@require_safe
def version_page(request: HttpRequest, round_code: str, version: int) -> HttpResponse:
    """The version; `?check=1` checks it again from what is kept."""
    of = round_named(round_code)
    viewer = cast(Viewer, request.viewer)  # type: ignore[attr-defined]
    seen = sight(viewer, of)
    crumbs = [*crumbs_of(of), (_("Versions"), reverse("web:need_versions", args=[of.code])), (str(version), "")]
    if shut := closed(seen, of, "consolidated_need"):
        return render(request, "needs/consolidated_version.html", {"crumbs": crumbs, "closed": shut}, status=403)
    one = version_numbered(seen, of, version)
    store = store_of(Path(settings.STATE))
    sees_lines = seen.sees_all("need")
    columns, rows = _columns(), _rows(of, _changes(one)) if sees_lines else []
    if file := asked_for(request, f"need-changes-{of.code}-{version}", columns, rows, is_invented(of)):
        return file
    is_coordinator = viewer.role is Role.COORDINATOR and of.phase == "needs"
    told = {
        "crumbs": crumbs, "one": one, "sees_lines": sees_lines,
        "totals": Totals(one.codes, one.maximum_pieces),
        "table": make_table(_("Differences from the version before"), columns, rows, request.GET),
        "checks": _told(verify_version(store, one)) if request.GET.get("check") else None,
        "may_lock": is_coordinator and one.state == OPEN, "may_reopen": is_coordinator and one.state == LOCKED,
        "files": _files(of, one) if sees_lines else [], "left_out": _left_out(one),
        "file_name": artifact_name(of, one.number).rpartition("/")[2],
    }  # fmt: skip
    return render(request, "needs/consolidated_version.html", told)


def _changes(one: NeedVersion) -> list[Change]:
    store = store_of(Path(settings.STATE))
    return read_changes(store.get(one.changes_sha256)) if one.changes_sha256 else []


def _told(checks: tuple[object, ...]) -> list[tuple[str, bool, str]]:
    """What was checked, in words, and whether it holds."""
    words = {
        "file": _("The file hashes to what the version says, and adds up"),
        "signature": _("The signature over that hash holds under the key of the ledger"),
        "lines": _("The need lines that later stages read are those of the file"),
    }
    return [(words[check.what], check.holds, check.found) for check in checks]  # type: ignore[attr-defined]


def _files(of: Round, one: NeedVersion) -> list[tuple[str, str, str, str]]:
    """The files of the version, as downloads: label, address, kind, size."""
    names = [(_("Lines of the version"), artifact_name(of, one.number))]
    if one.changes_sha256:
        names.append((_("Differences from the version before"), artifact_name(of, one.number, "-changes")))
    return [(label, reverse("web:file", args=[of.code, name]), "Parquet", "") for label, name in names]


def _left_out(one: NeedVersion) -> list[tuple[str, str]]:
    names = {found.code: str(found) for found in Organisation.objects.filter(code__in=list(one.left_out))}
    return [(names.get(code, code), note) for code, note in sorted(one.left_out.items())]


def _columns() -> tuple[Column, ...]:
    return (
        Column("clave", _("Clave"), "clave"), Column("buyer", _("By whom")), Column("kind", _("What"), "word"),
        Column("before", _("Maximum before"), "pieces", unit=_("pieces")),
        Column("after", _("Maximum after"), "pieces", unit=_("pieces")),
        Column("change", _("Difference"), "pieces", unit=_("pieces")),
        Column("minimum_before", _("Minimum before"), "pieces", unit=_("pieces")),
        Column("minimum_after", _("Minimum after"), "pieces", unit=_("pieces")),
        Column("reason", _("Why"), "word"), Column("note", _("Note"), wide=True),
    )  # fmt: skip


def _rows(of: Round, found: list[Change]) -> list[Row]:
    """A row per difference, the largest first."""
    codes = {one.buyer for one in found}
    names = {one.code: str(one) for one in Organisation.objects.filter(code__in=codes)}
    ordered = sorted(found, key=lambda one: (-abs(one.maximum_after - one.maximum_before), one.clave, one.buyer))
    return [
        {
            "clave": Link(one.clave, item_address(of, one.clave)), "buyer": names.get(one.buyer, one.buyer),
            "kind": one.kind, "before": one.maximum_before, "after": one.maximum_after,
            "change": one.maximum_after - one.maximum_before, "minimum_before": one.minimum_before,
            "minimum_after": one.minimum_after, "reason": one.reason,
            "note": _("other months") if one.only_months and not one.note else one.note,
        }
        for one in ordered
    ]  # fmt: skip
