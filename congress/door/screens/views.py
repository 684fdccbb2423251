"""Screens of the hall: greetings for the projector, guests of honour for the presidium's laptop."""

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from congress.door.screens import reading
from congress.door.screens.labels import greeting
from congress.door.views import session_of
from congress.errors import NotFound
from congress.meetings.models import Meeting, MeetingSession
from congress.web.access import for_meeting

blueprint = Blueprint("screens", __name__)
ANNOUNCED = 30


def _asked(meeting: Meeting) -> MeetingSession | None:
    return session_of(meeting, request.args.get("phien"))


@blueprint.get("/hoi-nghi/<int:number>/cua-don/chao-mung")
@for_meeting("door.view")
def greetings(meeting: Meeting) -> str:
    """Who has just come in, large enough for the back of a hall."""
    session = _asked(meeting)
    newest = reading.arrivals(meeting, session) if session else []
    return render_template("screens/greetings.html", meeting=meeting, session=session, newest=newest, greeting=greeting)


@blueprint.get("/hoi-nghi/<int:number>/cua-don/khach-quy")
@for_meeting("door.view")
def honours(meeting: Meeting) -> str:
    """Guests of honour for the presidium to announce: who has come, who is awaited."""
    session = _asked(meeting)
    shown: dict[str, Any] = {"newest": [], "awaited": []}
    if session:
        newest = reading.arrivals(meeting, session, honoured=True, limit=ANNOUNCED)
        shown = {"newest": newest, "awaited": reading.awaited(meeting, session)}
    return render_template("screens/honours.html", meeting=meeting, session=session, **shown)


@blueprint.get("/hoi-nghi/<int:number>/cua-don/vua-den.json")
@for_meeting("door.view")
def newest(meeting: Meeting) -> ResponseReturnValue:
    """What the two screens ask every few seconds, with an ETag: 304 while nobody has come."""
    session = _asked(meeting)
    if session is None:
        raise NotFound
    honoured = request.args.get("loai") == "khach"
    found = reading.arrivals(meeting, session, honoured=honoured, limit=ANNOUNCED if honoured else reading.NEWEST)
    answer: Response = jsonify({"arrivals": [_document(one) for one in found], "rehearsal": meeting.rehearsing})
    answer.add_etag()
    return answer.make_conditional(request)


def _document(one: reading.Arrival) -> dict[str, Any]:
    at = one.at.isoformat() if one.at else None
    return {"at": at, "name": one.name, "title": one.title, "unit": one.unit, "greeting": str(greeting(one.group, one.kind))}
