"""Opinions: two technical reviewers of an institution look at a line, and neither sees the other's before both are in.

In: lines that were submitted (`needs.requests`), and the reviewers that the approver of the institution named.
Out: per line whether both opinions are in, and then what they say, for the approver who decides and the coordinator.
Acts: the approver names (`actions/name_reviewer`), the reviewers give and withdraw (`actions/give_opinion`).
`visibility` alone decides who sees an opinion; `seats` how many reviewers there may be at once.
An opinion is on figures as they were: when they change it stays on record, and another is asked.
"""
