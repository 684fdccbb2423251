"""Pages of the seat plan: the hall with everybody in it, its shape, filling it, the plan for the wall."""

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from congress.errors import NotFound, Refused
from congress.files.wall_plan import WallWords
from congress.meetings.models import Meeting
from congress.seating import service
from congress.seating.forms import BlockForm, FillForm, HallForm, MoveForm
from congress.seating.service import Wish
from congress.seating.sheet import wall_sheet
from congress.web import clock
from congress.web.access import actor, for_meeting
from congress.web.numbers import number_in

blueprint = Blueprint("seating", __name__)
UNSEATED_SHOWN = 60
SHAPE = ("rows", "seats", "naming", "aisles", "blocked", "at_table")


@blueprint.get("/hoi-nghi/<int:number>/cho-ngoi")
@for_meeting("delegates.view")
def plan(meeting: Meeting) -> ResponseReturnValue:
    """The hall as a grid; `ghe` names a seat, a badge number or a name to look at."""
    return _plan_page(meeting, MoveForm(formdata=None))


def _plan_page(meeting: Meeting, form: MoveForm) -> ResponseReturnValue:
    if service.plan_of(meeting) is None:
        return render_template("seating/empty.html", meeting=meeting)
    found = service.seat_map(meeting)
    text = request.values.get("ghe", "").strip()
    place, people = service.asked(found, text) if text else (None, [])
    form.seen.data = found.seen
    page = render_template(
        "seating/plan.html",
        meeting=meeting,
        map=found,
        text=text,
        place=place,
        people=people,
        form=form,
        most=UNSEATED_SHOWN,
    )
    return page, 422 if form.errors else 200


@blueprint.post("/hoi-nghi/<int:number>/cho-ngoi")
@for_meeting("delegates.edit")
def move(meeting: Meeting) -> ResponseReturnValue:
    """One person to another seat, two people in each other's, or nobody on a seat."""
    form = MoveForm()
    if form.validate_on_submit():
        try:
            seat, person = form.seat.data or "", form.person.data
            service.move(actor(), clock.now(), meeting, person, seat, form.seen.data or "", swap=form.swap.data)
            flash(_("Đã ghi chỗ ngồi."), "ok")
            return redirect(url_for("seating.plan", number=meeting.number, ghe=seat or str(person)), 303)
        except Refused as refusal:
            form.accept(refusal)
    return _plan_page(meeting, form)


@blueprint.post("/hoi-nghi/<int:number>/cho-ngoi/chan")
@for_meeting("delegates.edit")
def block(meeting: Meeting) -> ResponseReturnValue:
    """Keep a seat free, or give it back."""
    form, again = BlockForm(), MoveForm(formdata=None)
    if form.validate_on_submit():
        try:
            service.set_blocked(actor(), clock.now(), meeting, form.seat.data or "", form.blocked.data, form.version.data)
            flash(_("Đã chặn ghế.") if form.blocked.data else _("Ghế dùng lại được."), "ok")
            return redirect(url_for("seating.plan", number=meeting.number, ghe=form.seat.data), 303)
        except Refused as refusal:
            again.accept(refusal)
    else:
        again.accept(Refused("seat_not_in_plan", seats=form.seat.data or ""))
    return _plan_page(meeting, again)


@blueprint.route("/hoi-nghi/<int:number>/cho-ngoi/hoi-truong", methods=["GET", "POST"])
@for_meeting("delegates.edit")
def hall(meeting: Meeting) -> ResponseReturnValue:
    """The shape of the hall: rows, seats, aisles, seats kept free, the presidium's table."""
    plan = service.plan_of(meeting)
    form = HallForm(data=service.shape_of(plan) if plan else None)
    if form.validate_on_submit():
        try:
            wanted = service.hall_from(**{name: form[name].data for name in SHAPE})
            lost = service.save_plan(actor(), clock.now(), meeting, wanted, form.version.data, release=form.release.data)
            flash(
                _("Đã lưu hội trường; %(lost)s người thành chưa có chỗ.", lost=lost) if lost else _("Đã lưu hội trường."), "ok"
            )
            return redirect(url_for("seating.plan", number=meeting.number), 303)
        except Refused as refusal:
            form.accept(refusal)
    return render_template(
        "seating/hall.html", meeting=meeting, form=form, exists=plan is not None
    ), 422 if form.errors else 200


