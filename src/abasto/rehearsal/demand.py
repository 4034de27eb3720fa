"""What a round asks for, as the rehearsal needs it."""

from dataclasses import dataclass
from functools import cached_property

from .luck import Hashes, Integers, hashes_of


@dataclass(frozen=True)
class Demand:
    """What a round asks for: pieces of shape (claves, buyers), over `months`.

    categories: of the catalogue (medicine, vaccine, supply, laboratory, instrument), one per clave; buyers: codes.
    """

    claves: tuple[str, ...]
    categories: tuple[str, ...]
    descriptions: tuple[str, ...]
    buyers: tuple[str, ...]
    minimum_pieces: Integers
    maximum_pieces: Integers
    months: int

    @cached_property
    def items(self) -> Hashes:
        """The luck of each clave, shape (claves,)."""
        return hashes_of(self.claves)

    @cached_property
    def buyer_keys(self) -> Hashes:
        """The luck of each buyer, shape (buyers,)."""
        return hashes_of(self.buyers)

    @property
    def asked_pieces(self) -> Integers:
        """Maximum of all buyers, shape (claves,)."""
        asked: Integers = self.maximum_pieces.sum(axis=1)
        return asked
