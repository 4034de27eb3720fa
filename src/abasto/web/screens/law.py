"""The law of a round: every legal value with its versions, the documents that may be asked, who may see what."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...base.refusal import Refused
from ...law.reader import read_disclosure, read_rule_set
from ...law.values import Definition, LegalValue, Requirement, RuleSet
from ...page.legal_words import legal, written
from ...page.table import Column, Link, Row, Table, make_table
from ...page.words import word
from ...rounds.models import Round
from ...rounds.queries import newest
from ..disclosure_words import CLASSES, FIELDS
from ..search_index import fold

DEFAULT_RULE_SET = "mx"


@require_safe
def law(request: HttpRequest) -> HttpResponse:
    """Every legal value in force at the round's clock, and every document that may be asked of a bidder."""
    rules, of = _rules()
    on = _today(of, rules)
    words = request.GET.get("q", "")
    values = [row for row in (_value_row(one, on) for one in rules.definitions.values()) if _has(row, words)]
    versions = [version for one in rules.definitions.values() for version in one.versions]
    told = {
        "rules": rules,
        "title": rules.title[_language()],
        "q": words,
        "on": on,
        "values": make_table(_("Legal values"), _value_columns(), values, request.GET, per_page=200),
        "documents": Table(
            _("Documents that may be asked of a bidder"),
            _document_columns(),
            [_document_row(one) for one in rules.requirements],
        ),
        "count": len(rules.definitions),
        "checked": sum(version.is_checked for version in versions),
        "versions": len(versions),
        "crumbs": [(_("Legal values"), "")],
    }
    return render(request, "web/law.html", told)


@require_safe
def legal_value(request: HttpRequest, key: str) -> HttpResponse:
    """One legal value through time, or one document that may be asked; refuses `not-found`."""
    rules, of = _rules()
    crumbs = [(_("Legal values"), reverse("web:law")), (key, "")]
    if key in rules.definitions:
        one = rules.definitions[key]
        rows = [_version_row(version) for version in reversed(one.versions)]
        told = {
            "key": key,
            "description": one.description[_language()],
            "now": _now(one, _today(of, rules)),
            "versions": Table(_("Versions, the newest first"), _version_columns(), rows),
            "crumbs": crumbs,
        }
        return render(request, "web/legal_value.html", told)
    for requirement in rules.requirements:
        if requirement.key == key:
            about = requirement.description[_language()]
            asked = {"key": key, "description": about, "requirement": requirement, "crumbs": crumbs}
            return render(request, "web/legal_value.html", asked)
    raise Refused("not-found", "", {"what": "legal value", "value": key})


@require_safe
def disclosure(request: HttpRequest) -> HttpResponse:
    """Who may see each field in each phase."""
    rules, of = _rules()
    table = read_disclosure(rules.name)
    columns = [Column("field", _("Field"), is_sortable=False)]
    columns += [Column(phase, str(word(phase)), is_sortable=False) for phase in table.phases]
    said = {name: short for name, (short, _long) in CLASSES.items()}
    rows: list[Row] = [
        {"field": FIELDS.get(field, field), **{phase: said[name] for phase, name in classes.items()}}
        for field, classes in table.table.items()
    ]
    told = {
        "of": of,
        "classes": [CLASSES[name] for name in table.classes],
        "table": Table(_("Who may see what, phase by phase"), tuple(columns), rows),
        "crumbs": [(_("Legal values"), reverse("web:law")), (_("Disclosure"), "")],
    }
    return render(request, "web/disclosure.html", told)


def _rules() -> tuple[RuleSet, Round | None]:
    of = newest()
    return read_rule_set(of.rule_set if of else DEFAULT_RULE_SET), of


def _today(of: Round | None, rules: RuleSet) -> date:
    """The round's clock; without a round, the day of the newest version."""
    if of is not None:
        return localtime(of.clock).date()
    return max(version.since for one in rules.definitions.values() for version in one.versions)


def _language() -> str:
    return "en" if get_language() == "en" else "es"


def _now(one: Definition, on: date) -> LegalValue | None:
    in_force = [version for version in one.versions if version.since <= on]
    return in_force[-1] if in_force else None


def _value_columns() -> tuple[Column, ...]:
    return (
        Column("key", _("Value"), "clave"),
        Column("description", _("What it says"), wide=True),
        Column("value", _("In force")),
        Column("citation", _("Article"), wide=True),
        Column("since", _("Since"), "date"),
        Column("state", _("State"), "state"),
    )


def _value_row(one: Definition, on: date) -> Row:
    now = _now(one, on)
    return {
        "key": Link(one.key, reverse("web:legal_value", args=[one.key])),
        "description": one.description[_language()],
        "value": written(now) if now else None,
        "citation": legal(now.citation) if now else None,
        "since": now.since if now else None,
        "state": now.state if now else None,
    }


def _has(row: Row, words: str) -> bool:
    key = row["key"]
    text = fold(f"{key.value if isinstance(key, Link) else key} {row['description']} {row['citation']}")
    return all(word in text for word in fold(words).split())


def _version_columns() -> tuple[Column, ...]:
    return (
        Column("since", _("Since"), "date", is_sortable=False),
        Column("value", _("Value"), is_sortable=False),
        Column("citation", _("Article"), wide=True, is_sortable=False),
        Column("state", _("State"), "state", is_sortable=False),
        Column("source", _("Source"), wide=True, is_sortable=False),
        Column("confidence", _("Confidence"), is_sortable=False),
    )


def _version_row(version: LegalValue) -> Row:
    return {
        "since": version.since,
        "value": written(version),
        "citation": legal(version.citation),
        "state": version.state,
        "source": legal(version.source),
        "confidence": version.confidence,
    }


def _document_columns() -> tuple[Column, ...]:
    return (
        Column("description", _("Document"), wide=True, is_sortable=False),
        Column("stage", _("Asked"), is_sortable=False),
        Column("solvency", _("Its lack rejects the bid"), is_sortable=False),
        Column("cure", _("How a lack is mended"), is_sortable=False),
        Column("citation", _("Article"), wide=True, is_sortable=False),
        Column("state", _("State"), "state", is_sortable=False),
        Column("source", _("Source"), is_sortable=False),
    )


def stage_words(stage: str) -> str:
    """When a document is asked."""
    words = {
        "bid": _("with the bid"),
        "before_signature": _("before signing, from the winner"),
        "contract": _("after signing"),
    }
    return words[stage]


def _document_row(one: Requirement) -> Row:
    return {
        "description": Link(one.description[_language()], reverse("web:legal_value", args=[one.key])),
        "stage": stage_words(one.stage),
        "solvency": _("yes") if one.affects_solvency else _("no"),
        "cure": _("not at all") if one.cure == "none" else one.cure.replace("_", " "),
        "citation": legal(one.citation),
        "state": one.state,
        "source": legal(one.source),
    }
