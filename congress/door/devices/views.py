"""Pages of gates and paired devices, and of the scans somebody has to look at."""

import uuid
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from congress.door.api.views import blueprint
from congress.door.devices import gates as places
from congress.door.devices import review, service
from congress.door.devices.forms import GateForm, KeptForm, OfferForm, ReviewForm
from congress.door.devices.gates import KeptFor
from congress.door.devices.labels import CAUSES, DECISIONS
from congress.door.devices.models import last_day
from congress.door.devices.service import Offer
from congress.door.devices.twice import admitted_twice
from congress.door.versions import version_of
from congress.errors import NotFound, Refused
from congress.files import qr
from congress.meetings.models import Meeting, MeetingSession
from congress.meetings.service import session_by_number
from congress.venue.certificates import address_of
from congress.web import clock
from congress.web.access import actor, for_meeting
from congress.web.paging import Pages, asked_page

PAIRING_PAGE = "/cua/ghep"
AT_HOME = ("localhost", "127.0.0.1", "::1")


@blueprint.get("/hoi-nghi/<int:number>/cua-don/may")
@for_meeting("door.manage")
def devices(meeting: Meeting) -> str:
    """The paired devices, and the way to pair one more."""
    return _devices_page(meeting, _offer_form(meeting))


def _offer_form(meeting: Meeting) -> OfferForm:
    form = OfferForm()
    form.session.choices = [SelectChoice(place.number, place.name) for place in meeting.sessions]
    return form


def _devices_page(meeting: Meeting, form: OfferForm) -> str:
    now = clock.now()
    return render_template(
        "door/devices.html",
        meeting=meeting,
        form=form,
        gates=places.gates_of(meeting),
        devices=[(device, service.barred(device, now)) for device in service.devices_of(meeting)],
        newest=version_of(meeting.id).number,
        now=now,
        to_review=review.to_review(meeting),
    )


@blueprint.post("/hoi-nghi/<int:number>/cua-don/may/ghep")
@for_meeting("door.manage")
def device_offer(meeting: Meeting) -> ResponseReturnValue:
    """A pairing and its QR, shown in this answer alone."""
    form, now = _offer_form(meeting), clock.now()
    if form.validate_on_submit():
        try:
            offered = service.offer(actor(), now, meeting, form.gate.data, form.session.data, form.label.data)
            return _offer_page(meeting, offered, form.label.data)
        except Refused as refusal:
            form.accept(refusal)
    return _devices_page(meeting, form), 422


def _offer_page(meeting: Meeting, offered: Offer, label: str) -> str:
    origin = _origin()
    address = f"{origin}{PAIRING_PAGE}#{offered.secret}"
    return render_template(
        "door/device_offer.html",
        meeting=meeting,
        offered=offered,
        label=label,
        address=address,
        code=qr.svg(address),
        secure=origin.startswith("https://"),
        at_home=urlsplit(origin).hostname in AT_HOME,
        last_day=last_day(service.end_of_service(meeting, clock.now())),
    )


def _origin() -> str:
    """Where phones reach this server: on the server itself the page is mostly open as localhost, which no phone can follow."""
    settings = current_app.extensions["congress_settings"]
    own = request.host_url.rstrip("/")
    named = address_of(settings.data_dir) if settings.tls_cert and urlsplit(own).hostname in AT_HOME else None
    return f"https://{named}:{settings.port}" if named else own


@blueprint.post("/hoi-nghi/<int:number>/cua-don/may/<int:device_number>/thoi")
@for_meeting("door.manage")
def device_revoke(meeting: Meeting, device_number: int) -> ResponseReturnValue:
    """Take a device out of service."""
    device = service.revoke(actor(), clock.now(), meeting, device_number)
    flash(_("Máy số %(number)s đã ngừng trực cửa. Lượt nào máy còn gửi về sẽ chờ xem xét.", number=device.number), "ok")
    return redirect(url_for("door.devices", number=meeting.number), 303)


