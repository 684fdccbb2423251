"""Pages of badges: who has one, what must be printed, printing small and large, tables, printers, seats."""

import uuid
from typing import Any

from flask import Response, current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from congress.delegates import seating
from congress.door import badges as reading
from congress.door import service
from congress.door.badges import PAGE, Face, Wanted
from congress.door.devices.views import blueprint
from congress.door.forms import ReissueForm, SeatsForm
from congress.door.labels import AFTER_FETCHING, CAUSES, DEAD, KINDS, PRINTED_FROM, PRINTS, SHEETS, SHRINKING
from congress.door.printing import desks, faces, jobs
from congress.door.printing.faces import PrintWish, Wording
from congress.door.printing.forms import MARK, DesksForm, PrinterForm
from congress.door.views import asked_unit
from congress.errors import NotFound, Refused
from congress.files import calibration
from congress.files.badges import BadgeEvent
from congress.meetings.models import Meeting
from congress.web import clock
from congress.web.access import actor, for_meeting
from congress.web.keys import sealer
from congress.web.numbers import small_number
from congress.web.paging import Pages, asked_page

LINES_SHOWN = 400
AT_ONCE = 60
"""So many badges are set while the page waits (a tenth of a second); more are prepared beside the server."""

SMALL_SHOWN = 200
FILE_TYPES = {
    "pdf": "application/pdf",
    "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
HOME = "/hoi-nghi/<int:number>/the"


@blueprint.get(HOME)
@for_meeting("badges.print")
def badges(meeting: Meeting) -> str:
    """How many badges there are, who has one, and the way to print them."""
    wanted, page = _wanted(), asked_page()
    rows, total = reading.rows(meeting, wanted, page)
    return render_template(
        "door/badges.html",
        meeting=meeting,
        totals=reading.totals_with_changes(meeting),
        rows=rows,
        pages=Pages(page, -(-total // PAGE), total),
        units=reading.units_of(meeting),
        wanted=wanted,
        kinds=KINDS,
        sheets=SHEETS,
        printers=desks.printers_of(meeting),
        jobs=jobs.jobs_of(_data_dir(), meeting),
        titles=PRINTS,
    )


def _data_dir():
    return current_app.extensions["congress_settings"].data_dir


def _wanted() -> Wanted:
    """The filter in the address or the form."""
    return Wanted(asked_unit(), request.values.get("so", type=small_number), request.values.get("chi") == "doi")


def _wish(meeting: Meeting) -> PrintWish:
    """How the form wants it printed; an unknown sheet is the usual one."""
    held = request.values
    try:
        offset = desks.offset_of(meeting, uuid.UUID(held["may-in"])) if held.get("may-in") else (0, 0)
    except ValueError as unreadable:
        raise NotFound from unreadable
    return PrintWish(held.get("co", ""), held.get("mat-sau") == "1", offset)


def _wording(meeting: Meeting, wish: PrintWish) -> Wording:
    day = meeting.held_on.strftime("%d/%m/%Y") if meeting.held_on else ""
    mark = _("Dữ liệu minh họa") if current_app.extensions["congress_settings"].now else ""
    labels = (_("Chỗ ngồi"), _("Số thẻ"), _("Bàn, cửa"), _("Chương trình"))
    programme = faces.programme_of(meeting) if wish.backs else ()
    event = BadgeEvent(meeting.title, day, meeting.place, mark, *labels, programme)
    return Wording(event, {kind: str(word) for kind, word in KINDS.items()}, _("Bàn {}"))


@blueprint.get(f"{HOME}/badges.pdf")
@for_meeting("badges.print")
def badges_again(meeting: Meeting) -> Response:
    """The first sheets as they are, to look at; nothing is made or marked."""
    return _pdf(meeting, service.open_badges(actor(), clock.now(), meeting, _wanted(), sealer(), AT_ONCE), _wish(meeting))


@blueprint.post(f"{HOME}/badges.pdf")
@for_meeting("badges.print")
def badges_print(meeting: Meeting) -> ResponseReturnValue:
    """Make what is missing; a few are given as PDF and noted as printed at once, many are prepared beside the server."""
    wanted, wish = _wanted(), _wish(meeting)
    if reading.rows(meeting, wanted, size=1)[1] <= AT_ONCE:
        return _pdf(meeting, service.print_badges(actor(), clock.now(), meeting, wanted, sealer()), wish)
    found = service.prepare_badges(actor(), clock.now(), meeting, wanted, sealer())
    token = jobs.start_badges(_data_dir(), meeting, found, _wording(meeting, wish), wish)
    return redirect(url_for("door.print_job", number=meeting.number, token=token), 303)


def _pdf(meeting: Meeting, found: list[Face], wish: PrintWish) -> Response:
    answer = current_app.response_class(faces.sheet(found, _wording(meeting, wish), wish), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="the-hoi-nghi-{meeting.number}.pdf"'
    return answer


@blueprint.get(f"{HOME}/kiem-tra")
@for_meeting("badges.print")
def badges_check(meeting: Meeting) -> str:
    """What to look at before the paper is used: how many sheets, what must shrink, what is missing on the badges."""
    wanted, wish = _wanted(), _wish(meeting)
    found = reading.outlines(meeting, wanted)
    wording = _wording(meeting, PrintWish(wish.layout))
    small = faces.small_words(found, wording, wish)
    return render_template(
        "door/badges_check.html",
        meeting=meeting,
        wanted=wanted,
        wish=wish,
        sheets=SHEETS,
        total=len(found),
        pages=-(-len(found) // wish.sheet.per_sheet),
        small=small[:SMALL_SHOWN],
        small_total=len({entry.face.number for entry in small}),
        fields=SHRINKING,
        bare=_bare(found),
        unprintable=faces.unprintable(found, wording),
        programme=faces.programme_of(meeting) if wish.backs else (),
        chosen={key: value for key, value in request.args.items() if value},
    )


def _bare(found: list[Face]) -> list[str]:
    """What is not written on some of the badges; only delegates and guests are given seats."""
    seated = [face for face in found if face.kind != "non_delegate"]
    faces_with = (("unit", found), ("title", found), ("seat", seated))
    without = [(name, sum(not getattr(face, name) for face in some)) for name, some in faces_with]
    told = {
        "unit": _l("%(number)s thẻ không ghi đơn vị."),
        "title": _l("%(number)s thẻ không ghi chức vụ."),
        "seat": _l("%(number)s thẻ chưa có chỗ ngồi."),
    }
    return [str(told[name]) % {"number": number} for name, number in without if number]


@blueprint.get(f"{HOME}/viec/<token>")
@for_meeting("badges.print")
def print_job(meeting: Meeting, token: str) -> str:
    """How far a large print has come; a page to come back to."""
    job = jobs.job_of(_data_dir(), meeting, token)
    return render_template(
        "door/print_job.html",
        meeting=meeting,
        job=job,
        titles=PRINTS,
        begun_at=PRINTED_FROM[job.kind],
        next_step=AFTER_FETCHING[job.kind],
    )


@blueprint.get(f"{HOME}/viec/<token>/tien-do")
@for_meeting("badges.print")
def print_progress(meeting: Meeting, token: str) -> dict[str, Any]:
    """The same for the script of that page."""
    job = jobs.job_of(_data_dir(), meeting, token)
    return {"state": job.state, "done": job.parts_done, "parts": job.parts}


@blueprint.post(f"{HOME}/viec/<token>/tai-ve")
@for_meeting("badges.print")
def print_fetch(meeting: Meeting, token: str) -> ResponseReturnValue:
    """The finished file; the badges in it are noted as printed now, and the page of the job says that it was fetched."""
    job = jobs.job_of(_data_dir(), meeting, token)
    if not job.ready:
        raise Refused("print_not_ready")
    shown = jobs.shown_on(job)
    if shown:
        service.mark_printed(actor(), clock.now(), meeting, shown)
    name, kind = f"{job.stem}.{job.suffix}", FILE_TYPES[job.suffix]
    answer = send_file(job.folder / "result", mimetype=kind, as_attachment=True, download_name=name)
    jobs.note_fetched(job, clock.now())
    return answer


@blueprint.post(f"{HOME}/viec/<token>/tiep-tuc")
@for_meeting("badges.print")
def print_resume(meeting: Meeting, token: str) -> ResponseReturnValue:
    """Take up what was broken off."""
    jobs.resume(_data_dir(), meeting, token)
    return redirect(url_for("door.print_job", number=meeting.number, token=token), 303)


@blueprint.post(f"{HOME}/viec/<token>/xoa")
@for_meeting("badges.print")
def print_drop(meeting: Meeting, token: str) -> ResponseReturnValue:
    """Stop it, or delete the finished file."""
    job = jobs.job_of(_data_dir(), meeting, token)
    jobs.drop(_data_dir(), meeting, token)
    badges_alone = job.kind == "badges"
    flash(_("Đã xóa tệp in. Thẻ nào chưa tải về thì chưa tính là đã in.") if badges_alone else _("Đã xóa tệp."), "ok")
    return redirect(url_for(PRINTED_FROM[job.kind][0], number=meeting.number), 303)


@blueprint.route(f"{HOME}/ban-phat", methods=["GET", "POST"])
@for_meeting("badges.print")
def badge_desks(meeting: Meeting) -> ResponseReturnValue:
    """The tables where badges are handed out, printed in a corner of each badge."""
    found = desks.desk_list(meeting)
    form = DesksForm(data={"desks": len(found)})
    if form.validate_on_submit():
        try:
            desks.set_desks(actor(), clock.now(), meeting, form.desks.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã chia bàn phát thẻ."), "ok")
            return redirect(url_for("door.badge_desks", number=meeting.number), 303)
    return render_template("door/desks.html", meeting=meeting, form=form, desks=found), 422 if form.errors else 200


@blueprint.route(f"{HOME}/may-in", methods=["GET", "POST"])
@for_meeting("badges.print")
def printers(meeting: Meeting) -> ResponseReturnValue:
    """Printers that feed askew: a page to measure, and how far each must be corrected."""
    form = PrinterForm()
    if form.validate_on_submit():
        right, down = (10 * MARK - field.tenths for field in (form.left, form.top))
        try:
            kept = desks.keep_printer(actor(), clock.now(), meeting, form.name.data, right, down)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã ghi độ lệch của máy in %(name)s. In lại trang thử để xem đã đúng chưa.", name=kept.name), "ok")
            return redirect(url_for("door.printers", number=meeting.number), 303)
    page = render_template("door/printers.html", meeting=meeting, form=form, printers=desks.printers_of(meeting), mark=MARK)
    return page, 422 if form.errors else 200


@blueprint.post(f"{HOME}/may-in/<uuid:printer_id>/bo")
@for_meeting("badges.print")
def printer_drop(meeting: Meeting, printer_id: uuid.UUID) -> ResponseReturnValue:
    """Forget a printer."""
    desks.drop_printer(actor(), clock.now(), meeting, printer_id)
    flash(_("Đã bỏ máy in khỏi danh sách."), "ok")
    return redirect(url_for("door.printers", number=meeting.number), 303)


@blueprint.get(f"{HOME}/may-in/trang-thu.pdf")
@for_meeting("badges.print")
def calibration_page(meeting: Meeting) -> Response:
    """An A4 with rulers and a cross to measure; with a printer chosen it is printed corrected."""
    words = (_("Trang thử máy in"), _("Đo từ mép giấy đến tâm dấu cộng; đúng là %(mark)s mm ở cả hai chiều.", mark=MARK))
    more = _("In ở tỷ lệ 100 % (kích thước thật), không chọn “vừa trang giấy”.")
    content = calibration.page((*words, more), _wish(meeting).offset_mm, MARK)
    answer = current_app.response_class(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="trang-thu-may-in.pdf"'
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