@blueprint.route("/hoi-nghi/<int:number>/cho-ngoi/xep", methods=["GET", "POST"])
@for_meeting("delegates.edit")
def fill(meeting: Meeting) -> ResponseReturnValue:
    """Fill the hall: choose who and where, look at it, store it."""
    wish, form = _wish(), FillForm()
    if request.method == "POST" and form.validate_on_submit():
        try:
            changed = service.store(actor(), clock.now(), meeting, wish, form.seen.data or "")
            flash(_("Đã xếp chỗ cho %(changed)s người.", changed=changed), "ok")
            return redirect(url_for("seating.plan", number=meeting.number), 303)
        except Refused as refusal:
            form.accept(refusal)
    if service.plan_of(meeting) is None:
        return render_template("seating/empty.html", meeting=meeting)
    trial = None
    if request.args.get("thu"):
        try:
            trial = service.try_out(meeting, wish)
        except Refused as refusal:
            form.accept(refusal)
    found = trial.map if trial else service.seat_map(meeting)
    form.seen.data = found.seen
    page = render_template(
        "seating/fill.html",
        meeting=meeting,
        map=found,
        wish=wish,
        trial=trial,
        form=form,
        where=service.place_words(found, wish),
        short_units=service.unit_words(trial.shortage, _("người không thuộc đơn vị nào")) if trial and trial.shortage else "",
    )
    return page, 422 if form.errors and request.method == "POST" else 200


def _wish() -> Wish:
    """The wish in the address; what is no row is no bound, and rows from C to A are those from A to C."""
    held = request.args
    by = "group" if held.get("theo") == "group" else "unit"
    first, last = number_in(held.get("tu")) or None, number_in(held.get("den")) or None
    if first and last and last < first:
        first, last = last, first
    return Wish(held.get("ai", ""), by, first, last, held.get("lai") == "1")


@blueprint.get("/hoi-nghi/<int:number>/cho-ngoi/so-do")
@for_meeting("delegates.view")
def wall(meeting: Meeting) -> str:
    """The plan for the wall, with names or groups, to look at or to print."""
    if service.plan_of(meeting) is None:
        return render_template("seating/empty.html", meeting=meeting)
    return render_template("seating/wall.html", meeting=meeting, map=service.seat_map(meeting), kind=_kind())


@blueprint.get("/hoi-nghi/<int:number>/cho-ngoi/so-do.pdf")
@for_meeting("delegates.view")
def wall_pdf(meeting: Meeting) -> Response:
    """The same as one sheet, A3 or A4."""
    mark = _("Dữ liệu minh họa") if current_app.extensions["congress_settings"].now else ""
    words = WallWords(_("SƠ ĐỒ CHỖ NGỒI"), meeting.title, _("SÂN KHẤU"), _("Bàn Đoàn Chủ tịch"), mark)
    paper = "a4" if request.args.get("kho") == "a4" else "a3"
    if service.plan_of(meeting) is None:
        raise NotFound
    content = wall_sheet(service.seat_map(meeting), words, _kind(), paper, {"": _("Không thuộc nhóm nào")})
    answer = current_app.response_class(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="so-do-cho-ngoi-{meeting.number}.pdf"'
    return answer


@blueprint.get("/hoi-nghi/<int:number>/cho-ngoi/mau.css")
@for_meeting("delegates.view")
def colours(meeting: Meeting) -> Response:
    """The groups' own colours, as on badges and on the wall plan: a style sheet, as pages may hold no style of their own."""
    rules = [f".seat--{place} {{ --tone: {group.colour}; }}" for place, group in enumerate(meeting.groups, 1)]
    return current_app.response_class("\n".join(rules), mimetype="text/css")


def _kind() -> str:
    return "groups" if request.args.get("kieu") == "nhom" else "names"
