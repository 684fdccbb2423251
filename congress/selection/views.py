"""The choice among the nominees: the workbench, what its buttons do, and substitutes for one place."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from congress.errors import NotAllowed, Refused
from congress.meetings.models import Meeting
from congress.messages import sentence
from congress.selection import labels, marks, overview, service, stopping, substituting
from congress.selection.forms import AskForm, PressForm, ScoresForm, TypedMarks, read_marks, shown
from congress.selection.overview import View
from congress.selection.reading import Nominee, read
from congress.selection.stopping import Going
from congress.web import clock
from congress.web.access import actor, for_meeting
from congress.web.edge import format_number
from congress.web.keys import sealer
from congress.web.numbers import number_in
from congress.web.paging import page_of

blueprint = Blueprint("selection", __name__)
PAGE = 40
PATIENCE = 20.0
"""Seconds one computation may take before the page says that it found no certain answer."""

NOT_READY = ("meeting_elects_not", "selection_no_seats")


@dataclass
class Sent:
    """What a refused form brings back to the page: everything typed, with its sentences."""

    ask: AskForm | None = None
    scores: ScoresForm | None = None
    typed: TypedMarks | None = None
    refusal: str = ""


@blueprint.get("/hoi-nghi/<int:number>/chon-dai-bieu")
@for_meeting("delegates.edit")
def workbench(meeting: Meeting) -> ResponseReturnValue:
    """Rules against the draft on top, the nominees with their marks below."""
    return _page(meeting, Sent())


def _page(meeting: Meeting, sent: Sent) -> ResponseReturnValue:
    try:
        ground = read(meeting)
    except Refused as refusal:
        if refusal.code not in NOT_READY:
            raise
        return render_template("selection/not_ready.html", code=refusal.code)
    view = overview.look(ground, sealer() if "particulars.view" in g.permissions else None)
    wanted, state = request.args.get("don_vi", ""), request.args.get("xem", "")
    keys = {place.address: place.key for place in ground.places}
    nominees = [one for one in ground.nominees if wanted not in keys or one.holder == keys[wanted]]
    rows, pages = page_of([nominee for nominee in nominees if _fits(nominee, state)], PAGE)
    page = render_template(
        "selection/workbench.html",
        view=view,
        ground=ground,
        ask=sent.ask or AskForm(formdata=None, data=shown(ground.wish, ground.total)),
        scores=sent.scores or ScoresForm(formdata=None),
        typed=sent.typed or TypedMarks(),
        refusal=sent.refusal,
        blocks=[(view.places[key], list(some)) for key, some in groupby(rows, key=lambda nominee: nominee.holder)],
        pages=pages,
        wanted=wanted,
        state=state,
        kept={key: value for key, value in request.args.items() if key in ("don_vi", "xem", "trang")},
        namer=labels.Namer(ground),
        labels=labels,
        ran_at=_moment(view),
        groups={group.id: group.name for group in meeting.groups},
    )
    return page, 422 if sent.refusal or sent.ask or sent.scores or (sent.typed and sent.typed.errors) else 200


def _moment(view: View) -> datetime | None:
    text = view.outcome.get("at")
    return datetime.fromisoformat(text) if text else None


def _fits(nominee: Nominee, state: str) -> bool:
    if state == "locked":
        return nominee.settled or bool(nominee.lock)
    return state not in ("chosen", "left") or nominee.chosen == (state == "chosen")


def _back(meeting: Meeting, anchor: str = "") -> ResponseReturnValue:
    kept = {key: value for key, value in request.args.items() if key in ("don_vi", "xem", "trang")}
    return redirect(url_for(".workbench", number=meeting.number, _anchor=anchor or None, **kept), 303)


@blueprint.post("/hoi-nghi/<int:number>/chon-dai-bieu/tinh")
@for_meeting("delegates.edit")
def compute(meeting: Meeting) -> ResponseReturnValue:
    """Store what is asked; then choose, repair the draft, or leave it at that."""
    form = AskForm()
    if not form.validate_on_submit():
        return _page(meeting, Sent(ask=form))
    try:
        seats = read(meeting).seats.total
        service.ask(actor(), clock.now(), meeting, form.asked(seats), form.version.data)
        do = request.form.get("do")
        if do in ("choose", "repair"):
            _run(meeting, edited=do == "repair")
        else:
            flash(_("Đã lưu các mức cần đạt."), "success")
    except Refused as refusal:
        if refusal.code == "stale":
            form.accept(refusal)
            return _page(meeting, Sent(ask=form))
        flash(sentence(refusal.code, **refusal.facts), "error")
    return _back(meeting, "ket-qua")


def _run(meeting: Meeting, *, edited: bool) -> None:
    key = sealer() if "particulars.view" in g.permissions else None
    going = Going(meeting, PATIENCE, clock.running)
    try:
        done = service.run(actor(), clock.now(), meeting, key, going, edited=edited)
    except Refused as refusal:
        raise Refused("selection_stopped") if going.stopped else refusal from refusal
    if done.selected is None:
        flash(_("Không có phương án nào giữ được mọi quy định; bản chọn giữ nguyên. Lý do và cách nới ở bên dưới."), "warning")
    elif edited:
        flash(_("Đã sửa bản chọn cho đủ quy định: %(number)s thay đổi.", number=len(done.outcome["swaps"])), "success")
    else:
        facts = {name: format_number(done.outcome[name]) for name in ("number", "merit")}
        flash(_("Đã chọn %(number)s người, tổng %(merit)s điểm, đủ mọi quy định.", **facts), "success")


@blueprint.post("/hoi-nghi/<int:number>/chon-dai-bieu/dung")
@for_meeting("delegates.edit")
def stop(meeting: Meeting) -> ResponseReturnValue:
    """End the computation that runs; the draft stays as it is."""
    stopping.stop(actor(), clock.now(), meeting)
    flash(sentence("selection_stopped"), "warning")
    return _back(meeting, "muc-can-dat-title")


@blueprint.post("/hoi-nghi/<int:number>/chon-dai-bieu/danh-dau")
@for_meeting("delegates.edit")
def mark(meeting: Meeting) -> ResponseReturnValue:
    """Scores, locks and ticks of one page."""
    typed = read_marks(request.form)
    if typed.errors:
        return _page(meeting, Sent(typed=typed))
    try:
        changed = marks.mark(actor(), clock.now(), meeting, typed.wishes)
    except Refused as refusal:
        return _page(meeting, Sent(typed=typed, refusal=sentence(refusal.code, **refusal.facts)))
    said = _("Đã lưu %(number)s thay đổi.", number=changed) if changed else _("Không có gì thay đổi.")
    flash(said, "success" if changed else "info")
    return _back(meeting, "danh-sach")


@blueprint.post("/hoi-nghi/<int:number>/chon-dai-bieu/diem")
@for_meeting("delegates.edit")
def paste(meeting: Meeting) -> ResponseReturnValue:
    """Scores pasted from a table."""
    form = ScoresForm()
    if not form.validate_on_submit():
        return _page(meeting, Sent(scores=form))
    try:
        changed = marks.set_scores(actor(), clock.now(), meeting, marks.read_scores(form.lines.data))
    except Refused as refusal:
        form.accept(refusal)
        return _page(meeting, Sent(scores=form))
    flash(_("Đã ghi điểm của %(number)s người.", number=changed), "success")
    return _back(meeting, "danh-sach")


@blueprint.post("/hoi-nghi/<int:number>/chon-dai-bieu/noi-muc")
@for_meeting("delegates.edit")
def relax(meeting: Meeting) -> ResponseReturnValue:
    """Take over the proposed relaxation as a draft, or give every rule its own bounds back."""
    form = PressForm()
    if not form.validate_on_submit():
        raise NotAllowed
    try:
        if request.form.get("do") == "restore":
            service.restore(actor(), clock.now(), meeting, form.version.data)
            flash(_("Đã trả các quy định về mức ban đầu."), "success")
        else:
            service.relax(actor(), clock.now(), meeting, form.version.data)
            flash(_("Đã ghi các mức nới vào bản nháp. Bấm “Chọn tự động” để chọn theo các mức này."), "success")
    except Refused as refusal:
        flash(sentence(refusal.code, **refusal.facts), "error")
    return _back(meeting)


@blueprint.post("/hoi-nghi/<int:number>/chon-dai-bieu/duyet")
@for_meeting("delegates.edit")
def approve(meeting: Meeting) -> ResponseReturnValue:
    """Approve everybody the draft chooses."""
    try:
        done = service.approve(actor(), clock.now(), meeting, request.form.get("state", ""))
    except Refused as refusal:
        return _page(meeting, Sent(refusal=sentence(refusal.code, **refusal.facts)))
    flash(_("Đã duyệt %(number)s người.", number=done.changed), "success")
    return _back(meeting)


@blueprint.route("/hoi-nghi/<int:number>/chon-dai-bieu/thay/<int:delegate_number>", methods=["GET", "POST"])
@for_meeting("delegates.edit")
def substitutes(meeting: Meeting, delegate_number: int) -> ResponseReturnValue:
    """Who could take this place, ranked by how they keep the balance; a place that was approved passes over at once."""
    reason, status = request.form.get("reason", ""), 200
    if request.method == "POST":
        coming = number_in(request.form.get("coming")) or 0
        try:
            return _taken(meeting, substituting.put_in_place(actor(), clock.now(), meeting, delegate_number, coming, reason))
        except Refused as refusal:
            flash(sentence(refusal.code, **refusal.facts), "error")
            status = 422
    try:
        vacancy = substituting.vacancy(meeting, delegate_number)
    except Refused as refusal:
        if refusal.code in NOT_READY:
            return render_template("selection/not_ready.html", code=refusal.code)
        flash(sentence(refusal.code, **refusal.facts), "error")
        return _back(meeting)
    places = {place.key: labels.place_name(place) for place in vacancy.ground.places}
    page = render_template(
        "selection/substitutes.html",
        vacancy=vacancy,
        places=places,
        namer=labels.Namer(vacancy.ground),
        labels=labels,
        reason=reason,
    )
    return page, status


def _taken(meeting: Meeting, new: Nominee) -> ResponseReturnValue:
    if new.settled:
        flash(_("%(name)s thay vào chỗ này. Giấy tờ cần làm lại nêu ở dưới.", name=new.name), "success")
        return redirect(url_for("delegates.delegate_page", number=meeting.number, delegate_number=new.number), 303)
    flash(_("Đã đưa %(name)s vào bản chọn. Xem lại rồi bấm “Duyệt những người được chọn”.", name=new.name), "success")
    return _back(meeting)
