"""The door's API for programs: paired devices with their token, and the pages of those who are signed in."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from flask import Response, current_app, g, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from werkzeug.exceptions import RequestEntityTooLarge

from congress.door import service
from congress.door.api.callers import Caller, caller_of
from congress.door.counting import Counts, Line
from congress.door.devices import service as devices
from congress.door.devices.gates import gates_of
from congress.door.devices.guesses import Guesses
from congress.door.devices.models import DoorDevice
from congress.door.devices.posts import Hearing, Post, meeting_of, now_of, post_of
from congress.door.devices.roster import change_since
from congress.door.identity import delegate_with
from congress.door.presence import session_now
from congress.door.reports import read_moment
from congress.door.scanning import MOST, Answer
from congress.door.telling import shown_answers
from congress.door.versions import version_of
from congress.door.views import blueprint
from congress.errors import NotFound, Refused
from congress.kept import Kept, Newest
from congress.meetings.models import Meeting
from congress.meetings.service import session_by_number
from congress.messages import sentence
from congress.web import clock
from congress.web.access import actor, open_meeting, public
from congress.web.edge import csrf, select_locale
from congress.web.errors import problem
from congress.web.keys import sealer
from congress.web.tokens import by_token

BODY_LIMIT = 1024 * 1024
GONE = {"pairing_unknown": 404, "pairing_used": 410, "pairing_expired": 410}
LARGEST = 2**53 - 1
MOST_LIVE = 1000
DESCRIPTION = Path(__file__).with_name("openapi.json")
SECRETS_GUESSED = 20
CODES_GUESSED = 300


@dataclass(frozen=True)
class _Told:
    """Figures as they are sent, with the version of the meeting they are of."""

    version: int
    tag: str
    text: str


@dataclass(frozen=True)
class _Place:
    """A session as its live figures need it, as it was after so many acts."""

    acts: int
    session_id: uuid.UUID
    number: str
    tracks_exits: bool


_places: Kept[Newest[tuple[uuid.UUID, str], _Place]] = Kept(partial(Newest, MOST_LIVE))
_live: Kept[Newest[tuple[uuid.UUID, str], _Told]] = Kept(partial(Newest, MOST_LIVE))


post_or_signed_in = by_token(post_of, "device_or_signed_in", or_signed_in=True)
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


def _guesses() -> tuple[Guesses, Guesses]:
    """Of pairing secrets by address, of codes by door; in memory of this process."""
    fresh = Guesses(SECRETS_GUESSED), Guesses(CODES_GUESSED)
    return current_app.extensions.setdefault("congress_guesses", fresh)  # type: ignore[no-any-return]


def _too_many(code: str, wait: int) -> Response:
    answer = current_app.make_response(problem(429, code, sentence(code)))
    answer.headers["Retry-After"] = str(wait)
    return answer


@blueprint.post("/api/v1/door/pair")
@csrf.exempt
@public
def pair() -> ResponseReturnValue:
    """Turn whoever brings the secret of a pairing into a door device; the answer holds its token.

    A right secret is always taken: it cannot be guessed (192 bits), and one guesser must not keep a whole hall out.
    """
    try:
        secret = _json().get("secret")
        paired = devices.pair(clock.now(), secret if isinstance(secret, str) else "")
    except RequestEntityTooLarge:
        return problem(413, "body_too_large", sentence("body_too_large"))
    except Refused as refusal:
        return _wrong_secret() or problem(GONE.get(refusal.code, 409), refusal.code, sentence(refusal.code))
    return jsonify(_post_of(paired.device) | {"token": paired.token})


def _wrong_secret() -> Response | None:
    """Count it; the answer to who has tried too often of late, else None."""
    guesses, who, moment = _guesses()[0], request.remote_addr, clock.running()
    wait = guesses.wait(who, moment)
    if told := guesses.add(who, moment):
        current_app.logger.warning("%s wrong pairing secrets from %s", told, who)
    return _too_many("pairing_limited", wait) if wait else None


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
        "gates": [gate.name for gate in gates_of(meeting)],
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
    tag = str(version_of(caller.meeting.id).number)
    if request.if_none_match.contains_weak(tag):
        answer = current_app.response_class(status=304)
    else:
        since = request.args.get("since", type=_version)
        change = change_since(caller.meeting, since)
        tag = str(change.version)
        answer = current_app.response_class(change.written(), mimetype="application/json")
    if caller.device is not None:
        devices.heard(clock.now(), caller.device, version=int(tag), listed=True)
    answer.set_etag(tag, weak=True)
    return answer


def _version(raw: object) -> int | None:
    """A version as a device writes it, None for anything else."""
    text = str(raw)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 16 and int(text) <= LARGEST else None


@blueprint.post("/api/v1/door/scans")
@post_or_signed_in
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
    post = g.token_holder
    caller = None if post else _caller(body.get("meeting"), "door.scan")
    who = (post.meeting_id, post.actor) if caller is None else caller.key
    if wait := _guesses()[1].wait(who, clock.running()):
        return _too_many("guesses_limited", wait)
    language = select_locale()
    answers = _of_person(caller, lines, sent_at) if caller else _of_device(body, post, lines, sent_at)
    _count_unknown(who, answers)
    text = json.dumps({"answers": shown_answers(answers, language)}, ensure_ascii=False, separators=(",", ":"))
    return current_app.response_class(text, mimetype="application/json")


def _of_person(caller: Caller, lines: list[object], sent_at: datetime) -> list[Answer]:
    get_locale()  # kept for the answer: the commit makes everything be read anew, the person too
    return service.record_scans(caller.actor, clock.now(), caller.meeting, lines, sent_at, undo_any=caller.undo_any)


def _of_device(body: Mapping[str, Any], post: Post, lines: list[object], sent_at: datetime) -> list[Answer]:
    hearing = _hearing(body, post)
    return service.record_scans(post.actor, clock.now(), post.meeting_id, lines, sent_at, device=hearing)


@blueprint.post("/api/v1/door/card")
@device_or_signed_in
def card() -> ResponseReturnValue:
    """Whose citizen card this is, of the delegates of this meeting; the number is neither stored nor logged nor sent back."""
    try:
        body = _json()
    except RequestEntityTooLarge:
        return problem(413, "body_too_large", sentence("body_too_large"))
    caller = _caller(body.get("meeting"), "door.scan")
    if caller.held:
        return problem(401, caller.held, sentence(caller.held))
    if not caller.meeting.matches_cards:
        raise NotFound
    if wait := _guesses()[1].wait(caller.key, clock.running()):
        return _too_many("guesses_limited", wait)
    found = delegate_with(caller.meeting, body.get("number"), sealer())
    _count_wrong(caller.key, int(found is None))
    return jsonify({"delegate": str(found) if found is not None else None})


def _count_unknown(who: tuple[uuid.UUID, str], answers: Sequence[Answer]) -> None:
    """Codes that are nobody's: a person at a door meets a few a day, who guesses sends hundreds."""
    _count_wrong(
        who, sum(answer.verdict == "unknown" and not {"malformed", "undo_unknown"} & {*answer.flags} for answer in answers)
    )


