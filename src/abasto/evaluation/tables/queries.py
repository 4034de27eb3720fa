"""Needs, lots, bids, awards, contracts, lines and suppliers as rows, each column only where its field is open."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import BigIntegerField, Count, F, FilteredRelation, Max, Q, QuerySet, Sum

from ...award.models import Award
from ...contracts.models import Contract, ContractLine
from ...needs.models import NeedLine
from ...openness.files.result_json import Sees
from ...openness.files.tables import Cell, Column, Table
from ...page.words import word
from ...rounds.models import Round
from ...tender.models import Bid, Lot
from ...tender.queries import still_sealed

Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Told:
    """A column: heading, where its value is, how it is written, and the field that opens it ("" with its table)."""

    title: str
    path: str
    kind: Literal["text", "number", "money", "word"] = "text"
    field: str = ""
    width: int = 14


@dataclass(frozen=True)
class Source:
    """A table: its file, its name, the fields that open it, its rows, its columns, the first of which are its key."""

    file: str
    name: str
    fields: tuple[str, ...]
    rows: Callable[[Round], Rows]
    columns: tuple[Told, ...]
    key_columns: int


def tables_of(of: Round, sees: Sees) -> Iterator[tuple[str, Table]]:
    """File name and table, for every table that may be seen; words are in the language that is active."""
    for source in SOURCES:
        if all(map(sees, source.fields)):
            yield source.file, _table(source, of, sees)


def _table(source: Source, of: Round, sees: Sees) -> Table:
    told = [one for one in source.columns if not one.field or sees(one.field)]
    found = source.rows(of).order_by().values_list(*(one.path for one in told))
    columns = tuple(Column(one.title, "text" if one.kind == "word" else one.kind, one.width) for one in told)
    return Table(source.name, columns, _worded(found, told), source.key_columns)


def _worded(found: Rows, told: list[Told]) -> list[tuple[Cell, ...]]:
    """The rows, with words in the place of codes."""
    places = {at for at, one in enumerate(told) if one.kind == "word"}
    if not places:
        return list(found)
    words: dict[str | None, str] = {None: "", "": ""}
    for row in found:
        for at in places:
            if row[at] not in words:
                words[row[at]] = str(word(row[at]))
    return [tuple(words[cell] if at in places else cell for at, cell in enumerate(row)) for row in found]


def _needs(of: Round) -> Rows:
    return NeedLine.objects.filter(round=of)


def _lots(of: Round) -> Rows:
    price = FilteredRelation("item__referenceprice", condition=Q(item__referenceprice__round=of))
    # As this round lists the item: the catalogue keeps the words of whichever round named it first.
    listed = FilteredRelation("item__rounditem", condition=Q(item__rounditem__round=of))
    return Lot.objects.filter(procedure__round=of).annotate(price=price, listed=listed)


def _bids(of: Round) -> Rows:
    return Bid.objects.filter(lot__procedure__round=of).exclude(still_sealed())


def _awards(of: Round) -> Rows:
    return Award.objects.filter(lot__procedure__round=of).annotate(amount=F("maximum_pieces") * F("price_centavos"))


def _contracts(of: Round) -> Rows:
    return Contract.objects.filter(round=of)


def _lines(of: Round) -> Rows:
    lines = ContractLine.objects.filter(contract__round=of)
    return lines.annotate(amount=F("maximum_pieces") * F("price_centavos"))


def _suppliers(of: Round) -> Rows:
    """What each supplier won; its fill is one row, so the largest is it."""
    of_round = Q(bid__supplier__supplierfill__round=of)
    return (
        Award.objects.filter(lot__procedure__round=of)
        .annotate(fill=FilteredRelation("bid__supplier__supplierfill", condition=of_round))
        .values("bid__supplier__code", "bid__supplier__name", "lot__procedure__origin")
        .annotate(
            codes=Count("lot__item", distinct=True),
            pieces=Sum("maximum_pieces"),
            amount=Sum(F("maximum_pieces") * F("price_centavos"), output_field=BigIntegerField()),
            due=Max("fill__due_pieces"),
            received=Max("fill__received_pieces"),
            on_time=Max("fill__on_time_pieces"),
        )
    )


SOURCES = (
    Source(
        "needs", "Necesidades", ("need",), _needs,
        (
            Told("Clave", "item__clave", width=17), Told("Comprador", "buyer__code", width=30),
            Told("Nombre del comprador", "buyer__name", width=50),
            Told("Mínimo (piezas)", "minimum_pieces", "number"), Told("Máximo (piezas)", "maximum_pieces", "number"),
            Told("Origen", "origin"), Told("Regla", "rule"),
        ),
        2,
    ),
    Source(
        "lots", "Partidas", ("consolidated_need",), _lots,
        (
            Told("Clave", "item__clave", width=17), Told("Procedimiento", "procedure__number", width=22),
            Told("Descripción", "listed__description", width=60),
            Told("Categoría", "item__category", "word"), Told("Reparto", "share_pattern"),
            Told("Mínimo (piezas)", "minimum_pieces", "number"), Told("Máximo (piezas)", "maximum_pieces", "number"),
            Told("Mediana de referencia (MXN)", "price__median_centavos", "money", "reference_price"),
            Told("Precio máximo autorizado (MXN)", "price__ceiling_centavos", "money", "ceiling"),
            Told("Decisión", "decision__state", "word", "lot_decision"),
            Told("Causa", "decision__reason", "word", "lot_decision", 24),
            Told("Adjudicado (piezas)", "decision__awarded_pieces", "number", "lot_decision"),
            Told("No adjudicado (piezas)", "decision__unawarded_pieces", "number", "lot_decision"),
            Told("Origen", "procedure__origin"),
        ),
        2,
    ),
    Source(
        "bids", "Ofertas", ("bid_existence",), _bids,
        (
            Told("Clave", "lot__item__clave", width=17), Told("Procedimiento", "lot__procedure__number", width=22),
            Told("Proveedor", "supplier__code"),
            Told("Nombre del proveedor", "supplier__name", width=44),
            Told("Precio ofertado (MXN)", "price_centavos", "money", "losing_price"),
            Told("Capacidad (piezas)", "capacity_pieces", "number", "bid_capacity"),
            Told("Causa de no adjudicación", "outcome__reason", "word", "lot_decision", 24),
            Told("Adjudicado (piezas)", "outcome__awarded_pieces", "number", "lot_decision"),
            Told("Origen", "origin"),
        ),
        3,
    ),
    Source(
        "awards", "Adjudicaciones", ("award",), _awards,
        (
            Told("Clave", "lot__item__clave", width=17), Told("Procedimiento", "lot__procedure__number", width=22),
            Told("Proveedor", "bid__supplier__code"),
            Told("Nombre del proveedor", "bid__supplier__name", width=44),
            Told("Proporción (%)", "share_percent", "number"), Told("Precio (MXN)", "price_centavos", "money"),
            Told("Mínimo (piezas)", "minimum_pieces", "number"), Told("Máximo (piezas)", "maximum_pieces", "number"),
            Told("Importe máximo (MXN)", "amount", "money", width=20),
            Told("Ahorro sobre lo adjudicado (MXN)", "saving__awarded_centavos", "money", "saving", 20),
            Told("Origen", "lot__procedure__origin"),
        ),
        3,
    ),
    Source(
        "contracts", "Contratos", ("contract",), _contracts,
        (
            Told("Contrato", "number", width=48), Told("Entidad que firma", "legal_entity__name", width=44),
            Told("Proveedor", "supplier__code"), Told("Nombre del proveedor", "supplier__name", width=44),
            Told("Importe mínimo (MXN)", "minimum_centavos", "money", width=20),
            Told("Importe máximo (MXN)", "maximum_centavos", "money", width=20),
            Told("Máximo (piezas)", "maximum_pieces", "number"), Told("Garantía (MXN)", "guarantee_centavos", "money"),
            Told("Renglones", "lines_count", "number"), Told("Origen", "procedure__origin"),
        ),
        1,
    ),
    Source(
        "contract-lines", "Renglones de contrato", ("contract",), _lines,
        (
            Told("Contrato", "contract__number", width=48), Told("Clave", "award__lot__item__clave", width=17),
            Told("Comprador", "buyer__code", width=30),
            Told("Mínimo (piezas)", "minimum_pieces", "number"), Told("Máximo (piezas)", "maximum_pieces", "number"),
            Told("Precio (MXN)", "price_centavos", "money"),
            Told("Importe máximo (MXN)", "amount", "money", width=20),
            Told("Exigible (piezas)", "delivery__due_pieces", "number", "delivery"),
            Told("Recibido (piezas)", "delivery__received_pieces", "number", "delivery"),
            Told("Recibido a tiempo (piezas)", "delivery__on_time_pieces", "number", "delivery"),
            Told("Origen", "contract__procedure__origin"),
        ),
        3,
    ),
    Source(
        "suppliers", "Proveedores", ("award",), _suppliers,
        (
            Told("Proveedor", "bid__supplier__code"), Told("Nombre", "bid__supplier__name", width=44),
            Told("Claves adjudicadas", "codes", "number"), Told("Adjudicado (piezas)", "pieces", "number"),
            Told("Importe adjudicado (MXN)", "amount", "money", width=20),
            Told("Exigible (piezas)", "due", "number", "fill_rate"),
            Told("Recibido (piezas)", "received", "number", "fill_rate"),
            Told("Recibido a tiempo (piezas)", "on_time", "number", "fill_rate"),
            Told("Origen", "lot__procedure__origin"),
        ),
        1,
    ),
)  # fmt: skip
