"""Setting congresses up: the list, creating them, and the page where a committee settles everything about one."""

import uuid
from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import Form

from congress.errors import NotFound, Refused
from congress.meetings import labels, service
from congress.meetings.findings import present
from congress.meetings.forms import (
    AnswerForm,
    FactsForm,
    FunctionsForm,
    NewMeetingForm,
    OwnGroupForm,
    SessionForm,
    dossier_form,
    groups_form,
)
from congress.meetings.models import Meeting
from congress.messages import sentence
from congress.plans.models import Plan
from congress.units import tree
from congress.units.models import Unit
from congress.web import clock
from congress.web.access import actor, for_meeting, for_plan, for_unit, signed_in
from congress.web.forms import choices_from
from congress.web.numbers import small_number
from congress.web.paging import Pages, asked_page, page_of

blueprint = Blueprint("meetings", __name__)
CREATORS = ("standing_body", "unit_officer")
GREY = "#5f6b76"


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    return {"meeting_words": labels}


@blueprint.get("/hoi-nghi")
@signed_in
def meeting_list() -> ResponseReturnValue:
    """The meetings the person has something to do with."""
    status, text = request.args.get("trang-thai", ""), request.args.get("tim", "").strip()
    status = status if status in labels.STATUSES else ""
    found = service.meeting_page(current_user, status, text, asked_page())
    pages = Pages(found.number, found.pages, found.total)
    return render_template("meetings/meeting_list.html", found=found, pages=pages, status=status, text=text, own=_own_units())


def _own_units() -> list[Unit]:
    keys = [role.unit_id for role in current_user.roles if role.unit_id and role.name in CREATORS]
    return [row.unit for row in tree.rows_of(keys, clock.today())] if keys else []


@blueprint.get("/hoi-nghi/moi")
@signed_in
def create() -> ResponseReturnValue:
    """For which body; at once to the form when there is only one."""
    own = _own_units()
    if len(own) == 1:
        return redirect(url_for("meetings.new", unit_id=own[0].id), 303)
    return render_template("meetings/create.html", own=own)


@blueprint.route("/don-vi/<uuid:unit_id>/hoi-nghi/moi", methods=["GET", "POST"])
@for_unit("meeting.create")
def new(unit: Unit) -> ResponseReturnValue:
    """A plain conference needs a name, a day and a place; a plan of the bodies above is offered."""
    offered = service.offered_plans(unit, clock.today())
    form = _new_form(unit, offered)
    if form.validate_on_submit():
        try:
            meeting = service.create_meeting(actor(), clock.now(), _new_wish(unit, form))
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã tạo hội nghị. Việc tiếp theo nằm ở bảng chuẩn bị."), "ok")
            return redirect(_home(meeting), 303)
    return render_template("meetings/new.html", unit=unit, form=form, offered=offered), 422 if form.errors else 200


def _new_form(unit: Unit, offered: list[service.OfferedPlan]) -> NewMeetingForm:
    first = offered[0] if offered else None
    forms = {code: title for plan in offered for code, title in plan.forms}
    form_code = next(iter(forms), "")
    form = NewMeetingForm(
        title=service.usual_title(forms.get(form_code, str(labels.PLAIN_FORM)), unit, clock.today().year),
        starts_at=service.MORNING,
        plan=str(first.plan.id) if first else "",
        form_code=form_code,
        elects=first is not None or service.meeting_above(unit, None) is not None,
    )
    plain = ("", _("Không theo kế hoạch nào (hội nghị nửa ngày thông thường)"))
    form.plan.choices = choices_from([*((str(plan.plan.id), plan.plan.title) for plan in offered), plain])
    form.form_code.choices = choices_from([*forms.items(), ("", _("Hội nghị, tên gọi tự đặt"))])
    return form


def _new_wish(unit: Unit, form: NewMeetingForm) -> service.NewMeeting:
    return service.NewMeeting(
        unit_id=unit.id,
        title=form.title.data,
        held_on=form.held_on.data,
        place=form.place.data,
        plan_id=uuid.UUID(form.plan.data) if form.plan.data else None,
        form_code=form.form_code.data or service.PLAIN_FORM,
        elects=form.elects.data,
        starts_at=form.starts_at.data,
    )


