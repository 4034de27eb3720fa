"""The pictures of the consolidated need: each says what it shows in its title."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ....page.chart import Chart, Source, bars, state_map
from ....page.figures import pieces, share
from ....page.words import word
from ....rounds.models import Round
from ..views.figures import NATIONAL, Figures, Placed, Sum, by_category, by_institution, by_month
from ..views.surprises import Surprise, growth
from .view_tables import month_name

SHOWN = 15


def source_of(of: Round, now: Figures, origin: str) -> Source:
    """Where the figures come from, as words."""
    name = of.source.partition("\n")[0]
    if now.is_stated:
        name = _("Requests of the institutions")
        name += f", {_('version')} {now.version}" if now.version else ""
    return Source(name, of.code, origin)


def institutions(now: Figures, source: Source) -> Chart | None:
    """The institutions that ask for most."""
    found = by_institution(now, None)
    return _largest("institutions", found, [one.name for one in found], source, _("Institution"))


def categories(now: Figures, source: Source) -> Chart | None:
    """Pieces by category."""
    found = by_category(now, None)
    return _largest("categories", found, [str(word(one.key)) for one in found], source, _("Category"))


def groups(found: Sequence[Sum], source: Source) -> Chart | None:
    """The groups asked for most."""
    return _largest("groups", found, [one.name for one in found], source, _("Generic name or clave"))


def _largest(id: str, found: Sequence[Sum], names: Sequence[str], source: Source, category: str) -> Chart | None:
    whole = sum(one.maximum for one in found)
    if not whole:
        return None
    title = _("%(name)s: %(share)s of the pieces asked for") % {
        "name": names[0], "share": share(found[0].maximum, whole),
    }  # fmt: skip
    rows = [(name, one.maximum) for name, one in zip(names[:SHOWN], found, strict=False) if one.maximum]
    return bars(id, title, category, rows, series=(_("Maximum"),), source=source, kind="pieces", is_horizontal=True)


def states(found: Sequence[Placed], source: Source) -> Chart | None:
    """The map of what each state asks for."""
    whole = sum(one.pieces for one in found)
    placed = [one for one in found if one.state != NATIONAL]
    if not whole or not placed:
        return None
    most = sorted((one.pieces for one in placed), reverse=True)[:5]
    on_map = sum(one.pieces for one in placed)
    title = _("Five states ask for %(share)s of the pieces that can be placed") % {"share": share(sum(most), on_map)}
    rows = [(one.state, one.pieces) for one in placed]
    return state_map(
        "states", title, _("Pieces"), rows, source=source, state=_("State"), kind="pieces", coverage=on_map / whole
    )


def months(of: Round, now: Figures, source: Source) -> Chart | None:
    """The months of the round, a colour per category."""
    parts = by_month(now)
    shown = [at for at in range(len(now.categories)) if parts[:, at].any()]
    if not shown:
        return None
    summed = parts.sum(axis=1).tolist()
    top = summed.index(max(summed))
    title = _("The most pieces are for %(month)s: %(pieces)s") % {
        "month": month_name(of, top), "pieces": pieces(summed[top]),
    }  # fmt: skip
    rows = [(month_name(of, at), *(int(row[place]) for place in shown)) for at, row in enumerate(parts.tolist())]
    names = tuple(str(word(now.categories[at])) for at in shown)
    return bars("months", title, _("Month"), rows, series=names, source=source, value=_("Pieces"), kind="pieces",
                is_stacked=True)  # fmt: skip


def growths(now: Figures, before: Figures, source: Source) -> Chart | None:
    """The codes whose need changed most: last round beside this one."""
    found = growth(now, before)[:SHOWN]
    if not found:
        return None
    at, is_now, was = found[0]
    title = _("%(clave)s changed most: from %(before)s to %(now)s pieces") % {
        "clave": now.codes[at].clave, "before": pieces(was), "now": pieces(is_now),
    }  # fmt: skip
    rows = [(now.codes[at].clave, was, is_now) for at, is_now, was in found]
    return bars("growth", title, _("Clave"), rows, series=(_("Last round"), _("This round")), source=source,
                value=_("Pieces"), kind="pieces", is_horizontal=True)  # fmt: skip


def surprising(found: Sequence[Surprise], source: Source) -> Chart | None:
    """The requests that surprise most: expected beside asked."""
    if not found:
        return None
    first = found[0]
    title = _("Most surprising: %(clave)s, %(expected)s pieces expected, %(asked)s asked") % {
        "clave": first.clave, "expected": pieces(first.expected), "asked": pieces(first.pieces),
    }  # fmt: skip
    rows = [(f"{one.clave} {one.buyer_name}".strip(), one.expected, one.pieces) for one in found[:SHOWN]]
    return bars("surprises", title, _("Code and buyer"), rows, series=(_("Expected"), _("Asked")), source=source,
                value=_("Pieces"), kind="pieces", is_horizontal=True)  # fmt: skip
