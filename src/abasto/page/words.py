"""Words for the codes that pure rooms return; translated where they are shown.

A code with no entry shows itself, so a forgotten one is seen at once; `tests/page/test_words.py` holds the lists.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .code_words import ACTORS, CLASSES, EVENTS, FLAGS, KINDS, REASONS, STATES, Word

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
    "reviewer": _("Technical reviewer of an institution"),
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
    "stated": _("stated"),
    "derived": _("derived"),
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


def add_looks(looks: Mapping[str, tuple[str, str]]) -> None:
    """Icon and tone of a later room's states; the door adds them at start."""
    for code, look in looks.items():
        LOOKS.setdefault(_key(code), look)


def word(code: object) -> Word:
    """What people read for a code."""
    return WORDS.get(_key(code), str(code))


def actor(code: str) -> Word:
    """Who did what an event tells: a part of the program, or an account by its name."""
    return ACTORS.get(code, code)


def icon(code: object) -> str:
    """The icon of a state or reason."""
    return LOOKS.get(_key(code), PLAIN_LOOK)[0]


def tone(code: object) -> str:
    """The tone of a state or reason: done, current, waiting, bad or plain."""
    return LOOKS.get(_key(code), PLAIN_LOOK)[1]


def _key(code: object) -> str:
    """Keys of YAML files are written with "_", codes with "-"; both mean the same."""
    return str(code).replace("_", "-")
