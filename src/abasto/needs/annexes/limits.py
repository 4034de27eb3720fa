"""What a file may cost, and why; the largest real annex (2027-28) is the yardstick.

That one has 2.4 MB, 15 members, 18 MB uncompressed, 3,840 rows of 128 columns, 482,706 cells.
"""

MAX_FILE_BYTES = 64 * 2**20
"""26 times the largest annex; it is held in memory twice."""

MAX_MEMBERS = 1_000
"""Parts of a workbook; the largest annex has 15, a workbook with an image per row a few hundred."""

MAX_UNCOMPRESSED_BYTES = 192 * 2**20
"""10 times the largest annex; counted while inflating, never read from the header."""

MAX_ROWS = 60_000
"""Last row that holds a value; the national compendium has some 12,000 claves."""

MAX_COLUMNS = 1_024
"""Last column that holds a value; 62 buyers take 128."""

MAX_BOX_CELLS = 5_000_000
"""Rows times columns of the values' box: the parser allocates the whole box, so one far cell costs gigabytes."""

MAX_MERGED_RANGES = 20_000
"""Ranges of merged cells that are looked at; the largest annex has 24."""

MAX_REPLY_BYTES = 128 * 2**20
"""What the child may hand back; the largest annex gives 3.4 MB. A long text repeated in every cell stops here."""

CHILD_MEMORY_BYTES = 2**30
"""Address space of the child; the largest annex takes 80 MB."""

CHILD_CPU_SECONDS = 20
"""Processor time of the child; the largest annex takes 1.5 s."""

CHILD_WALL_SECONDS = 60
"""Clock time of the child, for a machine that is busy."""

MAX_CSV_ROWS = 1_048_576
"""As many lines as a spreadsheet can show; the three rounds together have 84,979."""

MAX_TABLE_CELLS = 10_000_000
"""Claves times buyers of a tidy CSV: made-up names would otherwise ask for a huge grid (largest annex: 237,522)."""

MAX_PIECES = 10**12
"""Pieces in one cell; above it sums of a round could leave int64, and no clave is bought by the billion packs."""

HEADER_ROWS = 100
"""Rows from the top in which a header may stand; the annexes have it in rows 3, 3 and 9."""

LISTED_PER_COLUMN = 20
"""Cells of one column that are listed one by one for a rule that only warns; more become one problem for the column."""
