"""The front page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from congress.web.access import signed_in

blueprint = Blueprint("overview", __name__)


@blueprint.get("/")
@signed_in
def home() -> ResponseReturnValue:
    """What is going on, and what to do next."""
    return render_template("overview/home.html")
