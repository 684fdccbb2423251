"""Taking a list in: upload, mapping and preview, result, undo, and the workbooks around it."""

from io import BytesIO
from typing import Any

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from congress.delegates import labels
from congress.delegates.intake import papers, service
from congress.delegates.intake.cells import Defaults, Problem
from congress.delegates.intake.forms import SettingsForm, UploadForm, shown_settings
from congress.delegates.intake.rows import Judged
from congress.delegates.intake.undo import undo as undo_intake
from congress.delegates.models import Intake
from congress.delegates.scope import Scope, only_unit, unit_choices
from congress.delegates.views import XLSX, blueprint, may_edit, scope_of
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting
from congress.messages import sentence
from congress.people.birth import birth_of, birth_text
from congress.web import clock
from congress.web.access import actor, for_meeting
from congress.web.keys import sealer
from congress.web.paging import Pages, asked_page

PAGE = 40
ORDER = {"error": 0, "skip": 1, "update": 2, "new": 3}


@blueprint.route("/hoi-nghi/<int:number>/dai-bieu/nhap-tep", methods=["GET", "POST"])
@for_meeting("delegates.nominate")
def upload(meeting: Meeting) -> ResponseReturnValue:
    """Send a file or paste a table; the preview comes next, nothing is stored on the roster yet."""
    scope = scope_of(meeting)
    form = UploadForm()
    if form.validate_on_submit():
        try:
            intake = _drafted(meeting, form, Defaults(only_unit(scope, unit_choices(meeting, scope))))
        except Refused as refusal:
            form.accept(refusal)
        else:
            return redirect(_address("preview", meeting, intake), 303)
    last = service.newest(meeting, None if may_edit() else actor())
    page = render_template("delegates/intake/upload.html", form=form, intakes=last, me=actor())
    return page, 422 if form.errors else 200


def _drafted(meeting: Meeting, form: UploadForm, defaults: Defaults) -> Intake:
    who, now, key = actor(), clock.now(), sealer()
    if form.file.data and form.file.data.filename:
        name = form.file.data.filename
        return service.draft_from_file(who, now, meeting, key, form.file.data.stream, name, form.sheet.data, defaults)
    if (form.pasted.data or "").strip():
        return service.draft_from_paste(who, now, meeting, key, form.pasted.data, defaults)
    raise Refused("intake_nothing_sent", field="file")


def _address(view: str, meeting: Meeting, intake: Intake, **more: Any) -> str:
    return url_for(f"delegates.{view}", number=meeting.number, intake_number=intake.number, **more)


def _mine(meeting: Meeting, number: int) -> Intake:
    """A draft is seen by who made it; it holds what that person sent."""
    return service.by_number_of(meeting, number, actor())


@blueprint.get("/hoi-nghi/<int:number>/dai-bieu/nhap-tep/mau.xlsx")
@for_meeting("delegates.nominate")
def template(meeting: Meeting) -> ResponseReturnValue:
    """The list to fill in."""
    units = [unit.name for unit in unit_choices(meeting, scope_of(meeting))]
    words = {name: str(word) for name, word in labels.COLUMNS.items()}
    guide = (_("Hướng dẫn"), _("Đơn vị"), _("Nhóm cơ cấu"))
    content = papers.template(
        words,
        _("Danh sách đại biểu"),
        guide,
        units,
        [group.name for group in meeting.groups],
        clock.now(),
        asks_identity=meeting.matches_cards,
    )
    return send_file(BytesIO(content), XLSX, as_attachment=True, download_name="mau-danh-sach-dai-bieu.xlsx")


@blueprint.route("/hoi-nghi/<int:number>/dai-bieu/nhap-tep/<int:intake_number>", methods=["GET", "POST"])
@for_meeting("delegates.nominate")
def preview(meeting: Meeting, intake_number: int) -> ResponseReturnValue:
    """What each column means and what would become of each row; or, once taken in, what became of them."""
    scope, intake = scope_of(meeting), _mine(meeting, intake_number)
    if intake.taken_at is not None:
        return render_template("delegates/intake/result.html", intake=intake)
    before, content = service.settings_of(intake), service.content_of(intake, sealer())
    form = SettingsForm(data=shown_settings(before, intake.version)).offer(meeting, unit_choices(meeting, scope))
    if form.validate_on_submit():
        try:
            settled = form.settled(before, request.form, content)
            intake = service.settle(actor(), clock.now(), meeting, intake, settled, form.version.data)
            if request.form.get("do") == "take":
                return _taken(meeting, scope, intake)
        except Refused as refusal:
            form.accept(refusal)
        else:
            return redirect(_address("preview", meeting, intake, **request.args.to_dict()), 303)
    return _preview_page(meeting, scope, intake, form)


