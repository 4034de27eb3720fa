"""The words of the grid that is written in, for its script."""

from django.utils.translation import gettext as _


def edit_words() -> dict[str, str]:
    """By the key that `static/abasto/js/edit_panels.js` asks for."""
    return {
        "sentence": _("%(codes)s of %(all)s codes asked for; %(pieces)s pieces (maximum), %(minimum)s at least."),
        "nothing": _("Everything here is saved. What you type is saved as you type."),
        "waiting": _("Cells to save: %(cells)s"),
        "saving": _("Saving… (cells: %(cells)s)"),
        "saved": _("Saved at %(time)s"),
        "offline": _("Not connected. Cells that wait here and are sent when the connection is back: %(cells)s"),
        "stopped": _("%(sentence)s Cells that wait here and can be copied: %(cells)s"),
        "signed_out": _("You are no longer signed in."),
        "sign_in": _("Sign in"),
        "not_kept": _("This browser cannot keep them if the page is closed."),
        "left": _("Cells that others changed since and that stay as they are: %(cells)s"),
        "others": _("Codes that others changed, shown as they are now (%(time)s): %(codes)s"),
        "conflicts": _("Somebody else changed these cells too (%(count)s). Decide which value stays."),
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
        "unread": _("These cells could not be read and stay as they were (%(count)s)"),
        "unreadable": _("“%(value)s” is no whole number of pieces: write 1234 or 1,234, without decimals."),
        "dismiss": _("Close"),
        "refused": _("These cells were not taken; copy them if they are still needed (%(count)s)"),
        "copy": _("Copy them"),
        "copied": _("Copied"),
        "forget": _("Forget them"),
        "more": _("and %(count)s more"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "fill": _("Fill down"),
    }
