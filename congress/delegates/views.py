"""The roster: the list with its composition, one delegate, and what is done with them."""

import uuid
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from congress.delegates import export, figures, labels, replies, roster, sealed_figures, service
from congress.delegates.decisions import SETTLED
from congress.delegates.forms import BulkForm, NominationForm, ReadingForm, RemovalForm, ReplacementForm, shown_values
from congress.delegates.models import Delegate
from congress.delegates.roster import Filter
from congress.delegates.scope import EVERYBODY, Scope, own_scope, unit_choices
from congress.errors import NotAllowed, Refused
from congress.meetings.findings import present
from congress.meetings.models import Meeting
from congress.people import particulars
from congress.people.birth import birth_of, birth_text
from congress.units.models import Unit
from congress.web import clock
from congress.web.access import actor, for_meeting, offered
from congress.web.keys import sealer
from congress.web.navigation import may_enter
from congress.web.numbers import number_in
from congress.web.paging import Pages, asked_page

blueprint = Blueprint("delegates", __name__)
FILTERS = ("q", "don_vi", "trang_thai", "nhom", "loai", "xep", "trang")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_FINDINGS = 12


def scope_of(meeting: Meeting) -> Scope:
    """Whose delegates the signed-in person sees here.

    Raises:
        NotAllowed: nobody's; the role is at the meeting for something else (the door).
    """
    if "delegates.view" in g.permissions:
        return EVERYBODY
    if "delegates.nominate" not in g.permissions:
        raise NotAllowed
    return own_scope(meeting, g.own_units)


def may_edit() -> bool:
    """True for those who decide about everybody's delegates; false for an officer of a unit."""
    return "delegates.edit" in g.permissions


def asked_filter(units: Iterable[Unit]) -> Filter:
    """What the address asks to see; what cannot be read asks for nothing. A unit goes by its code, or by its key."""
    asked = request.args
    unit = asked.get("don_vi", "")
    status = asked.get("trang_thai", "")
    return Filter(
        text=asked.get("q", "")[:80],
        unit_id=next((one.id for one in units if unit in (one.code, str(one.id))), None),
        group=asked.get("nhom", "")[:40],
        kind=asked.get("loai", "") if asked.get("loai") in labels.KINDS else "",
        status=status if status in labels.STATUS_FILTERS else "",
        order="unit" if asked.get("xep") == "unit" else "name",
    )


@blueprint.get("/hoi-nghi/<int:number>/dai-bieu")
@for_meeting("meeting.view")
def delegate_list(meeting: Meeting) -> ResponseReturnValue:
    """The roster with its composition beside it."""
    return _list_page(meeting, scope_of(meeting), BulkForm(formdata=None))


def _list_page(meeting: Meeting, scope: Scope, form: BulkForm, chosen: frozenset[int] = frozenset()) -> ResponseReturnValue:
    units = unit_choices(meeting, scope)
    wanted = asked_filter(units)
    found = roster.page(meeting, wanted, asked_page(), scope)
    reading = figures.read(meeting, scope)
    shown = present(meeting, figures.findings_of(reading))
    everybody = scope.units is None
    page = render_template(
        "delegates/delegate_list.html",
        rows=found.rows,
        pages=Pages(found.number, found.pages, found.total),
        wanted=wanted,
        filtered={key: value for key, value in request.args.items() if key in FILTERS},
        units=units,
        composition=figures.composition_of(reading),
        findings=shown[:SHOWN_FINDINGS],
        more_findings=max(0, len(shown) - SHOWN_FINDINGS),
        sealed=sealed_figures.sealed_counts(meeting, sealer()) if everybody and "particulars.view" in g.permissions else None,
        own=not everybody,
        form=form,
        chosen=chosen,
        labels=labels,
        replies=replies.replies_to(meeting, [row.id for row in found.rows]),
    )
    return page, 422 if form.errors else 200


@blueprint.post("/hoi-nghi/<int:number>/dai-bieu/hang-loat")
@for_meeting("delegates.edit")
def bulk(meeting: Meeting) -> ResponseReturnValue:
    """Approve, summon, withdraw or take back the chosen rows, or everybody the filter shows."""
    form = BulkForm()
    chosen = frozenset(number for text in request.form.getlist("chosen") if (number := number_in(text)))
    if form.validate_on_submit():
        numbers = roster.numbers(meeting, asked_filter(unit_choices(meeting))) if form.everybody.data else sorted(chosen)
        try:
            done = _decide(meeting, form, numbers)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_done(done), "success" if done.changed else "warn")
            return redirect(url_for(".delegate_list", number=meeting.number, **request.args.to_dict()), 303)
    return _list_page(meeting, EVERYBODY, form, chosen)


