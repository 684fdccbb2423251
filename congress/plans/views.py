"""Plans: the list, a plan clause by clause, writing one."""

import uuid

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from congress.accounts import service as accounts
from congress.errors import NotAllowed, Refused
from congress.plans import clauses, service
from congress.plans.forms import PlanForm
from congress.plans.models import Plan
from congress.units import service as units
from congress.units import tree
from congress.units.models import Unit
from congress.web import clock
from congress.web.access import actor, for_plan, permissions_on, signed_in
from congress.web.forms import choices_from

blueprint = Blueprint("plans", __name__)


def plan_units() -> list[Unit]:
    """The bodies for which the person may write plans; for an administrator the provinces and the nation."""
    if accounts.is_administrator(current_user):
        top = [row.unit for row in tree.top(clock.today())]
        return top + [unit for root in top for unit in units.children(root.id, clock.today())]
    keys = [role.unit_id for role in current_user.roles if role.unit_id and role.name == "standing_body"]
    return [row.unit for row in tree.rows_of(keys, clock.today())]


@blueprint.get("/ke-hoach")
@signed_in
def plan_list() -> ResponseReturnValue:
    """The plans of the person's bodies and of those above them."""
    if accounts.is_administrator(current_user):
        found = service.plans_of(None)
    else:
        own = [role.unit_id for role in current_user.roles if role.unit_id]
        chained = {key for chain in units.chains(own).values() for key in chain}
        found = service.plans_of(chained)
    return render_template("plans/plan_list.html", plans=found, may_create=bool(plan_units()))


@blueprint.get("/ke-hoach/<uuid:plan_id>")
@for_plan("unit.view")
def plan_page(plan: Plan) -> ResponseReturnValue:
    """The rule set of a plan clause by clause, and what it leaves open."""
    rules = service.rules_of(plan)
    return render_template(
        "plans/plan_page.html",
        plan=plan,
        rules=rules,
        rows=clauses.clause_rows(rules),
        questions=clauses.open_questions(rules),
    )


@blueprint.route("/ke-hoach/moi", methods=["GET", "POST"])
@signed_in
def new() -> ResponseReturnValue:
    """Write a plan for a body of one's own."""
    offered = plan_units()
    chosen = request.args.get("don-vi", "")
    if chosen and chosen not in {str(unit.id) for unit in offered}:
        offered.append(_allowed_unit(chosen))
    if not offered:
        raise NotAllowed
    year = clock.today().year
    form = _offer(PlanForm(unit=chosen, term_from=year, term_to=year + 5), offered)
    if form.validate_on_submit():
        try:
            plan = service.create_plan(actor(), clock.now(), _wish(form))
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã tạo kế hoạch. Xem lại từng điều và tạo hội nghị cho các đơn vị."), "ok")
            return redirect(url_for("plans.plan_page", plan_id=plan.id), 303)
    return render_template("plans/edit.html", form=form, plan=None), 422 if form.errors else 200


@blueprint.route("/ke-hoach/<uuid:plan_id>/sua", methods=["GET", "POST"])
@for_plan("plan.edit")
def edit(plan: Plan) -> ResponseReturnValue:
    """Change what a plan says of itself."""
    form = PlanForm(obj=plan, data={"unit": str(plan.unit_id), "rule_set": str(plan.rule_set_id)})
    _offer(form, [plan.unit])
    if form.validate_on_submit():
        try:
            service.change_plan(actor(), clock.now(), plan.id, _wish(form), form.version.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã lưu kế hoạch."), "ok")
            return redirect(url_for("plans.plan_page", plan_id=plan.id), 303)
    return render_template("plans/edit.html", form=form, plan=plan), 422 if form.errors else 200


def _allowed_unit(key: str) -> Unit:
    """A body named in the address, when the person may write plans for it."""
    try:
        unit = units.by_id(uuid.UUID(key))
    except ValueError as problem:
        raise NotAllowed from problem
    g.permissions = permissions_on(unit)
    if "plan.edit" not in g.permissions:
        raise NotAllowed
    return unit


def _offer(form: PlanForm, offered: list[Unit]) -> PlanForm:
    form.unit.choices = choices_from((str(unit.id), unit.name) for unit in offered)
    form.rule_set.choices = choices_from(
        (str(version.id), _("%(title)s (bản %(number)s)", title=version.title, number=version.number))
        for version in service.rule_sets()
    )
    return form


def _wish(form: PlanForm) -> service.NewPlan:
    return service.NewPlan(
        unit_id=uuid.UUID(form.unit.data),
        rule_set_id=uuid.UUID(form.rule_set.data),
        title=form.title.data,
        term_from=form.term_from.data,
        term_to=form.term_to.data,
        paper_number=form.paper_number.data,
        issued_on=form.issued_on.data,
    )
