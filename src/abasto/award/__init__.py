"""Award: who supplies which pieces of each lot, and one reason for everyone and everything left out.

In: lots with the need of every buyer, bids, the call's rules, the reference prices, the recorded draws.
Out: per lot the winners with the pieces of every buyer, one reason per losing bid, one per lot not awarded.
Who acts: the buyer decides; the social witness and the bidders are present at the award act.
Rules: each lot is decided alone by the published criterion: solvency, price order, spread, shares, capacity, tie-break.
`decide.py` is the criterion, `split.py` turns shares into pieces of buyers, `reasons.py` orders the reasons.
"""
