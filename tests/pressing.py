"""Several people press their buttons at the same moment, each in a browser and a thread of their own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Barrier, Thread
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from congress.db import db
from tests.browsing import Browsing


@dataclass(frozen=True)
class Press:
    """A form of the page at `page`, sent by somebody who has signed in."""

    browse: Browsing
    address: str
    form: Mapping[str, Any]
    page: str = ""

    def ready(self) -> dict[str, Any]:
        """The form with the token of this browser, read before the moment comes."""
        return {"csrf_token": self.browse.token()} | dict(self.form)


def all_press(presses: Sequence[Press]) -> list[TestResponse]:
    """What each was answered, in the order of `presses`; a problem inside the server is raised here."""
    db.session.rollback()
    forms = [press.ready() for press in presses]
    start, answers, problems = Barrier(len(presses)), {}, []

    def run(place: int, press: Press) -> None:
        headers = {"Referer": f"http://localhost{press.page or press.address}"}
        start.wait()
        try:
            answers[place] = press.browse.client.post(press.address, data=forms[place], headers=headers)
        except BaseException as problem:
            problems.append(problem)

    threads = [Thread(target=run, args=(place, press)) for place, press in enumerate(presses)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    return [answers[place] for place in range(len(presses))]


def statuses(answers: Sequence[TestResponse]) -> dict[int, int]:
    """How often each status was answered."""
    return dict(Counter(answer.status_code for answer in answers))


def told(answers: Sequence[TestResponse]) -> str:
    """The texts of all pages that were not taken (not answered by going on)."""
    return "\n".join(answer.get_data(as_text=True) for answer in answers if answer.status_code != 303)


def signed_in(app: Flask, logins: Sequence[str]) -> list[Browsing]:
    """A browser for each."""
    return [Browsing(app).sign_in(login) for login in logins]
