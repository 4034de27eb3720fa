"""Words for the codes that pure rooms return; translated where they are shown.

A code with no entry shows itself, so a forgotten one is seen at once; `tests/page/test_words.py` holds the lists.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Word = str | Promise

PHASES: dict[str, Word] = {
    "preparation": _("Preparation"),
    "needs": _("Needs"),
    "research": _("Market research"),
    "call": _("Call"),
    "bids": pgettext_lazy("phase", "Bids"),
    "opening": _("Opening of bids"),
    "evaluation": _("Evaluation of bids"),
    "award": _("Award"),
    "contracts": _("Contracts"),
    "delivery": _("Delivery"),
    "closed": _("Closed"),
    "draft": _("Draft"),
    "published": _("Published"),
    "clarification": _("Clarification meeting"),
    "auction": _("Reverse auction"),
    "signature": _("Signature"),
    "annulled": _("Annulled"),
}

STAGES: dict[str, Word] = {
    "round": _("Round at a glance"),
    "suppliers": _("Suppliers"),
    "watch": _("Supply watch"),
    "results": _("Results and savings"),
    "problems": _("Problems"),
    "flags": _("Flags"),
    "law": _("Legal values"),
    "runs": _("Runs"),
    "events": _("Events"),
    "downloads": _("Downloads"),
    "public": _("Public portal"),
    "people": _("People"),
    "rounds": _("Rounds"),
    "catalogue": _("Catalogue"),
    "integrity": _("Integrity"),
    "openness": _("Openness"),
    "rehearsal": _("Rehearsal"),
    "ledger": _("Ledger"),
}

ROLES: dict[str, Word] = {
    "planner": _("Planner of an institution"),
    "approver": _("Approver of an institution"),
    "coordinator": _("Ministry coordinator"),
    "buyer": _("Consolidating buyer"),
    "supplier": _("Supplier"),
    "warehouse": _("Warehouse"),
    "contract-administrator": _("Contract administrator"),
    "social-witness": _("Social witness"),
    "auditor": _("Auditor"),
    "administrator": _("Administrator"),
    "citizen": _("Citizen"),
}

CATEGORIES: dict[str, Word] = {
    "medicine": _("Medicines"),
    "vaccine": _("Vaccines"),
    "supply": _("Medical supplies"),
    "laboratory": _("Radiological and laboratory"),
    "instrument": _("Instruments"),
}

ORIGINS: dict[str, Word] = {
    "published": _("published"),
    "derived": _("derived"),
    "synthetic": _("synthetic"),
}

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
    "micro": _("Micro firm"),
    "small": _("Small firm"),
    "medium": _("Medium firm"),
    "large": _("Large firm"),
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

TABLES = {
    "phases": PHASES,
    "stages": STAGES,
    "roles": ROLES,
    "categories": CATEGORIES,
    "origins": ORIGINS,
    "reasons": REASONS,
    "states": STATES,
    "flags": FLAGS,
    "classes": CLASSES,
    "kinds": KINDS,
    "events": EVENTS,
}
WORDS: dict[str, Word] = {code: text for table in reversed(TABLES.values()) for code, text in table.items()}

LOOKS: dict[str, tuple[str, str]] = {
    "done": ("check-circle-fill", "done"),
    "awarded": ("check-circle-fill", "done"),
    "won": ("check-circle-fill", "done"),
    "winner": ("check-circle-fill", "done"),
    "mended": ("check-circle-fill", "done"),
    "checked": ("check-circle-fill", "done"),
    "covered": ("check-circle-fill", "done"),
    "delivered": ("check-circle-fill", "done"),
    "on-time": ("check-circle-fill", "done"),
    "in-force": ("check-circle-fill", "done"),
    "accepted": ("check-circle-fill", "done"),
    "partly-awarded": ("circle-half", "waiting"),
    "current": ("play-circle", "current"),
    "running": ("hourglass-split", "current"),
    "waiting": ("clock", "waiting"),
    "open": ("exclamation-circle", "waiting"),
    "to-check": ("question-circle", "waiting"),
    "at-risk": ("exclamation-triangle-fill", "bad"),
    "warning": ("exclamation-triangle", "waiting"),
    "critical": ("x-octagon-fill", "bad"),
    "not-awarded": ("x-circle-fill", "bad"),
    "failed": ("x-circle-fill", "bad"),
    "awarded-in-part": ("circle-half", "waiting"),
    "formed": ("file-earmark-text", "current"),
    "partly-contracted": ("circle-half", "bad"),
    "outside-spread": ("arrow-up", "plain"),
    "demand-above-need": ("graph-up", "bad"),
    "calendar": ("calendar-event", "bad"),
    "late": ("clock-history", "bad"),
    "short": ("dash-circle", "bad"),
    "no-contract": ("x-circle-fill", "bad"),
    "no-bid": ("dash-circle", "bad"),
    "debarred": ("x-octagon", "bad"),
    "documents": ("file-earmark-text", "bad"),
    "above-ceiling": ("arrow-up", "bad"),
    "below-convenient": ("arrow-down", "bad"),
    "capacity": ("box-seam", "bad"),
}
PLAIN_LOOK = ("circle", "plain")


def add_words(words: Mapping[str, str]) -> None:
    """Words of a later room (English, marked for translation there); the door adds them at start."""
    for code, text in words.items():
        WORDS.setdefault(_key(code), _(text))


def word(code: object) -> Word:
    """What people read for a code."""
    return WORDS.get(_key(code), str(code))


def icon(code: object) -> str:
    """The icon of a state or reason."""
    return LOOKS.get(_key(code), PLAIN_LOOK)[0]


def tone(code: object) -> str:
    """The tone of a state or reason: done, current, waiting, bad or plain."""
    return LOOKS.get(_key(code), PLAIN_LOOK)[1]


def _key(code: object) -> str:
    """Keys of YAML files are written with "_", codes with "-"; both mean the same."""
    return str(code).replace("_", "-")
