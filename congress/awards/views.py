"""The award list on the screen: order of presentation, decisions, the stage sheet, the workbook."""

import uuid
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from congress.awards import export, labels, pasting, queries, service
from congress.awards.forms import AwardForm, BatchForm, DecisionForm, PasteForm, RevokeForm, recipient_choices
from congress.awards.law import authority_title, default_authority, default_award, line_of, title_of, unchecked_sources
from congress.awards.models import Award
from congress.awards.service import NewAward
from congress.delegates import roster
from congress.delegates.scope import unit_choices
from congress.errors import Refused
from congress.meetings.findings import present
from congress.meetings.models import Meeting
from congress.messages import sentence
from congress.units.models import Unit
from congress.web import clock
from congress.web.access import actor, for_meeting
from congress.web.numbers import number_in, small_number
from congress.web.paging import Pages, asked_page

blueprint = Blueprint("awards", __name__)
ROOM = "/hoi-nghi/<int:number>/khen-thuong"
ONE = f"{ROOM}/<int:award>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = 20
FOUND = 12


@blueprint.app_template_filter("award_title")
def show_award(code: str) -> str:
    """Title or form of award."""
    return title_of(code)


@blueprint.app_template_filter("award_authority")
def show_authority(code: str) -> str:
    """Deciding authority."""
    return authority_title(code)


@blueprint.get(ROOM)
@for_meeting("delegates.view")
def award_list(meeting: Meeting) -> ResponseReturnValue:
    """The list in the order of presentation, with findings and money."""
    return _list(meeting, DecisionForm(formdata=None), set())


