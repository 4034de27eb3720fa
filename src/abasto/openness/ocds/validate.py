"""Does a package obey the standard?"""

from dataclasses import dataclass

import orjson

from .schema import package_validator


@dataclass(frozen=True, order=True)
class Violation:
    """Where a package breaks the schema (a JSON pointer) and how, in the validator's words."""

    pointer: str
    message: str


def validate(package: bytes) -> tuple[Violation, ...]:
    """Violations of a release or record package against OCDS 1.1.5 and its extensions; () when it obeys."""
    try:
        data = orjson.loads(package)
    except orjson.JSONDecodeError as error:
        return (Violation("", str(error)),)
    kind = "record" if isinstance(data, dict) and "records" in data else "release"
    return tuple(
        sorted(
            Violation("/" + "/".join(map(str, error.instance_path)), error.message)
            for error in package_validator(kind).iter_errors(data)
        )
    )
