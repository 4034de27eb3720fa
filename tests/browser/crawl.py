"""Follows the links of the site as one account, one address per kind of page."""

import re
from collections import deque
from collections.abc import Iterator
from html import unescape

from django.urls import Resolver404, URLResolver, get_resolver, resolve
from playwright.sync_api import BrowserContext

LINK = re.compile(r'href="(/[^"#]*)')
NO_PAGE = (
    "api/v1/", "language/", "sign-out/", "data.json", "needs/cell/", "files/<", "problems/settle/", "problems/undo/",
    "static/", "dev/components", "<slug:scenario>/progress/", "<slug:scenario>/run/", "<slug:scenario>/forget/",
    "next/choose/", "next/authorise/", "next/open/", "openings/<", "<slug:language>.pdf", "<slug:scenario>/sign/",
    "lines/decide/", "members/change/", "planning.json", "needs/evidence/check/", "mergers/<int:event>/",
    "notices/unread/", "notices/stop/", "notices/<int:notice>/", "subscribe/confirm/", "subscribe/stop/",
    "requests/files/template/", "uploads/<",
    "request/changes.json", "request/save/", "request/fill/", "codes/<str:clave>/explain/",
    "units/new/", "units/collect/", "<int:version>/lock/", "<int:version>/reopen/", "mergers/new/",
)  # fmt: skip
"""Data, files and targets of forms; the living page of components is linked from nowhere, and has a test of its own.

The lock and the reopening of the need and the form of a merger are the coordinator's: `tests/needs/consolidated/`.

The signature of an award across lots is linked only under a rule set that admits one, and no sample's does:
`tests/award/test_sign_across.py` reads it.
"""
STARTS = ("/", "/search/?q=paracetamol")
"""The home, and what the search box leads to."""
ANSWERED = (200, 403)
"""403 is a page of its own: it says in which phase, or to whom, a thing is open."""
NOT_PAGES = ("/static/", "/language/", "/sign-out/")


def pages_of(context: BrowserContext) -> dict[str, str]:
    """The first address found of every kind of page (its route), each of which answered with HTML."""
    found: dict[str, str] = {}
    waiting = deque(STARTS)
    while waiting:
        address = waiting.popleft()
        route = _route(address)
        if route in found:
            continue
        answer = context.request.get(address)
        assert answer.status in ANSWERED, f"{address} answered {answer.status}"
        if "text/html" not in answer.headers.get("content-type", ""):
            found[route] = ""
            continue
        found[route] = address
        waiting.extend(link for link in _links(answer.text()) if _route(link) not in found)
    return {route: address for route, address in found.items() if address}


def _links(html: str) -> list[str]:
    return [unescape(link) for link in LINK.findall(html) if not link.startswith(NOT_PAGES)]


def _route(address: str) -> str:
    """The route of an address; an address that leads nowhere is a dead link."""
    try:
        return str(resolve(address.split("?", maxsplit=1)[0]).route)
    except Resolver404:
        raise AssertionError(f"dead link: {address}") from None


def page_routes() -> set[str]:
    """Every route of the site that is a page to look at: neither a file, nor data, nor the target of a form."""
    return {route for route in _routes(get_resolver()) if not any(part in route for part in NO_PAGE)}


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry, route)
        else:
            yield route
