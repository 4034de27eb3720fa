"""Tender: from the published call to the bids that may be compared.

In: lots (one code, the need of every buyer), the rules of the call, bids with price, capacity and documents.
Out: what each bid lacks and which price test it fails; the award room decides with it, each lot alone.
Who acts: the buyer calls and opens; suppliers bid; the social witness watches; the auditor reads everything.
Rules: LAASSP 2025 arts. 5, 35, 39, 42, 56; Reglamento 45-53, 87; what is doubtful is a parameter of the call.
Bids are not cured: a document asked at the bidding stage is there or is lacking.
"""
