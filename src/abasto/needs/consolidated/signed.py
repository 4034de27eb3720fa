"""What the lock of a version signs, as the text of a signed note (c2sp.org/signed-note); anyone can check it."""

from dataclasses import dataclass

HEAD = "abasto/needs"


@dataclass(frozen=True)
class Sealed:
    """What is signed of a version: which, how much, and the SHA-256 of its file."""

    round_code: str
    number: int
    lines: int
    minimum_pieces: int
    maximum_pieces: int
    sha256: str

    @property
    def text(self) -> str:
        return (
            f"{HEAD}\nround {self.round_code}\nversion {self.number}\nlines {self.lines}\n"
            f"minimum-pieces {self.minimum_pieces}\nmaximum-pieces {self.maximum_pieces}\nsha256 {self.sha256}\n"
        )
