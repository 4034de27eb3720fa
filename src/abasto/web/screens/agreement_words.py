"""Words and sentences of refusals of opinions, delegates, comments, agreements and notices: English, marked."""


def gettext_noop(message: str) -> str:
    """Marks a message for translation; the page translates it."""
    return message


WORDS = {
    # Opinions.
    "favourable": gettext_noop("Favourable"),
    "unfavourable": gettext_noop("Unfavourable"),
    "with-changes": gettext_noop("With changes"),
    "both-in": gettext_noop("Both opinions in"),
    "one-in": gettext_noop("One opinion in"),
    "none-in": gettext_noop("No opinion yet"),
    "own-line": gettext_noop("You wrote or submitted it"),
    "not-in-review": gettext_noop("Not in review"),
    "given-already": gettext_noop("You gave your opinion already"),
    "opinions-enough": gettext_noop("Two others gave their opinion"),
    "not-your-seat": gettext_noop("Not of an institution you review for"),
    "complete-already": gettext_noop("The other opinion is in, so yours stays"),
    # Agreements.
    "agree": gettext_noop("Agrees"),
    "dissent": gettext_noop("Dissents"),
    "abstain": gettext_noop("Abstains"),
    "silent": gettext_noop("Took no position"),
    # Notices.
    "immediate": gettext_noop("At once"),
    "daily": gettext_noop("Once a day"),
    "no-email": gettext_noop("No e-mail"),
    "announcements": gettext_noop("Rounds announced"),
    "calls": gettext_noop("Calls published"),
    "awards-topic": gettext_noop("Awards signed"),
    "read": gettext_noop("Read"),
    "unread": gettext_noop("Unread"),
    # Events.
    "announcement-told": gettext_noop("Announcement sent to every department"),
    "announcement-reminded": gettext_noop("Reminder of the announcement sent"),
    "reminders-sent": gettext_noop("Reminders sent"),
    "reviewer-named": gettext_noop("Reviewer named"),
    "reviewer-ended": gettext_noop("Naming of a reviewer ended"),
    "opinion-given": gettext_noop("Opinion given"),
    "opinion-withdrawn": gettext_noop("Opinion withdrawn"),
    "delegation-given": gettext_noop("Delegation given"),
    "delegation-revoked": gettext_noop("Delegation revoked"),
    "line-commented": gettext_noop("Line commented"),
    "comment-withdrawn": gettext_noop("Comment withdrawn"),
    "agreement-proposed": gettext_noop("Agreement proposed"),
    "position-taken": gettext_noop("Position taken"),
    "dissent-answered": gettext_noop("Dissent answered"),
    "agreement-adopted": gettext_noop("Agreement adopted"),
    "agreement-withdrawn": gettext_noop("Agreement withdrawn"),
}

LOOKS = {
    "favourable": ("check-circle-fill", "done"),
    "with-changes": ("pencil", "waiting"),
    "unfavourable": ("x-circle-fill", "bad"),
    "agree": ("check-circle-fill", "done"),
    "dissent": ("x-circle-fill", "bad"),
    "abstain": ("dash-circle", "plain"),
    "agreement-proposed": ("clock", "waiting"),
    "agreement-adopted": ("check-circle-fill", "done"),
    "agreement-withdrawn": ("x-circle", "plain"),
    "both-in": ("check-circle-fill", "done"),
    "one-in": ("hourglass-split", "waiting"),
    "none-in": ("clock", "waiting"),
}

SENTENCES = {
    "suggestion-unfit": gettext_noop("“%(value)s” is no number of pieces. Write a whole number, 1234 or 1,234."),
    "dates-unfit": gettext_noop(
        "The days do not fit: from %(starts)s to %(ends)s. The last day comes after the first."
    ),
    "text-beyond-limit": gettext_noop("The text has %(length)s letters; %(most)s at most. Shorten it."),
    # Opinions.
    "reviewers-enough": gettext_noop(
        "There are %(most)s reviewers already in those days. End the naming of one, or choose other days."
    ),
    "reviewer-unknown": gettext_noop("“%(value)s” is no reviewer of your institution. Choose one of the list."),
    "reviewer-named-already": gettext_noop("%(user)s reviews for you already, until %(until)s."),
    "reviewer-without-seat": gettext_noop(
        "Nobody has named you as a reviewer for today. Ask the approver of %(institution)s."
    ),
    "verdict-unknown": gettext_noop("“%(value)s” is no opinion. Choose favourable, with changes or unfavourable."),
    "opinion-text-missing": gettext_noop("Say why: only a favourable opinion needs no words."),
    "suggestion-for-one": gettext_noop("Pieces are suggested for one line at a time; %(count)s are chosen."),
    "nothing-to-do": gettext_noop(
        "Nothing was changed: none of the %(count)s lines chosen takes an opinion of yours now."
    ),
    "nothing-to-withdraw": gettext_noop(
        "Nothing was withdrawn: on none of the %(count)s lines chosen is your opinion alone."
    ),
    # Delegations.
    "delegate-unknown": gettext_noop("“%(value)s” is no account in use of your institution. Choose one of the list."),
    "delegated-already": gettext_noop("%(user)s decides for you already on some of those days."),
    "delegation-too-long": gettext_noop("A delegation lasts %(most)s days at most. Give it again when it ends."),
    # Comments.
    "comment-empty": gettext_noop("The comment has no text. Write what you want to say."),
    "mentions-too-many": gettext_noop("%(count)s mentions are too many; %(most)s at most."),
    # Agreements.
    "agreement-title-unfit": gettext_noop("Give the agreement a title of %(most)s letters at most."),
    "agreement-text-missing": gettext_noop("Say what is to be agreed on."),
    "claves-too-many": gettext_noop("%(count)s claves are too many; %(most)s at most. Name the group in the text."),
    "stance-unknown": gettext_noop("“%(value)s” is no position. Choose agree, dissent or abstain."),
    "dissent-without-reason": gettext_noop("Say why your institution dissents, so that it can be answered."),
    "agreement-closed": gettext_noop("Agreement %(number)s is closed. Propose another one."),
    "dissent-unanswered": gettext_noop(
        "Agreement %(number)s cannot be adopted: the dissent of %(institutions)s is not answered. Answer it first."
    ),
    "agreement-without-consent": gettext_noop("Agreement %(number)s cannot be adopted: nobody has agreed to it."),
    "answer-missing": gettext_noop("Write the answer to the dissent."),
    "outcome-missing": gettext_noop("Say why; every institution reads it beside its own view."),
    # Notices.
    "choice-unknown": gettext_noop("“%(value)s” cannot be chosen."),
    "address-unfit": gettext_noop("“%(value)s” is no e-mail address. Write it as name@example.org."),
    "topic-missing": gettext_noop("Choose at least one thing to be told of."),
    "link-unsound": gettext_noop("This link was changed, is too old, or was used up. Ask for a new one."),
}
