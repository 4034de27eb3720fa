"""Concentration: few suppliers take most of what a category is worth."""

from collections.abc import Iterable

from ..competition import BidSeen, Competition, Flag, FlagRaised, LotSeen, Thresholds, gettext_noop

CODE = "concentration"
HHI_FULL = 10_000


def find(competition: Competition, thresholds: Thresholds) -> tuple[FlagRaised, ...]:
    """Categories above the HHI threshold (no supplier), and suppliers above the share threshold in a category."""
    categories = sorted({lot.category for lot in competition.lots})
    return tuple(
        flag
        for category in categories
        for flag in _in_category(
            competition.procedure,
            category,
            [lot for lot in competition.lots if lot.category == category and lot.awarded_centavos],
            thresholds,
        )
    )


def _in_category(procedure: str, category: str, lots: list[LotSeen], thresholds: Thresholds) -> list[FlagRaised]:
    won = _won(lots)
    total = sum(won.values())
    if total == 0 or len(lots) < thresholds.minimum_lots:
        return []
    squares = sum(value * value for value in won.values()) * HHI_FULL
    common: dict[str, int | str | list[str]] = {"hhi_points": squares // (total * total), "lots": len(lots)}
    flags = []
    if squares >= thresholds.hhi_points * total * total:
        flags.append(FlagRaised(CODE, procedure, category=category, figures={**common, "suppliers": len(won)}))
    for supplier, value in won.items():
        if value * 100 >= thresholds.share_percent * total:
            figures = {**common, "share_percent": value * 100 // total, "awarded_centavos": value}
            flags.append(FlagRaised(CODE, procedure, category=category, supplier_id=supplier, figures=figures))
    return flags


def _won(lots: Iterable[LotSeen]) -> dict[str, int]:
    """Awarded value by supplier, in centavos, by supplier id."""
    won: dict[str, int] = {}
    for lot in lots:
        for supplier, centavos in lot.awarded_centavos:
            won[supplier] = won.get(supplier, 0) + centavos
    return {supplier: won[supplier] for supplier in sorted(won)}


CONCENTRATION = Flag(
    code=CODE,
    title=gettext_noop("Concentration"),
    meaning=gettext_noop("A category depends on few suppliers: a failure of one leaves many codes without supply."),
    innocent_when=gettext_noop(
        "The category is small or protected by patents; one manufacturer makes most of its products everywhere."
    ),
    formula=gettext_noop(
        "HHI = sum of squared shares of the awarded value x 10,000, at or above its threshold; "
        "or the share of one supplier, at or above its own."
    ),
    source="Herfindahl-Hirschman index; OECD, Guidelines for fighting bid rigging in public procurement (2025)",
    example=Competition(
        "LA-1",
        "open",
        tuple(LotSeen(f"L{i}", "vaccines", (BidSeen("A", 1000, True),), (("A", 100_000),)) for i in range(10)),
    ),
    find=find,
)
