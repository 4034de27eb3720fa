"""Imports a demand annex as published: its codes, its buyers, every need line with its cell, every problem."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from ...base.refusal import Refused
from ...catalogue.actions.list_items import list_items
from ...catalogue.models import Item
from ...people.actions.register_organisations import NewOrganisation, register_organisations
from ...people.models import Organisation, OrganisationAlias
from ...rounds.actions.open_annex_round import AnnexRound, open_annex_round
from ...rounds.models import Round
from ...rounds.sample_rows import SampleItem
from ..annexes.read import read_annex
from ..annexes.table import AnnexTable
from ..models import NeedImport
from .import_needs import NeedRows, NeedSource, import_needs

WHOLE = "todas-las-instituciones"
ROUND_PREFIX = "annex-"


def import_annex(
    path: Path,
    catalogue: Collection[str],
    minimum_percent: Decimal,
    rule_set: str,
    on: date,
    actor: str,
    years: tuple[int, ...] = (),
) -> tuple[Round, AnnexTable]:
    """Read the file and save all of it, or nothing; the round is named after the file's years.

    years: of the round, where the file carries none (a CSV); the file's own go first.
    catalogue: the claves known besides those in the tables. Names of institutions are checked against the spellings
    known; refuses a file that was imported before, and whatever `read_annex` refuses.
    """
    aliases = dict(OrganisationAlias.objects.values_list("text", "organisation__code"))
    claves = {*catalogue, *Item.objects.values_list("clave", flat=True)}
    table = read_annex(path, aliases or None, claves, minimum_percent)
    if NeedImport.objects.filter(sha256=table.source.sha256).exists():
        raise Refused("already-imported", "", {"file": path.name})
    years = table.round_years or years
    if not years:
        raise Refused("years-not-in-file", "", {"file": path.name})
    with transaction.atomic():
        buyers = _buyers(table)
        of = open_annex_round(_round(table, years, rule_set), list(dict.fromkeys(buyers)), on, actor)
        items = list_items(of, _items(table))
        source = NeedSource(table.source.file_name, table.source.sha256, table.layout)
        codes = {buyer.code: buyer for buyer in buyers}
        import_needs(of, source, _rows(table, buyers), items, codes, table.problems, actor)
    return of, table


def _round(table: AnnexTable, years: tuple[int, ...], rule_set: str) -> AnnexRound:
    first, last = years[0], years[-1]
    code = ROUND_PREFIX + ("csv-" if table.layout == "tidy-csv" else "") + f"{first}-{last}"
    return AnnexRound(code, (first, last), table.source.file_name, rule_set)


def _buyers(table: AnnexTable) -> list[Organisation]:
    """The organisation of each column; one whose name nobody knows yet is registered as published."""
    named = [buyer.code or _slug(buyer.name_as_published) for buyer in table.buyers]
    known = register_organisations(
        [
            NewOrganisation(code=code, name=buyer.name_as_published, kind="institution", origin="published")
            for code, buyer in zip(named, table.buyers, strict=True)
        ]
    )
    return [known[code] for code in named]


def _slug(name: str) -> str:
    return WHOLE if name == "TOTAL" else slugify(name)[:80]


def _items(table: AnnexTable) -> list[SampleItem]:
    cucop = table.cucop or (("", ""),) * len(table.claves)
    partida = table.partida or (0,) * len(table.claves)
    return [
        SampleItem(clave, str(number or ""), description, unit, codes[0], "published", "")
        for clave, number, description, unit, codes in zip(
            table.claves, partida, table.descriptions, table.units, cucop, strict=True
        )
    ]


def _rows(table: AnnexTable, buyers: list[Organisation]) -> NeedRows:
    """One row per cell with pieces, with the sheet, columns and row it stood in."""
    rows, columns = (table.maximum_pieces + table.minimum_pieces).nonzero()
    cells = list(zip(rows.tolist(), columns.tolist(), strict=True))
    return NeedRows(
        claves=[table.claves[row] for row, _ in cells],
        buyers=[buyers[column].code for _, column in cells],
        minimum_pieces=table.minimum_pieces[rows, columns],
        maximum_pieces=table.maximum_pieces[rows, columns],
        origins=["published"] * len(cells),
        rules=[""] * len(cells),
        places=[_place(table, row, column) for row, column in cells],
    )


def _place(table: AnnexTable, row: int, column: int) -> str:
    least, most = table.column_of[column]
    return f"{table.sheet_of}!{least}:{most}{int(table.row_of[row])}"[:60]
