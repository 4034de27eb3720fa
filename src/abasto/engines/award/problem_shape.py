"""The shape of a problem as it comes in: which keys a row has and of which type; what does not fit is refused.

Types only. Whether the numbers and names make sense is asked by `check_problem`.
"""

import unicodedata
from collections.abc import Callable, Mapping, Set
from typing import Any, Literal, get_args

from abasto.base.refusal import Refused
from abasto.engines.award.problem import Bid, Lot, Rebate, RebateKind, Rule, RuleKind, Sense, Size, Supplier

FORMAT_RULE = "docs/award-problem.md"
LISTS = ("suppliers", "lots", "bids", "rules", "rebates")
REBATE_KEYS: Mapping[str, tuple[str, ...]] = {
    "lump": ("id", "kind", "supplier", "lots", "measure", "threshold", "rebate_centavos"),
    "percent": ("id", "kind", "supplier", "lots", "threshold", "percent"),
    "bundle": ("id", "kind", "supplier", "lots", "minimum_share_percent", "rebate_centavos"),
}

Reader = Callable[[Any], Any]


class Unfit(Exception):
    """A value that is not of its type. code: of the refusal; found: what stood there; allowed: what may."""

    def __init__(self, code: str, found: object, allowed: str = "") -> None:
        super().__init__(code)
        self.code, self.found, self.allowed = code, repr(found)[:60], allowed


def text(value: Any) -> str:
    if type(value) is not str:
        raise Unfit("award-problem-not-text", value)
    if not value.isascii() and not unicodedata.is_normalized("NFC", value):
        raise Unfit("award-problem-text-not-nfc", value)
    return value


def whole(value: Any) -> int:
    if type(value) is not int:
        raise Unfit("award-problem-not-whole-number", value)
    return value


def yes_or_no(value: Any) -> bool:
    if type(value) is not bool:
        raise Unfit("award-problem-not-yes-or-no", value)
    return value


def one_of(kinds: object) -> Reader:
    allowed = get_args(kinds)

    def read(value: Any) -> Any:
        if type(value) is not str or value not in allowed:
            raise Unfit("award-problem-not-one-of", value, ", ".join(allowed))
        return value

    return read


def maybe(reader: Reader) -> Reader:
    return lambda value: None if value is None else reader(value)


