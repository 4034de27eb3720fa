"""The sentence of every refusal: what was wrong and what to do next. The article comes from the refusal itself."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..base.refusal import Refused

SENTENCES: dict[str, str | Promise] = {
    # The door: who may, what is there.
    "not-found": _("There is nothing called “%(value)s” here. Search for it, or go back to the round."),
    "not-allowed": _("Your role may not see or do this in the present phase of the round."),
    "sign-in-first": _("Sign in first; this is not open to everyone."),
    "wrong-password": _("The user name or the password is wrong. Try again."),
    "request-not-understood": _("The request was not understood: %(errors)s."),
    "parameter-unknown": _("The address has a parameter that is unknown here: %(unknown)s. Known: %(known)s."),
    "session-not-proved": _(
        "The request does not prove that it comes from your session. Reload the page and try again."
    ),
    "bid-not-synthetic": _("The bid %(bid)s is not synthetic. A real bid never changes after it was handed in."),
    "open-data-not-valid": _(
        "%(file)s breaks the open contracting standard in %(violations)s places, first at %(first)s. "
        "Nothing was published."
    ),
    "database-unavailable": _("The database cannot be used just now. Nothing was lost; try again in a minute."),
    # Claves, law, calendar.
    "clave-unreadable": _("“%(value)s” is not a clave. Write it as 010.000.0104.00."),
    "clave-ambiguous": _("“%(value)s” could be several claves. Write all twelve digits: %(candidates)s."),
    "category-unknown": _("The clave %(value)s begins with no known group. Check its first three digits."),
    "legal-value-unknown": _("The rule set %(rule_set)s has no value called “%(key)s”."),
    "legal-value-not-yet": _("The value “%(key)s” begins on %(first)s; there is none for %(date)s."),
    "value-to-check": _(
        "A legal act cannot rest on values still to be checked: %(keys)s. Check them against the gazette."
    ),
    "act-signed": _("The award act of %(procedure)s is signed already."),
    "act-before-decision": _("%(undecided)s lots are still undecided; decide them before signing the act."),
    "disclosure-unknown": _("The field “%(field)s” has no disclosure class in the phase “%(phase)s”."),
    "rule-set-unreadable": _("The rule set cannot be read (%(file)s: %(found)s). Correct the file."),
    "rule-set-key-missing": _("%(file)s lacks “%(key)s”. Add it."),
    "rule-set-key-twice": _("%(file)s gives “%(key)s” twice. Leave one."),
    "rule-set-key-unknown": _("%(file)s holds “%(key)s”, which means nothing here. Remove or correct it."),
    "rule-set-value-unfit": _("In %(file)s the value of “%(key)s” cannot be used: %(found)s."),
    "calendar-year-unknown": _("The business calendar does not reach %(date)s. Add the year's holidays."),
    # Rounds and needs.
    "already-imported": _("%(file)s was imported before; nothing was changed."),
    "critical-problems-open": _(
        "The step is blocked by %(count)s critical problems. Work through the problem list first."
    ),
    "phase-unknown": _("There is no phase “%(phase)s”. Known: %(known)s."),
    "clock-runs-backwards": _("The round's clock cannot go back from %(from)s to %(to)s."),
    "sample-unknown": _("There is no sample round called “%(value)s”. There are: %(known)s."),
    "no-round-yet": _("No round has been played in this database yet. Run `abasto cycle` first."),
    "sample-file-missing": _("The sample lacks a file: %(file)s. Fetch the samples again."),
    "sample-round-unreadable": _("The sample's round cannot be read. Fetch the samples again."),
    "missing-sheet": _("The sheet %(sheet)s is missing. Found: %(found)s."),
    "minimum-above-maximum": _("A minimum is above its maximum. Correct one of them."),
    # Market, tender, award.
    "quote-price-not-positive": _("A quote has a price of zero or less. Correct it or take it out."),
    "share-pattern-unreadable": _("“%(value)s” is no share pattern. Write percents that add up to 100, as 60/40."),
    "share-pattern-not-in-call": _(
        "The call has no share pattern %(shares)s (lot %(lot)s). Use one that was published."
    ),
    "lot-without-pieces": _("A lot asks for no pieces. Take it out of the call."),
    "bid-not-admissible": _("The bid of %(supplier)s for %(clave)s cannot be admitted in this procedure."),
    "bid-repeated": _("A supplier bids twice for lot %(lot)s. Keep the last bid before the deadline."),
    "bid-without-price": _("Bid %(bid)s for lot %(lot)s has no price."),
    "documents-not-checked": _("The documents of bid %(bid)s have not been checked. Check them before deciding."),
    "draw-not-recorded": _("Equal bids are decided by a draw, and none is recorded. Record it before the witnesses."),
    "tie-break-without-draw": _("The call breaks ties without a draw at the end. Add the draw as the last rule."),
    "evaluation-unknown": _("Bids cannot be judged by “%(evaluation)s”. Known: %(known)s."),
    "character-unknown": _("There is no character of procedure “%(character)s”. Known: %(known)s."),
    "percent-negative": _("The rule “%(rule)s” is no percent. Write a number from 0 up."),
    "points-without-weights": _("The call judges by points and states no weights. State them."),
    "points-negative": _("“%(rule)s” gives %(value)s points. Write a number from 0 up."),
    "criterion-repeated": _("A technical criterion is named twice (%(criteria)s). Leave one."),
    "weights-not-whole": _(
        "The technical weight (%(technical)s) and the economic one (%(economic)s) do not add up to 100."
    ),
    "criteria-not-technical-weight": _(
        "The technical criteria give %(criteria)s points together, the technical part %(technical)s. Make them equal."
    ),
    "technical-minimum-out-of-reach": _("No bid can reach %(minimum)s of %(technical)s technical points. Lower it."),
    "bid-figure-unfit": _(
        "In bid %(bid)s for lot %(lot)s the figure “%(figure)s” cannot be used: %(value)s. Correct it."
    ),
    "bid-not-judged": _("Bid %(bid)s for lot %(lot)s was not judged by each technical criterion once. Complete it."),
    "evidence-not-as-decided": _(
        "In %(procedure)s a fact changed since its lots were decided (bid %(bid)s). Decide the lot again."
    ),
    "pieces-not-conserved": _("Pieces would be lost or made on the way (%(clave)s). Nothing was saved."),
    "contract-number-not-unique": _("Two contracts would have the same number. Nothing was saved."),
    # What is left of a lot: routes, next procedures, lots decided anew.
    "nothing-left": _("Nothing is left to route (%(clave)s). What was left has gone on, or everything was awarded."),
    "route-unknown": _("“%(value)s” is no route for what is left. Known: %(known)s."),
    "route-state": _("A route “%(route)s” in the state “%(state)s” cannot become “%(wanted)s”."),
    "route-not-authorised": _("A direct award opens only after the Health Ministry authorised it. Ask for that first."),
    "routes-differ": _(
        "These codes need %(calls)s different calls: other procedures left them, or other requirements are asked. "
        "Open them one call at a time."
    ),
    "no-route": _("There is no route “%(route)s” waiting for the code %(clave)s. Choose it first."),
    "requirements-changed": _(
        "A direct award after a deserted tender asks for the same requirements; for %(clave)s this changes: "
        "%(changes)s. Use a second tender."
    ),
    "authorisation-without-document": _("Say by which document the direct awards are authorised."),
    "pieces-went-on": _("What this lot left has gone on (%(procedure)s); it cannot be decided as if it had not."),
    "decided-by-resolution": _("Lot %(lot)s was decided anew by a resolution or after a winner did not sign."),
    "decided-across-lots": _(
        "The lots of %(procedure)s were decided across lots (certificate %(certificate)s…); none of them can be "
        "decided alone. What an award leaves goes on to another procedure."
    ),
    "procedure-decided": _("The procedure %(procedure)s is decided, or is the main tender of the round."),
    "bids-not-due": _("Bids may still be handed in until %(until)s."),
    "resolution-without-number": _("Say the number of the resolution."),
    "delivered-already": _("The winner of bid %(bid)s has delivered: the contract is in force, and is not declined."),
    # The award problem across lots: its files, then its lots, bids, rules and rebates.
    "award-problem-not-json": _("The problem is no JSON: %(found)s. Write it as docs/award-problem.md says."),
    "award-problem-not-canonical": _(
        "The problem's JSON is not canonical at byte %(byte)s (“%(found)s”). Sort the keys, leave no blanks."
    ),
    "award-problem-not-writable": _("The problem cannot be written (%(found)s). Numbers have at most 64 bits."),
    "award-problem-other-format": _("The file is of the format %(found)s, not %(wanted)s. Choose another file."),
    "award-problem-other-version": _("The problem has version %(found)s; only %(wanted)s is known here."),
    "award-problem-key-missing": _("%(list)s, place %(index)s, %(id)s: “%(field)s” is missing. Add it."),
    "award-problem-key-unknown": _("%(list)s, place %(index)s, %(id)s: “%(field)s” is unknown. Take it out."),
    "award-problem-key-twice": _("The problem gives “%(field)s” twice in one place (%(id)s). Leave one."),
    "award-problem-not-object": _("%(list)s, place %(index)s: %(found)s is no row with named fields. Write one."),
    "award-problem-not-list": _("%(list)s %(id)s: “%(field)s” is %(found)s and must be a list. Write a list."),
    "award-problem-not-text": _("%(list)s %(id)s: “%(field)s” is %(found)s and must be text. Put it in quotes."),
    "award-problem-text-not-nfc": _(
        "%(list)s %(id)s: “%(field)s” holds letters in a second spelling (%(found)s). Write the text in Unicode NFC."
    ),
    "award-problem-not-whole-number": _(
        "%(list)s %(id)s: “%(field)s” is %(found)s and must be a whole number of at most 64 bits. "
        "Write centavos, pieces or percents without a fraction."
    ),
    "award-problem-not-yes-or-no": _("%(list)s %(id)s: “%(field)s” is %(found)s. Write true or false."),
    "award-problem-not-one-of": _("%(list)s %(id)s: “%(field)s” is %(found)s. Write one of: %(allowed)s."),
    "award-problem-not-a-tier": _(
        "%(list)s %(id)s: %(found)s is no price tier. Write two numbers: from which share, and the price."
    ),
    "award-table-missing": _("The folder lacks %(list)s. Add the table, empty if need be."),
    "award-table-unreadable": _("The table %(list)s is no Parquet: %(found)s. Write it again."),
    "award-table-column-type": _(
        "The column “%(field)s” of %(list)s holds %(found)s and must hold %(wanted)s. Change its type."
    ),
    "award-table-empty-cell": _("The column “%(field)s” of %(list)s is empty at place %(index)s. Fill the cell."),
    "award-table-row-twice": _("The table %(list)s names the same two of %(id)s twice, at place %(index)s. Leave one."),
    "award-id-not-plain": _(
        "%(list)s, place %(index)s: “%(field)s” is %(found)s. Use plain letters, digits and signs, no blanks; "
        "at most 200."
    ),
    "award-id-twice": _("%(list)s, place %(index)s: %(id)s is there twice. Give each its own id."),
    "award-name-unknown": _(
        "%(list)s %(id)s: “%(field)s” names %(found)s, which the problem does not have. Correct it."
    ),
    "award-name-twice": _("%(list)s %(id)s: “%(field)s” names %(found)s twice. Leave one."),
    "award-row-name-twice": _("Two rows of the proof would both be called %(found)s. Leave the colon out of the ids."),
    "award-country-unreadable": _("%(list)s %(id)s: “%(field)s” is %(found)s. Write two capital letters, as MX."),
    "award-number-negative": _("%(list)s %(id)s: “%(field)s” is %(found)s. Nothing here may be negative."),
    "award-number-out-of-range": _(
        "%(list)s %(id)s: “%(field)s” is %(found)s and must be from %(least)s to %(most)s. Correct it."
    ),
    "award-number-too-large": _(
        "The cost of lot %(lot)s (%(pieces)s pieces at up to %(price)s centavos) does not fit in 64 bits, alone or "
        "with the lots before it. Check the pieces and prices, or split the problem."
    ),
    "award-too-many-columns": _(
        "Lot %(lot)s can be awarded in %(columns)s ways, too many to go through. Use fewer patterns, a narrower "
        "spread, or shares that follow the price."
    ),
    "award-list-length": _(
        "%(list)s %(id)s: “%(field)s” has %(found)s numbers and needs %(wanted)s, one for each institution or period."
    ),
    "award-pieces-sums-differ": _(
        "Lot %(id)s asks for %(by_institution)s pieces by institution and %(by_period)s by period. Make both the same."
    ),
    "award-lot-asks-nothing": _("Lot %(id)s asks for %(found)s pieces. Take it out or give it pieces."),
    "award-pattern-winners": _("Lot %(id)s: the pattern %(found)s must have one to %(most)s winners."),
    "award-pattern-share": _("Lot %(id)s: every share of the pattern %(found)s must be from 1 to 100 percent."),
    "award-pattern-rises": _("Lot %(id)s: the pattern %(found)s rises. Write the largest share first."),
    "award-pattern-above-hundred": _("Lot %(id)s: the pattern %(found)s adds up to %(sum)s, more than 100 percent."),
    "award-bid-without-supplier": _("Bid %(id)s names no supplier. Name one, or the members of the joint bid."),
    "award-tiers-not-rising": _(
        "Bid %(id)s: its prices begin at the shares %(found)s. The first begins at 1, each next at a larger share."
    ),
    "award-price-out-of-range": _(
        "Bid %(id)s has the price %(found)s centavos. A price is more than 0 and less than 10^15 centavos."
    ),
    "award-capacity-under-minimum": _(
        "Bid %(id)s can deliver %(found)s pieces and accepts no fewer than %(minimum)s: it can never win. Correct one."
    ),
    "award-rule-two-limits": _("Rule %(id)s has a limit and a limit in percent. Leave one."),
    "award-rule-without-limit": _("Rule %(id)s has no limit. Give it a limit, or one in percent."),
    "award-rule-two-filters": _(
        "Rule %(id)s filters institutions and periods. Leave one; write a second rule if needed."
    ),
    "award-rule-foreign-field": _("Rule %(id)s counts winners and cannot use “%(field)s”. Take it out."),
    "award-rule-out-of-reach": _(
        "Rule %(id)s asks for at least %(found)s, and all bids together reach at most %(most)s. "
        "Lower the limit, widen the rule, or make it soft with a price."
    ),
    "award-rules-clash": _(
        "These rules cannot hold together, whatever is awarded: %(rules)s. Loosen or drop one of them, or make it soft."
    ),
    "award-not-found": _(
        "No award was found that keeps all hard rules, and none was shown to be impossible. Allow more steps, or make "
        "a floor soft."
    ),
    "award-bundle-without-lots": _("Rebate %(id)s is a bundle without lots. Name them."),
    # Files, runs, record.
    "artifact-missing": _("The file is not in the store. Run the step that makes it."),
    "artifact-damaged": _("The stored file no longer matches its hash %(sha256)s. Restore it from a copy."),
    "run-held": _("Someone else is running %(run)s until %(until)s. Wait, or look at its progress."),
    "run-taken-over": _("Another process took over %(run)s; this one stops."),
    "run-not-done": _("%(run)s is not done yet (%(state)s)."),
    "event-not-in-tree": _(
        "Event %(number)s is not yet in the signed tree of %(size)s events. Ask again after the next step."
    ),
    "sheet-too-long": _("%(rows)s rows do not fit in a workbook's sheet. Take the CSV."),
}
ANY_OTHER = _("This was refused (%(code)s): %(told)s")


_ADDED: dict[str, str] = {}
"""Sentences of rooms by code, as written there."""


def add_sentences(sentences: Mapping[str, str]) -> None:
    """Sentences of a later room (English, marked for translation there); the door adds them at start.

    Two rooms that refuse with one code say the same: another sentence for it stops the start (ValueError).
    """
    for code, sentence in sentences.items():
        if _ADDED.setdefault(code, sentence) != sentence:
            raise ValueError(f"{code} has two sentences: {_ADDED[code]!r} and {sentence!r}")
        SENTENCES[code] = _(sentence)


def sentence_of(refused: Refused) -> str:
    """The sentence of a refusal with its values, and the place it is about where it has one."""
    told = ", ".join(f"{key}: {value}" for key, value in refused.values.items())
    values = {key: _written(value) for key, value in refused.values.items()}
    if refused.code not in SENTENCES:
        return str(ANY_OTHER % {"code": refused.code, "told": told})
    return str(SENTENCES[refused.code]) % Values(values) + _place(refused)


PLACES = {"file": _("file"), "sheet": _("sheet"), "row": _("row"), "column": _("column")}


def _place(refused: Refused) -> str:
    """ " (sheet X, row 7, column C)" of what the refusal knows; row 0 is the whole of it."""
    parts = [f"{name} {refused.values[key]}" for key, name in PLACES.items() if refused.values.get(key)]
    return f" ({', '.join(parts)})" if parts else ""


class Values(dict[str, str]):
    """Values of a sentence; one that the refusal does not carry shows as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def _written(value: object) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, (list, tuple)) else str(value)
