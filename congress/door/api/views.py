"""The door's API for programs: paired devices with their token, and the pages of those who are signed in."""

from collections.abc import Mapping
from typing import Any

from flask import Response, current_app, g, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from congress.door import service
from congress.door.api.callers import Caller, caller_of
from congress.door.devices import service as devices
from congress.door.devices.models import DoorDevice
from congress.door.devices.roster import change_since, version_of
from congress.door.presence import Counts, Line
from congress.door.reports import read_moment
from congress.door.scanning import MOST
from congress.door.telling import shown_answer
from congress.door.views import blueprint, session_of
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting
from congress.messages import sentence
from congress.web import clock
from congress.web.access import actor, open_meeting, public, signed_in
from congress.web.edge import csrf
from congress.web.errors import problem
from congress.web.tokens import by_token

BODY_LIMIT = 1024 * 1024
GONE = {"pairing_unknown": 404, "pairing_used": 410, "pairing_expired": 410}
LARGEST = 2**53 - 1


device_or_signed_in = by_token(devices.by_token, "device_or_signed_in", or_signed_in=True)


def _caller(raw_meeting: object, permission: str) -> Caller:
    """The device that calls, or the person with this permission at the meeting the call names."""
    if g.token_holder is not None:
        return caller_of(g.token_holder, clock.now())
    meeting = _asked_meeting(raw_meeting, permission)
    return Caller(meeting, actor(), undo_any="badges.print" in g.permissions)


def _asked_meeting(raw: object, permission: str) -> Meeting:
    """The meeting a call names; none or a foreign one is not found."""
    text = str(raw)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFound
    return open_meeting(int(text), permission)


def _json() -> dict[str, Any]:
    """The body as an object; anything unreadable, however deep, is an empty one.

    Raises:
        RequestEntityTooLarge: more than a megabyte, whether its length was told or not.
    """
    if (request.content_length or 0) > BODY_LIMIT or len(request.get_data()) > BODY_LIMIT:
        raise RequestEntityTooLarge
    try:
        body = request.get_json(silent=True, force=True)
    except RecursionError:
        return {}
    return body if isinstance(body, dict) else {}


@blueprint.post("/api/v1/door/pair")
@csrf.exempt
@public
def pair() -> ResponseReturnValue:
    """Turn whoever brings the secret of a pairing into a door device; the answer holds its token."""
    try:
        secret = _json().get("secret")
        paired = devices.pair(clock.now(), secret if isinstance(secret, str) else "")
    except RequestEntityTooLarge:
        return problem(413, "body_too_large", sentence("body_too_large"))
    except Refused as refusal:
        return problem(GONE.get(refusal.code, 409), refusal.code, sentence(refusal.code))
    return jsonify(_post_of(paired.device) | {"token": paired.token})


def _post_of(device: DoorDevice) -> dict[str, Any]:
    """What a device has to know of its post."""
    meeting = device.meeting
    places = [
        {"number": str(place.number), "name": place.name, "starts_at": devices.begins_at(meeting, place)}
        for place in meeting.sessions
    ]
    return {
        "device": str(device.number),
        "meeting": {
            "number": str(meeting.number),
            "title": meeting.title,
            "day": meeting.held_on.isoformat() if meeting.held_on else None,
        },
        "gate": device.gate.name,
        "gates": [gate.name for gate in devices.gates_of(meeting)],
        "session": str(device.session.number),
        "sessions": places,
        "expires_at": device.expires_at.isoformat(),
        "server_time": clock.now().isoformat(),
    }


@blueprint.get("/api/v1/door/roster")
@device_or_signed_in
def roster() -> ResponseReturnValue:
    """The list for a door: what changed since the version it has, or all of it; 304 when nothing did."""
    caller = _caller(request.args.get("meeting"), "door.scan")
    if caller.held:
        return problem(401, caller.held, sentence(caller.held))
    tag = str(version_of(caller.meeting.id))
    if request.if_none_match.contains_weak(tag):
        answer = current_app.response_class(status=304)
    else:
        since = request.args.get("since", type=_version)
        change = change_since(caller.meeting, since)
        tag = str(change.version)
        answer = current_app.response_class(change.written(), mimetype="application/json")
    if caller.device is not None:
        devices.heard(clock.now(), caller.device, version=int(tag), waiting=None, listed=True)
    answer.set_etag(tag, weak=True)
    return answer


