"""The corrected workbook of an upload, in the language of whoever asks for it first."""

from django.utils.translation import gettext as _

from .....base.problem import Problem
from .....page.export import XLSX_TYPE, File
from .....page.words import word
from .....rounds.models import Round
from ...actions.keep_corrected import keep_corrected
from ...models import RequestUpload
from ...sheet.corrected import CorrectedWords, corrected_workbook
from ...sheet.read import read_request
from ..queries import expected_of, kept_of, store


def corrected_file(of: Round, upload: RequestUpload) -> File:
    """Made when it is asked for the first time, and kept. Refuses what `read_request` refuses."""
    name = f"{_('corrected')}-{upload.file_name.rpartition('.')[0] or upload.file_name}.xlsx"
    if upload.corrected_sha256:
        return File(name, XLSX_TYPE, store().get(upload.corrected_sha256))
    reading = read_request(store().get(upload.sha256), upload.file_name, expected_of(of, upload.organisation))
    content = corrected_workbook(reading, kept_of(upload).problems, said, _words(upload))
    keep_corrected(store(), upload, content)
    return File(name, XLSX_TYPE, content)


def said(problem: Problem) -> tuple[str, str, str]:
    """What is wrong, which rule, what to do, in the reader's language."""
    return str(word(problem.kind)), str(word(problem.rule)), str(word(problem.mend))


def _words(upload: RequestUpload) -> CorrectedWords:
    return CorrectedWords(
        title=_("What is wrong in %(file)s") % {"file": upload.file_name},
        sheet=_("Problems"),
        counts=_("How many of each kind"),
        header=(_("What is wrong"), _("Row"), _("Sheet"), _("Column"), _("Cell"), _("Clave"), _("Found"), _("Rule"),
                _("What to do")),
        found=_("Found"),
        more=_("whole file"),
    )  # fmt: skip