@blueprint.route("/hoi-nghi/<int:number>/cua-don/cua", methods=["GET", "POST"])
@for_meeting("door.manage")
def gates(meeting: Meeting) -> ResponseReturnValue:
    """The gates and sessions with whom they are kept for; add a gate."""
    form = GateForm()
    if form.validate_on_submit():
        try:
            gate = places.add_gate(actor(), clock.now(), meeting, form.name.data)
            flash(_("Đã thêm %(name)s.", name=gate.name), "ok")
            return redirect(url_for("door.gates", number=meeting.number), 303)
        except Refused as refusal:
            form.accept(refusal)
    page = render_template(
        "door/gates.html",
        meeting=meeting,
        form=form,
        gates=places.gates_of(meeting),
        kept=places.kept_for(meeting),
        groups={group.id: group.name for group in meeting.groups},
    )
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.post("/hoi-nghi/<int:number>/cua-don/ra-vao")
@for_meeting("door.manage")
def exits(meeting: Meeting) -> ResponseReturnValue:
    """Have doors record exits and returns, or no more."""
    wanted = "theo-doi" in request.form
    places.track_exits(actor(), clock.now(), meeting, wanted=wanted)
    said = _("Các cửa nay ghi cả lượt ra và lượt vào lại.") if wanted else _("Các cửa nay chỉ ghi lượt vào.")
    flash(said, "ok")
    return redirect(url_for("door.gates", number=meeting.number), 303)


@blueprint.post("/hoi-nghi/<int:number>/cua-don/can-cuoc")
@for_meeting("door.manage")
def match_cards(meeting: Meeting) -> ResponseReturnValue:
    """Ask for identity numbers and match citizen cards by them, or no more."""
    wanted = "nhan-dien" in request.form
    places.match_cards(actor(), clock.now(), meeting, wanted=wanted)
    on = _("Các cửa nay nhận ra đại biểu bằng căn cước; hãy ghi số ở hồ sơ từng người hoặc trong tệp nhập.")
    flash(on if wanted else _("Các cửa nay không đối chiếu số căn cước."), "ok")
    return redirect(url_for("door.gates", number=meeting.number), 303)


@blueprint.route("/hoi-nghi/<int:number>/cua-don/cua/<int:gate_number>", methods=["GET", "POST"])
@for_meeting("door.manage")
def gate(meeting: Meeting, gate_number: int) -> ResponseReturnValue:
    """Name a gate, and say whom it is kept for."""
    place = places.gate_of(meeting, gate_number)
    form = _kept_form(meeting, place.name, place.id)
    if form.validate_on_submit():
        try:
            name, kept = form.name.data, _kept(form)
            places.change_gate(actor(), clock.now(), meeting, gate_number, name, kept, form.seen.data)
            flash(_("Đã lưu %(name)s.", name=name), "ok")
            return redirect(url_for("door.gates", number=meeting.number), 303)
        except Refused as refusal:
            form.accept(refusal)
    return _kept_page(meeting, form, place.name, gate_number)


@blueprint.post("/hoi-nghi/<int:number>/cua-don/cua/<int:gate_number>/bo")
@for_meeting("door.manage")
def gate_remove(meeting: Meeting, gate_number: int) -> ResponseReturnValue:
    """Take a gate off the list."""
    places.remove_gate(actor(), clock.now(), meeting, gate_number)
    flash(_("Đã bỏ cửa. Các lượt đã quét vẫn giữ tên cửa."), "ok")
    return redirect(url_for("door.gates", number=meeting.number), 303)


@blueprint.route("/hoi-nghi/<int:number>/cua-don/phien/<int:session_number>", methods=["GET", "POST"])
@for_meeting("door.manage")
def session_keep(meeting: Meeting, session_number: int) -> ResponseReturnValue:
    """Say whom a session is kept for."""
    place: MeetingSession = session_by_number(meeting, session_number)
    form = _kept_form(meeting, place.name, place.id)
    del form.name
    if form.validate_on_submit():
        try:
            places.keep_session(actor(), clock.now(), meeting, session_number, _kept(form), form.seen.data)
            flash(_("Đã lưu %(name)s.", name=place.name), "ok")
            return redirect(url_for("door.gates", number=meeting.number), 303)
        except Refused as refusal:
            form.accept(refusal)
    return _kept_page(meeting, form, place.name, None)


