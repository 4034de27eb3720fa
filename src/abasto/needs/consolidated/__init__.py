"""The consolidated need: versions of what all institutions ask for together, locked and signed.

In: accepted request lines (`needs.requests`), and mergers of one code into another that were agreed (`mergers/`).
Out: numbered versions as Parquet files, each with its differences to the one before; locking one writes the need lines
that every later stage reads, and signs the file's hash with the key of the ledger.
Acts: the coordinator makes, locks and reopens versions, proposes and adopts mergers; institutions answer on mergers.
A version counts the lines of buyers; those of their units are figures that the buyer collects, and never count twice.
`views/` adds the same figures by code, group, institution, state, category and month, and against the last round.
"""
