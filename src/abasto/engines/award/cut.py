"""A cut: a row that every award keeps and the relaxation does not."""

from dataclasses import dataclass

from abasto.engines.award.model import Row

SCALE_BITS = 54


@dataclass(frozen=True)
class Cut:
    """words: as the certificate writes it. row: what the bound uses."""

    words: list[object]
    row: Row
