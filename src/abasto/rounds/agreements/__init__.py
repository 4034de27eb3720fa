"""Agreements between the institutions of a round: proposed, positions taken, dissent answered, adopted; the minutes.

In: a proposal of an institution or the coordinator, and the position of each institution: agree, dissent, abstain.
Out: the agreement with its signed hash in the log, the minutes as PDF, and for each institution where its view went.
Acts: planner or approver and coordinator propose; approvers take positions; the coordinator answers every dissent,
and adopts or withdraws. Nothing is adopted while a dissent is unanswered (`states`).
"""
