"""The words of the grid that is written in, for its script."""

from django.utils.translation import gettext as _


def edit_words() -> dict[str, str]:
    """By the key that `static/abasto/js/edit_panels.js` asks for."""
    return {
        "nothing": _("Everything here is saved. What you type is saved as you type."),
        "waiting": _("%(cells)s cells to save"),
        "saving": _("Saving %(cells)s cells…"),
        "saved": _("Saved at %(time)s"),
        "offline": _("Not connected: %(cells)s cells wait here and are sent when the connection is back."),
        "stopped": _("%(sentence)s %(cells)s cells wait here and can be copied below."),
        "signed_out": _("You are no longer signed in."),
        "sign_in": _("Sign in"),
        "not_kept": _("This browser cannot keep them if the page is closed."),
        "left": _("%(cells)s cells were changed by others since and stay as they are."),
        "others": _("%(codes)s codes were changed by others; shown as they are now (%(time)s)."),
        "conflicts": _("%(count)s cells that somebody else changed too: decide which value stays"),
        "keep_mine": _("Keep mine"),
        "take_theirs": _("Take theirs"),
        "keep_all": _("Keep all mine"),
        "take_all": _("Take all theirs"),
        "mine": _("Mine"),
        "theirs": _("Theirs"),
        "decide": _("Which stays"),
        "clave": _("Clave"),
        "cell": _("Cell"),
        "why": _("Why not"),
        "unread": _("%(count)s cells could not be read and stay as they were"),
        "unreadable": _("“%(value)s” is no whole number of pieces: write 1234 or 1,234, without decimals."),
        "dismiss": _("Close"),
        "refused": _("%(count)s cells were not taken; copy them if they are still needed"),
        "copy": _("Copy them"),
        "copied": _("Copied"),
        "forget": _("Forget them"),
        "more": _("and %(count)s more"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "fill": _("Fill down"),
    }
