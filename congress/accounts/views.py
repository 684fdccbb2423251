"""Signing in and out, one's own account, and looking after users: everywhere, below a body, at a meeting."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from congress.accounts import lockout, service
from congress.accounts.forms import (
    LanguageForm,
    MeetingPersonForm,
    NewUserForm,
    OwnPasswordForm,
    PasswordForm,
    RoleForm,
    SignInForm,
)
from congress.accounts.labels import DUTIES, ROLES
from congress.accounts.models import User
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting
from congress.units.models import Unit
from congress.web import clock
from congress.web.access import actor, for_meeting, for_unit, installation, public, signed_in
from congress.web.limits import at_most
from congress.web.paging import Pages, asked_page, page_of
from congress.web.targets import safe_target

blueprint = Blueprint("accounts", __name__)
PEOPLE_PAGE = 30
PLACES = {"unit": service.UNIT_ROLES, "meeting": service.MEETING_ROLES, "installation": ("administrator",)}


@dataclass(frozen=True)
class Desk:
    """From where users are looked after: the whole installation, or one body with all below it."""

    scope: service.Scope
    unit: Unit | None = None

    @property
    def kinds(self) -> dict[str, tuple[str, ...]]:
        """Roles this desk may give, by kind of place: a standing body never makes an administrator."""
        return {kind: names for kind, names in PLACES.items() if kind != "installation" or self.unit is None}

    def url(self, view: str, **values: object) -> str:
        """The address of a page of this desk."""
        if self.unit is None:
            return url_for(f"accounts.{view}", **values)  # type: ignore[arg-type]
        return url_for(f"accounts.unit_{view}", unit_id=self.unit.id, **values)  # type: ignore[arg-type]


EVERYWHERE = Desk(service.EVERYWHERE)


def desk_of(unit: Unit) -> Desk:
    """The desk of a standing body."""
    return Desk(service.Scope(unit_id=unit.id), unit)


@blueprint.app_template_filter("role")
def show_role(name: str) -> str:
    """A role in words."""
    return str(ROLES.get(name, name))


@blueprint.route("/dang-nhap", methods=["GET", "POST"])
@at_most("20/minute", ["POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Name and password; then back to where the person wanted to go."""
    form = SignInForm()
    if form.validate_on_submit():
        try:
            user = _counted(form.login.data, form.password.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            _begin_session(user)
            return redirect(safe_target(request.args.get("tiep", "/")), 303)
    accounts = current_app.extensions.get("congress_demo_accounts", ())
    return render_template("accounts/sign_in.html", form=form, demo_accounts=accounts), 422 if form.errors else 200


def _counted(login: str, password: str) -> User:
    return lockout.sign_in_counted(current_app.extensions["congress_failures"], clock.running(), login, password)


def _begin_session(user: User) -> None:
    """Nothing of the session before survives: what somebody else planted in it is gone."""
    session.clear()
    login_user(user)


@blueprint.post("/dang-xuat")
@public
def sign_out() -> ResponseReturnValue:
    """Forget who was signed in."""
    logout_user()
    session.clear()
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.get("/tai-khoan/cua-toi")
@signed_in
def own_account() -> ResponseReturnValue:
    """Own roles, password, language."""
    return _own_page(OwnPasswordForm(formdata=None), LanguageForm(formdata=None, language=current_user.language))


def _own_page(password: OwnPasswordForm, language: LanguageForm) -> ResponseReturnValue:
    row = service.user_row(service.EVERYWHERE, current_user.id)
    page = render_template("accounts/own_account.html", row=row, password=password, language=language, duties=DUTIES)
    return page, 422 if password.errors or language.errors else 200


@blueprint.post("/tai-khoan/cua-toi/mat-khau")
@signed_in
def own_password() -> ResponseReturnValue:
    """Change the own password; every other session of this account ends."""
    form = OwnPasswordForm()
    if form.validate_on_submit():
        failures, login = current_app.extensions["congress_failures"], current_user.login
        try:
            failures.check(login, clock.running(), "old")
            user = service.change_own_password(clock.now(), current_user.id, form.old.data, form.password.data)
        except Refused as refusal:
            if refusal.code == "password_wrong":
                failures.add(login, clock.running())
            form.accept(refusal)
        else:
            _begin_session(user)
            flash(_("Đã đổi mật khẩu. Các máy khác đang đăng nhập bằng tài khoản này phải đăng nhập lại."), "ok")
            return redirect(url_for("accounts.own_account"), 303)
    return _own_page(form, LanguageForm(formdata=None, language=current_user.language))


@blueprint.post("/tai-khoan/cua-toi/ngon-ngu")
@signed_in
def own_language() -> ResponseReturnValue:
    """Choose the language of the pages."""
    form = LanguageForm()
    if not form.validate_on_submit():
        return _own_page(OwnPasswordForm(formdata=None), form)
    service.set_language(clock.now(), current_user.id, form.language.data)
    return redirect(url_for("accounts.own_account"), 303)


@blueprint.get("/tai-khoan")
@installation("installation.admin")
def user_list() -> ResponseReturnValue:
    """Every user of the installation."""
    return _list(EVERYWHERE)


@blueprint.get("/don-vi/<uuid:unit_id>/tai-khoan")
@for_unit("accounts.edit")
def unit_user_list(unit: Unit) -> ResponseReturnValue:
    """Users with a role on this body, below it, or at their meetings."""
    return _list(desk_of(unit))


def _list(desk: Desk) -> ResponseReturnValue:
    text = request.args.get("tim", "").strip()
    found = service.user_page(desk.scope, text, asked_page())
    pages = Pages(found.number, found.pages, found.total)
    return render_template("accounts/user_list.html", desk=desk, found=found, pages=pages, text=text)


@blueprint.route("/tai-khoan/them", methods=["GET", "POST"])
@installation("installation.admin")
def user_new() -> ResponseReturnValue:
    """A new user, with a first role or none yet."""
    return _new(EVERYWHERE)


@blueprint.route("/don-vi/<uuid:unit_id>/tai-khoan/them", methods=["GET", "POST"])
@for_unit("accounts.edit")
def unit_user_new(unit: Unit) -> ResponseReturnValue:
    """A new user with a first role on this body, below it, or at one of their meetings."""
    return _new(desk_of(unit))


def _new(desk: Desk) -> ResponseReturnValue:
    form = NewUserForm()
    form.offer_roles(desk.kinds, later=desk.unit is None)
    if form.validate_on_submit():
        try:
            wish = _wish(form, desk)
            typed = (form.login.data, form.display_name.data, form.password.data)
            user = service.create_with_role(actor(), clock.now(), desk.scope, *typed, wish)
        except Refused as refusal:
            _offer(form, desk, refusal)
        else:
            return _done(desk, user.id, _("Đã tạo tài khoản %(login)s.", login=user.login))
    return render_template("accounts/user_new.html", desk=desk, form=form, duties=DUTIES), 422 if form.errors else 200


@blueprint.get("/tai-khoan/<uuid:user_id>")
@installation("installation.admin")
def user_page(user_id: uuid.UUID) -> ResponseReturnValue:
    """One user: roles, password, open or closed."""
    return _page(EVERYWHERE, user_id)


@blueprint.get("/don-vi/<uuid:unit_id>/tai-khoan/<uuid:user_id>")
@for_unit("accounts.edit")
def unit_user_page(unit: Unit, user_id: uuid.UUID) -> ResponseReturnValue:
    """One user with the roles inside this body."""
    return _page(desk_of(unit), user_id)


def _page(
    desk: Desk, user_id: uuid.UUID, role: RoleForm | None = None, password: PasswordForm | None = None
) -> ResponseReturnValue:
    row = service.user_row(desk.scope, user_id)
    empty = RoleForm(formdata=None)
    empty.offer_roles(desk.kinds, later=False)
    page = render_template(
        "accounts/user_page.html",
        desk=desk,
        row=row,
        role=role or empty,
        password=password or PasswordForm(formdata=None),
        own=row.user.id == current_user.id,
        may_reset=service.may_reset(desk.scope, user_id),
    )
    return page, 422 if role or password else 200


@blueprint.post("/tai-khoan/<uuid:user_id>/vai-tro")
@installation("installation.admin")
def give(user_id: uuid.UUID) -> ResponseReturnValue:
    """Give a role."""
    return _give(EVERYWHERE, user_id)


@blueprint.post("/don-vi/<uuid:unit_id>/tai-khoan/<uuid:user_id>/vai-tro")
@for_unit("accounts.edit")
def unit_give(unit: Unit, user_id: uuid.UUID) -> ResponseReturnValue:
    """Give a role inside this body."""
    return _give(desk_of(unit), user_id)


def _give(desk: Desk, user_id: uuid.UUID) -> ResponseReturnValue:
    row = service.user_row(desk.scope, user_id)
    form = RoleForm()
    form.offer_roles(desk.kinds, later=False)
    if form.validate_on_submit():
        try:
            wish = _wish(form, desk)
            if wish is None:
                raise Refused("role_missing", field="role")
            service.give(actor(), clock.now(), desk.scope, user_id, wish)
        except Refused as refusal:
            _offer(form, desk, refusal)
        else:
            return _done(desk, user_id, _("Đã giao vai trò cho %(name)s.", name=row.user.display_name))
    return _page(desk, user_id, role=form)


@blueprint.post("/tai-khoan/<uuid:user_id>/vai-tro/<uuid:role_id>/bo")
@installation("installation.admin")
def take(user_id: uuid.UUID, role_id: uuid.UUID) -> ResponseReturnValue:
    """Take a role away."""
    return _take(EVERYWHERE, user_id, role_id)


@blueprint.post("/don-vi/<uuid:unit_id>/tai-khoan/<uuid:user_id>/vai-tro/<uuid:role_id>/bo")
@for_unit("accounts.edit")
def unit_take(unit: Unit, user_id: uuid.UUID, role_id: uuid.UUID) -> ResponseReturnValue:
    """Take a role inside this body away."""
    return _take(desk_of(unit), user_id, role_id)


def _take(desk: Desk, user_id: uuid.UUID, role_id: uuid.UUID) -> ResponseReturnValue:
    row = service.user_row(desk.scope, user_id)
    if role_id not in [role.id for role in row.roles]:
        raise NotFound
    service.take(actor(), clock.now(), desk.scope, role_id)
    flash(_("Đã bỏ vai trò của %(name)s.", name=row.user.display_name), "ok")
    seen = desk.scope.everywhere or len(row.roles) > 1
    return redirect(desk.url("user_page", user_id=user_id) if seen else desk.url("user_list"), 303)


@blueprint.post("/tai-khoan/<uuid:user_id>/mat-khau")
@installation("installation.admin")
def reset(user_id: uuid.UUID) -> ResponseReturnValue:
    """Set a new password for somebody who has forgotten theirs."""
    return _reset(EVERYWHERE, user_id)


@blueprint.post("/don-vi/<uuid:unit_id>/tai-khoan/<uuid:user_id>/mat-khau")
@for_unit("accounts.edit")
def unit_reset(unit: Unit, user_id: uuid.UUID) -> ResponseReturnValue:
    """Set a new password for somebody who works inside this body only."""
    return _reset(desk_of(unit), user_id)


def _reset(desk: Desk, user_id: uuid.UUID) -> ResponseReturnValue:
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            user = service.reset_password(actor(), clock.now(), desk.scope, user_id, form.password.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            current_app.extensions["congress_failures"].forget(user.login)
            return _done(desk, user_id, _("Đã đặt mật khẩu mới cho %(name)s.", name=user.display_name))
    return _page(desk, user_id, password=form)


@blueprint.post("/tai-khoan/<uuid:user_id>/khoa")
@installation("installation.admin")
def close(user_id: uuid.UUID) -> ResponseReturnValue:
    """Close an account."""
    service.close(actor(), clock.now(), user_id)
    return _done(EVERYWHERE, user_id, _("Đã khóa tài khoản. Người này không đăng nhập được nữa."))


@blueprint.post("/tai-khoan/<uuid:user_id>/mo")
@installation("installation.admin")
def reopen(user_id: uuid.UUID) -> ResponseReturnValue:
    """Open a closed account again."""
    service.reopen(actor(), clock.now(), user_id)
    return _done(EVERYWHERE, user_id, _("Đã mở lại tài khoản."))


@blueprint.route("/hoi-nghi/<int:number>/nguoi-phu-trach", methods=["GET", "POST"])
@for_meeting("meeting.edit")
def meeting_people(meeting: Meeting) -> ResponseReturnValue:
    """Who works at this meeting with this system; name another, with an account they have or a new one."""
    form = MeetingPersonForm()
    if form.validate_on_submit():
        try:
            _name(meeting, form)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã giao vai trò %(role)s cho %(login)s.", role=show_role(form.role.data), login=form.login.data), "ok")
            return redirect(url_for("accounts.meeting_people", number=meeting.number), 303)
    rows, pages = page_of(service.held_at(meeting.id), PEOPLE_PAGE)
    page = render_template("accounts/meeting_people.html", form=form, rows=rows, pages=pages, duties=DUTIES)
    return page, 422 if form.errors else 200


def _name(meeting: Meeting, form: MeetingPersonForm) -> None:
    scope, wish = service.Scope(meeting_id=meeting.id), service.RoleWish(form.role.data, meeting_id=meeting.id)
    login = form.login.data
    if form.password.data:
        service.create_with_role(actor(), clock.now(), scope, login, form.display_name.data, form.password.data, wish)
    else:
        service.give_by_login(actor(), clock.now(), scope, login, wish)


@blueprint.post("/hoi-nghi/<int:number>/nguoi-phu-trach/<uuid:role_id>/bo")
@for_meeting("meeting.edit")
def meeting_take(meeting: Meeting, role_id: uuid.UUID) -> ResponseReturnValue:
    """Take a role at this meeting away."""
    service.take(actor(), clock.now(), service.Scope(meeting_id=meeting.id), role_id)
    flash(_("Đã bỏ vai trò."), "ok")
    return redirect(url_for("accounts.meeting_people", number=meeting.number), 303)


def _wish(form: RoleForm, desk: Desk) -> service.RoleWish | None:
    kind, _colon, name = form.role.data.partition(":")
    if not name:
        return None
    number = form.meeting_number.data
    place = service.find_place(desk.scope, kind, form.unit.data, form.chosen_unit, number, clock.today())
    return service.RoleWish(name, *place)


def _offer(form: RoleForm, desk: Desk, refusal: Refused) -> None:
    """Show the refusal, and the bodies to pick from when several fit."""
    form.accept(refusal)
    if refusal.code == "place_unit_many":
        found = service.offered_units(desk.scope, form.unit.data, clock.today())
        form.offer_units((unit.id, _full_name(unit)) for unit in found)


def _full_name(unit: Unit) -> str:
    """Names repeat: the body above and the code tell them apart."""
    above = f", {unit.parent.name}" if unit.parent else ""
    return f"{unit.name}{above} ({unit.code})"


def _done(desk: Desk, user_id: uuid.UUID, text: str) -> ResponseReturnValue:
    flash(text, "ok")
    return redirect(desk.url("user_page", user_id=user_id), 303)
