"""Pages of badges and door, and the door's calls."""

import secrets
import uuid
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from congress.delegates import seating
from congress.door import arrivals, printing, service
from congress.door import badges as reading
from congress.door.badges import PAGE, Wanted
from congress.door.devices import service as devices
from congress.door.devices.gates import gates_of
from congress.door.forms import DoorForm, ReissueForm, SeatsForm
from congress.door.labels import CAUSES, DEAD, KINDS
from congress.door.presence import session_of
from congress.door.scanning import Answer
from congress.door.telling import shown_answer
from congress.errors import NotFound, Refused
from congress.files.badges import BadgeEvent
from congress.meetings.labels import FUNCTIONS
from congress.meetings.models import Meeting, MeetingSession
from congress.messages import sentence
from congress.web import clock
from congress.web.access import actor, for_meeting
from congress.web.keys import sealer
from congress.web.numbers import small_number
from congress.web.paging import Pages, asked_page

blueprint = Blueprint("door", __name__)
LINES_SHOWN = 400


@blueprint.get("/hoi-nghi/<int:number>/the")
@for_meeting("badges.print")
def badges(meeting: Meeting) -> str:
    """How many badges there are, who has one, and the way to print them."""
    wanted, page = _wanted(), asked_page()
    rows, total = reading.rows(meeting, wanted, page)
    return render_template(
        "door/badges.html",
        meeting=meeting,
        totals=service.totals(meeting),
        rows=rows,
        pages=Pages(page, -(-total // PAGE), total),
        units=reading.units_of(meeting),
        wanted=wanted,
        kinds=KINDS,
    )


def _wanted() -> Wanted:
    """The filter in the address or the form; a unit that is none is as good as another meeting's: it shows nobody."""
    held = request.values
    try:
        unit_id = uuid.UUID(held["don-vi"]) if held.get("don-vi") else None
    except ValueError as unreadable:
        raise NotFound from unreadable
    return Wanted(unit_id, held.get("so", type=small_number), held.get("chi") == "moi")


@blueprint.get("/hoi-nghi/<int:number>/the/badges.pdf")
@for_meeting("badges.print")
def badges_again(meeting: Meeting) -> Response:
    """The badges as they are, once more; nothing is made or marked."""
    return _pdf(meeting, service.open_badges(actor(), clock.now(), meeting, _wanted(), sealer()))


@blueprint.post("/hoi-nghi/<int:number>/the/badges.pdf")
@for_meeting("badges.print")
def badges_print(meeting: Meeting) -> Response:
    """Make what is missing, note everything as printed, and give the PDF."""
    return _pdf(meeting, service.print_badges(actor(), clock.now(), meeting, _wanted(), sealer()))


def _pdf(meeting: Meeting, faces: list[reading.Face]) -> Response:
    day = meeting.held_on.strftime("%d/%m/%Y") if meeting.held_on else ""
    mark = _("Dữ liệu minh họa") if current_app.extensions["congress_settings"].now else ""
    event = BadgeEvent(meeting.title, day, meeting.place, mark, _("Chỗ ngồi"), _("Số thẻ"))
    wording = printing.Wording(event, {kind: str(word) for kind, word in KINDS.items()})
    answer = current_app.response_class(
        printing.sheet(faces, wording, request.values.get("co", "")), mimetype="application/pdf"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="the-hoi-nghi-{meeting.number}.pdf"'
    return answer


@blueprint.route("/hoi-nghi/<int:number>/the/<int:badge_number>", methods=["GET", "POST"])
@for_meeting("badges.print")
def badge(meeting: Meeting, badge_number: int) -> ResponseReturnValue:
    """One delegate's badges; report one lost, replace it or take it away."""
    delegate = reading.delegate_of(meeting, badge_number)
    form = ReissueForm()
    if form.validate_on_submit() and _reissue(meeting, badge_number, form):
        flash(
            _("Đã thu hồi thẻ cũ.") if form.cause.data == "withdrawn" else _("Đã hủy thẻ cũ và cấp mã mới. Hãy in lại thẻ."),
            "ok",
        )
        return redirect(url_for("door.badge", number=meeting.number, badge_number=badge_number), 303)
    history = reading.history(delegate)
    live = next((badge for badge in history if badge.died_at is None), None)
    if request.method == "GET":
        form.seen.data = str(live.id) if live else ""
    page = render_template(
        "door/badge.html",
        meeting=meeting,
        delegate=delegate,
        history=history,
        live=live,
        form=form,
        dead=DEAD,
        kinds=KINDS,
        causes=CAUSES,
    )
    return page, 422 if form.errors else 200


def _reissue(meeting: Meeting, number: int, form: ReissueForm) -> bool:
    try:
        seen = uuid.UUID(form.seen.data) if form.seen.data else None
        service.reissue(actor(), clock.now(), meeting, number, form.cause.data, sealer(), seen=seen, reason=form.reason.data)
    except ValueError:
        form.accept(Refused("stale"))
    except Refused as refusal:
        form.accept(refusal)
    return not form.errors


@blueprint.route("/hoi-nghi/<int:number>/the/cho-ngoi", methods=["GET", "POST"])
@for_meeting("delegates.edit")
def seats(meeting: Meeting) -> ResponseReturnValue:
    """Paste a column of seats beside the badge numbers."""
    form = SeatsForm()
    if form.validate_on_submit():
        try:
            changed = seating.set_seats(
                actor(), clock.now(), meeting, seating.read_lines(form.lines.data), form.seen.data or ""
            )
            flash(_("Đã ghi chỗ ngồi của %(changed)s đại biểu.", changed=changed), "ok")
            return redirect(url_for("door.seats", number=meeting.number), 303)
        except Refused as refusal:
            form.accept(refusal)
    wanted = _wanted()
    rows, total = reading.rows(meeting, wanted, size=LINES_SHOWN)
    if request.method == "GET":
        form.seen.data = seating.seats_fingerprint(meeting)
        form.lines.data = "\n".join(f"{row.number}\t{row.name}\t{row.seat}" for row in rows) if total <= LINES_SHOWN else ""
    page = render_template(
        "door/seats.html",
        meeting=meeting,
        form=form,
        units=reading.units_of(meeting),
        wanted=wanted,
        total=total,
        most=LINES_SHOWN,
    )
    return page, 422 if form.errors else 200


def _figures(meeting: Meeting, session: MeetingSession | None) -> dict[str, Any]:
    """What the live pages show of a session."""
    if session is None:
        return {"session": None}
    return {
        "session": session,
        "counts": service.counts(meeting, session),
        "latest": service.latest(meeting, session),
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
    return render_template("door/live.html", meeting=meeting, freezes=service.freezes(meeting), **figures)


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
    wanted = _wanted()
    rows, _total = reading.rows(meeting, Wanted(unit_id=wanted.unit_id), size=100_000)
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
        elif form.is_name:
            found = service.search_people(meeting, chosen, form.stripped)
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
        "now": clock.now().isoformat(),
        "expiresAt": devices.end_of_service(meeting, clock.now()).isoformat(),
    }


def _record(meeting: Meeting, lines: list[object], sent_at: datetime) -> list[Answer]:
    may_undo_any = "badges.print" in g.permissions
    return service.record_scans(actor(), clock.now(), meeting, lines, sent_at, undo_any=may_undo_any)
