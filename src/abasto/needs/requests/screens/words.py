"""Words of the requests: states, acts, outcomes of a decision with what mends them, and sentences of refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Word = str | Promise


def gettext_noop(message: str) -> str:
    """Marks a message for translation; the page translates it."""
    return message


STATES = {
    "submitted": gettext_noop("Submitted"),
    "in-review": gettext_noop("In review"),
    "returned": gettext_noop("Returned"),
    "rejected": gettext_noop("Rejected"),
    "approved": gettext_noop("Approved by the institution"),
    "accepted": gettext_noop("Accepted for consolidation"),
    "locked": gettext_noop("Locked"),
}
LOOKS = {
    "draft": ("pencil", "plain"),
    "submitted": ("arrow-right", "current"),
    "in-review": ("hourglass-split", "current"),
    "returned": ("arrow-left", "waiting"),
    "rejected": ("x-circle-fill", "bad"),
    "approved": ("check2-circle", "done"),
    "locked": ("lock", "done"),
    "below": ("arrow-down", "waiting"),
    "inside": ("check2", "done"),
    "above": ("arrow-up", "waiting"),
    "success": ("check-circle-fill", "done"),
    "partly": ("circle-half", "waiting"),
    "invalid-data": ("x-circle-fill", "bad"),
    "error-occurred": ("x-octagon-fill", "bad"),
}
ANSWERS_IN_SHORT = {
    "success": gettext_noop("Success"),
    "partly": gettext_noop("In part"),
    "invalid-data": gettext_noop("Invalid data"),
    "error-occurred": gettext_noop("An error occurred"),
}
VERDICTS = {
    "below": gettext_noop("Below the interval"),
    "inside": gettext_noop("Inside the interval"),
    "above": gettext_noop("Above the interval"),
}

ACTS: dict[str, Word] = {
    "submit": _("Submit"),
    "withdraw": _("Take back"),
    "review": _("Ask for technical opinions"),
    "approve": _("Approve"),
    "return": _("Return"),
    "reject": _("Reject"),
    "restore": _("Reopen what was rejected"),
    "accept": _("Accept for consolidation"),
}
DEEDS: dict[str, Word] = {
    "submit": _("Submission"),
    "withdraw": _("Taking back"),
    "review": _("Sending to review"),
    "approve": _("Approval"),
    "return": _("Return to the planner"),
    "reject": _("Rejection"),
    "restore": _("Reopening"),
    "accept": _("Acceptance"),
}
ANSWERS: dict[str, Word] = {
    "success": _("%(deed)s was a success."),
    "invalid-data": _("Invalid data: nothing was done."),
    "error-occurred": _("An error occurred: nothing was done."),
    "partly": _("%(deed)s was partially successful: the following items could not be processed."),
}

OUTCOMES: dict[str, tuple[Word, Word]] = {
    "done": (_("Done"), ""),
    "error": (_("An error occurred while it was written"), _("Decide this line again; the others stand.")),
    "line-gone": (_("The line is no longer there"), _("Open the list again and choose anew.")),
    "changed-meanwhile": (_("Somebody changed it in the same moment"), _("Look at it again, then decide.")),
    "state-not-open-to-act": (
        _("Its state does not admit this act"),
        _("See its state; it may be decided already."),
    ),
    "decider-removed": (
        _("Whoever decided lost the right in the middle"),
        _("Somebody with the right decides them."),
    ),
    "not-his-to-decide": (_("It is not yours to decide"), _("Its institution or the coordinator decides it.")),
    "deadline-passed": (_("The last day to submit has passed"), _("Ask the coordinator to move the day.")),
    "phase-over": (_("The round has left the phase of needs"), _("A change now needs the need to be reopened.")),
    "own-work": (_("You wrote or submitted it yourself"), _("Another approver, or a delegate, decides it.")),
    "note-missing": (_("It needs a note that says why"), _("Write the note and decide again.")),
    "critical-problems-open": (
        _("Critical problems of its institution are open"),
        _("Settle them on the problem list, then submit."),
    ),
    "institution-left": (_("Its institution left the round"), _("It is not part of this purchase.")),
    "code-withdrawn": (_("The code was withdrawn from the round"), _("Set its months to zero.")),
    "minimum-above-maximum": (_("Its minimum is above its maximum"), _("Lower the minimum or raise the months.")),
    "minimum-below-legal": (
        _("Its minimum is below the legal share of its maximum"),
        _("Raise the minimum to the legal share, which stands beside it."),
    ),
    "reason-missing": (
        _("It lies outside the suggested interval and gives no reason"),
        _("Choose the reason and write it in words."),
    ),
    "opinions-missing": (
        _("A technical opinion that was asked for is missing"),
        _("Wait for it, or name another reviewer."),
    ),
}
"""(what stood in the way, what mends it) by outcome."""

SENTENCES = {
    "round-not-announced": gettext_noop(
        "The needs of %(round)s came from a published annex; they are not asked for here."
    ),
    "deadline-passed": gettext_noop("The last day for needs was %(day)s. Ask the coordinator for more time."),
    "phase-over": gettext_noop("The round is in the phase %(phase)s; this belongs to the phase %(asked)s."),
    "institution-left": gettext_noop("%(institution)s has left the round; its needs are as they were."),
    "code-not-in-round": gettext_noop("The round has no code %(clave)s, or it was withdrawn."),
    "month-outside-round": gettext_noop("%(clave)s: month %(month)s is not among the months of the round."),
    "pieces-unfit": gettext_noop("%(clave)s, month %(month)s: %(value)s is no number of pieces (0 to 10^12, whole)."),
    "act-unknown": gettext_noop("There is no act “%(act)s”. Known: %(known)s."),
    "note-too-long": gettext_noop("The note has %(length)s characters; at most %(most)s are kept. Shorten it."),
    "nothing-selected": gettext_noop("No line was chosen, so nothing was decided."),
    "command-unfit": gettext_noop("This form was sent before, by somebody else; open the page again."),
    "method-unknown": gettext_noop("There is no method “%(method)s”. Known: %(known)s."),
    "method-inputs-unfit": gettext_noop("Write a whole number that makes sense here; shares are of a thousand."),
    "round-exists": gettext_noop("A round %(round)s exists already; choose another name."),
    "round-name-missing": gettext_noop("The round needs a name in both languages, of at most %(most)s characters."),
    "round-months-unfit": gettext_noop("%(months)s months: a round has 1 to %(most)s."),
    "calendar-without-needs": gettext_noop("The calendar must say from when to when needs are stated."),
    "calendar-unfit": gettext_noop(
        "The dates of %(phase)s (%(starts)s to %(ends)s) end before they begin, or before those above."
    ),
}
EVENTS = {
    "request-changed": gettext_noop("Needs typed or uploaded"),
    "requests-decided": gettext_noop("Needs decided"),
    "round-announced": gettext_noop("Round announced"),
    "code-withdrawn": gettext_noop("Code withdrawn"),
    "institution-joined": gettext_noop("Institution joined"),
    "institution-left": gettext_noop("Institution left"),
    "need-worked-out": gettext_noop("Need worked out by a method"),
    "collected": gettext_noop("Collected from the units"),
    "deadline-moved": gettext_noop("Deadline moved"),
    "decide-requests": gettext_noop("Decision on needs"),
}

WORDS = {**EVENTS, **STATES, **VERDICTS, **ANSWERS_IN_SHORT}
