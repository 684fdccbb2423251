"""The programme on the screen: draft, versions, print, the stage, and the catalogue of a body."""

import uuid
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from congress.agenda import catalogue, service
from congress.agenda.comparison import compare
from congress.agenda.forms import (
    AddForm,
    CatalogueForm,
    ItemForm,
    PlaceForm,
    SplitForm,
    cover_choices,
    place_choices,
    seat_before,
    seat_of,
    source_choices,
)
from congress.agenda.running import cue_at, cue_for
from congress.agenda.sheet import Line, Sheet, presenters
from congress.errors import NotFound, Refused
from congress.meetings.findings import present
from congress.meetings.models import Meeting
from congress.messages import sentence
from congress.units.models import Unit
from congress.web import clock
from congress.web.access import actor, for_meeting, for_unit, permissions_on
from congress.web.forms import BaseForm
from congress.web.numbers import number_in, small_number

blueprint = Blueprint("agenda", __name__)
ROOM = "/hoi-nghi/<int:number>/chuong-trinh"
ITEM = f"{ROOM}/muc/<int:item>"
SHELF = "/don-vi/<uuid:unit_id>/muc-chuong-trinh"
Forms = dict[str, BaseForm]


@blueprint.get(ROOM)
@for_meeting("delegates.view")
def programme(meeting: Meeting) -> ResponseReturnValue:
    """The working draft: times, length, findings; `sua` opens an item for editing, `sau` a place for a new one."""
    sheet = service.draft(meeting)
    line = sheet.line(request.args.get("sua", 0, type=small_number))
    forms = _edit_forms(meeting, sheet, line) if line else {"add": _add_form(meeting, sheet)}
    return _programme(meeting, sheet, forms, line)


def _programme(meeting: Meeting, sheet: Sheet, forms: Forms, editing: Line | None = None) -> ResponseReturnValue:
    newest = service.newest_version(meeting)
    status = 422 if any(form.errors for form in forms.values()) else 200
    page = render_template(
        "agenda/programme.html",
        meeting=meeting,
        sheet=sheet,
        findings=present(meeting, service.check(meeting, sheet)),
        standard={item.code: place for place, item in enumerate(service.standard_of(meeting).items, start=1)},
        newest=newest,
        changed=newest is not None and service.differs(newest, sheet),
        forms=forms,
        editing=editing,
        gone=_gone(meeting),
        focus=request.args.get("dang", ""),
        may_edit_catalogue="unit.edit" in permissions_on(meeting.unit),
    )
    return page, status


def _gone(meeting: Meeting) -> dict[str, Any] | None:
    try:
        key = uuid.UUID(request.args.get("da-xoa", ""))
    except ValueError:
        return None
    return service.deleted(meeting, key)


def _add_form(meeting: Meeting, sheet: Sheet) -> AddForm:
    form = AddForm()
    form.source.choices = source_choices(catalogue.entries(meeting.unit_id), service.standard_of(meeting))
    form.place.choices = [("", _("Tự xếp cạnh mục cùng loại")), *place_choices(sheet)]
    part = sheet.part_of(request.args.get("sau", 0, type=small_number))
    if part and not form.is_submitted():
        form.place.data = f"{part.number}:{request.args['sau']}"
    return form


def _edit_forms(meeting: Meeting, sheet: Sheet, line: Line, used: str = "") -> Forms:
    """The forms of an opened item; only the one called `used` reads what was sent."""
    sent = {name: request.form if name == used else None for name in ("item", "place", "split")}
    item = ItemForm(formdata=sent["item"], obj=line)
    item.covers.choices = cover_choices(service.standard_of(meeting))
    place = PlaceForm(formdata=sent["place"], data={"version": line.version, "place": seat_before(sheet, line.number)})
    place.place.choices = place_choices(sheet, line.number)
    split = SplitForm(formdata=sent["split"], data={"version": line.version, "parts": 2})
    return {"item": item, "place": place, "split": split}


