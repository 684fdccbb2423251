"""Every page a role can reach by links alone: one address for each view and set of query names."""

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qsl, urljoin, urlsplit

from playwright.sync_api import APIRequestContext
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, RequestRedirect

LINK = re.compile(r'<a\b[^>]*\bhref="([^"#][^"]*)"')


def view_of(address: str, url_map: Map) -> str | None:
    """`endpoint?query names` of an address of the product; None for one that names no page."""
    parts = urlsplit(address)
    try:
        endpoint, _ = url_map.bind("localhost").match(parts.path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    names = "&".join(sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}))
    return f"{endpoint}?{names}" if names else endpoint


@dataclass(frozen=True)
class Reach:
    """What an account comes to: one address for each view, and the links that lead it to an error."""

    pages: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


def explore(client: APIRequestContext, url_map: Map, *starts: str) -> Reach:
    """Follow every link from the starts; a view is visited once for each set of query names, a start in any case."""
    seen, waiting, found = set(starts), [(start, "") for start in starts], Reach()
    while waiting:
        address, origin = waiting.pop(0)
        view = view_of(address, url_map) if origin else address
        if view is None or (view in seen and origin) or view == "static":
            continue
        seen.add(view)
        answer = client.get(address)
        if not answer.ok:
            found.broken.append(f"{origin} leads to {address}, which answers {answer.status}")
        elif answer.headers.get("content-type", "").startswith("text/html"):
            found.pages[view] = address
            waiting += [(urljoin(address, unescape(link)), address) for link in LINK.findall(answer.text())]
    return found
