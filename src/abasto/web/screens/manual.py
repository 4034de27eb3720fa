"""The page of the settings and of the command line."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...configuration import KNOWN, PREFIX
from ..commands import COMMANDS, EXIT_CODES
from ..settings_explained import EXPLAINED


@require_safe
def settings_page(request: HttpRequest) -> HttpResponse:
    """Every setting with its meaning (never its value), every command with its help."""
    told = {
        "settings_known": [(PREFIX + name, EXPLAINED[name]) for name in KNOWN],
        "commands": COMMANDS,
        "exit_codes": EXIT_CODES,
        "crumbs": [(_("Settings and commands"), "")],
    }
    return render(request, "web/settings.html", told)
