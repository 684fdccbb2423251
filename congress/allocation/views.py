"""The allocation workbench: try, adopt, print, export."""

import uuid
from collections.abc import Mapping
from datetime import date

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from congress.allocation import annex, comparing, service, start, trial
from congress.allocation.forms import TypedWish, WishForm, cells_of, offered_minimums, read_wish
from congress.allocation.labels import ROUNDING, adopted_steps, figures, steps
from congress.allocation.wish import Wish
from congress.errors import NotAllowed, NotFound, Refused
from congress.meetings.findings import present
from congress.meetings.models import Meeting
from congress.messages import sentence
from congress.units import service as units
from congress.web import clock
from congress.web.access import actor, for_meeting
from congress.web.numbers import number_in

blueprint = Blueprint("allocation", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.route("/hoi-nghi/<int:number>/phan-bo", methods=["GET", "POST"])
@for_meeting("delegates.view")
def workbench(meeting: Meeting) -> ResponseReturnValue:
    """The wish above, the table of units and groups below; "Tính thử" computes, "Ban hành" stores a version."""
    last = service.newest(meeting)
    if request.method == "POST":
        return _sent(meeting, last.number if last else 0)
    begun = Wish.from_document(last.wish) if last else start.first_wish(meeting, clock.today())
    basis = {"heads_part": begun.basis[0], "points_part": begun.basis[1]}
    form = WishForm(formdata=None, total=begun.total, method=begun.method, seen=last.number if last else 0, **basis)
    return _page(meeting, form, TypedWish(cells_of(begun), begun), sorted(begun.outside))


def _sent(meeting: Meeting, newest: int) -> ResponseReturnValue:
    form = WishForm()
    outside = request.form.getlist("outside")
    if request.form.get("do") == "suggest" and form.total.validate(form):
        return _suggest(meeting, form, outside)
    typed = _typed(meeting, form, request.form, outside)
    if request.form.get("do") == "adopt" and "allocation.edit" not in g.permissions:
        raise NotAllowed
    if request.form.get("do") == "adopt" and typed.wish is not None:
        try:
            if any(f"group-{group.code}" not in request.form for group in meeting.groups):
                raise Refused("allocation_groups_changed")
            seen = newest if (typed_seen := number_in(form.seen.data)) is None else typed_seen
            adopted = service.adopt(actor(), clock.now(), meeting, typed.wish, form.note.data, seen)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã ban hành bảng phân bổ lần %(number)s.", number=adopted.number), "success")
            return redirect(url_for("allocation.adopted", number=meeting.number, version=adopted.number), 303)
    return _page(meeting, form, typed, outside)


def _typed(meeting: Meeting, form: WishForm, cells: Mapping[str, str], outside: list[str]) -> TypedWish:
    bodies = [(unit.id, unit.name) for unit in _bodies(meeting, clock.today())]
    return read_wish(cells, form, bodies, [group.code for group in meeting.groups], outside)


def _suggest(meeting: Meeting, form: WishForm, outside: list[str]) -> ResponseReturnValue:
    """Fill the group cells so that the core has its target; the weights are what stood in the cells."""
    weights = {group.code: request.form.get(f"group-{group.code}", "") for group in meeting.groups}
    numbers = {code: number_in(text) or 0 for code, text in weights.items()}
    useful = all(
        any(numbers[group.code] for group in meeting.groups if group.share == side)
        for side in {g.share for g in meeting.groups}
    )
    seats = start.suggest_groups(meeting, form.total.data, numbers if useful else None)
    cells = dict(request.form) | {f"group-{code}": str(value) for code, value in seats.items()}
    return _page(meeting, form, _typed(meeting, form, cells, outside), outside)


def _page(meeting: Meeting, form: WishForm, typed: TypedWish, outside: list[str]) -> ResponseReturnValue:
    """The workbench, or for its script only the numbers that changed."""
    answer, begin = None, ""
    if typed.wish is not None and not form.errors:
        try:
            answer = trial.try_out(meeting, typed.wish)
        except Refused as refusal:
            if request.method == "POST":
                form.accept(refusal)
            begin = sentence(refusal.code, **refusal.facts)
    shown = present(meeting, answer.findings) if answer else []
    if request.headers.get("X-Part"):
        shown_steps = steps(answer) if answer and "steps" in request.form else None
        head = render_template(
            "allocation/_answer.html",
            form=form, typed=typed, answer=answer, shown=shown, steps=shown_steps, rounding=ROUNDING,
        )  # fmt: skip
        return {"head": head, "numbers": figures(answer) if answer else {}, "errors": sorted(typed.errors)}
    page = render_template(
        "allocation/workbench.html",
        form=form,
        typed=typed,
        answer=answer,
        begin=begin,
        shown=shown,
        numbers=figures(answer) if answer else {},
        steps=steps(answer) if answer else None,
        rounding=ROUNDING,
        outside=outside,
        bodies=_bodies(meeting, clock.today()),
        minimums=offered_minimums(),
        versions=service.versions(meeting),
        groups=meeting.groups,
    )
    return page, 422 if request.method == "POST" and (answer is None or form.errors) else 200


def _bodies(meeting: Meeting, today: date) -> list[units.Unit]:
    return units.children(meeting.unit_id, meeting.held_on or today)


@blueprint.get("/hoi-nghi/<int:number>/phan-bo/<int:version>")
@for_meeting("delegates.view")
def adopted(meeting: Meeting, version: int) -> str:
    """One adopted version as it is printed, with the steps that anyone can redo."""
    table = annex.table_of(meeting, service.version(meeting, version))
    return render_template("allocation/adopted.html", table=table, newest=service.newest(meeting).number)


@blueprint.get("/hoi-nghi/<int:number>/phan-bo/<int:version>/cach-tinh")
@for_meeting("delegates.view")
def computation(meeting: Meeting, version: int) -> str:
    """The factors of an adopted version and what each cell comes to."""
    allocation = service.version(meeting, version)
    steps = adopted_steps(annex.table_of(meeting, allocation))
    return render_template("allocation/computation.html", allocation=allocation, steps=steps)


@blueprint.get("/hoi-nghi/<int:number>/phan-bo/so-sanh")
@for_meeting("delegates.view")
def compare(meeting: Meeting) -> str:
    """Two versions side by side; without a choice the newest and the one before it."""
    versions = service.versions(meeting)
    if not versions:
        raise NotFound
    now = service.version(meeting, number_in(request.args.get("sau")) or versions[0].number)
    before = service.version(meeting, number_in(request.args.get("truoc")) or versions[min(1, len(versions) - 1)].number)
    tables = annex.table_of(meeting, before), annex.table_of(meeting, now)
    return render_template(
        "allocation/compare.html", before=tables[0], now=tables[1], changes=comparing.compare(*tables), versions=versions
    )


@blueprint.get("/hoi-nghi/<int:number>/phan-bo/<int:version>/bang.xlsx")
@for_meeting("delegates.view")
def export(meeting: Meeting, version: int) -> ResponseReturnValue:
    """The annex as a workbook."""
    allocation = service.version(meeting, version)
    content = annex.workbook(meeting, allocation)
    service.record_export(actor(), clock.now(), meeting, allocation)
    return send_file(content, XLSX, as_attachment=True, download_name=f"phan-bo-dai-bieu-lan-{version}.xlsx")


@blueprint.get("/hoi-nghi/<int:number>/phan-bo/cua-toi")
@for_meeting("meeting.view")
def own_seats(meeting: Meeting) -> str:
    """What the version in force grants to the bodies this person speaks for."""
    own: list[uuid.UUID] = g.own_units
    allocation = service.newest(meeting)
    table = annex.table_of(meeting, allocation) if allocation else None
    rows = [row for row in table.rows if row.unit_id in own] if table else []
    return render_template("allocation/own_seats.html", table=table, rows=rows, allocation=allocation)
