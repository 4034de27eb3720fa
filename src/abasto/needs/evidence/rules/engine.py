"""DuckDB, told how much of the machine it may take. Ibis and DuckDB take seconds to import, so both wait until here."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend

MEMORY = "600MB"
THREADS = 2


@contextmanager
def engine(memory: str = MEMORY, threads: int = THREADS) -> Iterator["Backend"]:
    """A database in memory that reads files of this machine only while asked to; what it spills goes with it."""
    import ibis

    with TemporaryDirectory(prefix="abasto-duckdb-") as spill:
        backend = ibis.duckdb.connect(
            threads=threads,
            memory_limit=memory,
            temp_directory=str(Path(spill)),
            preserve_insertion_order=False,
            enable_external_file_cache=False,
            autoinstall_known_extensions=False,
            autoload_known_extensions=False,
        )
        try:
            yield backend
        finally:
            backend.disconnect()


def kept(backend: "Backend", made: "ir.Table") -> "ir.Table":
    """The rows of an expression, worked out once and held in memory."""
    import ibis

    return ibis.memtable(backend.to_pyarrow(made))