def _decide(meeting: Meeting, form: BulkForm, numbers: list[int]) -> service.Decided:
    if not numbers:
        raise Refused("nobody_chosen")
    who, now = actor(), clock.now()
    if form.verb.data == "approve":
        return service.approve(who, now, meeting, numbers)
    if form.verb.data == "summon":
        return service.summon(who, now, meeting, numbers)
    if form.verb.data == "reinstate":
        return service.reinstate(who, now, meeting, numbers, form.reason.data or "")
    return service.withdraw(who, now, meeting, numbers, form.reason.data or "")


def _done(done: service.Decided) -> str:
    said = _("Đã làm với %(changed)s người.", changed=done.changed)
    if done.left:
        said += " " + _("%(left)s người khác giữ nguyên vì trạng thái không phù hợp.", left=done.left)
    return said


@blueprint.post("/hoi-nghi/<int:number>/dai-bieu/xuat-excel")
@for_meeting("meeting.view")
def export_list(meeting: Meeting) -> ResponseReturnValue:
    """The filtered list as a workbook; sensitive columns only for those who may see them, and on record."""
    scope = scope_of(meeting)
    rows = roster.everybody(meeting, asked_filter(unit_choices(meeting, scope)), scope)
    sensitive = request.form.get("sensitive") == "1"
    if sensitive and "particulars.view" not in g.permissions:
        raise NotAllowed
    opened = _opened(meeting, rows, "delegates.export", particulars=True) if sensitive else None
    if opened is None:
        export.record(actor(), clock.now(), meeting, len(rows))
    content = export.workbook(meeting, rows, _words(), clock.now(), opened)
    return send_file(BytesIO(content), XLSX, as_attachment=True, download_name=f"dai-bieu-hoi-nghi-{meeting.number}.xlsx")


def _opened(meeting: Meeting, rows: list[Delegate], act: str, **details: bool) -> dict[uuid.UUID, dict[str, str]]:
    subject = f"delegate {rows[0].number}" if len(rows) == 1 else f"delegates {len(rows)}"
    ids = [row.person_id for row in rows]
    return particulars.view(actor(), clock.now(), sealer(), ids, act=act, subject=subject, meeting_id=meeting.id, **details)


def _words() -> export.Words:
    titles = {"number": _("Số"), "status": _("Trạng thái"), "basis_paper": _("Văn bản làm căn cứ"), **labels.COLUMNS}
    codes = {
        "sex": labels.SEXES, "kind": labels.KINDS, "status": labels.STATUSES, "basis": labels.BASES,
        "party_member": labels.PARTY,
    }  # fmt: skip
    words = {name: {code: str(word) for code, word in known.items()} for name, known in codes.items()}
    return export.Words(_("Danh sách đại biểu"), {name: str(title) for name, title in titles.items()}, words)


@blueprint.route("/hoi-nghi/<int:number>/dai-bieu/gioi-thieu", methods=["GET", "POST"])
@for_meeting("delegates.nominate")
def nominate(meeting: Meeting) -> ResponseReturnValue:
    """A nomination by hand."""
    scope = scope_of(meeting)
    units = unit_choices(meeting, scope)
    form = NominationForm().offer(meeting, units)
    if request.method == "GET" and len(scope.own) == 1:
        form.unit.data = str(scope.own[0])
    if form.validate_on_submit():
        try:
            homonym = bool(form.homonym.data)
            within = not may_edit()
            delegate = service.nominate(
                actor(), clock.now(), meeting, form.nomination(), sealer(), homonym=homonym, within_seats=within
            )  # fmt: skip
        except Refused as refusal:
            form.accept(refusal)
        else:
            name = delegate.person.name
            flash(_("Đã giới thiệu %(name)s, số %(number)s.", name=name, number=delegate.number), "success")
            again = request.form.get("again") == "1"
            target = url_for(".nominate", number=meeting.number) if again else _address(meeting, delegate)
            return redirect(target, 303)
    seats = figures.composition(meeting, scope)
    return render_template("delegates/nominate.html", form=form, composition=seats, labels=labels), _status(form)


def _status(form: Any) -> int:
    return 422 if form.errors else 200


def _address(meeting: Meeting, delegate: Delegate) -> str:
    return url_for(".delegate_page", number=meeting.number, delegate_number=delegate.number)


@blueprint.get("/hoi-nghi/<int:number>/dai-bieu/<int:delegate_number>")
@for_meeting("meeting.view")
def delegate_page(meeting: Meeting, delegate_number: int) -> str:
    """One delegate."""
    return _delegate_page(meeting, roster.by_number(meeting, delegate_number, scope_of(meeting)))


def _delegate_page(meeting: Meeting, delegate: Delegate, opened: dict[str, str] | None = None) -> str:
    replaced = roster.replaced(delegate)
    return render_template(
        "delegates/delegate_page.html",
        delegate=delegate,
        history=roster.history(delegate),
        replaced=replaced,
        reissue=_to_reissue(meeting, delegate) if replaced and delegate.status in SETTLED else [],
        replaced_by=roster.replaced_by(delegate),
        namesakes=[one for one in roster.homonyms(meeting, delegate.person.name, scope_of(meeting)) if one.id != delegate.id],
        traits=[str(labels.TRAITS[trait.code]) for trait in delegate.traits if trait.code in labels.TRAITS],
        born=birth_text(birth_of(delegate.person)),
        opened=opened,
        may_change=may_change(delegate),
        labels=labels,
    )


