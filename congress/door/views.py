"""Pages of the door; those of badges lie in printing/views.py, its calls in api/views.py."""

import secrets
import uuid
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from congress.door import arrivals, service
from congress.door import badges as reading
from congress.door.badges import Wanted
from congress.door.devices import review
from congress.door.devices import service as devices
from congress.door.devices.gates import gates_of
from congress.door.forms import DoorForm
from congress.door.labels import KINDS
from congress.door.presence import session_of
from congress.door.scanning import Answer
from congress.door.telling import shown_answer
from congress.errors import NotFound
from congress.meetings.labels import FUNCTIONS
from congress.meetings.models import Meeting, MeetingSession
from congress.messages import sentence
from congress.web import clock
from congress.web.access import actor, for_meeting

blueprint = Blueprint("door", __name__)


def asked_unit() -> uuid.UUID | None:
    """The unit of the filter; one that is none is as good as another meeting's: not found."""
    try:
        return uuid.UUID(request.values["don-vi"]) if request.values.get("don-vi") else None
    except ValueError as unreadable:
        raise NotFound from unreadable


def _figures(meeting: Meeting, session: MeetingSession | None) -> dict[str, Any]:
    """What the live pages show of a session."""
    if session is None:
        return {"session": None}
    hall = service.attendance(meeting.id, session.id)
    return {
        "session": session,
        "counts": hall.counts(),
        "latest": hall.latest(),
        "in_hall": service.in_hall(meeting, session),
        "missing": service.missing_duties(meeting, session),
        "represented": service.represented(meeting, session),
        "course": arrivals.course(meeting, session),
        "functions": FUNCTIONS,
        "kinds": KINDS,
    }


@blueprint.get("/hoi-nghi/<int:number>/cua-don")
@for_meeting("door.view")
def live(meeting: Meeting) -> str:
    """Who has come, by group and unit; kept fresh by the script, true without it."""
    figures = _figures(meeting, session_of(meeting, request.args.get("phien")))
    held = review.to_review(meeting) if "door.manage" in g.permissions else 0
    return render_template("door/live.html", meeting=meeting, freezes=service.freezes(meeting), to_review=held, **figures)


@blueprint.post("/hoi-nghi/<int:number>/cua-don/chot")
@for_meeting("delegates.edit")
def freeze(meeting: Meeting) -> ResponseReturnValue:
    """Keep the figures of a session as they are now, for papers and votes."""
    session = session_of(meeting, request.form.get("phien"))
    if session is None:
        raise NotFound
    number, place = session.number, meeting.number
    frozen = service.freeze(actor(), clock.now(), meeting, number)
    flash(_("Đã chốt số lượng lần %(number)s. Giấy tờ và biểu quyết dùng số này.", number=frozen.number), "ok")
    return redirect(url_for("door.live", number=place, phien=number), 303)


@blueprint.get("/hoi-nghi/<int:number>/cua-don/man-hinh")
@for_meeting("door.view")
def screen(meeting: Meeting) -> str:
    """The same for a projector."""
    return render_template(
        "door/screen.html", meeting=meeting, **_figures(meeting, session_of(meeting, request.args.get("phien")))
    )


@blueprint.get("/hoi-nghi/<int:number>/cua-don/danh-sach-ky")
@for_meeting("door.view")
def sign_in_sheet(meeting: Meeting) -> str:
    """The list on paper, by unit, with boxes to sign."""
    wanted = Wanted(asked_unit())
    rows, _total = reading.rows(meeting, wanted, size=100_000)
    return render_template(
        "door/sign_in_sheet.html",
        meeting=meeting,
        parts=reading.by_unit(rows),
        units=reading.units_of(meeting),
        wanted=wanted,
        kinds=KINDS,
    )


@blueprint.route("/cua/<int:number>", methods=["GET", "POST"])
@for_meeting("door.scan")
def door(meeting: Meeting) -> str:
    """The door itself. Scripts send scans to the door's API; without them the form does the same."""
    g.uses_wasm = True
    form = DoorForm()
    chosen = session_of(meeting, request.values.get("phien"))
    answer, found, said = None, [], ""
    if chosen is not None and form.validate_on_submit():
        if not form.stripped:
            said = sentence("door_text_missing")
        elif form.wanted_name:
            found = service.search_people(meeting, chosen, form.wanted_name)
            said = "" if found else sentence("door_nobody_found")
        else:
            answer = shown_answer(_record(meeting, [form.line(clock.now().isoformat())], clock.now())[0])
    return render_template(
        "door/door.html",
        meeting=meeting,
        form=form,
        chosen=chosen,
        answer=answer,
        found=found,
        said=said,
        nonce=secrets.token_hex(16),
        gates=(gates := _gates(meeting)),
        door_record=_door_record(meeting, chosen, gates) if chosen else None,
    )


def _gates(meeting: Meeting) -> list[str]:
    """The names of the gates; until somebody names them, four by number."""
    named = [gate.name for gate in gates_of(meeting)]
    return named or [_("Cửa %(number)s", number=place) for place in range(1, 5)]


def _door_record(meeting: Meeting, chosen: MeetingSession, gates: list[str]) -> dict[str, Any]:
    """The laptop's own door as its script keeps it: what pairing gives a device, without a token."""
    sessions = [{"number": str(place.number), "name": place.name} for place in meeting.sessions]
    return {
        "id": f"session:{meeting.number}",
        "meeting": {"number": str(meeting.number), "title": meeting.title},
        "sessions": sessions,
        "session": str(chosen.number),
        "gates": gates,
        "gate": gates[0],
        "exits": meeting.tracks_exits,
        "now": clock.now().isoformat(),
        "expiresAt": devices.end_of_service(meeting, clock.now()).isoformat(),
    }


def _record(meeting: Meeting, lines: list[object], sent_at: datetime) -> list[Answer]:
    may_undo_any = "badges.print" in g.permissions
    return service.record_scans(actor(), clock.now(), meeting, lines, sent_at, undo_any=may_undo_any)