@blueprint.get("/ke-hoach/<uuid:plan_id>/hoi-nghi")
@for_plan("unit.watch")
def progress(plan: Plan) -> ResponseReturnValue:
    """Every congress under a plan: day, dossier, deadline."""
    rows = service.progress(plan, clock.today())
    waiting = sum(proposal.existing is None for proposal in service.proposals(plan, clock.today()))
    shown, pages = page_of(rows)
    return render_template("meetings/progress.html", plan=plan, rows=rows, shown=shown, pages=pages, waiting=waiting)


@blueprint.route("/ke-hoach/<uuid:plan_id>/hoi-nghi/tao", methods=["GET", "POST"])
@for_plan("meeting.create")
def create_all(plan: Plan) -> ResponseReturnValue:
    """The congresses of the bodies below in one step; each line shows what will be made."""
    proposals = service.proposals(plan, clock.today())
    problem = ""
    if request.method == "POST":
        chosen = set(request.form.getlist("unit"))
        wishes = [
            service.Wish(row.unit.id, request.form.get(f"form-{row.unit.id}", ""))
            for row in proposals
            if str(row.unit.id) in chosen
        ]
        try:
            if not wishes:
                raise Refused("meetings_none_chosen")
            made = service.create_for_plan(actor(), clock.now(), plan, wishes, clock.today())
        except Refused as refusal:
            problem = sentence(refusal.code, **refusal.facts)
        else:
            flash(_("Đã tạo %(number)s hội nghị.", number=len(made)), "ok")
            return redirect(url_for("meetings.progress", plan_id=plan.id), 303)
    page = render_template("meetings/create_all.html", plan=plan, proposals=proposals, problem=problem, typed=request.form)
    return page, 422 if problem else 200


@blueprint.get("/hoi-nghi/<int:number>/thong-tin")
@for_meeting("delegates.view")
def settings(meeting: Meeting) -> ResponseReturnValue:
    """Everything settled about the congress, and what is still open."""
    today = clock.today()
    state = service.settings_state(meeting, today)
    found = present(meeting, service.findings(meeting, today))
    return render_template("meetings/settings.html", meeting=meeting, setup=state, findings=found, steps=service.STEPS)


@blueprint.route("/hoi-nghi/<int:number>/thong-tin/sua", methods=["GET", "POST"])
@for_meeting("meeting.edit")
def edit(meeting: Meeting) -> ResponseReturnValue:
    """Title, form, day, place, assembly, number of delegates."""
    form = _facts_form(meeting)
    if form.validate_on_submit() and _try(
        form, lambda: service.save_facts(actor(), clock.now(), meeting, _facts(form), form.version.data)
    ):
        return _saved(meeting)
    return _form_page(meeting, "edit", form, setup=service.settings_state(meeting, clock.today()))


def _facts_form(meeting: Meeting) -> FactsForm:
    form = FactsForm(obj=meeting, data={"higher": str(meeting.higher_meeting_id or "")})
    forms = service.forms_of(meeting)
    if meeting.form_code not in forms:
        forms[meeting.form_code] = _("%(title)s (không theo kế hoạch)", title=labels.PLAIN_FORM)
    form.form_code.choices = choices_from(forms.items())
    above = [(str(other.id), other.title) for other in service.above_candidates(meeting)]
    form.higher.choices = choices_from([("", _("Không có")), *above])
    return form


def _facts(form: FactsForm) -> service.Facts:
    return service.Facts(
        title=form.title.data,
        form_code=form.form_code.data,
        held_on=form.held_on.data,
        place=form.place.data,
        assembly=form.assembly.data,
        delegate_number=form.delegate_number.data,
        elects=form.elects.data,
        higher_meeting_id=uuid.UUID(form.higher.data) if form.higher.data else None,
    )


