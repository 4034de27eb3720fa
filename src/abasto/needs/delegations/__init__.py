"""Delegations: between two dates somebody else of the institution decides as its approver does.

In: what an approver gives and revokes (`actions/delegate`). Out: `queries.codes_decided`, which every decision asks.
A delegate never delegates on, decides nothing of his own hand (the table of moves), and stops when whoever named him
stops being an approver in use: `rule.is_in_force` says when a delegation holds. The table is `needs.requests.models`.
"""
