"""Empty places of the kind the tests run on, and the small round played once in one that nobody disturbed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings

from .place import Place

NewPlace = Callable[[str], Place]


@pytest.fixture(scope="session")
def new_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewPlace]:
    """`new_place(name)` has an empty state folder, and an empty database of the kind the tests run on."""
    made: list[str] = []

    def make(name: str) -> Place:
        state = tmp_path_factory.mktemp(name)
        if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
            return sqlite_place(state)
        made.append(f"abasto_{name}_{os.getpid()}_{len(made)}")
        tell_server(f"CREATE DATABASE {made[-1]}")
        return Place(state, urlsplit(os.environ["ABASTO_DATABASE_URL"])._replace(path=f"/{made[-1]}").geturl())

    yield make
    for name in made:
        tell_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The small round played on SQLite by one process that nobody disturbed."""
    place = sqlite_place(tmp_path_factory.mktemp("undisturbed"))
    place.cycle()
    return place


def sqlite_place(state: Path) -> Place:
    """A place whose database is a file of its state folder."""
    return Place(state, f"sqlite:///{state / 'abasto.sqlite3'}")


def tell_server(statement: str) -> None:
    """Say something to the PostgreSQL of the tests."""
    server = urlsplit(os.environ["ABASTO_DATABASE_URL"])._replace(path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())