@blueprint.route("/hoi-nghi/<int:number>/phien/moi", methods=["GET", "POST"])
@for_meeting("meeting.edit")
def session_new(meeting: Meeting) -> ResponseReturnValue:
    """Add a session or side event."""
    form = SessionForm(kind="session", held_on=meeting.held_on, starts_at=service.MORNING, minutes=240, place=meeting.place)
    if form.validate_on_submit() and _try(
        form, lambda: service.add_session(actor(), clock.now(), meeting, _session_wish(form))
    ):
        return _saved(meeting, "phien")
    return _form_page(meeting, "session", form, session=None)


@blueprint.route("/hoi-nghi/<int:number>/phien/<int:session>/sua", methods=["GET", "POST"])
@for_meeting("meeting.edit")
def session_edit(meeting: Meeting, session: int) -> ResponseReturnValue:
    """Change a session or side event."""
    row = service.session_by_number(meeting, session)
    form = SessionForm(obj=row)
    if form.validate_on_submit() and _try(
        form,
        lambda: service.change_session(actor(), clock.now(), meeting, session, _session_wish(form), form.version.data),
    ):
        return _saved(meeting, "phien")
    return _form_page(meeting, "session", form, session=session)


def _session_wish(form: SessionForm) -> service.NewSession:
    return service.NewSession(
        name=form.name.data,
        starts_at=form.starts_at.data,
        minutes=form.minutes.data,
        kind=form.kind.data,
        held_on=form.held_on.data,
        place=form.place.data,
    )


@blueprint.post("/hoi-nghi/<int:number>/phien/<int:session>/xoa")
@for_meeting("meeting.edit")
def session_remove(meeting: Meeting, session: int) -> ResponseReturnValue:
    """Take a session or side event away."""
    service.remove_session(actor(), clock.now(), meeting, session)
    return _saved(meeting, "phien")


@blueprint.route("/hoi-nghi/<int:number>/phan-cong", methods=["GET", "POST"])
@for_meeting("meeting.edit")
def functions(meeting: Meeting) -> ResponseReturnValue:
    """Who presides, takes minutes, counts …: a person a line."""
    held = service.functions_of(meeting)
    lines = {code: "\n".join("; ".join(filter(None, (row.name, row.title))) for row in rows) for code, rows in held.items()}
    form = FunctionsForm(data={**lines, "version": meeting.version})
    if form.validate_on_submit():
        people = {code: service.people_in(form[code].data) for code in service.FUNCTIONS}
        if _try(form, lambda: service.set_functions(actor(), clock.now(), meeting, people, form.version.data)):
            return _saved(meeting, "phan-cong")
    return _form_page(meeting, "functions", form, codes=service.FUNCTIONS)


@blueprint.route("/hoi-nghi/<int:number>/nhom", methods=["GET", "POST"])
@for_meeting("meeting.edit")
def groups(meeting: Meeting) -> ResponseReturnValue:
    """Names of the groups and the side each counts on; who placed what the plan leaves open."""
    codes = [group.code for group in meeting.groups]
    stored = {f"{part}_{group.code}": getattr(group, part) for group in meeting.groups for part in ("name", "share", "colour")}
    form = groups_form(codes, data={**stored, "version": meeting.version, "decided_on": clock.today()})
    if request.method == "POST" and form.version.data != meeting.version:  # a group may have come, so that fields of it miss
        form.accept(Refused("stale"))
    elif form.validate_on_submit():
        wishes = [
            service.GroupWish(code, *(form[f"{part}_{code}"].data for part in ("name", "share", "colour"))) for code in codes
        ]
        decision = service.Answer("", form.decided_by.data, form.decided_on.data or clock.today(), form.reason.data)
        if _try(form, lambda: service.set_groups(actor(), clock.now(), meeting, wishes, decision, form.version.data)):
            return _saved(meeting, "nhom")
    state = service.settings_state(meeting, clock.today())
    return _form_page(meeting, "groups", form, setup=state, own=OwnGroupForm(formdata=None, prefix="moi"))


