"""Follows the links of the site as one account, one address per kind of page."""

import re
from collections import deque
from html import unescape

from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext

LINK = re.compile(r'href="(/[^"#]*)')
ANSWERED = (200, 403)
"""403 is a page of its own: it says in which phase, or to whom, a thing is open."""
NOT_PAGES = ("/static/", "/language/", "/sign-out/")


def pages_of(context: BrowserContext, start: str = "/") -> dict[str, str]:
    """The first address found of every kind of page (its route), each of which answered with HTML."""
    found: dict[str, str] = {}
    waiting = deque([start])
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
