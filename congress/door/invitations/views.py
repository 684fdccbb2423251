"""The room of invitations and answers, and the page of each delegate behind a secret address."""

import uuid
from io import BytesIO

from flask import Response, current_app, flash, make_response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from congress.delegates import replies
from congress.door import badges as reading
from congress.door import service
from congress.door.badges import Wanted
from congress.door.invitations import papers
from congress.door.invitations import service as invitations
from congress.door.invitations.forms import AnswerForm, KeyedForm, QuickForm
from congress.door.labels import ANSWERS, KINDS
from congress.door.printing.views import blueprint
from congress.door.views import asked_unit
from congress.errors import NotFound, Refused
from congress.files import qr
from congress.meetings.models import Meeting
from congress.web import clock
from congress.web.access import actor, for_meeting, public
from congress.web.keys import sealer
from congress.web.limits import at_most

ROOM = "/hoi-nghi/<int:number>/moi"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get(ROOM)
@for_meeting("delegates.edit")
def invitations_room(meeting: Meeting) -> str:
    """Who has answered what, how to ask, and the quick way to key answers in."""
    return _room(meeting, QuickForm(), KeyedForm())


def _room(meeting: Meeting, quick: QuickForm, keyed: KeyedForm) -> str:
    unit_id = asked_unit()
    units = reading.units_of(meeting)
    unit = next((unit for unit in units if unit.id == unit_id), None)
    if unit_id and unit is None:
        raise NotFound
    return render_template(
        "door/invitations.html",
        meeting=meeting,
        figures=replies.figures(meeting),
        newest=replies.newest(meeting),
        answers=ANSWERS,
        units=units,
        unit=unit,
        message=_message(meeting, unit_id),
        quick=quick,
        keyed=keyed,
        public_url=current_app.extensions["congress_settings"].public_url,
    )


def _message(meeting: Meeting, unit_id: uuid.UUID | None) -> str:
    """A text to copy into a chat: the invitation, and the names of the unit chosen."""
    parts = [
        _("Kính gửi các đại biểu dự %(meeting)s!", meeting=meeting.title),
        _("Thời gian: %(when)s. Địa điểm: %(where)s.", when=_when(meeting), where=meeting.place or _("sẽ báo sau")),
        _("Mỗi đại biểu nhận một ảnh mã QR mang tên mình; khi đến xin mở ảnh này hoặc mang thẻ để vào cửa."),
        _("Xin trả lời theo số thẻ: c (có dự), k (không dự, kèm lý do) hoặc t (cử người dự thay, kèm họ tên, chức vụ)."),
    ]
    if unit_id:
        parts += [f"{row.number}. {row.name}" for row in replies.sheet_rows(meeting, unit_id)]
    return "\n".join(parts)


def _when(meeting: Meeting) -> str:
    if meeting.held_on is None:
        return _("sẽ báo sau")
    first = next((place for place in meeting.sessions if place.kind == "session"), None)
    day = meeting.held_on.strftime("%d/%m/%Y")
    return _("%(clock)s ngày %(day)s", clock=first.starts_at.strftime("%H:%M"), day=day) if first else day


@blueprint.post(f"{ROOM}/nhanh")
@for_meeting("delegates.edit")
def reply_quick(meeting: Meeting) -> ResponseReturnValue:
    """One answer from the keyboard."""
    form = QuickForm()
    done = _key_in(meeting, form)
    return done or (_room(meeting, form, KeyedForm(formdata=None)), 422)


@blueprint.post(f"{ROOM}/dan")
@for_meeting("delegates.edit")
def reply_lines(meeting: Meeting) -> ResponseReturnValue:
    """Many answers, typed or pasted from a reply sheet."""
    form = KeyedForm()
    done = _key_in(meeting, form)
    return done or (_room(meeting, QuickForm(formdata=None), form), 422)


def _key_in(meeting: Meeting, form: QuickForm | KeyedForm) -> Response | None:
    """Keep what was keyed in and come back; None when something in it has to be looked at."""
    if not form.validate_on_submit():
        return None
    field = form.line if isinstance(form, QuickForm) else form.lines
    try:
        read = replies.read_lines(field.data or "")
        kept = replies.give(actor(), clock.now(), meeting, read, by=actor())
    except Refused as refusal:
        form.accept(Refused(refusal.code, **refusal.facts | {"field": field.name}))
        return None
    flash(_("Đã ghi trả lời của %(kept)s người.", kept=kept), "ok")
    return make_response(redirect(url_for("door.invitations_room", number=meeting.number, **_kept_filter()), 303))


def _kept_filter() -> dict[str, str]:
    return {"don-vi": request.values["don-vi"]} if request.values.get("don-vi") else {}


