"""Pages that belong to no feature: health, language, the living style page."""

from flask import Blueprint, Response, current_app, jsonify, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import text

from congress.accounts import service as accounts
from congress.db import db
from congress.web import clock
from congress.web.access import public
from congress.web.edge import LANGUAGES
from congress.web.schema_state import is_current
from congress.web.style_samples import sample_form
from congress.web.targets import safe_target

blueprint = Blueprint("web", __name__)
YEAR = 365 * 24 * 3600


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    """The process answers."""
    return jsonify({"status": "ok"})


@blueprint.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """The database answers and its schema is this version's."""
    db.session.execute(text("SELECT 1"))
    ready = is_current(current_app)
    return jsonify({"status": "ok" if ready else "schema"}), 200 if ready else 503


@blueprint.post("/ngon-ngu")
@public
def language() -> Response:
    """Change the language and come back."""
    chosen = request.form.get("language", "vi")
    chosen = chosen if chosen in LANGUAGES else "vi"
    answer = make_response(redirect(safe_target(request.form.get("back", "/")), 303))
    if current_user.is_authenticated:
        accounts.set_language(clock.now(), current_user.id, chosen)
    answer.set_cookie("ngon_ngu", chosen, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return answer


@blueprint.get("/kieu-dang")
@public
def style_page() -> str:
    """The living style page: every component with sample content."""
    return render_template("web/style_page.html", form=sample_form())
