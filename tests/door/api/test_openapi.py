"""The OpenAPI document says what the code does: routes, methods, who may call, questions and answers."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from congress.door.devices import gates
from congress.door.devices import service as devices
from congress.rules.admission import VERDICTS
from tests.browsing import Apart
from tests.building import ACTOR
from tests.door.conftest import Hall
from tests.door.paired import Phone
from tests.door.schema_check import Schemas

SECURITY = {
    "public": [],
    "door_device": [{"device": []}],
    "device_or_signed_in": [{"device": []}, {"session": []}],
    "signed_in": [{"session": []}],
}


@pytest.fixture
def document(app: Flask) -> dict[str, Any]:
    """What the server gives to everybody."""
    return Apart(app).get("/api/v1/openapi.json").get_json()


def operations(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Every operation by address and method."""
    return {(path, method.upper()): said for path, methods in document["paths"].items() for method, said in methods.items()}


def test_the_document_names_every_route_its_method_and_who_may_call(app: Flask, document: dict[str, Any]):
    routes = {
        (rule.rule, method): app.view_functions[rule.endpoint].permission
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert {route: SECURITY[permission] for route, permission in routes.items()} == {
        route: said["security"] for route, said in operations(document).items()
    }
    names = {route: said["operationId"] for route, said in operations(document).items()}
    ends = {rule.rule: rule.endpoint.removeprefix("door.") for rule in app.url_map.iter_rules()}
    assert names == {route: ends[route[0]] for route in names}


def test_every_reference_leads_somewhere_and_every_schema_is_used(document: dict[str, Any]):
    schemas, used = Schemas(document), set()

    def walk(thing: Any) -> None:
        if isinstance(thing, dict):
            if "$ref" in thing and thing["$ref"] not in used:
                used.add(thing["$ref"])
                walk(schemas.resolve(thing))
            for held in thing.values():
                walk(held)
        elif isinstance(thing, list):
            for held in thing:
                walk(held)

    walk(document["paths"])
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert {name for name in used if "/schemas/" in name} == known


def test_the_verdicts_of_the_document_are_those_of_the_law(document: dict[str, Any]):
    assert tuple(document["components"]["schemas"]["Verdict"]["enum"]) == VERDICTS


def judged(document: dict[str, Any], path: str, answer: TestResponse) -> list[str]:
    """How an answer differs from what the document says of it."""
    schemas, method = Schemas(document), answer.request.method.lower()
    said = schemas.resolve(document["paths"][path][method]["responses"][str(answer.status_code)])
    if answer.status_code == 304:
        return []
    (kind, held), *_rest = said["content"].items()
    assert answer.mimetype == kind
    return schemas.problems(answer.get_json(), held["schema"])


def test_real_questions_and_answers_are_what_the_document_says(hall: Hall, app: Flask, document: dict[str, Any]):
    hall.people(3, note="Nhận thưởng")
    door = "/api/v1/door/"
    client, schemas = Apart(app), Schemas(document)
    offered = devices.offer(ACTOR, hall.now, hall.meeting, "Cửa 1", 1)
    secrets = (offered.secret, offered.secret, "")
    answers = [(door + "pair", client.post(door + "pair", json={"secret": secret})) for secret in secrets]
    phone = Phone(hall, app, answers[0][1].get_json()["token"])
    lines = [hall.line(1), hall.line(1), hall.line(code="zalo"), hall.line(undo="nonce-none"), hall.line(delegate="2")]
    body = {"sent_at": hall.now.isoformat(), "list_version": 3, "waiting": 2, "scans": lines}
    asked = document["paths"][door + "scans"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert schemas.problems(body, asked) == []
    sent = ([*lines, {"nonce": "x"}], [], [{}] * 501, ["x" * 1_100_000])
    answers += [(door + "scans", phone.send(*some)) for some in sent]
    roster = phone.get("roster")
    again = phone.get("roster", **{"If-None-Match": roster.headers["ETag"]})
    answers += [(door + "roster", answer) for answer in (roster, again, client.get(door + "roster"))]
    cards = [phone.client.post(door + "card", json={"number": "020185001234"}, headers=phone.headers)]
    gates.match_cards(ACTOR, hall.now, hall.meeting, wanted=True)
    cards += [phone.client.post(door + "card", json={"number": "020185001234"}, headers=phone.headers)]
    answers += [(door + "card", answer) for answer in (*cards, client.post(door + "card", json={}))]
    answers += [
        (door + "live", answer) for answer in (phone.get("live"), client.get(door + "live"), phone.get("live?session=9"))
    ]
    assert [problem for path, answer in answers for problem in judged(document, path, answer)] == []
    assert {answer.status_code for _, answer in answers} == {200, 304, 400, 401, 404, 410, 413}


def test_the_check_itself_notices_what_is_wrong(document: dict[str, Any]):
    schemas = Schemas(document)
    person = {"$ref": "#/components/schemas/Line"}
    assert schemas.problems({"key": "", "name": 5, "expected": True, "more": 1}, person) == [
        "$: present is missing",
        "$.name: 5 is no string",
        "$.expected: True is no integer",
        "$.more: not in the document",
    ]