def each(reader: Reader) -> Reader:
    def read(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise Unfit("award-problem-not-list", value)
        return tuple([reader(one) for one in value])

    return read


def wholes(value: Any) -> tuple[int, ...]:
    if type(value) is not list:
        raise Unfit("award-problem-not-list", value)
    if value and set(map(type, value)) != {int}:
        raise Unfit("award-problem-not-whole-number", next(one for one in value if type(one) is not int))
    return tuple(value)


def tier(value: Any) -> tuple[int, int]:
    numbers = wholes(value)
    if len(numbers) != 2:
        raise Unfit("award-problem-not-a-tier", value)
    return numbers[0], numbers[1]


_texts = each(text)
SUPPLIER: Mapping[str, Reader] = {"id": text, "size": one_of(Size), "country": text}
LOT: Mapping[str, Reader] = {
    "id": text,
    "code": text,
    "region": text,
    "pieces_by_institution": wholes,
    "pieces_by_period": wholes,
    "ceiling_centavos": maybe(whole),
    "share_patterns_percent": each(wholes),
    "spread_permyriad": whole,
    "shares_follow_price": yes_or_no,
    "minimum_share_percent": whole,
    "needs_second_origin": yes_or_no,
    "preferred_origins": _texts,
    "preference_permyriad": whole,
    "unserved_centavos": whole,
}
BID: Mapping[str, Reader] = {
    "id": text,
    "lot": text,
    "suppliers": _texts,
    "origin": text,
    "prices": each(tier),
    "capacity_by_period_pieces": maybe(wholes),
    "minimum_pieces": whole,
    "nondelivery_ppm": whole,
}
RULE: Mapping[str, Reader] = {
    "id": text,
    "kind": one_of(RuleKind),
    "sense": one_of(Sense),
    "limit": maybe(whole),
    "limit_percent": maybe(whole),
    **dict.fromkeys(("suppliers", "sizes", "origins", "lots", "institutions", "periods"), maybe(_texts)),
    "is_exempt_if_only_source": yes_or_no,
    "soft_centavos": maybe(whole),
}
_REBATE: Mapping[str, Reader] = {
    "id": text,
    "kind": one_of(RebateKind),
    "supplier": text,
    "lots": maybe(_texts),
    "measure": one_of(Literal["pieces", "money"]),
    **dict.fromkeys(("threshold", "rebate_centavos", "percent", "minimum_share_percent"), whole),
}
REBATES = {kind: {key: _REBATE[key] for key in keys} for kind, keys in REBATE_KEYS.items()}
HEADER: Mapping[str, Reader] = {
    "currency": text,
    "institutions": _texts,
    "is_awardable": yes_or_no,
    "nondelivery_weight_permyriad": whole,
    "origin": text,
    "periods": _texts,
    "title": text,
}
ROWS: Mapping[str, tuple[type, Mapping[str, Reader]]] = {
    "suppliers": (Supplier, SUPPLIER),
    "lots": (Lot, LOT),
    "bids": (Bid, BID),
    "rules": (Rule, RULE),
}


def read_list(name: str, rows: Any) -> tuple[Any, ...]:
    """The rows of one of `LISTS` as dataclasses. Raises `Refused` with list, index (from 0), id, field, found."""
    if type(rows) is not list:
        raise Refused("award-problem-not-list", FORMAT_RULE, {"list": name, "found": repr(rows)[:60]})
    if name == "rebates":
        return tuple(
            [Rebate(**read_row(name, index, row, _rebate_readers(index, row))) for index, row in enumerate(rows)]
        )
    made, readers = ROWS[name]
    return tuple([made(**read_row(name, index, row, readers)) for index, row in enumerate(rows)])


def read_row(name: str, index: int, row: Any, readers: Mapping[str, Reader]) -> dict[str, Any]:
    if type(row) is not dict:
        raise Refused("award-problem-not-object", FORMAT_RULE, {"list": name, "index": index, "found": repr(row)[:60]})
    require_keys(name, index, row, readers.keys())
    field = ""
    try:
        read = {}
        for field, reader in readers.items():
            read[field] = reader(row[field])
    except Unfit as unfit:
        place = {"list": name, "index": index, "id": row.get("id", ""), "field": field}
        raise Refused(unfit.code, FORMAT_RULE, {**place, "found": unfit.found, "allowed": unfit.allowed}) from None
    return read


def _rebate_readers(index: int, row: Any) -> Mapping[str, Reader]:
    """The fields of a rebate are those of its kind."""
    if type(row) is not dict or "kind" not in row:
        return REBATES["lump"]
    try:
        return REBATES[_REBATE["kind"](row["kind"])]
    except Unfit as unfit:
        place = {"list": "rebates", "index": index, "id": row.get("id", ""), "field": "kind"}
        raise Refused(unfit.code, FORMAT_RULE, {**place, "found": unfit.found, "allowed": unfit.allowed}) from None


def require_keys(name: str, index: int, row: dict[str, Any], keys: Set[str]) -> None:
    """Exactly these keys, none missing and none unknown."""
    if row.keys() == keys:
        return
    place = {"list": name, "index": index, "id": row.get("id", "")}
    missing, unknown = sorted(keys - row.keys()), sorted(row.keys() - keys)
    if missing:
        raise Refused("award-problem-key-missing", FORMAT_RULE, {**place, "field": missing[0]})
    raise Refused("award-problem-key-unknown", FORMAT_RULE, {**place, "field": unknown[0]})
