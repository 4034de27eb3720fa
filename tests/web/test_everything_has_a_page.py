"""A red flag, a rule, a setting, a command that has no page does not pass (style, 19)."""

import pytest
import typer
from django.test import Client
from django.urls import reverse
from typer.core import TyperGroup

from abasto.cli.verbs import app
from abasto.configuration import KNOWN, PREFIX
from abasto.integrity.flags import FLAGS
from abasto.law.disclosure import read_disclosure
from abasto.law.reader import read_rule_set
from abasto.web.commands import COMMANDS
from abasto.web.disclosure_words import CLASSES, FIELDS
from abasto.web.settings_explained import EXPLAINED

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
LAW = read_rule_set("mx")


def page(name: str, *args: str) -> str:
    answer = Client().get(reverse(name, args=args), headers=ENGLISH)
    assert answer.status_code == 200
    return answer.content.decode()


def help_by_command() -> dict[str, str]:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return {name: command.help or "" for name, command in group.commands.items()}


@pytest.mark.parametrize("code", [kind.code for kind in FLAGS])
def test_every_flag_has_its_page(code: str) -> None:
    page("web:flag_page", code)


@pytest.mark.parametrize("key", sorted(LAW.definitions))
def test_every_legal_value_has_its_page_with_its_article(key: str) -> None:
    from django.utils.html import escape

    shown = page("web:legal_value", key)
    assert escape(LAW.definitions[key].versions[-1].citation) in shown


@pytest.mark.parametrize("key", [one.key for one in LAW.requirements])
def test_every_document_that_may_be_asked_has_its_page(key: str) -> None:
    page("web:legal_value", key)


def test_every_setting_is_on_the_page_of_settings() -> None:
    shown = page("web:settings")
    assert set(EXPLAINED) == set(KNOWN)
    assert [name for name in KNOWN if f"{PREFIX}{name}" not in shown] == []


def test_every_command_is_on_the_page_with_the_words_of_its_help() -> None:
    shown = page("web:settings")
    known = help_by_command()
    assert {command.name for command in COMMANDS} == set(known)
    assert [command.name for command in COMMANDS if f"abasto {command.name}<" not in shown] == []
    assert [one.name for one in COMMANDS if not known[one.name].startswith(str(one.text))] == []


def test_every_field_and_class_of_the_disclosure_table_has_words() -> None:
    table = read_disclosure("mx")
    assert set(table.table) == set(FIELDS)
    assert set(table.classes) == set(CLASSES)
