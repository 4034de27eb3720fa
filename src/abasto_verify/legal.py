"""What is legal, asked of one part and of one column at a time (docs/award-problem.md, "What is legal")."""

from itertools import combinations
from typing import Any


def price_of(lot: dict[str, Any], bid: dict[str, Any], share: int) -> tuple[int, int]:
    """The price of a bid at a share and its evaluated price, in centavos a piece."""
    price = 0
    for least, tier in bid["prices"]:
        if least <= share:
            price = tier
    if is_preferred_origin(lot, bid["origin"]):
        return price, price
    return price, price + price * lot["preference_permyriad"] // 10_000


def is_preferred_origin(lot: dict[str, Any], origin: str) -> bool:
    return not lot["preferred_origins"] or origin in lot["preferred_origins"]


def part_fault(lot: dict[str, Any], bid: dict[str, Any], share: int, pieces: int) -> str:
    """The first rule that forbids a bid this share, as a code; "" when it is legal."""
    price = price_of(lot, bid, share)[0]
    if price <= 0:
        return "price-not-positive"
    if lot["ceiling_centavos"] is not None and price > lot["ceiling_centavos"]:
        return "price-above-ceiling"
    if share < lot["minimum_share_percent"]:
        return "share-below-minimum"
    if share * pieces < 100 * bid["minimum_pieces"]:
        return "pieces-below-minimum"
    if bid["capacity_by_period_pieces"] is not None:
        for needed, capacity in zip(lot["pieces_by_period"], bid["capacity_by_period_pieces"], strict=True):
            if share * needed > 100 * capacity:
                return "capacity-exceeded"
    return ""


def column_fault(
    lot: dict[str, Any], bids: list[dict[str, Any]], shares: list[int], lowest: int, origins: int
) -> tuple[str, dict[str, object]]:
    """The first rule that a choice of legal parts breaks, with its figures; "" when it is a column."""
    if sorted(shares, reverse=True) not in lot["share_patterns_percent"]:
        return "shares-not-a-pattern", {"shares": "/".join(map(str, shares))}
    suppliers = [supplier for bid in bids for supplier in bid["suppliers"]]
    if len(set(suppliers)) < len(suppliers):
        return "supplier-twice", {"suppliers": " ".join(suppliers)}
    prices = [price_of(lot, bid, share)[1] for bid, share in zip(bids, shares, strict=True)]
    highest = lowest * (10_000 + lot["spread_permyriad"]) // 10_000
    if len(bids) > 1 and max(prices) > highest:
        return "outside-the-spread", {"claimed": max(prices), "found": highest}
    for (one, price), (other, another) in combinations(zip(shares, prices, strict=True), 2):
        if lot["shares_follow_price"] and (one - other) * (price - another) > 0:
            return "larger-share-dearer", {"claimed": price, "found": another}
    if lot["needs_second_origin"] and origins > 1 and len({bid["origin"] for bid in bids}) < 2:
        return "no-second-origin", {"origin": bids[0]["origin"]}
    return "", {}
