"""What stands in the form of a scenario, and what its buttons do to the list of clauses."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from ..clauses import KINDS
from ..effort import Work
from ..facts import StudyTerms
from ..models import Scenario

MOST = 60


@dataclass(frozen=True)
class Typed:
    """A form as typed. clauses: kind, fields and `soft` of each, as text."""

    name: str
    unserved: str
    weight: str
    work: Work
    clauses: tuple[Mapping[str, str], ...]

    @classmethod
    def empty(cls) -> "Typed":
        """A new form."""
        terms = StudyTerms()
        return cls("", str(terms.unserved_percent), str(terms.nondelivery_percent), Work(), ())

    @property
    def terms(self) -> StudyTerms | None:
        """The two percents; None where one is no whole number."""
        both = (self.unserved.strip(), self.weight.strip())
        if not all(text.isascii() and text.isdigit() and len(text) < 8 for text in both):
            return None
        return StudyTerms(int(both[0]), int(both[1]))


def typed_from(post: QueryDict) -> Typed:
    """The form of a request. Clauses are numbered from 0: `0_kind`, `0_percent`, `0_soft`."""
    clauses: list[Mapping[str, str]] = []
    for place in range(MOST):
        kind = post.get(f"{place}_kind")
        if kind is None:
            break
        names = [name for name, _field in KINDS[kind].fields] if kind in KINDS else []
        fields = {name: str(post.get(f"{place}_{name}", "")) for name in (*names, "soft")}
        clauses.append({"kind": str(kind), **fields})
    if post.get("do") == "add" and post.get("add_kind"):
        clauses.append({"kind": str(post["add_kind"])})
    name, unserved, weight, effort = (post.get(key, "") for key in ("name", "unserved", "weight", "effort"))
    return Typed(name, unserved, weight, Work(effort, "frontier" in post), tuple(clauses))


def changed(typed: Typed, do: str) -> Typed:
    """The form after one of its buttons: `remove-2`, `up-2`, `down-2`; any other leaves it."""
    what, _dash, number = do.partition("-")
    if not number.isdigit() or int(number) >= len(typed.clauses):
        return typed
    place, clauses = int(number), list(typed.clauses)
    if what == "remove":
        del clauses[place]
    elif what == "up" and place:
        clauses[place - 1], clauses[place] = clauses[place], clauses[place - 1]
    elif what == "down" and place + 1 < len(clauses):
        clauses[place + 1], clauses[place] = clauses[place], clauses[place + 1]
    return replace(typed, clauses=tuple(clauses))


def typed_of(scenario: Scenario) -> Typed:
    """The form that another scenario would have come from, its name left open."""
    terms = scenario.terms
    clauses = tuple(
        {
            "kind": one["kind"],
            "soft": _soft(one),
            **{name: _text(one["kind"], name, value) for name, value in one["values"].items()},
        }
        for one in scenario.clauses
    )
    return Typed(
        "",
        str(terms["unserved_percent"]),
        str(terms["nondelivery_percent"]),
        Work(terms["effort"], terms["has_frontier"]),
        clauses,
    )


def _text(kind: str, name: str, value: int | str) -> str:
    fields = dict(KINDS[kind].fields)
    return _pesos(int(value)) if fields[name] == "money" else str(value)


def _soft(clause: Mapping[str, object]) -> str:
    centavos = clause["soft_centavos"]
    if not isinstance(centavos, int):
        return ""
    return _pesos(centavos) if clause["kind"] in ("winners", "capacity") else str(centavos)


def _pesos(centavos: int) -> str:
    whole, rest = divmod(centavos, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)
