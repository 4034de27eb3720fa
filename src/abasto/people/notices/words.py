"""What each kind of notice says: a title and a sentence, English and marked for translation where it is shown."""


def gettext_noop(message: str) -> str:
    """Marks a message for translation; whoever shows it translates it."""
    return message


KINDS: dict[str, tuple[str, str]] = {
    "round-announced": (
        gettext_noop("A round is announced: %(round)s"),
        gettext_noop("%(round)s asks every institution what it needs. Needs are taken until %(day)s."),
    ),
    "read-reminder": (
        gettext_noop("Please read the announcement of %(round)s"),
        gettext_noop("The announcement of %(round)s was not opened yet. Needs are taken until %(day)s."),
    ),
    "deadline-near": (
        gettext_noop("%(days)s days left for the needs of %(round)s"),
        gettext_noop("%(institution)s: %(drafts)s lines are not submitted yet. The last day is %(day)s."),
    ),
    "deadline-today": (
        gettext_noop("Today is the last day for the needs of %(round)s"),
        gettext_noop("%(institution)s: %(drafts)s lines are not submitted and %(waiting)s wait for a decision."),
    ),
    "nothing-submitted": (
        gettext_noop("%(institution)s has submitted nothing in %(round)s"),
        gettext_noop("No line of %(institution)s was submitted, and the last day is %(day)s. Talk to its planner."),
    ),
    "lines-decided": (
        gettext_noop("%(count)s lines of %(institution)s were decided"),
        gettext_noop("%(act)s: %(count)s lines. Note: %(note)s"),
    ),
    "opinions-asked": (
        gettext_noop("%(count)s lines wait for your opinion"),
        gettext_noop("%(round)s: give it before %(day)s; you do not see what the other reviewer thinks before."),
    ),
    "opinions-complete": (
        gettext_noop("Both opinions are in on %(count)s lines"),
        gettext_noop("%(institution)s: two reviewers gave their opinion on %(count)s lines of %(round)s."),
    ),
    "reviewer-named": (
        gettext_noop("You review for %(institution)s"),
        gettext_noop("From %(starts)s to %(ends)s you give opinions on the lines of %(institution)s."),
    ),
    "reviewer-ended": (
        gettext_noop("You no longer review for %(institution)s"),
        gettext_noop("The naming was ended. Opinions you gave stay."),
    ),
    "delegation-given": (
        gettext_noop("You may decide for %(institution)s"),
        gettext_noop(
            "From %(starts)s to %(ends)s you decide on its lines as its approver does, but never on your own."
        ),
    ),
    "delegation-revoked": (
        gettext_noop("You no longer decide for %(institution)s"),
        gettext_noop("The delegation was revoked. What you decided stays."),
    ),
    "line-comment": (
        gettext_noop("A comment on %(clave)s"),
        gettext_noop("%(who)s on the line of %(institution)s: “%(text)s”"),
    ),
    "line-mention": (
        gettext_noop("You are mentioned on %(clave)s"),
        gettext_noop("%(who)s on the line of %(institution)s: “%(text)s”"),
    ),
    "agreement-proposed": (
        gettext_noop("Agreement %(number)s is proposed: %(title)s"),
        gettext_noop("%(who)s proposes it. Say whether your institution agrees, dissents or abstains."),
    ),
    "agreement-dissent": (
        gettext_noop("%(institution)s dissents from agreement %(number)s"),
        gettext_noop("“%(text)s” The agreement cannot be adopted before this is answered."),
    ),
    "dissent-answered": (
        gettext_noop("Your dissent from agreement %(number)s was answered"),
        gettext_noop("“%(text)s”"),
    ),
    "agreement-adopted": (
        gettext_noop("Agreement %(number)s is adopted: %(title)s"),
        gettext_noop("%(agree)s agreed, %(dissent)s dissented, %(abstain)s abstained. Why: %(text)s"),
    ),
    "agreement-withdrawn": (
        gettext_noop("Agreement %(number)s is withdrawn: %(title)s"),
        gettext_noop("Why: %(text)s"),
    ),
    "call-published": (
        gettext_noop("A call is published in %(round)s"),
        gettext_noop("The call with its lots is on the public portal."),
    ),
    "awards-signed": (
        gettext_noop("Awards are signed in %(round)s"),
        gettext_noop("Who won what, at which price, is on the public portal."),
    ),
}
ROLES: dict[str, str] = {
    "coordinator": gettext_noop("The coordinator"),
    "buyer": gettext_noop("The buyer"),
    "social-witness": gettext_noop("The social witness"),
    "auditor": gettext_noop("The auditor"),
}
"""Who is told of by a role, as people of no institution are; the value `who` of a notice."""
DATES = frozenset({"day", "starts", "ends"})
"""Values that are days (ISO 8601), written as the reader's language does."""
LONGEST_QUOTE = 200


def quoted(text: str) -> str:
    """The beginning of a text, on one line, as a notice quotes it."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"