def _count_wrong(who: tuple[uuid.UUID, str], unknown: int) -> None:
    if unknown and (told := _guesses()[1].add(who, clock.running(), unknown)):
        current_app.logger.warning("%s unknown codes from %s", told, who[1])
        devices.note_guesses(clock.now(), *who, told)


def _hearing(body: Mapping[str, Any], post: Post) -> Hearing:
    version, waiting = body.get("list_version"), body.get("waiting")
    version = _version(version) if isinstance(version, int | str) else None
    waiting = waiting if isinstance(waiting, int) and not isinstance(waiting, bool) and waiting >= 0 else None
    return Hearing(post.id, version, waiting)


@blueprint.get("/api/v1/openapi.json")
@public
def openapi() -> Response:
    """What programs may ask here, as OpenAPI 3.1."""
    return current_app.response_class(DESCRIPTION.read_bytes(), mimetype="application/json")


@blueprint.get("/api/v1/door/live")
@post_or_signed_in
def live_figures() -> ResponseReturnValue:
    """The counts of one session, with an ETag: 304 while nothing at the meeting has changed."""
    if g.token_holder is not None:
        post = now_of(g.token_holder)
        if held := devices.barred(post, clock.now()):
            return problem(401, held, sentence(held))
        known = _told(post.meeting_id, lambda: meeting_of(post))
    else:
        meeting = _asked_meeting(request.args.get("meeting"), "door.view")
        known = _told(meeting.id, lambda: meeting)
    if request.if_none_match.contains_weak(known.tag):
        answer = current_app.response_class(status=304)
    else:
        answer = current_app.response_class(known.text, mimetype="application/json")
    answer.set_etag(known.tag, weak=True)
    return answer


def _told(meeting_id: uuid.UUID, meeting: Callable[[], Meeting]) -> _Told:
    """The figures of the session asked for; twenty screens that ask after one scan cost one count."""
    told, key, version = _live.here(), (meeting_id, request.args.get("session", "")), version_of(meeting_id)
    known = told.get(key)
    if known is None or known.version != version.number:
        known = told.put(key, _count(meeting_id, _place(key, version.acts, meeting), version.number, meeting))
    return known


def _place(key: tuple[uuid.UUID, str], acts: int, meeting: Callable[[], Meeting]) -> _Place:
    places = _places.here()
    place = places.get(key)
    if place is None or place.acts != acts:
        session = session_now(meeting(), key[1])
        if session is None:
            raise NotFound
        place = places.put(key, _Place(acts, session.id, str(session.number), meeting().tracks_exits))
    return place


def _count(meeting_id: uuid.UUID, place: _Place, version: int, meeting: Callable[[], Meeting]) -> _Told:
    hall = service.attendance(meeting_id, place.session_id)
    newest = [
        {"at": seen.at.isoformat(), "number": str(seen.number), "name": seen.name, "unit": seen.unit} for seen in hall.latest()
    ]
    document = _live_document(hall.counts()) | {"session": place.number, "latest": newest, "in_hall": None}
    if place.tracks_exits:
        document["in_hall"] = service.in_hall(meeting(), session_by_number(meeting(), int(place.number)))
    return _Told(version, f"{place.number}-{version}", json.dumps(document, ensure_ascii=False, separators=(",", ":")))


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