def _kept_form(meeting: Meeting, name: str, place: uuid.UUID) -> KeptForm:
    kept = places.kept_for(meeting).get(place, KeptFor())
    chosen = {"groups": [str(key) for key in kept.groups], "units": [str(key) for key in kept.units]}
    form = KeptForm(name=name, seen=places.fingerprint(name, kept), **chosen)
    form.groups.choices = [SelectChoice(str(group.id), group.name) for group in meeting.groups]
    form.units.choices = [SelectChoice(str(unit.id), unit.name) for unit in places.units_offered(meeting, kept)]
    return form


def _kept(form: KeptForm) -> KeptFor:
    """Of groups and bodies that are boxes on the page; the form has refused all others."""
    return KeptFor(frozenset(map(uuid.UUID, form.groups.data)), frozenset(map(uuid.UUID, form.units.data)))


def _kept_page(meeting: Meeting, form: KeptForm, title: str, gate_number: int | None) -> ResponseReturnValue:
    page = render_template("door/kept.html", meeting=meeting, form=form, title=title, gate_number=gate_number)
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.route("/hoi-nghi/<int:number>/cua-don/xem-xet", methods=["GET", "POST"])
@for_meeting("door.manage")
def review_scans(meeting: Meeting) -> ResponseReturnValue:
    """Scans that wait for somebody to look at them, and badges two doors let in; without scripts boxes and two buttons."""
    form = ReviewForm()
    if form.validate_on_submit():
        try:
            nonces, decision = request.form.getlist("luot"), request.form.get("quyet", "")
            number = review.settle(actor(), clock.now(), meeting, nonces, decision, form.reason.data)
            flash(_settled_words(decision, number), "ok")
            return redirect(url_for("door.review_scans", number=meeting.number), 303)
        except Refused as refusal:
            form.accept(refusal)
    return _review_page(meeting, form), 422 if form.errors or form.form_errors else 200


def _settled_words(decision: str, number: int) -> str:
    if decision == "accepted":
        return _("Đã chấp nhận %(number)s lượt.", number=number)
    return _("Đã để nguyên %(number)s lượt, không tính.", number=number)


@blueprint.route("/hoi-nghi/<int:number>/cua-don/xem-xet/<nonce>/rut", methods=["GET", "POST"])
@for_meeting("door.manage")
def review_reverse(meeting: Meeting, nonce: str) -> ResponseReturnValue:
    """Take back what was accepted by mistake."""
    scan, form = review.accepted(meeting, nonce), ReviewForm()
    if form.validate_on_submit():
        try:
            review.reverse(actor(), clock.now(), meeting, nonce, form.reason.data)
            flash(_("Đã rút lại. Lượt này không còn được tính."), "ok")
            return redirect(url_for("door.review_scans", number=meeting.number), 303)
        except Refused as refusal:
            form.accept(refusal)
    page = render_template("door/review_reverse.html", meeting=meeting, form=form, scan=scan)
    return page, 422 if form.errors or form.form_errors else 200


def _review_page(meeting: Meeting, form: ReviewForm) -> str:
    asked = asked_page()
    held, total = review.held_scans(meeting, asked)
    if asked > 1 and not held:
        raise NotFound
    shown: dict[str, Any] = {"held": held, "settled": review.settled(meeting), "twice": admitted_twice(meeting)}
    pages = Pages(asked, max(1, -(-total // review.PAGE)), total)
    ticked = set(request.form.getlist("luot"))
    words = {"causes": CAUSES, "decisions": DECISIONS}
    return render_template("door/review.html", meeting=meeting, form=form, pages=pages, ticked=ticked, **shown, **words)
