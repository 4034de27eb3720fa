"""A template with its words, and who hands in what: what the pages and the API of the files share."""

import secrets
from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .....page.export import CSV_TYPE, XLSX_TYPE, File
from .....page.screens.typed import actor_of
from .....people.models import Organisation
from .....people.roles import Viewer
from .....people.visibility import Sight
from .....rounds.models import Round
from .....rounds.queries import now_in
from ...actions.upload_request import Uploader
from ...sheet.csv_template import template_csv, template_tidy_csv
from ...sheet.template import Template, template_workbook
from ..queries import cells_now, evidence_beside, last_round_pieces, store, template_codes

FORMATS = ("xlsx", "csv", "tidy")
ALL_CODES, LAST_CODES = "all", "last"
CODES = (ALL_CODES, LAST_CODES)
Told = Mapping[str, Mapping[str, int]]


def made_template(seen: Sight, of: Round, organisation: Organisation, codes: str = ALL_CODES) -> Template:
    """The template of an organisation as things are now, in the viewer's language, with what speaks for the need."""
    last = last_round_pieces(seen, of, organisation)
    told: dict[str, Mapping[str, int]] = {} if last is None else {"last": last}
    told |= {name: figures for name, figures in evidence_beside(seen, of, organisation).items() if figures}
    cells = cells_now(of, organisation)
    listed = template_codes(of)
    if codes == LAST_CODES:
        wanted = {clave for clave, pieces in (last or {}).items() if pieces} | set(cells)
        listed = [one for one in listed if one.clave in wanted]
    language = "en" if (get_language() or "es").startswith("en") else "es"
    return Template(
        of.code, organisation.code, of.starts, of.months, listed, cells, language, secrets.token_hex(12),
        _words(of, organisation, language), told,
    )  # fmt: skip


def template_file(template: Template, kind: str) -> File:
    """The file of a template: "xlsx", "csv" or "tidy"."""
    name = f"{'needs' if template.language == 'en' else 'necesidades'}-{template.round}-{template.organisation}"
    if kind == "csv":
        return File(f"{name}.csv", CSV_TYPE, template_csv(template))
    if kind == "tidy":
        return File(f"{name}-list.csv", CSV_TYPE, template_tidy_csv(template))
    return File(f"{name}.xlsx", XLSX_TYPE, template_workbook(template))


def _words(of: Round, organisation: Organisation, language: str) -> Mapping[str, str]:
    name = of.name_en if language == "en" else of.name_es
    title = _("Needs of %(institution)s for %(round)s") % {"institution": str(organisation), "round": name}
    note = _("Write the pieces of each month; the minimum follows by law where you leave it. Then hand the file in.")
    if of.is_synthetic:
        note = f"{_('Rehearsal with synthetic data.')} {note}"
    lines = (
        title,
        _("One row a code, one column a month. Whole pieces, digits alone; an empty cell asks for nothing."),
        _("The minimum is the part that must be bought: left as it is, it follows the months by the legal share."),
        _("Grey columns are told for information and are not read back; add columns of your own if you like."),
        _("Formulas are read by the value that your spreadsheet stored. Macros are not run."),
        _("Rows may be sorted, filtered or taken out: a code that is not in the file stays as it is."),
        _("The hidden sheet “abasto” keeps the figures as downloaded, so that nobody's change is overwritten."),
        _("What cannot be read comes back in a corrected workbook: coloured cells with a comment each."),
    )
    return {
        "title": title,
        "note": note,
        "sums": _("Sum of all rows"),
        "legend": "Instructions" if language == "en" else "Instrucciones",
        "instructions": "\n".join(lines),
        "validation_title": _("Whole pieces"),
        "validation": _("Write a whole number of pieces, 0 or more."),
    }


def uploader_of(request: HttpRequest, of: Round, organisation: Organisation) -> Uploader:
    """Who hands in: the signed-in viewer, named in the record by a hash alone."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return Uploader(of, organisation, viewer, actor_of(viewer), now_in(of), store())
