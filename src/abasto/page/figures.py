"""Figures as people read them: thousands with commas, millions with one decimal, percents with one.

es-MX and en-US write the same separators (1,234,567.89); they differ in how they shorten:
Spanish counts in millions (485,695.6 M), English in millions and billions (485.7 bn).
"""

from decimal import ROUND_HALF_UP, Decimal

NO_FIGURE = "–"
CENTAVOS = 100
MILLION = 1_000_000
BILLION = 1_000_000_000


def pieces(count: int) -> str:
    """A whole number with thousands: 5,964,335,640."""
    return f"{count:,}"


def money(centavos: int) -> str:
    """Integer centavos as an amount, exact to the centavo: 1,234,567.89."""
    sign = "-" if centavos < 0 else ""
    whole, rest = divmod(abs(centavos), CENTAVOS)
    return f"{sign}{whole:,}.{rest:02d}"


def share(part: int, whole: int) -> str:
    """`part` of `whole` as a percent with one decimal; a dash where the whole is 0.

    Never rounds something to nothing, nor nearly all to all: 99.97 % is shown as > 99.9 %.
    """
    if whole == 0:
        return NO_FIGURE
    percent_tenths = _rounded(Decimal(part) * 1000 / Decimal(whole))
    if percent_tenths == 0 and part > 0:
        return "< 0.1 %"
    if percent_tenths == 1000 and part < whole:
        return "> 99.9 %"
    return f"{_tenths(percent_tenths)} %"


def percent(fraction: float | Decimal) -> str:
    """A fraction of 1 as a percent with one decimal: 0.749 is 74.9 %."""
    return f"{_tenths(_rounded(Decimal(str(fraction)) * 1000))} %"


def tenths(value: int) -> str:
    """An integer count of tenths: 35 is 3.5."""
    return _tenths(value)


def short_pieces(count: int, language: str) -> str:
    """Short enough for a tile; the exact figure goes beside it. language: "es" or "en"."""
    return _short(Decimal(count), language) if abs(count) >= MILLION else pieces(count)


def short_money(centavos: int, language: str) -> str:
    """An amount short enough for a tile, in whole currency units below a million."""
    amount = Decimal(centavos) / CENTAVOS
    if abs(amount) >= MILLION:
        return _short(amount, language)
    return f"{amount.quantize(Decimal(1), ROUND_HALF_UP):,}"


def _short(value: Decimal, language: str) -> str:
    if language == "en" and abs(value) >= BILLION:
        billions = value / BILLION
        return f"{_to(billions, 1 if abs(billions) >= 10 else 2)} bn"
    return f"{_to(value / MILLION, 1)} {'m' if language == 'en' else 'M'}"


def _to(value: Decimal, decimals: int) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,}"


def _rounded(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_HALF_UP))


def _tenths(value: int) -> str:
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), 10)
    return f"{sign}{whole:,}.{rest}"
