"""Flags: reasons to look. Raised ones for those in control; what each kind means for everyone."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...page.chart import Chart, Source, bars
from ...page.figures import money, pieces
from ...page.screens.download import asked_for
from ...page.shorten import with_short_text
from ...page.table import Column, Link, Row, make_table
from ...page.words import word
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ...rounds.screens.closed import closed
from ..flags import FLAGS
from ..queries import FlagSeen, counts, flags_seen, kind_named

EXAMPLE_LOTS = 3
NAMES = {
    "bidders": lambda: _("bidders"),
    "price_centavos": lambda: _("price"),
    "suppliers": lambda: _("suppliers"),
    "discount_percent": lambda: _("the next bid is above it by"),
    "fence_percent": lambda: _("usual at most"),
    "hhi_points": lambda: _("HHI, points"),
    "lots": lambda: _("lots"),
    "share_percent": lambda: _("share of the value"),
    "awarded_centavos": lambda: _("awarded"),
}


@require_safe
def flags(request: HttpRequest, round_code: str) -> HttpResponse:
    """The flags raised in the round, for those in control."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    told: dict[str, object] = {
        "crumbs": [(of.code, reverse("web:round", args=[of.code])), (_("Flags"), "")], "kinds": FLAGS,
    }  # fmt: skip
    if shut := closed(seen, of, "flag"):
        return render(request, "integrity/flags.html", {**told, "closed": shut}, status=403)
    kind, words = request.GET.get("kind", ""), request.GET.get("q", "").casefold().split()
    found = [one for one in flags_seen(seen, of, kind) if _has(one, words)]
    rows, columns = _rows(found, of), _columns()
    if file := asked_for(request, f"flags-{of.code}", columns, rows, of.is_synthetic):
        return file
    counted = counts(seen, of)
    told |= {
        "all_count": sum(counted.values()),
        "kind": kind, "q": request.GET.get("q", ""),
        "options": [(code, f"{word(code)} ({pieces(count)})") for code, count in counted.items()],
        "table": with_short_text(make_table(_("Flags"), columns, rows, request.GET)),
        "picture": _picture(counted, of) if any(counted.values()) else None,
    }  # fmt: skip
    return render(request, "integrity/flags.html", told)


def _has(one: FlagSeen, words: Sequence[str]) -> bool:
    text = f"{one.clave} {one.description} {one.supplier} {one.supplier_code}".casefold()
    return all(part in text for part in words)


def _columns() -> tuple[Column, ...]:
    return (
        Column("code", _("Flag"), "word"),
        Column("clave", _("Clave"), "clave"),
        Column("description", _("Description"), wide=True),
        Column("supplier", _("Supplier"), wide=True),
        Column("category", _("Category"), "word"),
        Column("figures", _("Figures"), is_sortable=False, wide=True),
    )


def _rows(found: Sequence[FlagSeen], of: Round) -> list[Row]:
    awards = reverse("web:awards", args=[of.code])
    suppliers = reverse("web:suppliers", args=[of.code])
    pages = {kind.code: reverse("web:flag_page", args=[kind.code]) for kind in FLAGS}
    return [
        {
            "code": Link(one.code, pages[one.code]),
            "clave": Link(one.clave, f"{awards}{one.clave}/") if one.clave else None,
            "description": one.description,
            "supplier": Link(one.supplier, f"{suppliers}{one.supplier_code}/") if one.supplier_code else None,
            "category": one.category,
            "figures": in_words(one.figures),
        }
        for one in found
    ]


def in_words(figures: Mapping[str, object]) -> str:
    """The figures that raised a flag, as people read them."""
    return "; ".join(f"{NAMES[name]()}: {_written(name, value)}" for name, value in figures.items())


def _written(name: str, value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if name.endswith("_centavos"):
        return f"{money(int(str(value)))} MXN"
    return f"{value} %" if name.endswith("_percent") else pieces(int(str(value)))


def _picture(counted: Mapping[str, int], of: Round) -> Chart:
    most, count = max(counted.items(), key=lambda one: one[1])
    title = _("“%(kind)s” is the most frequent reason to look: %(count)s times") % {
        "kind": word(most), "count": pieces(count),
    }  # fmt: skip
    source = Source(
        _("Flags of the round"), of.clock.date().isoformat(), "synthetic" if of.is_synthetic else "published"
    )
    rows = [(str(word(code)), number) for code, number in counted.items()]
    return bars("flags", title, _("Flag"), rows, series=(_("Times"),), source=source, is_horizontal=True)


@require_safe
def flag_page(request: HttpRequest, code: str) -> HttpResponse:
    """What one kind of flag means, when it is innocent, how it is computed, with an example: public documentation."""
    kind = kind_named(code)
    lots = [
        {"lot": lot.lot_id, "category": lot.category,
         "bids": [(bid.supplier_id, money(bid.price_centavos), bid.is_valid) for bid in lot.bids],
         "awarded": [(supplier, money(centavos)) for supplier, centavos in lot.awarded_centavos]}
        for lot in kind.example.lots[:EXAMPLE_LOTS]
    ]  # fmt: skip
    told = {
        "crumbs": [(_("Flags"), ""), (word(code), "")],
        "kind": kind,
        "title": word(code),
        "meaning": _(kind.meaning), "innocent_when": _(kind.innocent_when), "formula": _(kind.formula),
        "lots": lots,
        "more_lots": len(kind.example.lots) - len(lots),
        "others": [other for other in FLAGS if other.code != code],
    }  # fmt: skip
    return render(request, "integrity/flag_page.html", told)


def flags_of(seen: Sight, of: Round, clave: str) -> str:
    """The flags on a lot as a piece of its page; "" for those who may not see flags, or where none was raised."""
    found = flags_seen(seen, of, clave=clave)
    if not found:
        return ""
    told = [(word(one.code), reverse("web:flag_page", args=[one.code]), in_words(one.figures)) for one in found]
    return render_to_string("integrity/of_code.html", {"flags": told})
