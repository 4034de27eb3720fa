"""A place where the program runs as whole processes: a state folder, a database, samples; and what it left there."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg

MINI = "mx-mini"
SEED = 2026
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Place:
    """Where a program keeps its things; environment: what else it finds there."""

    state: Path
    database: str
    environment: tuple[tuple[str, str], ...] = ()

    def having(self, **environment: str) -> "Place":
        """The same place with these variables besides."""
        return replace(self, environment=(*self.environment, *environment.items()))

    def variables(self) -> dict[str, str]:
        """The whole environment; no setting of the tests' own leaks in."""
        outer = {name: value for name, value in os.environ.items() if not name.startswith("ABASTO_")}
        own = {"ABASTO_STATE": str(self.state), "ABASTO_DATABASE_URL": self.database, "COLUMNS": "200"}
        return {**outer, **own, **dict(self.environment)}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`abasto ARGUMENTS` as a process of its own, to its end."""
        return run_python(self, "-m", "abasto", *arguments)

    def cycle(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The whole cycle of the small round, which must succeed."""
        done = self.run("cycle", "--round", MINI, *arguments)
        assert done.returncode == 0, done.stderr
        return done

    def files(self) -> dict[str, str]:
        """SHA-256 of every file of the round, by name."""
        folder = self.state / "rounds" / MINI
        return {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    def read(self, name: str) -> str:
        """The text of a file of the round."""
        return (self.state / "rounds" / MINI / name).read_text()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database answers."""
        parts = urlsplit(self.database)
        if parts.scheme == "sqlite":
            with sqlite3.connect(unquote(parts.path).removeprefix("/")) as database:
                return database.execute(query).fetchall()
        with psycopg.connect(self.database) as server:
            return server.execute(query.encode()).fetchall()

    def root(self) -> tuple[int, str]:
        """Size and root of the tree of events."""
        size, root = self.rows("SELECT size, root FROM abasto_checkpoint ORDER BY size DESC LIMIT 1")[0]
        return size, root

    def runs(self) -> list[tuple[Any, ...]]:
        """Kind, key, state, result and fencing token of every run, in order."""
        return self.rows("SELECT kind, key, state, result_sha256, fencing_token FROM abasto_run ORDER BY id")

    def counts(self) -> dict[str, int]:
        """How many rows every table of the program holds."""
        engine = urlsplit(self.database).scheme
        listed = (
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            if engine == "sqlite"
            else "SELECT tablename FROM pg_tables"
        )
        tables = sorted(name for (name,) in self.rows(listed) if name.startswith("abasto_"))
        return {name: self.rows(f"SELECT count(*) FROM {name}")[0][0] for name in tables}

    def kept(self) -> dict[str, object]:
        """Everything a play left that may not depend on how it was interrupted."""
        runs = [run[:4] for run in self.runs()]
        return {"files": self.files(), "root": self.root(), "runs": runs, "counts": self.counts()}


def run_python(place: Place, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A Python program in the place, to its end."""
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, env=place.variables(), cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
