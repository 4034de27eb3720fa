"""Words and sentences that the consolidated need adds: English msgids, marked for translation."""

from django.utils.translation import gettext_noop as _

REFUSAL_WORDS: dict[str, str] = {
    "not-from-this-state": _(
        "This cannot be done from the state “%(state)s”. Look again: somebody may have been first."
    ),
    "need-locked": _("Version %(number)s is locked. Reopen it first, on record, and make another version."),
    "nothing-accepted": _("No line was accepted for consolidation yet, so there is nothing to add up."),
    "need-version-same": _("Nothing changed since version %(number)s, which is open. Lock that one."),
    "need-version-stale": _(
        "Lines, institutions, codes or mergers changed since version %(number)s was made. Make another version."
    ),
    "lines-wait": _(
        "%(count)s lines of these institutions are not decided to the end: %(institutions)s. Have them accepted or "
        "returned, or say in a note why they are left out."
    ),
    "left-out-too-early": _(
        "These institutions take part and have time until %(day)s: %(institutions)s. Nobody leaves out their lines now."
    ),
    "asker-missing": _("Say who asked for the reopening: institution, document, date."),
    "merger-of-itself": _("A code is not merged into itself (%(clave)s). Choose another."),
    "factor-unfit": _("The factor is two whole numbers from 1 to %(most)s."),
    "merger-chained": _(
        "%(clave)s is in merger %(number)s already. A code goes once, and one that takes pieces stays."
    ),
    "opinion-missing": _("A merger needs a clinical opinion and the document or citation it rests on."),
    "deadline-past": _("%(day)s is past. Give the users of the code a day that is still to come."),
    "answer-unknown": _("“%(value)s” is no answer. Agree, or object and say why."),
    "users-not-asked": _("These users of the code have not answered, and may until %(day)s: %(institutions)s."),
    "objections-open": _("Reply to the objections first: %(institutions)s."),
    "text-too-long": _("The text is too long: %(most)s characters at most."),
    "number-unreadable": _("“%(value)s” is no whole number."),
    "day-unreadable": _("“%(value)s” is no day. Write it as 2026-09-30."),
}

WORDS: dict[str, str] = {
    "reopened": _("Reopened"),
    "replaced": _("Replaced by a later one"),
    "proposed": _("Proposed"),
    "consulted": _("Its users are asked"),
    "adopted": _("Adopted"),
    "agree": _("Agrees"),
    "object": _("Objects"),
    "added": _("Added"),
    "removed": _("Removed"),
    "changed": _("Changed"),
    "merged": _("Merger with another code"),
    "left": _("Institution left the purchase"),
    "last-round": _("the last round"),
    "interval": _("the suggested interval"),
    "need-version-made": _("Version of the need made"),
    "need-version-locked": _("Consolidated need locked"),
    "need-version-reopened": _("Consolidated need reopened"),
    "merger-proposed": _("Merger of codes proposed"),
    "merger-consulted": _("Users of a code asked about its merger"),
    "merger-answered": _("Merger of codes answered"),
    "merger-objection-answered": _("Objection to a merger answered"),
    "merger-adopted": _("Merger of codes adopted"),
    "merger-rejected": _("Merger of codes rejected"),
    "merger-undone": _("Merger of codes taken back"),
}
