"""The page of the rehearsal: begin it, end it and wipe what was tried."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from congress.door.rehearsal import service
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.web import clock
from congress.web.access import actor, for_meeting
from congress.web.forms import BaseForm

blueprint = Blueprint("rehearsal", __name__)


@blueprint.route("/hoi-nghi/<int:number>/cua-don/tap-duot", methods=["GET", "POST"])
@for_meeting("meeting.edit")
def rehearsal(meeting: Meeting) -> ResponseReturnValue:
    """Begin the rehearsal, or end it."""
    form = BaseForm()
    if form.validate_on_submit():
        try:
            if request.form.get("viec") == "ket-thuc":
                wiped = service.end(actor(), clock.now(), meeting)
                flash(_("Đã kết thúc tập dượt và xóa %(wiped)s lượt thử.", wiped=wiped), "ok")
            else:
                service.begin(actor(), clock.now(), meeting, take_over=request.form.get("gop") == "1")
                flash(_("Đã mở tập dượt. Cứ quét thẻ như thật."), "ok")
            return redirect(url_for("rehearsal.rehearsal", number=meeting.number), 303)
        except Refused as refusal:
            form.accept(refusal)
    page = render_template(
        "rehearsal/rehearsal.html",
        meeting=meeting,
        form=form,
        scans=service.count(meeting),
        early=service.standing(meeting) if service.may_take_over(meeting, clock.now()) else 0,
    )
    return page, 422 if form.errors else 200