def _version(raw: object) -> int | None:
    """A version as a device writes it, None for anything else."""
    text = str(raw)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 16 and int(text) <= LARGEST else None


@blueprint.post("/api/v1/door/scans")
@device_or_signed_in
def scans() -> ResponseReturnValue:
    """Take 1 to 500 scans; each line is answered by its nonce, the whole request is refused for auth, size or shape only."""
    try:
        body = _json()
    except RequestEntityTooLarge:
        return problem(413, "body_too_large", sentence("body_too_large"))
    lines = body.get("scans")
    sent_at = read_moment(body.get("sent_at"))
    if not isinstance(lines, list) or sent_at is None:
        return problem(400, "scans_shape", sentence("scans_shape"))
    if not 1 <= len(lines) <= MOST:
        return problem(413 if lines else 400, "scans_count", sentence("scans_count", most=MOST))
    caller = _caller(body.get("meeting"), "door.scan")
    if caller.device is not None:
        lines = [_placed(line, caller.device) for line in lines]
    answers = service.record_scans(
        caller.actor, clock.now(), caller.meeting, lines, sent_at, undo_any=caller.undo_any, held=caller.held
    )
    _heard(caller, body)
    return jsonify({"answers": [shown_answer(answer) for answer in answers]})


def _placed(line: object, device: DoorDevice) -> object:
    """A line without gate or session happened at the device's own."""
    own = {"gate": device.gate.name, "session": str(device.session.number)}
    return {**own, **line} if isinstance(line, Mapping) else line


def _heard(caller: Caller, body: Mapping[str, Any]) -> None:
    if caller.device is not None:
        version, waiting = body.get("list_version"), body.get("waiting")
        version = _version(version) if isinstance(version, int | str) else None
        waiting = waiting if isinstance(waiting, int) and not isinstance(waiting, bool) and waiting >= 0 else None
        devices.heard(clock.now(), caller.device, version=version, waiting=waiting)


@blueprint.get("/api/v1/door/live")
@device_or_signed_in
def live_figures() -> ResponseReturnValue:
    """The counts of one session, with an ETag: 304 while nothing has changed."""
    caller = _caller(request.args.get("meeting"), "door.view")
    if caller.held:
        return problem(401, caller.held, sentence(caller.held))
    meeting = caller.meeting
    session = session_of(meeting, request.args.get("session"))
    if session is None:
        raise NotFound
    newest = service.latest(meeting, session)
    document = _live_document(service.counts(meeting, session)) | {
        "session": str(session.number),
        "latest": [
            {"at": seen.at.isoformat(), "number": str(seen.number), "name": seen.name, "unit": seen.unit} for seen in newest
        ],
    }
    answer = jsonify(document)
    answer.add_etag()
    return answer.make_conditional(request)


def _live_document(counts: Counts) -> dict[str, Any]:
    return {
        "expected": counts.expected,
        "present": counts.present,
        "kinds": {kind: {"expected": line.expected, "present": line.present} for kind, line in counts.kinds.items()},
        "groups": [_line_document(line) for line in counts.groups],
        "units": [_line_document(line) for line in counts.units],
    }


def _line_document(line: Line) -> dict[str, Any]:
    return {"key": line.key, "name": line.name, "expected": line.expected, "present": line.present}


@blueprint.get("/api/v1/door/people")
@signed_in
def people() -> Response:
    """People whose name matches what is typed at the door, without accents."""
    meeting = _asked_meeting(request.args.get("meeting"), "door.scan")
    session = session_of(meeting, request.args.get("session"))
    if session is None:
        raise NotFound
    found = service.search_people(meeting, session, request.args.get("q", ""))
    keys = ("number", "name", "birth_year", "unit", "seat", "inside")
    return jsonify(
        {"people": [{key: getattr(person, key) for key in keys} | {"number": str(person.number)} for person in found]}
    )
