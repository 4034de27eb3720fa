"""Clauses as a person says them: which there are, what each takes, and how what was typed is read.

A clause is plain data, so that a scenario can keep it: its kind, its values (whole numbers, or codes), and what it
costs to break it (None: it may not be broken).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

FieldKind = Literal["percent", "number", "money", "pieces", "supplier", "institution", "country", "shares"]
Values = Mapping[str, int | str]
LARGEST = 10**15


@dataclass(frozen=True)
class ClauseKind:
    """A sentence with gaps. fields: (name, what may stand there). may_be_soft: whether it may be broken for a price.

    of_call: it changes what the call itself says; there is at most one of a kind.
    """

    key: str
    fields: tuple[tuple[str, FieldKind], ...]
    may_be_soft: bool = True
    of_call: bool = False


KINDS: dict[str, ClauseKind] = {
    kind.key: kind
    for kind in (
        ClauseKind("supplier-share", (("percent", "percent"),)),
        ClauseKind("small-firms", (("percent", "percent"),)),
        ClauseKind("winners", (("number", "number"),)),
        ClauseKind("budget", (("institution", "institution"), ("money", "money"))),
        ClauseKind("country-share", (("percent", "percent"), ("country", "country"))),
        ClauseKind("second-origin", (("shares", "shares"), ("money", "money")), may_be_soft=False),
        ClauseKind("capacity", (("supplier", "supplier"), ("pieces", "pieces"))),
        ClauseKind("rebate", (("supplier", "supplier"), ("rebate", "money"), ("money", "money")), may_be_soft=False),
        ClauseKind(
            "percent-rebate", (("supplier", "supplier"), ("percent", "percent"), ("money", "money")), may_be_soft=False
        ),
        ClauseKind("spread", (("percent", "percent"),), may_be_soft=False, of_call=True),
        ClauseKind("shares", (("shares", "shares"),), may_be_soft=False, of_call=True),
        ClauseKind("minimum-share", (("percent", "percent"),), may_be_soft=False, of_call=True),
        ClauseKind("no-ceilings", (), may_be_soft=False, of_call=True),
    )
}


@dataclass(frozen=True)
class Clause:
    """One sentence, filled in. soft_centavos: price of one centavo, piece or winner beyond the limit; None is hard."""

    kind: str
    values: Values
    soft_centavos: int | None = None

    def plain(self) -> dict[str, object]:
        """As a scenario keeps it."""
        return {"kind": self.kind, "values": dict(self.values), "soft_centavos": self.soft_centavos}


@dataclass(frozen=True)
class Mistake:
    """What is wrong. place: of the clause, 0 is the first; field: "" is the whole of it; found: what stood there."""

    place: int
    field: str
    code: str
    found: str


@dataclass(frozen=True)
class Known:
    """What a clause may name."""

    suppliers: Collection[str]
    institutions: Collection[str]
    shares: Mapping[str, tuple[int, ...]]


def clause_from(plain: Mapping[str, object]) -> Clause:
    """A clause as a scenario keeps it."""
    return Clause(str(plain["kind"]), plain["values"], plain["soft_centavos"])  # type: ignore[arg-type]


def read_clauses(typed: Sequence[Mapping[str, str]], known: Known) -> tuple[list[Clause], list[Mistake]]:
    """The clauses of a form and every mistake in them. typed: `kind`, `soft` and the fields, as text."""
    clauses, mistakes = [], []
    for place, one in enumerate(typed):
        clause, found = _read_clause(place, one, known)
        mistakes += found
        if clause is not None:
            clauses.append(clause)
    return clauses, mistakes + _repeated(typed)


def _read_clause(place: int, typed: Mapping[str, str], known: Known) -> tuple[Clause | None, list[Mistake]]:
    kind = KINDS.get(typed["kind"])
    if kind is None:
        return None, [Mistake(place, "", "clause-unknown", typed["kind"])]
    values: dict[str, int | str] = {}
    mistakes = []
    for name, field in kind.fields:
        text = typed.get(name, "").strip()
        value = _value(field, text, known)
        if value is None:
            mistakes.append(Mistake(place, name, f"{field}-unfit", text))
        else:
            values[name] = value
    soft = _money(typed.get("soft", "").strip()) if kind.may_be_soft and typed.get("soft", "").strip() else None
    if kind.may_be_soft and typed.get("soft", "").strip() and soft is None:
        mistakes.append(Mistake(place, "soft", "money-unfit", typed["soft"]))
    return (None if mistakes else Clause(kind.key, values, _soft(kind, soft))), mistakes


def _soft(kind: ClauseKind, centavos: int | None) -> int | None:
    """What breaking it costs is typed in pesos per peso where it counts money: the same number per centavo."""
    if centavos is None or kind.key in ("winners", "capacity"):
        return centavos
    return -(-centavos // 100)


def _repeated(typed: Sequence[Mapping[str, str]]) -> list[Mistake]:
    """The same change of the call twice, or the same clause about the same subject twice."""
    seen: set[tuple[str, ...]] = set()
    mistakes = []
    for place, one in enumerate(typed):
        subject = tuple(one.get(name, "") for name in ("supplier", "institution", "country"))
        key = (one["kind"], *subject)
        if key in seen and one["kind"] in KINDS and one["kind"] not in ("rebate", "percent-rebate"):
            mistakes.append(Mistake(place, "", "clause-twice", one["kind"]))
        seen.add(key)
    return mistakes


def _value(field: FieldKind, text: str, known: Known) -> int | str | None:
    match field:
        case "percent":
            return _whole(text, 100)
        case "number" | "pieces":
            return _whole(text, LARGEST)
        case "money":
            return _money(text)
        case "country":
            return text.upper() if len(text) == 2 and text.isascii() and text.isalpha() else None
        case _:
            named = {"supplier": known.suppliers, "institution": known.institutions, "shares": known.shares}
            return text if text in named[field] else None


def _whole(text: str, most: int) -> int | None:
    text = text.replace(",", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 17 and int(text) <= most else None


def _money(text: str) -> int | None:
    """Centavos of an amount in pesos, "1,234.50"; None if it is none, below 0, finer than a centavo or too large."""
    try:
        centavos = Decimal(text.replace(",", "")).scaleb(2)
    except InvalidOperation:
        return None
    if not centavos.is_finite() or not 0 <= centavos <= LARGEST or centavos != int(centavos):
        return None
    return int(centavos)