@blueprint.post("/hoi-nghi/<int:number>/nhom/them")
@for_meeting("meeting.edit")
def group_add(meeting: Meeting) -> ResponseReturnValue:
    """Add a group of the committee's own."""
    form = OwnGroupForm(prefix="moi")
    if not form.validate():
        raise Refused("group_name_missing")
    service.add_group(actor(), clock.now(), meeting, form.name.data, form.share.data, GREY)
    return redirect(url_for("meetings.groups", number=meeting.number), 303)


@blueprint.post("/hoi-nghi/<int:number>/nhom/<code>/xoa")
@for_meeting("meeting.edit")
def group_remove(meeting: Meeting, code: str) -> ResponseReturnValue:
    """Take away a group nobody stands in."""
    service.remove_group(actor(), clock.now(), meeting, code)
    return redirect(url_for("meetings.groups", number=meeting.number), 303)


@blueprint.route("/hoi-nghi/<int:number>/ho-so", methods=["GET", "POST"])
@for_meeting("meeting.edit")
def dossier(meeting: Meeting) -> ResponseReturnValue:
    """When each paper of the dossier went up."""
    state = service.settings_state(meeting, clock.today()).dossier
    if state is None:
        raise NotFound
    codes = [code for code, _title, _row in state.papers]
    stored: dict[str, object] = {"version": meeting.version}
    for code, _title, row in state.papers:
        stored |= {f"sent_on_{code}": row.sent_on if row else None, f"paper_number_{code}": row.paper_number if row else ""}
    form = dossier_form(codes, data=stored)
    if form.validate_on_submit():
        wishes = [service.PaperWish(code, form[f"sent_on_{code}"].data, form[f"paper_number_{code}"].data) for code in codes]
        if _try(form, lambda: service.set_dossier(actor(), clock.now(), meeting, wishes, clock.today(), form.version.data)):
            return _saved(meeting, "ho-so")
    return _form_page(meeting, "dossier", form, dossier=state)


@blueprint.route("/hoi-nghi/<int:number>/quyet-dinh/<question>", methods=["GET", "POST"])
@for_meeting("meeting.edit")
def answer(meeting: Meeting, question: str) -> ResponseReturnValue:
    """Record who settled what the plan leaves open."""
    if question not in service.QUESTIONS:
        raise NotFound
    row = service.answers_of(meeting).get(question)
    shown = {"version": meeting.version} | ({} if row else {"decided_on": clock.today()})
    form = AnswerForm.for_question(question, obj=row, data=shown)
    if form.validate_on_submit() and _try(
        form, lambda: service.save_answer(actor(), clock.now(), meeting, question, _answer(form), form.version.data)
    ):
        return _saved(meeting, "bo-ngo")
    asked = [found for found, _row in service.settings_state(meeting, clock.today()).questions if found.code == question]
    return _form_page(meeting, "answer", form, question=question, asked=asked[0] if asked else None)


def _answer(form: AnswerForm) -> service.Answer:
    return service.Answer(form.answer.data, form.decided_by.data, form.decided_on.data, form.reason.data)


@blueprint.post("/hoi-nghi/<int:number>/trang-thai")
@for_meeting("meeting.edit")
def status(meeting: Meeting) -> ResponseReturnValue:
    """One step on, or back."""
    seen = request.form.get("version", 0, type=small_number)
    service.set_status(actor(), clock.now(), meeting, request.form.get("status", ""), clock.today(), seen)
    return _saved(meeting)


def _try(form: Form, call: Callable[[], object]) -> bool:
    """Run the service call; a refusal is shown in the form."""
    try:
        call()
    except Refused as refusal:
        form.accept(refusal)
        return False
    return True


def _form_page(meeting: Meeting, name: str, form: Form, **context: object) -> ResponseReturnValue:
    page = render_template(f"meetings/{name}.html", meeting=meeting, form=form, **context)
    return page, 422 if form.errors else 200


def _saved(meeting: Meeting, place: str | None = None) -> ResponseReturnValue:
    flash(_("Đã lưu."), "ok")
    return redirect(url_for("meetings.settings", number=meeting.number, _anchor=place), 303)


def _home(meeting: Meeting) -> str:
    return url_for("overview.board", number=meeting.number)
