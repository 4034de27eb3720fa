"""Contracts: one award becomes a contract per legal entity and supplier, with a line per buyer.

In: awards with the pieces of every buyer, which legal entity signs for each buyer, months, percent of the guarantee.
Out: contracts with minimum and maximum (pieces, centavos), guarantee, and a delivery calendar by month on each line.
Who acts: the contract administrator of the legal entity and the supplier sign; the auditor reads.
Rules: LAASSP 2025 art. 67 (signature), 74 (amendments up to 20 %), 75-76 (guarantee and penalties).
No piece is lost or made between award and contract: `form.py` counts both.
"""
