"""Words and sentences of the pages on which needs are stated: English msgids, marked for translation."""

from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    "withdrawn": _("Withdrawn from the round"),
    "delegation": _("Delegation"),
    "hospital": _("Hospital"),
    "request-filled": _("Needs filled from another source"),
    "request-unfilled": _("Filling of needs undone"),
    "request-explained": _("Reason or source of funds of a need"),
    "request-split": _("Need split over delivery points"),
    "unit-registered": _("Unit registered"),
    "units-collected": _("Needs of the units collected"),
}

SENTENCES: dict[str, str] = {
    "pieces-unreadable": _(
        "“%(value)s” is no whole number of pieces. Write 1234 or 1,234, without decimals. Nothing was saved."
    ),
    "cells-unreadable": _("The cells could not be read (%(found)s). Nothing was saved."),
    "cells-too-many": _("%(count)s cells at once are too many; %(most)s at most. Nothing was saved."),
    "line-past-editing": _("The line of %(clave)s is past editing; it can be changed when it is returned."),
    "code-withdrawn": _("The code %(clave)s was withdrawn from the round; what was asked for stays to be read."),
    "reason-unknown": _("“%(value)s” is no reason. Known: %(known)s."),
    "reason-too-long": _("The text has %(length)s characters; %(most)s at most. Shorten it or attach a document."),
    "reason-without-text": _("Say in the text which other reason it is."),
    "nothing-asked": _("Nothing is asked for of %(clave)s yet; write its months first."),
    "point-unknown": _("%(value)s is no delivery point of the institution."),
    "points-do-not-add": _(
        "Month %(month)s: the delivery points add up to %(found)s pieces and the line asks for %(wanted)s. "
        "Change one of them."
    ),
    "points-sum-differs": _(
        "The delivery points add up to %(found)s pieces and the line asks for %(wanted)s. Change one of them."
    ),
    "fill-unknown": _("“%(value)s” is no way to fill. Known: %(known)s."),
    "fill-percent-unfit": _("“%(value)s” is no percentage from -100 to 1000 with at most one decimal."),
    "fill-without-pieces": _("Say how many pieces a year, as a whole number."),
    "fill-without-source": _("There is nothing to fill from: no earlier figure is known for these codes."),
    "nothing-to-fill": _("Nothing was changed: the codes shown hold these figures already, or cannot be edited."),
    "unit-code-unfit": _("“%(value)s” is no code of a unit: small letters, digits and hyphens, 60 at most."),
    "unit-code-taken": _("There is an organisation with the code “%(value)s” already."),
    "unit-name-missing": _("Give the unit a name, 250 characters at most."),
    "unit-kind-unknown": _("A unit is one of: %(known)s."),
    "not-a-buyer": _("%(institution)s does not collect: only a buyer of the round does."),
    "nothing-to-collect": _("Nothing was changed: no unit has submitted figures that your lines do not hold already."),
}
"""Sentences of the refusals of `entry` and of `actions/save_cells`."""
