"""Every address of the URL resolver, with its parameters filled from the planted rows."""

from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters

from .canaries import INSTITUTION, SCENARIO, Planted

QUERIES = {"needs_cell": "?clave={clave}&buyer={buyer}", "search": "?q={clave}"}


def every_address(planted: Planted, round_code: str) -> list[str]:
    """Addresses that answer a GET, each once; an unknown parameter fails here, so that none is left out."""
    values = {
        "round_code": round_code,
        "clave": planted.clave,
        "number": planted.contract,
        "supplier": planted.supplier,
        "key": "simultaneous_supply.spread_percent",
        "name": "result.json",
        "language": "es",
        "flag": "single-bid",
        "version": "1",
        "buyer": INSTITUTION,
        "event": "1",
        "scenario": SCENARIO,
        "upload": "1",
        "edition": "public",
        "agreement": "1",
        "notice": "1",
        "token": "made-up",
        "kind": "csv",
        "command": "command-1",
        "organisation": INSTITUTION,
    }
    return sorted(set(_walk(get_resolver(), "", values)))


def _walk(resolver: URLResolver, prefix: str, values: Mapping[str, str]) -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, route, values)
        elif isinstance(entry, URLPattern):
            yield "/" + _filled(route, entry, values) + QUERIES.get(entry.name or "", "").format(**values)


def _filled(route: str, entry: URLPattern, values: Mapping[str, str]) -> str:
    for name in entry.pattern.converters:
        value = values[_meaning(name, route)]
        for kind in get_converters():
            route = route.replace(f"<{kind}:{name}>", value)
        route = route.replace(f"<{name}>", value)
    return route


def _meaning(name: str, route: str) -> str:
    """What a parameter called `code` is depends on what stands before it."""
    if name != "code":
        return name
    before = route.split("<", maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1]
    meanings = {"suppliers": "supplier", "flags": "flag", "language": "language", "law": "key"}
    return meanings.get(before, "round_code")
