"""The three totals that always stand together: codes, pieces, money."""

from dataclasses import dataclass

from .figures import share


@dataclass(frozen=True)
class Totals:
    """Codes, pieces and money (centavos) of the same set; `money_centavos` is None where the viewer may not see it."""

    codes: int
    pieces: int
    money_centavos: int | None = None

    def shares_of(self, whole: "Totals") -> tuple[str, str, str]:
        """Percent of the whole, figure by figure; a dash where there is none."""
        mine, all_of_it = self.money_centavos or 0, whole.money_centavos or 0
        return (
            share(self.codes, whole.codes),
            share(self.pieces, whole.pieces),
            share(mine, all_of_it),
        )
