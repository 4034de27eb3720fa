"""Values of OCDS: amounts with exactly two decimals, and objects without empty fields."""

from typing import Any

import orjson

Json = dict[str, Any]
CURRENCY = "MXN"


def amount(centavos: int) -> orjson.Fragment:
    """The JSON number of an amount, exact, always with two decimals."""
    sign = "-" if centavos < 0 else ""
    return orjson.Fragment(f"{sign}{abs(centavos) // 100}.{abs(centavos) % 100:02d}".encode())


def money(centavos: int) -> Json:
    """An OCDS Value."""
    return {"amount": amount(centavos), "currency": CURRENCY}


def without_empty(fields: Json) -> Json:
    """The object without fields that are None, "" or an empty list: OCDS leaves out what is not known."""
    return {key: value for key, value in fields.items() if value is not None and value not in ("", [])}
