"""A database of its own for programs that are killed, or that write at the same time."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings

Program = Callable[..., dict[str, Any]]
HERE = Path(__file__).parent


@pytest.fixture
def new_database(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """`new_database(name)` is the address of an empty database of the kind the tests run on."""
    made: list[str] = []

    def make(name: str) -> str:
        if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
            return f"sqlite:///{tmp_path / name}.sqlite3"
        made.append(f"abasto_{name}_{os.getpid()}")
        _tell_server(f"CREATE DATABASE {made[-1]}")
        return urlsplit(os.environ["ABASTO_DATABASE_URL"])._replace(path=f"/{made[-1]}").geturl()

    yield make
    for name in made:
        _tell_server(f"DROP DATABASE {name}")


@pytest.fixture
def run_program(new_database: Callable[[str], str], tmp_path: Path) -> Program:
    """`run_program(file, name, *arguments)` runs a program of this folder on a new database; what it prints as JSON."""

    def run(file: str, name: str, *arguments: int) -> dict[str, Any]:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "abasto.settings",
            "ABASTO_DATABASE_URL": new_database(name),
            "ABASTO_STATE": str(tmp_path),
        }
        command = [sys.executable, str(HERE / file), *map(str, arguments)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90, check=False)
        assert done.returncode == 0, done.stderr
        printed: dict[str, Any] = json.loads(done.stdout)
        return printed

    return run


def _tell_server(statement: str) -> None:
    server = urlsplit(os.environ["ABASTO_DATABASE_URL"])._replace(path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