@blueprint.post(f"{ROOM}/anh")
@for_meeting("badges.print")
def cards(meeting: Meeting) -> ResponseReturnValue:
    """A picture of the code for each delegate, prepared beside the server; badges that are missing get their code."""
    found = service.prepare_badges(actor(), clock.now(), meeting, Wanted(asked_unit()), sealer())
    words = papers.CardWords(
        when=(_("Thời gian"), _when(meeting)),
        where=(_("Địa điểm"), meeting.place),
        number=_("Số thẻ"),
        unit=_("Đơn vị"),
        seat=_("Chỗ ngồi"),
        place=_("Bàn, cửa"),
        desk=_("Bàn {}"),
        no_unit=_("Không thuộc đơn vị nào"),
        foot=_("Mở ảnh này hoặc mang thẻ khi đến. Mã của riêng từng người, xin không gửi cho người khác."),
    )
    token = papers.start_cards(current_app.extensions["congress_settings"].data_dir, meeting, found, words)
    return redirect(url_for("door.print_job", number=meeting.number, token=token), 303)


def _sheet_words(meeting: Meeting) -> papers.SheetWords:
    headings = (_("Số thẻ"), _("Họ và tên"), _("Chức vụ"), _("Trả lời (c, k, t)"), _("Lý do vắng, hoặc người dự thay"))
    key = _("c: có dự · k: không dự · t: cử người dự thay")
    return papers.SheetWords((_("PHIẾU TRẢ LỜI"), meeting.title, key), headings, _("Không thuộc đơn vị nào"))


@blueprint.get(f"{ROOM}/phieu-tra-loi")
@for_meeting("delegates.edit")
def reply_sheets(meeting: Meeting) -> ResponseReturnValue:
    """The reply sheet of one unit, or those of all in a zip."""
    unit_id, words = asked_unit(), _sheet_words(meeting)
    if unit_id is None:
        content = BytesIO(papers.reply_sheets(meeting, words, clock.now()))
        return send_file(content, "application/zip", as_attachment=True, download_name=f"phieu-tra-loi-{meeting.number}.zip")
    rows = replies.sheet_rows(meeting, unit_id)
    if not rows:
        raise NotFound
    content = BytesIO(papers.reply_sheet(rows[0].unit, rows, words, clock.now()))
    return send_file(content, XLSX, as_attachment=True, download_name=f"phieu-tra-loi-{meeting.number}.xlsx")


@blueprint.post(f"{ROOM}/dia-chi")
@for_meeting("badges.print")
def own_links(meeting: Meeting) -> ResponseReturnValue:
    """Everybody's own address as a workbook for letters; those missing are made first."""
    base = current_app.extensions["congress_settings"].public_url
    if not base:
        raise Refused("public_url_missing")
    service.issue_badges(actor(), clock.now(), meeting, sealer())
    invitations.make_pages(actor(), clock.now(), meeting, sealer())
    opened = invitations.secrets_of(actor(), clock.now(), meeting, sealer())
    headings = (_("Số thẻ"), _("Họ và tên"), _("Đơn vị"), _("Địa chỉ trang riêng"), "")
    words = papers.SheetWords((_("ĐỊA CHỈ TRANG RIÊNG CỦA ĐẠI BIỂU"), meeting.title), headings, _("Địa chỉ"))
    content = papers.links_workbook(replies.sheet_rows(meeting), opened, base.rstrip("/"), words, clock.now())
    return send_file(BytesIO(content), XLSX, as_attachment=True, download_name=f"trang-rieng-{meeting.number}.xlsx")


@blueprint.route("/toi/<secret>", methods=["GET", "POST"])
@at_most("600/minute", ["GET", "HEAD"])
@at_most("60/minute", ["POST"])
@public
def own_page(secret: str) -> ResponseReturnValue:
    """The delegate's own page: the code, the programme, the seat, the answer. Looking at it changes nothing."""
    try:
        own = invitations.own_page(secret, sealer())
    except NotFound:
        return _unlisted(render_template("door/own_page_unknown.html"), 404)
    if not own.live:
        return _unlisted(render_template("door/own_page_gone.html", meeting=own.meeting), 410)
    form = AnswerForm(data={"answer": own.reply.answer, "words": own.reply.words} if own.reply else None)
    if own.open and form.validate_on_submit():
        try:
            invitations.answer(clock.now(), secret, form.answer.data, form.words.data or "", sealer())
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã ghi nhận trả lời. Xin cảm ơn."), "ok")
            return redirect(url_for("door.own_page", secret=secret), 303)
    drawn = qr.svg(own.code) if own.code else ""
    page = render_template(
        "door/own_page.html",
        own=own,
        meeting=own.meeting,
        form=form,
        code=drawn,
        answers=ANSWERS,
        kinds=KINDS,
        when=_when(own.meeting),
    )
    return _unlisted(page, 422 if form.errors else 200)


def _unlisted(page: str, status: int) -> Response:
    """The page without a trace: not in a search engine, not in a cache, its address in no referrer."""
    answer = make_response(page, status)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
