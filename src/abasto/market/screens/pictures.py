"""Pictures of prices: how they spread, how ceilings lie to medians, and the quotes of a code."""

from collections.abc import Sequence
from statistics import median

from django.utils.translation import gettext as _

from ...page.chart import Chart, Mark, Source, bars, histogram, lines
from ...page.figures import money
from ...rounds.models import Round
from ..models import ReferencePrice
from ..prices import PriceLine
from ..queries import QuoteSeen

BANDS = (100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000)
WIDEST = 2.0


def of_prices(shown: Sequence[PriceLine], of: Round) -> list[Chart]:
    """Codes by band of price, and the ceiling over the median where ceilings are seen; none without rows."""
    if not shown:
        return []
    ratios = [ratio for line in shown if (ratio := line.ceiling_over_median) is not None]
    return [_bands(shown, of), *([_ceilings(ratios, of, shown[0].origin)] if ratios else [])]


def source_of(of: Round, origin: str) -> Source:
    """The source line under a picture of the research."""
    return Source(_("Market research of %(round)s") % {"round": of.code}, of.clock.date().isoformat(), origin)


def _bands(shown: Sequence[PriceLine], of: Round) -> Chart:
    middle = int(median(line.median_centavos for line in shown))
    title = _("Half of these codes cost at most %(price)s MXN per piece") % {"price": money(middle)}
    axis = _("Median price, MXN per piece")
    source = source_of(of, shown[0].origin)
    return bars("price-bands", title, axis, _counted(shown), series=(_("Codes"),), source=source)


def _counted(shown: Sequence[PriceLine]) -> list[tuple[object, ...]]:
    """Codes in each band of ten times the one before it."""
    edges = [0, *BANDS]
    rows: list[tuple[object, ...]] = []
    for low, high in zip(edges, [*BANDS, None], strict=True):
        count = sum(low <= line.median_centavos and (high is None or line.median_centavos < high) for line in shown)
        rows.append((_band_name(low, high), count))
    return rows


def _band_name(low: int, high: int | None) -> str:
    if high is None:
        return _("%(low)s or more") % {"low": f"{low // 100:,}"}
    return _("%(low)s to %(high)s") % {"low": f"{low // 100:,}", "high": f"{high // 100:,}"}


def _ceilings(ratios: Sequence[float], of: Round, origin: str) -> Chart:
    below = sum(ratio < 1 for ratio in ratios)
    title = _("%(below)s of %(all)s ceilings lie below the median of their research") % {
        "below": f"{below:,}", "all": f"{len(ratios):,}",
    }  # fmt: skip
    capped = [min(ratio, WIDEST) for ratio in ratios]
    marks = (Mark(_("median"), 1.0),)
    return histogram(
        "ceilings",
        title,
        capped,
        value=_("Ceiling over median"),
        count=_("Codes"),
        source=source_of(of, origin),
        marks=marks,
        kind="share",
    )


def of_quotes(quotes: Sequence[QuoteSeen], found: ReferencePrice, ceiling: int | None, of: Round) -> Chart:
    """The quotes of a code from the lowest, with median and ceiling across."""
    lowest, highest = quotes[0].price_centavos, quotes[-1].price_centavos
    title = _("%(count)s quotes from %(low)s to %(high)s MXN per piece") % {
        "count": len(quotes), "low": money(lowest), "high": money(highest),
    }  # fmt: skip
    limits = [(_("Median"), found.median_centavos / 100)]
    if ceiling is not None:
        limits.append((_("Ceiling"), ceiling / 100))
    across = tuple(value for _label, value in limits)
    rows = [(one.source, one.price_centavos / 100, *across) for one in quotes]
    series = (_("Price"), *(label for label, _value in limits))
    source, unit = source_of(of, found.origin), _("MXN per piece")
    return lines("quotes", title, _("Source"), rows, series=series, source=source, kind="money", value=unit)
