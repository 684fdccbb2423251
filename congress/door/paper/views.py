"""The page on which the signed list is keyed in."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from congress.door import badges
from congress.door.badges import Wanted
from congress.door.paper import service
from congress.door.paper.forms import PaperForm
from congress.door.telling import shown_answer
from congress.door.views import session_of
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting, MeetingSession
from congress.web import clock
from congress.web.access import actor, for_meeting
from congress.web.numbers import number_in

blueprint = Blueprint("paper", __name__)
MOST_ROWS = 1000


@blueprint.route("/hoi-nghi/<int:number>/cua-don/nhap-giay", methods=["GET", "POST"])
@for_meeting("door.scan")
def key_in(meeting: Meeting) -> ResponseReturnValue:
    """Numbers typed, or people ticked in the list of one unit, as the paper has them."""
    form, session, unit_id = PaperForm(), session_of(meeting, request.values.get("phien")), _unit()
    strange: list[dict[str, object]] = []
    if session is not None and form.validate_on_submit():
        try:
            keyed = service.key_in(actor(), clock.now(), meeting, session, _numbers(form))
            flash(_recorded_words(keyed), "ok")
            strange = [{"wanted": number, **shown_answer(answer)} for number, answer in keyed.strange]
            if not strange:
                back = url_for("paper.key_in", number=meeting.number, phien=session.number, **{"don-vi": unit_id})
                return redirect(back, 303)
        except Refused as refusal:
            form.accept(refusal)
    return _page(meeting, session, unit_id, form, strange), 422 if form.errors else 200


def _recorded_words(keyed: service.Keyed) -> str:
    if not keyed.before:
        return _("Đã ghi %(new)s người có mặt.", new=keyed.recorded)
    return _("Đã ghi %(new)s người có mặt; %(before)s người đã ghi từ trước.", new=keyed.recorded, before=keyed.before)


def _page(
    meeting: Meeting,
    session: MeetingSession | None,
    unit_id: uuid.UUID | None,
    form: PaperForm,
    strange: list[dict[str, object]],
) -> str:
    rows = badges.rows(meeting, Wanted(unit_id=unit_id), size=MOST_ROWS)[0] if unit_id else []
    return render_template(
        "paper/key_in.html",
        meeting=meeting,
        session=session,
        form=form,
        units=badges.units_of(meeting),
        unit_id=unit_id,
        rows=rows,
        inside=service.inside(meeting, session) if session and rows else set(),
        strange=strange,
    )


def _unit() -> uuid.UUID | None:
    text = request.values.get("don-vi")
    try:
        return uuid.UUID(text) if text else None
    except ValueError as unreadable:
        raise NotFound from unreadable


def _numbers(form: PaperForm) -> set[int]:
    ticked = (number_in(text) for text in request.form.getlist("ky"))
    return {number for number in ticked if number} | set(service.read_numbers(form.numbers.data or ""))
