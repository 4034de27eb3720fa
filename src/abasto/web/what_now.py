"""What each role does in each phase: the table behind everyone's home."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..people.roles import Role

ALWAYS = ("",)
BEFORE_CALL = ("preparation", "needs", "research")
BIDDING = ("call", "bids", "opening", "evaluation")
AFTER_AWARD = ("award", "contracts")
DELIVERING = ("delivery", "closed")


@dataclass(frozen=True)
class Task:
    """One thing a role does: where, and in which phases it is due (ALWAYS: in any).

    is_asking: only in a round whose needs are stated here.
    """

    title: str | Promise
    text: str | Promise
    url_name: str
    icon: str
    phases: tuple[str, ...] = ALWAYS
    is_of_round: bool = True
    is_asking: bool = False

    def is_now(self, phase: str) -> bool:
        """Whether the phase is one in which this is due."""
        return self.phases is not ALWAYS and phase in self.phases


NEEDS = Task(
    _("Look at the needs"),
    _("Every code and buyer, with what must be corrected."),
    "web:needs",
    "clipboard-data",
    BEFORE_CALL,
)
OWN_NEEDS = Task(
    _("Check what your institution asks for"),
    _("Minimum and maximum of every code."),
    "web:needs",
    "clipboard-data",
    BEFORE_CALL,
)
AGREE = Task(
    _("Agree on the needs"),
    _("How far every institution is, what holds it up, and what you decide."),
    "web:asking",
    "people",
    BEFORE_CALL,
    is_asking=True,
)
REVIEW = Task(
    _("Lines that wait for my opinion"),
    _("What you think of each line, before you see what the other reviewer thinks."),
    "web:opinions",
    "clipboard-check",
    BEFORE_CALL,
    is_asking=True,
)
ANNOUNCE = Task(
    _("Announce a round"),
    _("Ask every institution what it needs for the years to come."),
    "web:announce",
    "calendar-event",
    is_of_round=False,
)
PRICES = Task(
    _("Look at the market research"),
    _("Reference prices, sources, ceilings."),
    "web:prices",
    "graph-up",
    ("research", "call", "bids"),
)
CALL = Task(
    _("Read the call"), _("Criterion, lots, documents and dates as published."), "web:call", "signpost-split", BIDDING
)
AWARDS = Task(
    _("See the awards and their reasons"),
    _("Who won each code, at what price, and why the others did not."),
    "web:awards",
    "award",
    AFTER_AWARD,
)
LEFT = Task(
    _("Decide what becomes of what is left"),
    _("A route for each code with pieces left, and what would award it."),
    "web:next_procedures",
    "signpost-split",
    (*AFTER_AWARD, *DELIVERING),
)
CONTRACTS = Task(
    _("Follow the contracts"),
    _("Minimum and maximum, what was ordered and received."),
    "web:contracts",
    "file-earmark-text",
    (*AFTER_AWARD, *DELIVERING),
)
WATCH = Task(
    _("See what may run out"),
    _("Codes at risk first, with the reason and the month."),
    "web:watch",
    "truck",
    DELIVERING,
)
SUPPLIERS = Task(
    _("Compare the suppliers"), _("What each won and how it delivers."), "web:suppliers", "building", DELIVERING
)
SAVINGS = Task(
    _("Results and savings"),
    _("Against the stated baseline, awarded and delivered."),
    "web:evaluation",
    "cash-coin",
    DELIVERING,
)
PROBLEMS = Task(
    _("Work through the problem list"), _("What blocks a step, and who must mend it."), "web:problems", "list-check"
)
FLAGS = Task(
    _("Look into the flags"),
    _("Reasons to look, never a finding by themselves."),
    "web:flags",
    "flag",
    (*AFTER_AWARD, *DELIVERING),
)
EVENTS = Task(
    _("Check the log"), _("Every event with its proof, and the signed checkpoint."), "web:events", "journal-text"
)
RUNS = Task(
    _("Check the runs"), _("What was calculated, from what, and the hash of its result."), "web:runs", "calculator"
)
ROUND = Task(_("Round at a glance"), _("From need to delivery on one page."), "web:round", "house")

TASKS: dict[Role, tuple[Task, ...]] = {
    Role.PLANNER: (AGREE, OWN_NEEDS, PROBLEMS, CONTRACTS, WATCH, ROUND),
    Role.REVIEWER: (REVIEW, AGREE, OWN_NEEDS, PROBLEMS, ROUND),
    Role.APPROVER: (AGREE, OWN_NEEDS, PROBLEMS, AWARDS, WATCH, ROUND),
    Role.COORDINATOR: (AGREE, NEEDS, PRICES, PROBLEMS, CALL, AWARDS, LEFT, WATCH, SAVINGS, ANNOUNCE),
    Role.BUYER: (PROBLEMS, PRICES, CALL, AWARDS, LEFT, CONTRACTS, SUPPLIERS, SAVINGS),
    Role.SUPPLIER: (CALL, AWARDS, CONTRACTS, ROUND),
    Role.WAREHOUSE: (WATCH, CONTRACTS, ROUND),
    Role.CONTRACT_ADMINISTRATOR: (CONTRACTS, SUPPLIERS, WATCH, PROBLEMS),
    Role.SOCIAL_WITNESS: (CALL, AWARDS, PRICES, EVENTS, ROUND),
    Role.AUDITOR: (FLAGS, EVENTS, RUNS, AWARDS, PRICES, CONTRACTS, PROBLEMS),
    Role.ADMINISTRATOR: (RUNS, EVENTS, ROUND),
    Role.CITIZEN: (ROUND,),
}


def tasks_of(role: Role, phase: str, is_announced: bool = False) -> Sequence[tuple[Task, bool]]:
    """What the role does, with whether it is due now; what is due now first."""
    listed = [(task, task.is_now(phase)) for task in TASKS[role] if is_announced or not task.is_asking]
    return sorted(listed, key=lambda entry: not entry[1])
