"""Pictures of the award: from asked to awarded, why codes were left, and the offers on one lot."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...page.chart import Chart, Source, bars
from ...page.chart import lines as line_chart
from ...page.figures import money, pieces, share
from ...page.flow import Step
from ...page.totals import Totals
from ...page.words import word
from ...rounds.models import Round
from ..lines import AwardLine, asked, awarded, by_reason
from ..queries import BidRow, LotDetail


def waterfall(shown: Sequence[AwardLine]) -> tuple[Step, ...]:
    """From asked to awarded: what is left after each reason, at reference prices; the last step is what it costs."""
    standing = asked(shown)
    steps = [Step(_("Asked, at the reference price"), standing)]
    without = {line.reason for line in shown if not line.awarded_pieces}
    for reason, lost in by_reason(shown):
        codes = sum(line.reason == reason and not line.awarded_pieces for line in shown) if reason in without else 0
        standing = Totals(standing.codes - codes, standing.pieces - lost.pieces, _less(standing, lost))
        steps.append(
            Step(_("less: %(reason)s") % {"reason": word(reason)}, standing, f"?reason={reason}", _lost(codes, lost))
        )
    return (*steps, Step(_("Awarded, at the winners' prices"), awarded(shown)))


def _less(standing: Totals, lost: Totals) -> int | None:
    if standing.money_centavos is None or lost.money_centavos is None:
        return None
    return standing.money_centavos - lost.money_centavos


def _lost(codes: int, lost: Totals) -> str:
    return _("−%(codes)s codes, −%(pieces)s pieces") % {"codes": pieces(codes), "pieces": pieces(lost.pieces)}


def of_reasons(shown: Sequence[AwardLine], of: Round) -> Chart | None:
    """Share of codes, pieces and money left by each reason; None where nothing is left."""
    reasons = by_reason(shown)
    if not reasons:
        return None
    whole = asked(shown)
    first, most = max(reasons, key=lambda one: one[1].codes)
    title = _("“%(reason)s” holds back most codes: %(codes)s of %(all)s, %(share)s of the pieces") % {
        "reason": word(first), "codes": pieces(most.codes), "all": pieces(whole.codes),
        "share": share(most.pieces, whole.pieces),
    }  # fmt: skip
    has_money = whole.money_centavos is not None
    series = (_("Codes"), _("Pieces"), _("Money at the reference price"))[: 3 if has_money else 2]
    rows = [(str(word(reason)), *_shares(lost, whole)[: len(series)]) for reason, lost in reasons]
    return bars(
        "reasons", title, _("Reason"), rows, series=series, source=_source(of), kind="share", is_horizontal=True
    )


def _shares(lost: Totals, whole: Totals) -> tuple[float, float, float]:
    return (
        lost.codes / (whole.codes or 1),
        lost.pieces / (whole.pieces or 1),
        (lost.money_centavos or 0) / (whole.money_centavos or 1),
    )


def _source(of: Round) -> Source:
    origin = "synthetic" if of.is_synthetic else "published"
    return Source(_("Award of %(round)s") % {"round": of.code}, of.clock.date().isoformat(), origin)


LIMITS = (
    ("ceiling_centavos", gettext_lazy("Ceiling")),
    ("highest_acceptable_centavos", gettext_lazy("Highest acceptable price")),
    ("median_centavos", gettext_lazy("Median of the research")),
    ("spread_limit_centavos", gettext_lazy("Highest price of a further winner")),
    ("lowest_convenient_centavos", gettext_lazy("Lowest convenient price")),
)


def of_offers(detail: LotDetail, of: Round) -> Chart | None:
    """The offers whose price the viewer may see, the lowest first, with the limits across; None under two offers."""
    offers = sorted(
        (row.price_centavos, row.bid.supplier_code, row) for row in detail.bids if row.price_centavos is not None
    )
    if len(offers) < 2:
        return None
    limits = [(str(label), value / 100) for name, label in LIMITS if isinstance(value := detail.figures.get(name), int)]
    title = _("%(count)s prices from %(low)s to %(high)s MXN per piece; %(won)s of them won") % {
        "count": len(offers), "low": money(offers[0][0]), "high": money(offers[-1][0]),
        "won": sum(row.is_winner for _price, _code, row in offers),
    }  # fmt: skip
    across = tuple(value for _label, value in limits)
    rows = [(_named(row), price / 100, *across) for price, _code, row in offers]
    series = (_("Price"), *(label for label, _value in limits))
    unit = _("MXN per piece")
    return line_chart("offers", title, _("Offer"), rows, series=series, source=_source(of), kind="money", value=unit)


def _named(row: BidRow) -> str:
    """The supplier with what became of its bid: its share, or its reason."""
    name = row.bid.supplier.split(",")[0]
    if row.is_winner:
        return _("%(name)s: wins %(share)s %%") % {"name": name, "share": row.share_percent}
    return f"{name}: {word(row.reason)}"
