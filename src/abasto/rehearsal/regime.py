"""The regime of the rehearsal: how often things go wrong in the main tender of a round.

Probabilities of the world (a budget too tight, an annex that nobody understands), not of outcomes: what follows is for
the rules of the award. Chosen so that a finished cycle lies inside `calibration`; why this regime, in
`docs/decisions/0007-rehearsal-regime.md`.
"""

# Offers per code (0, 1, 2, ...): 7 % without any, then a median of 2.
OFFERS_PER_CODE = (0.070, 0.200, 0.255, 0.205, 0.130, 0.075, 0.045, 0.020)

# Codes whose authorised budget lies below the market, and how far; elsewhere the ceiling is just above it.
TIGHT_BUDGET = 0.22
TIGHT_CEILING = (0.52, 0.78)
USUAL_CEILING = (1.00, 1.12)

# Codes whose technical annex trips nearly every bidder; careless firms trip on any.
UNCLEAR_ANNEX = 0.120
LAPSE_UNDER_UNCLEAR_ANNEX = 0.95
CARELESS_SUPPLIERS = 0.10
CARELESS_LAPSE = 0.55
USUAL_LAPSE = 0.02

# Firms at this distance of busyness are debarred at the opening, and as many were before it; never the busiest,
# who are not careless either.
DEBARRED_EVERY, BUSIEST = 0.115, 0.05

# Offers around the market price: mean level, and standard deviations (logarithms) by code, firm and bid.
OFFER_LEVEL = 0.93
CODE_SPREAD, SUPPLIER_SPREAD, BID_SPREAD = 0.04, 0.08, 0.06
SMALL_FIRM_MARKUP = 0.38
RECKLESS_BIDS = 0.012
RECKLESS_LEVEL = (0.35, 0.50)

# Capacity over the code's maximum: most bids cover all of it, some only a part.
PARTIAL_CAPACITY = 0.22
PARTIAL_RANGE = (0.25, 0.95)
FULL_RANGE = (1.00, 1.60)

# The unit price of the round before, over the market price.
BASELINE_LEVEL, BASELINE_SPREAD = 0.95, 0.07

# From this spend at market price (centavos) on: chance of several sources, and of three among them.
SOURCES_BY_SPEND = (
    (0, 0.53, 0.0),
    (500_000_000, 0.55, 0.05),
    (5_000_000_000, 0.57, 0.10),
    (50_000_000_000, 0.60, 0.30),
)

# Suppliers by fill rate: the bulk delivers, a tail hardly does, few lie between.
TAIL_SUPPLIERS, TAIL_FILL = 0.085, (0.0, 0.30)
MIDDLE_SUPPLIERS, MIDDLE_FILL = 0.045, (0.45, 0.85)
BULK_FILL = (0.94, 1.0)
LATE_MONTHS = (0.70, 0.90, 1.0)

# What bids are judged by besides the price, where a call asks it: technical level of the points, by firm and by bid;
# benefit (by code, and by bid) and other costs over the market price; national content of home goods, in percent.
TECHNICAL_LEVEL, TECHNICAL_FIRM_SPREAD, TECHNICAL_BID_SPREAD = 0.90, 0.05, 0.06
BENEFIT_LEVEL, BENEFIT_SPREAD, BENEFIT_BID_SPREAD = 1.25, 0.10, 0.04
OTHER_COSTS = (0.04, 0.10)
SLIGHT_CONTENT_GOODS, SLIGHT_CONTENT, USUAL_CONTENT = 0.04, 40, 65
