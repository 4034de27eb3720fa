"""Pictures of the study: what each scenario costs, cost against pieces not served, and what each clause costs."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ....page.chart import Chart, Source, bars, scatter
from ....page.figures import money, pieces
from ....rounds.models import Round
from ..models import Scenario
from ..steps import OF_FRONTIER

LONGEST = 48


def of_costs(done: Sequence[Scenario], of: Round) -> Chart | None:
    """A bar a scenario, beside the lawful award; None where none was answered."""
    if not done:
        return None
    named = [(_("Lawful award"), done[0].summary["lawful"]), *((one.name, one.summary) for one in done)]
    best, least = min(((name, found["total_centavos"]) for name, found in named[1:]), key=lambda one: one[1])
    title = _("“%(name)s” costs least: %(money)s MXN with what it leaves") % {"name": best, "money": money(least)}
    rows = [(name, found["money_centavos"] / 100, found["left_centavos"] / 100) for name, found in named]
    series = (_("Awarded"), _("Cost of what is not served"))
    return bars(
        "costs", title, _("Scenario"), rows, series=series, source=_source(of), kind="money", value="MXN",
        is_stacked=True, is_horizontal=True,
    )  # fmt: skip


def of_frontier(done: Sequence[Scenario], of: Round) -> Chart | None:
    """Money awarded against pieces not served; None with fewer than two scenarios."""
    if len(done) < 2:
        return None
    rows = [(one.name, float(one.summary["left_pieces"]), one.summary["money_centavos"] / 100) for one in done]
    least = min(done, key=lambda one: one.summary["left_pieces"])
    title = _("“%(name)s” leaves the fewest pieces unserved: %(pieces)s") % {
        "name": least.name, "pieces": f"{least.summary['left_pieces']:,}",
    }  # fmt: skip
    axes = (_("Pieces not served"), _("Awarded, MXN"))
    return scatter("frontier", title, axes, rows, source=_source(of), label=_("Scenario"), kind="money")


def of_own_frontier(one: Scenario, of: Round) -> Chart | None:
    """Money awarded against pieces not served, as what is unserved costs more; None where it was not asked for."""
    points = [price for price in one.prices if price["place"] == OF_FRONTIER]
    if not points:
        return None
    rows = [
        (
            _("unserved at %(percent)s %%") % {"percent": price["key"].removeprefix("unserved-")},
            float(price["summary"]["left_pieces"]),
            price["summary"]["money_centavos"] / 100,
        )
        for price in points
    ]
    fewest = min(int(row[1]) for row in rows)
    title = _("However much is paid, %(pieces)s pieces stay unserved") % {"pieces": pieces(fewest)}
    axes = (_("Pieces not served"), _("Awarded, MXN"))
    return scatter("own-frontier", title, axes, rows, source=_source(of), label=_("Cost of a piece"), kind="money")


def of_prices(named: Sequence[tuple[str, int]], of: Round) -> Chart | None:
    """What each clause costs, the dearest first; None where there is none. named: (clause, centavos)."""
    if not named:
        return None
    ordered = sorted(named, key=lambda one: (-one[1], one[0]))
    title = _("Dearest clause: %(clause)s, %(money)s MXN") % {
        "clause": ordered[0][0].removesuffix("."),
        "money": money(ordered[0][1]),
    }
    rows = [(name if len(name) <= LONGEST else f"{name[:LONGEST]}…", value / 100) for name, value in ordered]
    return bars(
        "prices", title, _("Clause"), rows, series=(_("MXN"),), source=_source(of), kind="money", is_horizontal=True
    )


def _source(of: Round) -> Source:
    origin = "synthetic" if of.is_synthetic else "derived"
    told = _("Study of %(round)s; not awardable where the law decides each lot alone") % {"round": of.code}
    return Source(told, of.clock.date().isoformat(), origin)
