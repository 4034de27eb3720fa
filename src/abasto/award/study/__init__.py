"""The study: what a clause would cost, across lots, before the call is published or once bids are open.

In: the call's lots with their needs, the solvent bids, and clauses said in sentences (`clauses.py`).
Out: scenarios with cost, proven bound and certificate, the price of every clause, and their comparison.
Who acts: the buyer and the coordinator ask; auditor and social witness read. No one else sees ceilings and bids here.
Where the rule set does not admit awards across lots (`award.across_lots`), a result is a study: it cannot be signed.
Rules: the criterion of the call, `award.across_lots` of the rule set; the format is `docs/award-problem.md`.
"""
