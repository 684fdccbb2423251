"""The front page, the board of a meeting, the board of the bodies below, the history."""

from dataclasses import replace
from itertools import groupby

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from congress.door import absences
from congress.door.labels import ANSWERS
from congress.door.presence import session_of
from congress.errors import NotFound, Refused
from congress.finding_texts import FINDINGS
from congress.meetings import service as meetings
from congress.meetings.findings import present
from congress.meetings.forms import OverrideForm
from congress.meetings.labels import FUNCTIONS
from congress.meetings.models import Meeting
from congress.messages import outline
from congress.overview import board as boards
from congress.overview import labels, service
from congress.overview.history import history as read_history
from congress.overview.missing import missing as read_missing
from congress.overview.telling import Teller
from congress.refusal_texts import TEXTS
from congress.units.models import Unit
from congress.web import clock
from congress.web.access import actor, for_meeting, for_unit, permissions_at, permissions_on, signed_in
from congress.web.paging import Pages, asked_page
from congress.web.targets import safe_target

blueprint = Blueprint("overview", __name__)
ABSENT_SHOWN = 200


@blueprint.get("/")
@signed_in
def home() -> ResponseReturnValue:
    """Whoever prepares one meeting lands on its board; everybody else on their list."""
    mine = service.mine(current_user)
    preparing = [meeting for meeting in mine.own if meeting.status == "preparing"]
    if len(preparing) == 1 and not mine.watched and "tat-ca" not in request.args:
        return redirect(url_for("overview.board", number=preparing[0].number))
    return render_template("overview/home.html", mine=mine)


@blueprint.get("/hoi-nghi/<int:number>")
@for_meeting("meeting.view")
def board(meeting: Meeting) -> ResponseReturnValue:
    """Where the preparation stands, what is missing, what comes next."""
    if "delegates.view" not in g.permissions:
        return _narrow_board(meeting)
    state = boards.board(meeting, clock.today())
    found = {room: present(meeting, some, {}) for room, some in state.findings.items() if some}
    steps = [labels.shown_step(meeting, step) for step in state.steps]
    bars = labels.bars(state.composition)
    rooms = labels.room_links(meeting, found)
    links = {"lower": _watches(meeting), "higher": _reachable(meeting.higher_meeting)}
    return render_template("overview/board.html", board=state, steps=steps, found=found, bars=bars, rooms=rooms, **links)


def _watches(meeting: Meeting) -> bool:
    """Whether this person follows bodies below the one that holds the meeting."""
    return meeting.unit.level not in ("commune", "base") and "unit.view" in permissions_on(meeting.unit)


def _reachable(higher: Meeting | None) -> Meeting | None:
    """The congress above, for those who may open it."""
    return higher if higher is not None and permissions_at(higher) else None


def _narrow_board(meeting: Meeting) -> ResponseReturnValue:
    """For those with one task at the meeting: straight to it."""
    for permission, endpoint in (("door.scan", "door.live"), ("delegates.nominate", "delegates.delegate_list")):
        if permission in g.permissions:
            return redirect(url_for(endpoint, number=meeting.number))
    return render_template("overview/plain_board.html")


@blueprint.get("/hoi-nghi/<int:number>/cua-don/con-vang")
@for_meeting("door.view")
def missing(meeting: Meeting) -> str:
    """Who of the presidium, the speakers and the award winners has not come in; kept fresh by the script."""
    session = session_of(meeting, request.args.get("phien"))
    if session is None:
        raise NotFound
    people, total = absences.absent(meeting, session, ABSENT_SHOWN)
    return render_template(
        "overview/missing.html",
        meeting=meeting,
        session=session,
        found=read_missing(meeting, session),
        functions=FUNCTIONS,
        absent=[(unit, list(some)) for unit, some in groupby(people, key=lambda one: one.unit)],
        total=total,
        rest=total - len(people),
        answers=ANSWERS,
    )


@blueprint.get("/don-vi/<uuid:unit_id>/theo-doi")
@for_unit("unit.view")
def lower_units(unit: Unit) -> str:
    """Every body below on one page: held when, dossier, delegates, list."""
    state = service.lower_board(unit, clock.today(), asked_page())
    pages = Pages(state.number, state.pages, state.total)
    return render_template("overview/lower_units.html", unit=unit, board=state, pages=pages, statuses=labels.LIST_STATUS)


@blueprint.route("/hoi-nghi/<int:number>/van-de/chap-nhan", methods=["GET", "POST"])
@for_meeting("meeting.edit")
def override(meeting: Meeting) -> ResponseReturnValue:
    """Accept a finding with a reason, or withdraw that; the page tells the finding with its clause."""
    form = OverrideForm(request.args) if request.method == "GET" else OverrideForm()
    code, subject, back = (request.values.get(name, "") for name in ("code", "subject", "back"))
    if code not in FINDINGS and code not in TEXTS:
        raise Refused("override_unknown")
    target = safe_target(back) if back else url_for("meetings.settings", number=meeting.number)
    if request.method == "POST" and request.form.get("withdraw"):
        meetings.withdraw_override(actor(), clock.now(), meeting, code, subject)
        flash(_("Đã rút lại việc chấp nhận."), "ok")
        return redirect(target, 303)
    if form.validate_on_submit() and _accepted(meeting, form, code, subject):
        flash(_("Đã chấp nhận và ghi lý do."), "ok")
        return redirect(target, 303)
    found = present(meeting, boards.findings_named(meeting, clock.today(), code, subject))
    shown = [replace(finding, override_url=None) for finding in found]
    page = render_template("overview/override.html", form=form, target=target, shown=shown, outline=outline(code))
    return page, 422 if form.errors else 200


def _accepted(meeting: Meeting, form: OverrideForm, code: str, subject: str) -> bool:
    try:
        boards.accept(actor(), clock.now(), meeting, code, subject, form.reason.data)
    except Refused as refusal:
        form.accept(refusal)
        return False
    return True


@blueprint.get("/hoi-nghi/<int:number>/nhat-ky")
@for_meeting("history.view")
def history(meeting: Meeting) -> str:
    """Who did what, when, before and after."""
    who = request.args.get("nguoi", "")
    state = read_history(meeting, asked_page(), who)
    pages = Pages(state.number, state.pages, state.total)
    return render_template("overview/history.html", history=state, pages=pages, who=who, tell=Teller(meeting, state.names))