def _opened(meeting: Meeting, item: int, used: str) -> tuple[Sheet, Line, Forms]:
    sheet = service.draft(meeting)
    line = sheet.line(item)
    if line is None:
        raise NotFound
    return sheet, line, _edit_forms(meeting, sheet, line, used)


def _to_programme(meeting: Meeting, item: int | None = None, **args: Any) -> ResponseReturnValue:
    anchor = f"muc-{item}" if item else None
    return redirect(url_for("agenda.programme", number=meeting.number, _anchor=anchor, **args), 303)


@blueprint.post(f"{ROOM}/tao-mau")
@for_meeting("agenda.edit")
def create_standard(meeting: Meeting) -> ResponseReturnValue:
    """Fill the empty draft with the items of the plan."""
    items = service.create_standard(actor(), clock.now(), meeting, request.form.get("part", type=small_number))
    flash(_("Đã tạo chương trình với %(count)s mục của chương trình mẫu.", count=len(items)), "ok")
    return _to_programme(meeting)


@blueprint.post(f"{ROOM}/them")
@for_meeting("agenda.edit")
def add_item(meeting: Meeting) -> ResponseReturnValue:
    """Add an item anywhere."""
    sheet = service.draft(meeting)
    form = _add_form(meeting, sheet)
    if form.validate_on_submit():
        wish = form.wish(sheet, catalogue.entries(meeting.unit_id), service.standard_of(meeting))
        try:
            item = service.add_item(actor(), clock.now(), meeting, wish)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã thêm “%(title)s”.", title=item.title), "ok")
            return _to_programme(meeting, item.number)
    return _programme(meeting, sheet, {"add": form})


