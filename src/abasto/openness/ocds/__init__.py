"""The Open Contracting Data Standard, version 1.1.5: one contracting process (ocid) per procedure.

`releases` tells what each phase adds, `compiled_release` all of it together, `packages` writes the bytes, `validate`
judges them by the vendored schema with the extensions lots, bids, medicine and Abasto's own.
An OCDS award is one supplier's awards in the procedure, with an item per lot, so that a contract over many lots
has its one award. A contract's item sums the lines of its buyers: the buyers' lines are in the CSV tables.
Source: https://standard.open-contracting.org/1.1/en/schema/
"""