def _to_reissue(meeting: Meeting, delegate: Delegate) -> list[tuple[str, str, bool]]:
    """(name, address, whether by a button) of the papers that bear the name of the one who left, as far as this person may
    make them. Letters give a code to whoever has none."""
    number = meeting.number
    letter = ("giay-moi", _("Giấy mời")) if delegate.kind == "guest" else ("giay-trieu-tap", _("Giấy triệu tập"))
    papers = [("danh-sach-dai-bieu", _("Danh sách đại biểu theo đơn vị")), ("danh-sach-ky-ten", _("Danh sách ký tên"))]
    found = []
    if may_enter("door.badges"):
        found.append((_("Thẻ đại biểu"), url_for("door.badge", number=number, badge_number=delegate.number), False))
    if may_enter("documents.papers"):
        code, name = letter
        by_button = "badges.print" in g.permissions
        address = url_for("documents.letters" if by_button else "documents.download", number=number, code=code, form="docx")
        found.append((name, address, by_button))
        found += [(name, url_for("documents.download", number=number, code=code, form="docx"), False) for code, name in papers]
    return found


def may_change(delegate: Delegate) -> bool:
    """Whether the signed-in person may edit this nomination now."""
    permissions = offered()
    return "delegates.edit" in permissions or ("delegates.nominate" in permissions and delegate.status == "nominated")


@blueprint.post("/hoi-nghi/<int:number>/dai-bieu/<int:delegate_number>/thong-tin-rieng")
@for_meeting("particulars.view")
def read_particulars(meeting: Meeting, delegate_number: int) -> str:
    """The sealed particulars of one delegate, shown once and noted in the history."""
    delegate = roster.by_number(meeting, delegate_number, scope_of(meeting))
    opened = _opened(meeting, [delegate], "particulars.view") if ReadingForm().validate_on_submit() else {}
    delegate = roster.by_number(meeting, delegate_number)
    return _delegate_page(meeting, delegate, opened.get(delegate.person_id, {}))


@blueprint.route("/hoi-nghi/<int:number>/dai-bieu/<int:delegate_number>/sua", methods=["GET", "POST"])
@for_meeting("delegates.nominate")
def edit(meeting: Meeting, delegate_number: int) -> ResponseReturnValue:
    """Correct a nomination."""
    scope = scope_of(meeting)
    delegate = roster.by_number(meeting, delegate_number, scope)
    stored = shown_values(delegate, service.state_of(delegate))
    form = NominationForm(data=stored).keep_particulars().offer(meeting, unit_choices(meeting, scope))
    if form.validate_on_submit():
        try:
            service.edit(
                actor(), clock.now(), meeting, delegate, form.nomination(), form.version.data, sealer(), scope=scope,
                only_nominated=not may_edit(), homonym=bool(form.homonym.data),
            )  # fmt: skip
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã lưu."), "success")
            return redirect(_address(meeting, delegate), 303)
    elif not may_change(delegate):
        raise NotAllowed
    return render_template("delegates/edit.html", form=form, delegate=delegate, labels=labels), _status(form)


@blueprint.post("/hoi-nghi/<int:number>/dai-bieu/<int:delegate_number>/xoa")
@for_meeting("delegates.nominate")
def remove(meeting: Meeting, delegate_number: int) -> ResponseReturnValue:
    """Take back a nomination nobody has approved yet."""
    scope, form = scope_of(meeting), RemovalForm()
    delegate = roster.by_number(meeting, delegate_number, scope)
    name = delegate.person.name
    service.remove(actor(), clock.now(), meeting, delegate, form.version.data, scope=scope)
    flash(_("Đã xóa giới thiệu %(name)s.", name=name), "success")
    return redirect(url_for(".delegate_list", number=meeting.number), 303)


@blueprint.route("/hoi-nghi/<int:number>/dai-bieu/<int:delegate_number>/thay-the", methods=["GET", "POST"])
@for_meeting("delegates.edit")
def replace(meeting: Meeting, delegate_number: int) -> ResponseReturnValue:
    """Let somebody else come in this delegate's place."""
    delegate = roster.by_number(meeting, delegate_number)
    form = ReplacementForm(version=delegate.version)
    if form.validate_on_submit():
        try:
            new = service.replace(
                actor(), clock.now(), meeting, delegate, form.nomination(), form.reason.data, form.version.data, sealer(),
                homonym=bool(form.homonym.data),
            )  # fmt: skip
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã thay bằng %(name)s, số %(number)s.", name=new.person.name, number=new.number), "success")
            return redirect(_address(meeting, new), 303)
    return render_template("delegates/replace.html", form=form, delegate=delegate, labels=labels), _status(form)
