"""Signing in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from congress.accounts import service
from congress.accounts.forms import SignInForm
from congress.errors import Refused
from congress.web.access import public
from congress.web.edge import limiter

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/dang-nhap", methods=["GET", "POST"])
@limiter.limit("20/minute", methods=["POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Name and password; then back to where the person wanted to go."""
    form = SignInForm()
    if form.validate_on_submit():
        try:
            user = service.sign_in(form.login.data, form.password.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            session.clear()
            login_user(user)
            return redirect(safe_target(request.args.get("tiep", "/")), 303)
    accounts = current_app.extensions.get("congress_demo_accounts", ())
    return render_template("accounts/sign_in.html", form=form, demo_accounts=accounts), 422 if form.errors else 200


@blueprint.post("/dang-xuat")
@public
def sign_out() -> ResponseReturnValue:
    """Forget who was signed in."""
    logout_user()
    session.clear()
    return redirect(url_for("accounts.sign_in"), 303)


def safe_target(target: str) -> str:
    """An address inside this installation, or its front page."""
    parts = urlsplit(target)
    inside = not parts.scheme and not parts.netloc and target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if inside else "/"
