"""The page from which a phone installs the hall's certificate; open to everybody, it holds nothing of anybody."""

from flask import Blueprint, Response, current_app, render_template, url_for

from congress.errors import NotFound
from congress.files import qr
from congress.venue.certificates import AUTHORITY, address_of, authority_of, fingerprint
from congress.web.access import public

blueprint = Blueprint("venue", __name__)


def _authority() -> bytes | None:
    return authority_of(current_app.extensions["congress_settings"].data_dir)


def _address() -> str:
    """Where phones find this page; on the server itself it is mostly open as localhost, which no phone can follow."""
    settings = current_app.extensions["congress_settings"]
    return f"https://{address_of(settings.data_dir)}:{settings.port}{url_for('venue.certificate_page')}"


@blueprint.get("/cua/chung-chi")
@public
def certificate_page() -> str:
    """What to download and press, phone by phone; without a certificate, how the office makes one."""
    authority = _authority()
    return render_template(
        "venue/certificate_page.html",
        fingerprint=fingerprint(authority) if authority else None,
        address=_address(),
        code=qr.svg(_address()) if authority else None,
    )


@blueprint.get(f"/cua/chung-chi/{AUTHORITY}")
@public
def certificate() -> Response:
    """The authority's certificate, in the form that phones install.

    Raises:
        NotFound: none has been made.
    """
    authority = _authority()
    if authority is None:
        raise NotFound
    answer = current_app.response_class(authority, mimetype="application/x-x509-ca-cert")
    answer.headers["Content-Disposition"] = f'attachment; filename="{AUTHORITY}"'
    return answer
