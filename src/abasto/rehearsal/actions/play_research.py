"""Plays the market research: synthetic sources, quotes, authorised ceilings and the prices of the round before."""

from datetime import timedelta

from ...catalogue.models import Item
from ...law.reader import read_rule_set
from ...market.actions.record_research import record_research
from ...market.facts import QuoteFacts, SourceFacts
from ...rounds.models import Round
from .play_market import market_of

DAYS_OF_YEAR = 365


def play_research(of: Round, need_sha256: str, run_key: str) -> dict[str, int]:
    """Record the research of the round; returns the counts of sources, quotes and items."""
    demand, market = market_of(of, need_sha256)
    items = Item.objects.in_bulk(demand.claves, field_name="clave")
    today = of.clock.date()
    sources = [
        SourceFacts(one.code, one.name, one.kind, today - timedelta(days=DAYS_OF_YEAR * one.years_before))
        for one in market.sources
    ]
    quotes = QuoteFacts(market.quotes.item_index, market.quotes.source_index, market.quotes.price_centavos)
    minimum = read_rule_set(of.rule_set).value("market_research.minimum_sources", today).integer
    return record_research(
        of,
        [items[clave] for clave in demand.claves],
        sources,
        quotes,
        market.ceiling_centavos,
        market.baseline_centavos,
        minimum,
        run_key,
        "synthetic",
    )
