"""One navigation by stage of the process, in its order, with the phase of the round lit."""

from dataclasses import dataclass

STAGES: tuple[tuple[str, str, str], ...] = (
    ("round", "web:round", "house"),
    ("needs", "web:needs", "clipboard-data"),
    ("award", "web:awards", "award"),
    ("contracts", "web:contracts", "file-earmark-text"),
    ("suppliers", "web:suppliers", "building"),
    ("watch", "web:watch", "truck"),
    ("results", "web:evaluation", "graph-up"),
    ("problems", "web:problems", "list-check"),
)
LIT_BY: dict[str, str] = {
    "preparation": "needs",
    "needs": "needs",
    "research": "needs",
    "call": "award",
    "bids": "award",
    "opening": "award",
    "evaluation": "award",
    "award": "award",
    "contracts": "contracts",
    "delivery": "watch",
    "closed": "results",
}
PHASES = tuple(LIT_BY)


@dataclass(frozen=True)
class Stage:
    """One entry: where it leads, its icon, and whether the round is in that stage now."""

    key: str
    url_name: str
    icon: str
    round_code: str
    is_lit: bool


@dataclass(frozen=True)
class Dot:
    """A phase of the round: done, current or next."""

    phase: str
    state: str


@dataclass(frozen=True)
class Stages:
    """The navigation of a round and its phase dots."""

    entries: tuple[Stage, ...]
    dots: tuple[Dot, ...]


def stages_for(round_code: str, phase: str) -> Stages:
    """Entries and dots of a round in a phase."""
    lit = LIT_BY[phase]
    entries = tuple(Stage(key, url_name, icon, round_code, key == lit) for key, url_name, icon in STAGES)
    now = PHASES.index(phase)
    states = ("done" if at < now else "current" if at == now else "next" for at in range(len(PHASES)))
    return Stages(entries, tuple(Dot(phase, state) for phase, state in zip(PHASES, states, strict=True)))
