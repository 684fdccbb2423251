"""A test client that reads every page it fetches: title, language, labels, forms with protection, no inline code."""

import contextvars
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from flask import Flask, has_app_context
from sqlalchemy import event
from werkzeug.test import TestResponse

from congress.db import db

SESSION_PAGES = ("/dang-nhap", "/dang-xuat", "/tai-khoan")
"""Posting here may begin a new session, and with it a new protection token."""

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


_TOKEN = '<input type="hidden" name="csrf_token"'


def _by_get(form: str) -> bool:
    """Whether a form, or one of its buttons, puts what it holds into the address."""
    return 'method="get"' in form or 'method="post"' not in form.split(">", 1)[0]


@dataclass
class Element:
    """A start tag with its attributes and the text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


class Page(HTMLParser):
    """The elements of a page, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements with this tag and these attribute values (`class_` matches one of the classes)."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [element for element in self.elements if element.tag == tag and _matches(element, wanted)]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} × <{tag} {attributes}>"
        return found[0]

    @property
    def text(self) -> str:
        """All text, runs of white space folded."""
        return " ".join("".join(element.text for element in self.elements if element.tag == "body").split())

    def hidden(self, name: str) -> str:
        """Value of the first hidden or other input with this name."""
        return next(
            e.attributes.get("value", "") for e in self.elements if e.tag == "input" and e.attributes.get("name") == name
        )


def _matches(element: Element, wanted: dict[str, str]) -> bool:
    for key, value in wanted.items():
        have = element.attributes.get(key)
        if have is None or (value not in have.split() if key == "class" else have != value):
            return False
    return True


class Apart:
    """The test client, each request outside the test's own application context, as a server would run it."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()

    def get(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send GET."""
        return self._send(self._client.get, *args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send POST."""
        return self._send(self._client.post, *args, **kwargs)

    def set_cookie(self, name: str, value: str) -> None:
        """Have a cookie of this name."""
        self._client.set_cookie(name, value)

    def _send(self, method: Any, *args: Any, **kwargs: Any) -> TestResponse:
        if has_app_context():
            db.session.rollback()
        return contextvars.Context().run(method, *args, **kwargs)


class Browsing:
    """Sign in, open pages, send forms as a browser would."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = Apart(app)
        self._kept_token: str | None = None

    def sign_in(self, login: str, password: str = "mat-khau-thu") -> "Browsing":
        """Sign in through the page."""
        answer = self.post("/dang-nhap", {"login": login, "password": password}, page="/dang-nhap")
        assert answer.status_code == 303, answer.get_data(as_text=True)[:2000]
        return self

    def get(self, address: str, status: int = 200) -> Page:
        """Open a page and check it."""
        answer = self.client.get(address, follow_redirects=True)
        assert answer.status_code == status, f"{address}: {answer.status_code}"
        return self._read(answer)

    def fetch(self, address: str, status: int = 200) -> TestResponse:
        """Download something that need not be a page."""
        answer = self.client.get(address)
        assert answer.status_code == status, f"{address}: {answer.status_code}"
        return answer

    def token(self, page: str = "/kieu-dang") -> str:
        """A protection token as the page carries it."""
        found = re.search(r'name="csrf[-_]token"[^>]*(?:content|value)="([^"]+)"', self.client.get(page).get_data(as_text=True))
        assert found, f"no token on {page}"
        return found.group(1)

    def post(self, address: str, data: dict[str, Any] | None = None, *, page: str | None = None, **kwargs: Any) -> TestResponse:
        """Send a form from the page it stands on (default: the same address)."""
        origin = page or "/kieu-dang"
        if page or self._kept_token is None or address.startswith(SESSION_PAGES):
            self._kept_token = self.token(origin)
        form = {"csrf_token": self._kept_token, **(data or {})}
        if address.startswith(SESSION_PAGES):
            self._kept_token = None
        headers = {"Referer": f"http://localhost{page or address}"} | kwargs.pop("headers", {})
        return self.client.post(address, data=form, headers=headers, **kwargs)

    def submit(self, address: str, data: dict[str, Any] | None = None, **kwargs: Any) -> Page:
        """Send a form, follow the way it leads, and read the page at its end."""
        answer = self.post(address, data, follow_redirects=True, **kwargs)
        return self._read(answer)

    def count_queries(self, address: str) -> int:
        """How many statements one visit of this address costs."""
        seen: list[str] = []
        with self.app.app_context():
            engine = db.engine

        def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            answer = self.client.get(address)
        finally:
            event.remove(engine, "before_cursor_execute", note)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return len(seen)

    def _read(self, answer: TestResponse) -> Page:
        page = Page(answer.get_data(as_text=True))
        html = page.one("html")
        assert html.attributes["lang"] in ("vi", "en")
        assert page.one("title").text.strip(), "a page needs a title"
        assert len(page.all("h1")) == 1, f"{answer.request.path}: one h1, found {len(page.all('h1'))}"
        assert not [e for e in page.elements if "style" in e.attributes], "style attributes break the policy"
        assert not [e for e in page.elements if any(key.startswith("on") for key in e.attributes)], "inline handlers"
        assert not [
            e for e in page.all("script") if not e.attributes.get("src") and e.attributes.get("type") != "application/json"
        ]
        identities = [e.attributes["id"] for e in page.elements if e.attributes.get("id")]
        assert len(identities) == len(set(identities)), f"doubled id {[i for i in identities if identities.count(i) > 1][:3]}"
        protected = page.html.count('name="csrf_token"')
        posting = [e for e in page.all("form") if e.attributes.get("method", "get").lower() == "post"]
        assert protected >= len(posting), "a posting form without protection"
        told = [form for form in re.findall(r"<form\b.*?</form>", page.html, re.DOTALL) if _by_get(form) and _TOKEN in form]
        assert not told, "a form sent by GET would write the token into the address"
        return page
