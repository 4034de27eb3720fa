"""Parts: clean rows as immutable Parquet bytes; the same rows give the same bytes."""

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

MEDIA_TYPE = "application/vnd.apache.parquet"
ROWS_OF_A_GROUP = 122_880


def as_part(months: "pa.Table") -> bytes:
    """The rows in the order of series and month, so that one series is read without the others."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([
        ("series", pa.int64()), ("month", pa.int32()), ("consumption_pieces", pa.int64()),
        ("stock_pieces", pa.int64()), ("received_pieces", pa.int64()), ("stock_out_days", pa.int16()),
        ("reported", pa.bool_()),
    ])  # fmt: skip
    ordered = months.select(schema.names).cast(schema).sort_by([("series", "ascending"), ("month", "ascending")])
    out = io.BytesIO()
    pq.write_table(ordered, out, compression="zstd", row_group_size=ROWS_OF_A_GROUP)
    return out.getvalue()
