"""Every address that answers GET, filled in for one congress: the routes are read from the application, none is left out."""

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule

from congress.documents.kinds import ALL
from tests.bench.congresses import Ground

NOT_PAGES = {
    "static", "door.roster", "door.print_job", "door.print_progress", "door.own_page", "door.review_reverse",
    "seating.wall_pdf",
}  # fmt: skip
"""Files, what is given to the token of a paired device alone, pages behind the secret of a print or a delegate, one that is
there only where a scan was held and accepted, and a plan to print that is there only where a hall is drawn."""

QUERIES = {
    "door.live_figures": "?meeting={meeting}",
    "overview.override": "?code=seats_open&subject=roster",
}
BELOW = {"meetings.dossier"}
"""Pages that only the congress of a commune has."""
BESIDE_THE_SERVER = {"giay-moi", "giay-trieu-tap"}
"""Letters to thousands are set in parts; no request brings them all."""
PARTICULAR = {"code": [kind.code for kind in ALL], "form": ["docx", "pdf"]}


def addresses(app: Flask, ground: Ground) -> dict[str, list[str]]:
    """Addresses by endpoint; a route that takes the code of a paper gives one for each paper.

    Raises:
        KeyError: a route has a part that nobody told this module how to fill in.
    """
    found: dict[str, list[str]] = {}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in NOT_PAGES:
            found.setdefault(rule.endpoint, []).extend(_filled(app, rule, ground))
    return found


def _filled(app: Flask, rule: Rule, ground: Ground) -> Iterator[str]:
    """The rule with values in place of its parts, once for each combination."""
    combinations: list[dict[str, object]] = [{}]
    for part in sorted(rule.arguments):
        combinations = [known | {part: value} for known in combinations for value in _values(part, rule.endpoint, ground)]
    query = QUERIES.get(rule.endpoint, "").format(meeting=ground.meeting)
    with app.test_request_context():
        for values in combinations:
            _domain, path = rule.build(values, append_unknown=False) or ("", "")
            yield path + query


def _values(part: str, endpoint: str, ground: Ground) -> list[object]:
    if part in PARTICULAR:
        return [one for one in PARTICULAR[part] if endpoint != "documents.download" or one not in BESIDE_THE_SERVER]
    known = {
        "number": ground.lower_meeting if endpoint in BELOW else ground.meeting,
        "lower": ground.lower_meeting,
        "unit_id": ground.unit,
        "plan_id": ground.plan,
        "user_id": ground.user,
        "question": "assembly_form",
    }
    return [known.get(part, 1)] if part in known or part in FIRST else [known[part]]


FIRST = {"award", "badge_number", "batch", "candidate", "delegate_number", "gate_number", "intake_number", "session"} | {
    "session_number",
    "version",
}
"""Parts that number the things of a meeting: the first of each is opened."""


def lists(ground: Ground) -> dict[str, str]:
    """Further addresses of the long lists: a page deep inside, filtered, searched, in another order."""
    roster = f"/hoi-nghi/{ground.meeting}/dai-bieu"
    return {
        "delegates.delegate_list, deep page": f"{roster}?trang=40",
        "delegates.delegate_list, filtered": f"{roster}?nhom=exemplars&trang_thai=live&don_vi={ground.commune}",
        "delegates.delegate_list, searched": f"{roster}?q=nguyen+van+hoa",
        "delegates.delegate_list, by unit": f"{roster}?xep=unit&trang=20",
        "door.badges, deep page": f"/hoi-nghi/{ground.meeting}/the?trang=20",
        "overview.history, deep page": f"/hoi-nghi/{ground.meeting}/nhat-ky?trang=20",
        "elections.add, searched": f"/hoi-nghi/{ground.meeting}/danh-sach-cap-tren/them?tim=nguyen",
        "awards.add, searched": f"/hoi-nghi/{ground.meeting}/khen-thuong/them?tim=nguyen",
        "units.tree, searched": "/don-vi?tim=hoa",
        "meetings.meeting_list, searched": "/hoi-nghi?tim=hoa",
    }