@blueprint.post(f"{ITEM}/sua")
@for_meeting("agenda.edit")
def update_item(meeting: Meeting, item: int) -> ResponseReturnValue:
    """Edit an item in place."""
    sheet, line, forms = _opened(meeting, item, "item")
    form = forms["item"]
    if form.validate():
        text = service.ItemText(form.title.data, form.minutes.data, form.presenter.data, form.note.data, form.covers.data)
        try:
            service.update_item(actor(), clock.now(), meeting, item, text, form.version.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            return _to_programme(meeting, item)
    return _programme(meeting, sheet, forms, line)


@blueprint.post(f"{ITEM}/chuyen")
@for_meeting("agenda.edit")
def move_item(meeting: Meeting, item: int) -> ResponseReturnValue:
    """Put an item elsewhere, also into another session."""
    sheet, line, forms = _opened(meeting, item, "place")
    form = forms["place"]
    if form.validate():
        session, position = seat_of(sheet, form.place.data, item)
        try:
            service.move_item(actor(), clock.now(), meeting, item, position, session, form.version.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            return _to_programme(meeting, item)
    return _programme(meeting, sheet, forms, line)


@blueprint.post(f"{ITEM}/tach")
@for_meeting("agenda.edit")
def split_item(meeting: Meeting, item: int) -> ResponseReturnValue:
    """Divide an item into batches."""
    sheet, line, forms = _opened(meeting, item, "split")
    form = forms["split"]
    if form.validate():
        try:
            batches = service.split_item(actor(), clock.now(), meeting, item, form.parts.data, form.version.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã tách thành %(count)s đợt; hãy chuyển từng đợt đến chỗ của nó.", count=len(batches)), "ok")
            return _to_programme(meeting, item)
    return _programme(meeting, sheet, forms, line)


@blueprint.post(f"{ITEM}/gop")
@for_meeting("agenda.edit")
def merge_items(meeting: Meeting, item: int) -> ResponseReturnValue:
    """Make one item of this and the next."""
    following = request.form.get("following", 0, type=small_number)
    versions = {item: request.form.get("version", 0, type=small_number)}
    versions[following] = request.form.get("following_version", 0, type=small_number)
    service.merge_items(actor(), clock.now(), meeting, [item, following], versions)
    return _to_programme(meeting, item, sua=item)


@blueprint.post(f"{ITEM}/xoa")
@for_meeting("agenda.edit")
def delete_item(meeting: Meeting, item: int) -> ResponseReturnValue:
    """Take an item out; the page then offers to bring it back."""
    seen = request.form.get("version", 0, type=small_number)
    key = service.delete_item(actor(), clock.now(), meeting, item, seen)
    return _to_programme(meeting, **{"da-xoa": key})


@blueprint.post(f"{ROOM}/khoi-phuc/<uuid:key>")
@for_meeting("agenda.edit")
def restore_item(meeting: Meeting, key: uuid.UUID) -> ResponseReturnValue:
    """Bring a deleted item back."""
    item = service.restore_item(actor(), clock.now(), meeting, key)
    flash(_("Đã khôi phục “%(title)s”.", title=item.title), "ok")
    return _to_programme(meeting, item.number)


@blueprint.post(f"{ROOM}/phien/<int:part>/thu-tu")
@for_meeting("agenda.edit")
def reorder(meeting: Meeting, part: int) -> ResponseReturnValue:
    """The order somebody dragged together; the page is read again afterwards, so a refusal waits there."""
    numbers = request.form.getlist("order", type=small_number)
    try:
        service.reorder(actor(), clock.now(), meeting, part, numbers, request.form.get("version", ""))
    except Refused as refusal:
        flash(sentence(refusal.code, **refusal.facts), "error")
        return "", 409
    return "", 204


@blueprint.post(f"{ROOM}/doi-cho")
@for_meeting("agenda.edit")
def shift_item(meeting: Meeting) -> ResponseReturnValue:
    """One place up or down, by button; `shift` is item:way."""
    item, _colon, way = request.form.get("shift", "").partition(":")
    place = number_in(item)
    if place is None or way not in ("up", "down"):
        raise NotFound
    service.shift_item(actor(), clock.now(), meeting, place, way, request.form.get("version", ""))
    return _to_programme(meeting, place, dang=f"{item}:{way}")


@blueprint.post(f"{ROOM}/ban-hanh")
@for_meeting("agenda.edit")
def publish(meeting: Meeting) -> ResponseReturnValue:
    """Freeze the draft as the next version."""
    version = service.publish(actor(), clock.now(), meeting)
    flash(_("Đã ban hành bản số %(number)s. Giấy tờ và trang điều hành dùng bản này.", number=version.number), "ok")
    return redirect(url_for("agenda.version", number=meeting.number, version=version.number), 303)


@blueprint.get(f"{ROOM}/ban")
@for_meeting("delegates.view")
def versions(meeting: Meeting) -> ResponseReturnValue:
    """Every published version."""
    sheet, published = service.draft(meeting), service.versions(meeting)
    changes = compare(published[0].sheet, sheet) if published else []
    return render_template("agenda/versions.html", meeting=meeting, published=published, changes=changes)


@blueprint.get(f"{ROOM}/ban/<int:version>")
@for_meeting("delegates.view")
def version(meeting: Meeting, version: int) -> ResponseReturnValue:
    """One published version: its lines, what changed since the one before, and who has a part in it."""
    this, before = service.version_of(meeting, version)
    changes = compare(before.sheet, this.sheet) if before else []
    return render_template(
        "agenda/version.html", meeting=meeting, this=this, before=before, changes=changes, people=presenters(this.sheet)
    )


@blueprint.get(f"{ROOM}/in")
@for_meeting("delegates.view")
def print_view(meeting: Meeting) -> ResponseReturnValue:
    """The programme for paper: the newest version, or the one `ban` names, or the draft (`ban=nhap`)."""
    wanted = request.args.get("ban", "")
    if wanted == "nhap":
        sheet, number = service.draft(meeting), None
    elif (asked := number_in(wanted)) is not None:
        this, _before = service.version_of(meeting, asked)
        sheet, number = this.sheet, this.number
    else:
        sheet, number = service.valid_sheet(meeting)
    return render_template("agenda/print.html", meeting=meeting, sheet=sheet, published=number)


@blueprint.get(f"{ROOM}/dieu-hanh")
@for_meeting("delegates.view")
def running(meeting: Meeting) -> ResponseReturnValue:
    """For the person who leads through the programme: what is on stage now, and what comes next."""
    sheet, number = service.valid_sheet(meeting)
    cue = cue_for(sheet, request.args.get("muc", 0, type=small_number)) or cue_at(sheet, _wall_clock())
    return render_template("agenda/running.html", meeting=meeting, sheet=sheet, cue=cue, published=number, moment=_wall_clock())


def _wall_clock() -> datetime:
    return clock.local(clock.now()).replace(tzinfo=None)


@blueprint.get(SHELF)
@for_unit("unit.edit")
def catalogue_page(unit: Unit) -> ResponseReturnValue:
    """What programmes of this body are put together from; `sua` opens one of its own entries."""
    key = request.args.get("sua", "")
    editing = next((entry for entry in catalogue.entries(unit.id) if str(entry.id) == key and entry.unit_id), None)
    return _catalogue(unit, _catalogue_form(editing), editing)


def _catalogue_form(entry: Any = None) -> CatalogueForm:
    covers = entry.covers[0] if entry and entry.covers else ""
    values = {"title": entry.title, "minutes": entry.minutes, "version": entry.version, "covers": covers} if entry else {}
    form = CatalogueForm(data=values)
    form.covers.choices = [("", _("Không, đây là mục thêm")), *cover_choices(catalogue.standard())]
    return form


def _catalogue(unit: Unit, form: CatalogueForm, editing: Any = None) -> ResponseReturnValue:
    entries = catalogue.entries(unit.id)
    page = render_template("agenda/catalogue.html", unit=unit, entries=entries, form=form, editing=editing)
    return page, 422 if form.errors else 200


@blueprint.post(f"{SHELF}/them")
@for_unit("unit.edit")
def add_entry(unit: Unit) -> ResponseReturnValue:
    """A new entry of the body's own."""
    form = _catalogue_form()
    if form.validate_on_submit():
        try:
            covers = [form.covers.data] if form.covers.data else []
            catalogue.add_entry(actor(), clock.now(), unit, form.title.data, form.minutes.data, covers)
        except Refused as refusal:
            form.accept(refusal)
        else:
            return redirect(url_for("agenda.catalogue_page", unit_id=unit.id), 303)
    return _catalogue(unit, form)


@blueprint.post(f"{SHELF}/<uuid:key>/sua")
@for_unit("unit.edit")
def update_entry(unit: Unit, key: uuid.UUID) -> ResponseReturnValue:
    """Change one of the body's own entries."""
    entry = catalogue.entry_of(unit, key)
    form = _catalogue_form(entry)
    if form.validate_on_submit():
        covers = [form.covers.data] if form.covers.data else []
        wish = (form.title.data, form.minutes.data, covers, form.version.data)
        try:
            catalogue.update_entry(actor(), clock.now(), unit, key, *wish)
        except Refused as refusal:
            form.accept(refusal)
        else:
            return redirect(url_for("agenda.catalogue_page", unit_id=unit.id), 303)
    return _catalogue(unit, form, entry)


@blueprint.post(f"{SHELF}/<uuid:key>/xoa")
@for_unit("unit.edit")
def delete_entry(unit: Unit, key: uuid.UUID) -> ResponseReturnValue:
    """Take one of the body's own entries out."""
    catalogue.delete_entry(actor(), clock.now(), unit, key)
    flash(_("Đã xóa mục khỏi danh mục. Các chương trình đã dùng mục này không đổi."), "ok")
    return redirect(url_for("agenda.catalogue_page", unit_id=unit.id), 303)
