"""The one database field that several rooms share."""

import numpy as np
from django.db import models

from .series import Months, from_bytes, to_bytes


class IntegersField(models.BinaryField):
    """Integers (int64, shape (n,)) as one column: a monthly series, or parts by buyer; reads as a NumPy array."""

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> Months | None:
        return None if value is None else from_bytes(bytes(value))

    def to_python(self, value: object) -> object:
        return from_bytes(value) if isinstance(value, bytes) else value

    def get_prep_value(self, value: object) -> bytes | None:
        if value is None or isinstance(value, bytes):
            return value
        return to_bytes(np.asarray(value))

    def get_db_prep_value(self, value: object, connection: object, prepared: bool = False) -> object:
        return super().get_db_prep_value(self.get_prep_value(value), connection, prepared)  # type: ignore[misc]
