"""Single bid: a lot open to competition on which one supplier alone bid."""

from ..competition import BidSeen, Competition, Flag, FlagRaised, LotSeen, Thresholds, gettext_noop

CODE = "single-bid"
COMPETITIVE_METHODS = ("open", "selective")


def find(competition: Competition, _: Thresholds) -> tuple[FlagRaised, ...]:
    """Lots with exactly one bidder, in a procedure where several could bid."""
    if competition.method not in COMPETITIVE_METHODS:
        return ()
    return tuple(
        FlagRaised(CODE, competition.procedure, lot.lot_id, supplier_id=lot.bids[0].supplier_id, figures={"bidders": 1})
        for lot in competition.lots
        if len({bid.supplier_id for bid in lot.bids}) == 1
    )


SINGLE_BID = Flag(
    code=CODE,
    title=gettext_noop("Single bid"),
    meaning=gettext_noop(
        "Only one supplier bid on a code that several could have offered: the price met no competition."
    ),
    innocent_when=gettext_noop(
        "A patent or a single sanitary registration leaves one possible supplier; the market is small; "
        "the ceiling was too low for the others."
    ),
    formula=gettext_noop("Number of different bidders on the lot = 1, in an open or selective procedure."),
    source="Open Contracting Partnership, Cardinal, indicator R018",
    example=Competition("LA-1", "open", (LotSeen("L1", "medicines", (BidSeen("A", 1000, True),)),)),
    find=find,
)