def _list(meeting: Meeting, form: DecisionForm, chosen: set[int]) -> ResponseReturnValue:
    sheet, today = queries.sheet(meeting, clock.today()), clock.today()
    rows = [(batch, row) for batch in sheet.batches for row in batch.rows]
    pages = max(1, -(-len(rows) // PAGE))
    page = min(asked_page(), pages)
    shown_rows = rows[(page - 1) * PAGE : page * PAGE]
    awards = [row.award for _batch, row in rows]
    body = render_template(
        "awards/award_list.html",
        groups=[(batch, [row for _batch, row in some]) for batch, some in groupby(shown_rows, key=itemgetter(0))],
        pages=Pages(page, pages, len(rows)),
        sheet=sheet,
        shown=present(meeting, queries.findings_of(meeting, [line_of(award) for award in awards], today)),
        unchecked=unchecked_sources(meeting.held_on or today),
        labels=labels,
        form=form,
        chosen=chosen,
        ends=(awards[0].number, awards[-1].number) if awards else (0, 0),
    )
    return body, 422 if form.errors else 200


@blueprint.route(f"{ROOM}/them", methods=["GET", "POST"])
@for_meeting("awards.edit")
def add(meeting: Meeting) -> ResponseReturnValue:
    """Enter one award: the person found among the delegates, or typed."""
    delegate = _asked_delegate(meeting)
    values = {"recipient": "person", "award": default_award(meeting.unit), "authority": default_authority(meeting.unit)}
    if delegate:
        values |= {"name": delegate.person.name, "title_of_recipient": delegate.title, "achievement": delegate.achievement}
        values |= {"unit": str(delegate.unit_id or "")}
    form = _award_form(meeting, AwardForm(data=values))
    if form.validate_on_submit():
        try:
            wish = _wish(form, delegate.person_id if delegate else None)
            service.add(actor(), clock.now(), meeting, wish, form.place.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã thêm %(name)s.", name=form.name.data), "ok")
            return _back(meeting, "add" if request.form.get("do") == "next" else "award_list")
    text = request.args.get("tim", "").strip()
    found = roster.page(meeting, roster.Filter(text=text, status="live"), size=FOUND) if text else None
    page = render_template("awards/add.html", form=form, text=text, found=found, delegate=delegate)
    return page, 422 if form.errors else 200


def _asked_delegate(meeting: Meeting) -> Any:
    number = request.args.get("dai-bieu", 0, type=small_number)
    return roster.by_number(meeting, number) if number else None


def _award_form(meeting: Meeting, form: AwardForm, award: Award | None = None) -> AwardForm:
    bodies = {unit.id: unit.name for unit in unit_choices(meeting)}
    if award and award.unit:
        bodies.setdefault(award.unit.id, award.unit.name)
    form.unit.choices = [SelectChoice("", _("Không thuộc đơn vị nào trong danh sách"))]
    form.unit.choices += [SelectChoice(str(key), name) for key, name in bodies.items()]
    return form


def _wish(form: AwardForm, person_id: uuid.UUID | None) -> NewAward:
    return NewAward(
        recipient=form.recipient.data,
        name=form.name.data,
        award=form.award.data,
        authority=form.authority.data,
        title_of_recipient=form.title_of_recipient.data,
        unit_id=uuid.UUID(form.unit.data) if form.unit.data else None,
        person_id=person_id,
        decision_number=form.decision_number.data,
        decided_on=form.decided_on.data,
        achievement=form.achievement.data,
    )


@blueprint.route(f"{ROOM}/dan", methods=["GET", "POST"])
@for_meeting("awards.edit")
def paste(meeting: Meeting) -> ResponseReturnValue:
    """Paste many recipients; each line is shown as it was read before anything is stored."""
    form = PasteForm(data={"award": default_award(meeting.unit), "authority": default_authority(meeting.unit)})
    form.recipient.choices = [SelectChoice("", _("Nhận biết theo tên")), *recipient_choices()]
    form.new_batch.choices = [SelectChoice("", _("Nối vào đợt cuối")), SelectChoice("y", _("Mở đợt mới"))]
    awards, lines, problems = queries.awards_of(meeting), [], {}
    if form.validate_on_submit():
        bodies: list[Unit] = unit_choices(meeting)
        same = [award.name for award in awards if award.award_code == form.award.data and award.status != "revoked"]
        lines = pasting.read_lines(form.lines.data, bodies, form.recipient.data or "", same)
        problems = {line.number: sentence(line.problem) for line in lines if line.problem}
        answer = _store_pasted(meeting, form, lines, awards)
        if answer is not None:
            return answer
    page = render_template("awards/paste.html", form=form, lines=lines, problems=problems, labels=labels)
    return page, 422 if form.errors else 200


def _store_pasted(
    meeting: Meeting, form: PasteForm, lines: list[pasting.PastedAward], awards: list[Award]
) -> ResponseReturnValue | None:
    """Refuse a bad paste, store a good one when asked to; None when the page is to be shown again."""
    last = awards[-1].batch if awards else 0
    try:
        good = pasting.checked(lines)
        if request.form.get("do") != "save":
            return None
        batch = last + 1 if form.new_batch.data else 0
        wishes = [pasting.wish(line, form.award.data, form.authority.data, batch) for line in good]
        service.add_awards(actor(), clock.now(), meeting, wishes)
    except Refused as refusal:
        form.accept(refusal)
        return None
    flash(_("Đã thêm %(number)s dòng vào danh sách khen thưởng.", number=len(good)), "ok")
    return _back(meeting)


@blueprint.route(f"{ONE}/sua", methods=["GET", "POST"])
@for_meeting("awards.edit")
def edit(meeting: Meeting, award: int) -> ResponseReturnValue:
    """Correct one award; revoke it or take the revocation back."""
    row = queries.by_number(meeting, award)
    form = _award_form(meeting, AwardForm(data=_values(row)), row)
    if form.validate_on_submit():
        try:
            wish = _wish(form, row.person_id)
            service.edit(actor(), clock.now(), meeting, award, wish, form.version.data, form.place.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã lưu %(name)s.", name=form.name.data), "ok")
            return _back(meeting)
    return _edit_page(row, form, RevokeForm(formdata=None))


def _values(row: Award) -> dict[str, Any]:
    return {
        "recipient": row.recipient,
        "name": row.name,
        "title_of_recipient": row.title_of_recipient,
        "unit": str(row.unit_id or ""),
        "award": row.award_code,
        "authority": row.authority_code,
        "achievement": row.achievement,
        "decision_number": row.decision_number,
        "decided_on": row.decided_on,
        "version": row.version,
    }


def _edit_page(row: Award, form: AwardForm, revoke_form: RevokeForm) -> ResponseReturnValue:
    page = render_template("awards/edit.html", award=row, form=form, revoke_form=revoke_form, labels=labels)
    return page, 422 if form.errors or revoke_form.errors else 200


@blueprint.post(f"{ONE}/thu-hoi")
@for_meeting("awards.edit")
def revoke(meeting: Meeting, award: int) -> ResponseReturnValue:
    """Take a decided award back, with the reason."""
    row, form = queries.by_number(meeting, award), RevokeForm()
    if form.validate():
        try:
            service.revoke(actor(), clock.now(), meeting, award, form.reason.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã ghi thu hồi khen thưởng của %(name)s.", name=row.name), "ok")
            return _back(meeting)
    return _edit_page(row, _award_form(meeting, AwardForm(formdata=None, data=_values(row)), row), form)


@blueprint.post(f"{ONE}/khoi-phuc")
@for_meeting("awards.edit")
def restore(meeting: Meeting, award: int) -> ResponseReturnValue:
    """Take a revocation back."""
    service.restore(actor(), clock.now(), meeting, award)
    flash(_("Đã bỏ ghi thu hồi."), "ok")
    return _back(meeting)


@blueprint.post(f"{ONE}/xoa")
@for_meeting("awards.edit")
def remove(meeting: Meeting, award: int) -> ResponseReturnValue:
    """Delete a proposed award."""
    try:
        name = service.remove(actor(), clock.now(), meeting, award, number_in(request.form.get("version")) or 0)
    except Refused as refusal:
        flash(sentence(refusal.code, **refusal.facts), "error")
    else:
        flash(_("Đã xóa %(name)s khỏi danh sách đề nghị.", name=name), "ok")
    return _back(meeting)


@blueprint.post(f"{ROOM}/thu-tu")
@for_meeting("awards.edit")
def arrange(meeting: Meeting) -> ResponseReturnValue:
    """Move, split and merge: the pressed button says `number:way`."""
    number, _colon, way = request.form.get("shift", "").partition(":")
    verbs = {"split": service.split, "merge": service.merge}
    award = number_in(number) or 0
    if way in verbs:
        verbs[way](actor(), clock.now(), meeting, award)
    else:
        service.move(actor(), clock.now(), meeting, award, way)
    page = request.form.get("trang", 1, type=small_number)
    target = url_for("awards.award_list", number=meeting.number, trang=page, _anchor=f"so-{award}")
    return redirect(target, 303)


@blueprint.post(f"{ROOM}/quyet-dinh")
@for_meeting("awards.edit")
def decide(meeting: Meeting) -> ResponseReturnValue:
    """Set number and day of the decision for the ticked rows."""
    form = DecisionForm()
    chosen = {number for text in request.form.getlist("chon") if (number := number_in(text))}
    if form.all_proposed.data:
        chosen |= {award.number for award in queries.awards_of(meeting) if award.status == "proposed"}
    if form.validate():
        try:
            done = service.decide(actor(), clock.now(), meeting, chosen, form.decision_number.data, form.decided_on.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã ghi quyết định cho %(number)s dòng.", number=done), "ok")
            return _back(meeting)
    return _list(meeting, form, chosen)


@blueprint.route(f"{ROOM}/dot/<int:batch>", methods=["GET", "POST"])
@for_meeting("awards.edit")
def batch_page(meeting: Meeting, batch: int) -> ResponseReturnValue:
    """What is called out for a batch, and who hands over."""
    note = queries.batch_rows(meeting).get(batch)
    values = {"name": note.name, "presenter": note.presenter, "version": note.version} if note else {"version": 0}
    form = BatchForm(data=values)
    if form.validate_on_submit():
        try:
            service.note_batch(actor(), clock.now(), meeting, batch, form.name.data, form.presenter.data, form.version.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã lưu đợt %(batch)s.", batch=batch), "ok")
            return _back(meeting)
    return render_template("awards/batch_page.html", form=form, batch=batch), 422 if form.errors else 200


@blueprint.get(f"{ROOM}/trao")
@for_meeting("delegates.view")
def stage(meeting: Meeting) -> str:
    """The sheet for those on the stage: order, who, what, who hands over."""
    return render_template("awards/stage.html", sheet=queries.sheet(meeting, clock.today()), labels=labels)


@blueprint.get(f"{ROOM}/danh-sach.xlsx")
@for_meeting("delegates.view")
def workbook(meeting: Meeting) -> ResponseReturnValue:
    """The list as a workbook."""
    sheet = queries.sheet(meeting, clock.today())
    content = export.workbook(meeting, sheet, clock.now())
    service.record_export(actor(), clock.now(), meeting, len(sheet.rows))
    name = f"khen-thuong-hoi-nghi-{meeting.number}.xlsx"
    return send_file(BytesIO(content), XLSX, as_attachment=True, download_name=name)


def _back(meeting: Meeting, view: str = "award_list") -> ResponseReturnValue:
    return redirect(url_for(f"awards.{view}", number=meeting.number), 303)
