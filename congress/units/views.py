"""The tree of bodies: looking round, adding below, head counts."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from congress import directories
from congress.accounts.service import is_administrator
from congress.errors import NotFound, Refused
from congress.messages import sentence
from congress.units import own_bodies, service
from congress.units import tree as looking
from congress.units.forms import AddForm, HeadCountForm, UnitForm
from congress.units.levels import kind_title, kinds_below, level_titles
from congress.units.models import Unit
from congress.web import clock
from congress.web.access import actor, for_unit, installation, signed_in
from congress.web.forms import choices_from
from congress.web.paging import Pages, asked_page

blueprint = Blueprint("units", __name__)
DEFINITION = "Cán bộ, công chức, viên chức, người lao động"


@blueprint.app_template_filter("kind")
def show_kind(code: str) -> str:
    """Title of a kind of body."""
    return kind_title(code)


@blueprint.app_template_filter("level")
def show_level(code: str) -> str:
    """Title of a level."""
    return level_titles().get(code, code)


def asked_day() -> date:
    """The day the address asks for; today when it says nothing readable."""
    try:
        day, month, year = map(int, request.args.get("ngay", "").split("/"))
        return date(year, month, day)
    except (ValueError, OverflowError):
        return clock.today()


@blueprint.get("/don-vi")
@signed_in
def tree() -> ResponseReturnValue:
    """The bodies of the person, or what a search found below them."""
    day, text = asked_day(), request.args.get("tim", "").strip()
    everywhere = is_administrator(current_user)
    own = [role.unit_id for role in current_user.roles if role.unit_id]
    found = looking.find(None if everywhere else own, text, day, asked_page()) if text else None
    rows = looking.top(day) if everywhere else looking.rows_of(own, day)
    pages = Pages(found.number, found.pages, found.total) if found else None
    return render_template("units/tree.html", rows=rows, found=found, pages=pages, day=day, text=text, everywhere=everywhere)


@blueprint.get("/don-vi/<uuid:unit_id>")
@for_unit("unit.view")
def unit_page(unit: Unit) -> ResponseReturnValue:
    """One body: what lies below it, its head counts, what it came from and went into."""
    return _page(unit)


def _page(unit: Unit, count: HeadCountForm | None = None) -> ResponseReturnValue:
    day, text = asked_day(), request.args.get("tim", "").strip()
    below = looking.below(unit.id, day, text, asked_page())
    body = render_template(
        "units/unit_page.html",
        unit=unit,
        crumbs=_crumbs(unit),
        below=below,
        pages=Pages(below.number, below.pages, below.total),
        counts=looking.declared(unit),
        successors=looking.successors(unit),
        predecessors=looking.predecessors(unit),
        day=day,
        text=text,
        may_add=bool(kinds_below(unit, clock.today())),
        count=count or HeadCountForm(formdata=None, counted_on=clock.today(), definition=DEFINITION),
    )
    return body, 422 if count else 200


def _crumbs(unit: Unit) -> list[tuple[str | None, str]]:
    """The bodies above; those the person may open are links."""
    own = {role.unit_id for role in current_user.roles}
    crumbs: list[tuple[str | None, str]] = []
    opened = is_administrator(current_user)
    for above in looking.path_to(unit):
        opened = opened or above.id in own
        link = url_for("units.unit_page", unit_id=above.id) if opened and above.id != unit.id else None
        crumbs.append((link, above.name))
    return crumbs


@blueprint.route("/don-vi/<uuid:unit_id>/them", methods=["GET", "POST"])
@for_unit("unit.edit")
def add(unit: Unit) -> ResponseReturnValue:
    """Type or paste bodies below this one; every line is shown as it was read before it is stored."""
    allowed = kinds_below(unit, clock.today())
    if not allowed:
        raise NotFound
    form = AddForm()
    form.kind.choices = choices_from([("", _("Chọn…")), *((kind.code, kind.title) for kind in allowed)])
    lines = []
    if form.validate_on_submit():
        try:
            lines = own_bodies.preview(unit, form.lines.data, form.kind.data, clock.today())
            if request.form.get("do") == "save":
                added = own_bodies.add_below(actor(), clock.now(), unit, form.lines.data, form.kind.data, clock.today())
                flash(_("Đã thêm %(number)s đơn vị.", number=len(added)), "ok")
                return redirect(url_for("units.unit_page", unit_id=unit.id), 303)
        except Refused as refusal:
            form.accept(refusal)
    problems = {line.number: sentence(line.problem) for line in lines if line.problem}
    page = render_template("units/add.html", unit=unit, form=form, lines=lines, problems=problems)
    return page, 422 if form.errors else 200


@blueprint.route("/don-vi/<uuid:unit_id>/sua", methods=["GET", "POST"])
@for_unit("unit.edit")
def edit(unit: Unit) -> ResponseReturnValue:
    """Correct the name, set the last day."""
    form = UnitForm(name=unit.name, last_day=unit.valid_to, version=unit.version)
    if form.validate_on_submit():
        try:
            service.change(actor(), clock.now(), unit.id, form.name.data, form.last_day.data, form.version.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            return _done(unit, _("Đã lưu đơn vị."))
    return render_template("units/edit.html", unit=unit, form=form), 422 if form.errors else 200


@blueprint.post("/don-vi/<uuid:unit_id>/so-nguoi")
@for_unit("unit.edit")
def head_count(unit: Unit) -> ResponseReturnValue:
    """Declare a head count."""
    form = HeadCountForm()
    if form.validate_on_submit():
        service.declare_head_count(
            actor(),
            clock.now(),
            unit.id,
            form.number.data,
            form.counted_on.data,
            form.definition.data,
            form.declared_by.data,
        )
        return _done(unit, _("Đã ghi số người."))
    return _page(unit, count=form)


@blueprint.post("/don-vi/nap")
@installation("installation.admin")
def load() -> ResponseReturnValue:
    """Load a public list of bodies."""
    name = request.form.get("list", "")
    if name not in directories.UNIT_SETS:
        raise NotFound
    added = directories.load_units(clock.now(), name, actor())
    flash(_("Đã nạp %(number)s đơn vị.", number=added), "ok")
    return redirect(url_for("units.tree"), 303)


def _done(unit: Unit, text: str) -> ResponseReturnValue:
    flash(text, "ok")
    return redirect(url_for("units.unit_page", unit_id=unit.id), 303)
