"""Words for the codes of decisions, states, events and kinds of files; `words.py` looks them up."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Word = str | Promise

REASONS: dict[str, Word] = {
    "no-bid": _("No bid"),
    "debarred": _("Bidder debarred"),
    "documents": _("Documents lacking"),
    "below-convenient": _("Below the convenient price"),
    "above-ceiling": _("Above the ceiling"),
    "outside-spread": _("Outside the spread"),
    "capacity": _("Not enough capacity"),
    "not-among-winners": _("Solvent, but not among the winners"),
    "winner": _("Wins"),
    "late": _("Delivered late"),
    "short": _("Delivered short"),
    "no-contract": _("No contract"),
    "partly-contracted": _("Contracted in part"),
    "demand-above-need": _("Used faster than asked for"),
    "calendar": _("Deliveries planned too late"),
    "none": _("No risk seen"),
}

STATES: dict[str, Word] = {
    "awarded": _("Awarded"),
    "not-awarded": _("Not awarded"),
    "partly-awarded": _("Partly awarded"),
    "awarded-in-part": _("Partly awarded"),
    "won": _("Won"),
    "lost": _("Lost"),
    "open": _("Open"),
    "explained": _("Explained"),
    "mended": _("Mended"),
    "accepted": _("Accepted"),
    "done": _("Done"),
    "current": _("In progress"),
    "next": _("Not yet"),
    "waiting": _("Waiting"),
    "running": _("Running"),
    "failed": _("Failed"),
    "stopped": _("Stopped"),
    "formed": _("Formed"),
    "in-force": _("In force"),
    "ended": _("Ended"),
    "on-time": _("On time"),
    "at-risk": _("At risk"),
    "covered": _("Covered"),
    "delivered": _("Delivered"),
    "checked": _("Checked"),
    "to-check": _("To be checked"),
    "critical": _("Critical"),
    "warning": _("Warning"),
    "note": _("Note"),
}

FLAGS: dict[str, Word] = {
    "single-bid": _("A single bid"),
    "identical-prices": _("Identical prices"),
    "heavily-discounted-bid": _("Heavily discounted bid"),
    "concentration": _("Concentration in one supplier"),
}

CLASSES: dict[str, Word] = {
    "participants": _("Participants"),
    "internal": _("Internal control"),
    "owner": _("Owner of the data"),
    "sealed": _("Sealed"),
}

EVENTS: dict[str, Word] = {
    "round-opened": _("Round opened"),
    "phase-reached": _("Phase reached"),
    "needs-imported": _("Needs imported"),
    "needs-consolidated": _("Needs consolidated"),
    "research-recorded": _("Market research recorded"),
    "call-published": _("Call published"),
    "bids-received": _("Bids received"),
    "documents-checked": _("Documents checked"),
    "lots-decided": _("Lots decided"),
    "contracts-formed": _("Contracts formed"),
    "deliveries-recorded": _("Deliveries recorded"),
    "stock-projected": _("Stock projected"),
    "flags-raised": _("Flags raised"),
    "savings-counted": _("Savings counted"),
    "open-data-published": _("Open data published"),
    "result-published": _("Result published"),
    "award-act-signed": _("Award act signed"),
    "bid-repriced": _("Price of a synthetic bid changed"),
    "round-forgotten": _("Round forgotten"),
}

ACTORS: dict[str, Word] = {
    "rehearsal": _("Rehearsal"),
    "suppliers": _("Suppliers"),
    "buyer": _("Consolidating buyer"),
    "evaluation": _("Evaluation"),
    "openness": _("Openness"),
}

KINDS: dict[str, Word] = {
    "institution": _("Institution"),
    "group": _("Group of institutions"),
    "unit": _("Unit"),
    "authority": _("Authority"),
    "open-tender": _("Open tender"),
    "invitation": _("Invitation to at least three"),
    "direct-award": _("Direct award"),
    "binary": _("Binary: lowest solvent price"),
    "points": _("Points and percentages"),
    "cost-benefit": _("Cost-benefit"),
    "national": _("National"),
    "treaties": _("International under treaties"),
    "platform-contracts": _("Contracts on the federal platform"),
    "own-awards": _("Own past awards"),
    "own-past-awards": _("Own past awards"),
    "supplier-quote": _("Suppliers' quotes"),
    "tender": _("Open tender"),
}

GRID: dict[str, Word] = {
    "search": _("Search clave or description"),
    "add": _("Add a filter"),
    "columns": _("Columns"),
    "clear": _("Clear"),
    "csv": _("CSV of what is shown"),
    "xlsx": _("Workbook of what is shown"),
    "link": _("Copy link to this view"),
    "copied": _("Link copied"),
    "shown": _("%(shown)s of %(all)s rows"),
    "total": _("Total shown"),
    "contains": _("contains"),
    "is": _("is"),
    "not": _("is not"),
    "atleast": _("at least"),
    "atmost": _("at most"),
    "remove": _("Remove this filter"),
    "column": _("Column"),
    "operator": _("Comparison"),
    "value": _("Value"),
    "show_all": _("Show all"),
    "loading": _("Bringing the rows"),
    "error": _("The rows could not be brought"),
    "error_text": _("The connection or the server failed; nothing is lost."),
    "forbidden": _("Your role may not see these rows"),
    "forbidden_text": _("They open in a later phase, or to other roles."),
    "empty": _("No rows"),
    "empty_text": _("Nothing meets these filters."),
    "retry": _("Try again"),
    "synthetic": _("synthetic"),
}