def _taken(meeting: Meeting, scope: Scope, intake: Intake) -> ResponseReturnValue:
    within = not may_edit()
    taken = service.take(
        actor(), clock.now(), meeting, scope, intake, sealer(), seen_version=intake.version, within_seats=within
    )
    said = _("Đã nhập: thêm %(added)s, cập nhật %(updated)s.", added=taken.added, updated=taken.updated)
    flash(said, "success")
    return redirect(_address("preview", meeting, taken), 303)


def _preview_page(meeting: Meeting, scope: Scope, intake: Intake, form: SettingsForm) -> ResponseReturnValue:
    content, settings = service.content_of(intake, sealer()), service.settings_of(intake)
    rows = service.judge(meeting, scope, content, settings, clock.now())
    ordered = sorted(rows, key=lambda row: (ORDER[row.state], row.row))
    pages = max(1, -(-len(rows) // PAGE))
    number = min(asked_page(), pages)
    page = render_template(
        "delegates/intake/preview.html",
        intake=intake,
        content=content,
        settings=settings,
        form=form,
        rows=ordered[(number - 1) * PAGE : number * PAGE],
        counts=service.counts(rows),
        pages=Pages(number, pages, len(rows)),
        said=told,
        place=_place,
        labels=labels,
    )
    return page, 422 if form.errors else 200


def told(problem: Problem) -> str:
    """The sentence about one cell, with the column it stands in."""
    column = labels.COLUMNS.get(problem.field)
    facts = {key: value for key, value in problem.facts.items() if key != "field"}
    text = sentence(problem.code, **facts)
    return f"{column}: {text}" if column else text


def _place(row: Judged) -> str:
    """Who the row may be: name, birth and unit of the delegate on the roster."""
    match = row.match
    if match is None:
        return ""
    parts = (match.person.name, birth_text(birth_of(match.person)), match.unit.name if match.unit else "")
    return ", ".join(part for part in parts if part)


@blueprint.get("/hoi-nghi/<int:number>/dai-bieu/nhap-tep/<int:intake_number>/dong-loi.xlsx")
@for_meeting("delegates.nominate")
def wrong_rows(meeting: Meeting, intake_number: int) -> ResponseReturnValue:
    """The rows with errors, each with what is wrong, ready to be mended and sent in again."""
    scope, intake = scope_of(meeting), _mine(meeting, intake_number)
    content = service.content_of(intake, sealer())
    rows = service.rows_of(meeting, scope, intake, sealer(), clock.now())
    wrong = [row for row in rows if row.state == "error"]
    if not wrong:
        raise NotFound
    sentences = {row.row: " ".join(told(problem) for problem in row.problems if problem.stops) for row in wrong}
    service.record_wrong_rows(actor(), clock.now(), meeting, intake, len(wrong))
    data = papers.wrong_rows(content, wrong, sentences, _("Dòng lỗi"), _("Lỗi"), clock.now())
    return send_file(BytesIO(data), XLSX, as_attachment=True, download_name=f"dong-loi-lan-nhap-{intake.number}.xlsx")


@blueprint.post("/hoi-nghi/<int:number>/dai-bieu/nhap-tep/<int:intake_number>/hoan-tac")
@for_meeting("delegates.nominate")
def undo(meeting: Meeting, intake_number: int) -> ResponseReturnValue:
    """Take an import back."""
    scope_of(meeting)
    intake = service.by_number_of(meeting, intake_number, None if may_edit() else actor())
    done = undo_intake(actor(), clock.now(), meeting, intake)
    flash(_("Đã hoàn tác %(undone)s dòng.", undone=done.undone), "success")
    if done.kept:
        numbers = ", ".join(str(one) for one in done.kept[:20])
        flash(_("Giữ lại vì đã có người sửa hoặc duyệt: số %(numbers)s.", numbers=numbers), "warn")
    return redirect(url_for("delegates.upload", number=meeting.number), 303)
