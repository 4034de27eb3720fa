"""What several rooms share of the database: integers as one column, and many rows at once."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper

from .series import Months, from_bytes, to_bytes


class IntegersField(models.BinaryField):  # type: ignore[type-arg]
    """Integers (int64, shape (n,)) as one column: a monthly series, or parts by buyer; reads as a NumPy array."""

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> Months | None:
        return None if value is None else from_bytes(bytes(value))

    def to_python(self, value: object) -> object:
        return from_bytes(value) if isinstance(value, bytes) else value

    def get_prep_value(self, value: object) -> bytes | None:
        if value is None or isinstance(value, bytes):
            return value
        return to_bytes(np.asarray(value))

    def get_db_prep_value(self, value: object, connection: BaseDatabaseWrapper, prepared: bool = False) -> object:
        return super().get_db_prep_value(self.get_prep_value(value), connection, prepared)


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values (int, str, bool, None, bytes of `to_bytes`), in the order of `columns`.

    columns: attribute names as on the model ("item_id" for a foreign key); all of the table but its id. Three times
    faster than model instances (`benchmarks/cycle.py`), for the tables with one row per code and buyer. Runs in the
    caller's transaction.
    """
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})", list(rows))
