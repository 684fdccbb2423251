"""The page of papers: what there is, what is missing, Word and PDF, particulars."""

from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from congress.documents import labels, service
from congress.documents import letters as letter_papers
from congress.documents.forms import CommonForm, PaperForm, shown, wish
from congress.door.labels import PRINTS
from congress.door.printing import jobs
from congress.errors import NotAllowed, Refused
from congress.files.letters import Letters
from congress.files.paper import Paper
from congress.meetings.models import Meeting
from congress.web import clock, keys
from congress.web.access import actor, for_meeting
from congress.web.navigation import may_enter

blueprint = Blueprint("documents", __name__)
ROOM = "/hoi-nghi/<int:number>/giay-to"
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@blueprint.get(ROOM)
@for_meeting("papers.make")
def papers(meeting: Meeting) -> str:
    """Every paper of the meeting."""
    found = service.papers(meeting)
    by_code = {paper.kind.code: paper for paper in found.papers}
    sections = [(title, [by_code[code] for code in codes if code in by_code]) for title, codes in labels.SECTIONS]
    return render_template(
        "documents/papers.html",
        sections=[section for section in sections if section[1]],
        common=found.common.particulars,
        labels=labels,
        letters=service.LETTERS if "badges.print" in g.permissions else (),
        jobs=[job for job in jobs.jobs_of(_data_dir(), meeting) if job.kind in service.LETTERS],
        titles=PRINTS,
        repairs={need: endpoint for need, endpoint in labels.REPAIRS.items() if may_enter(endpoint)},
    )


@blueprint.get(f"{ROOM}/<code>.<any(docx, pdf):form>")
@for_meeting("papers.make")
def download(meeting: Meeting, code: str, form: str) -> ResponseReturnValue:
    """One paper as a file; `du=1` asks for the sensitive columns or figures."""
    with_sealed = request.args.get("du") == "1"
    if with_sealed and "particulars.view" not in g.permissions:
        raise NotAllowed
    if with_sealed:
        made = service.as_bytes(service.build_sealed(actor(), clock.now(), meeting, code, form, keys.sealer()), form)
    else:
        content = _content(meeting, code, making=False)
        if letter_papers.are_many(content, form):
            raise Refused("letters_many")
        made = _made(meeting, code, form, content)
    name = f"{code}-hoi-nghi-{meeting.number}{'-day-du' if with_sealed else ''}.{form}"
    return _file(made, form, name)


@blueprint.post(f"{ROOM}/<any('giay-moi', 'giay-trieu-tap'):code>.<any(docx, pdf):form>")
@for_meeting("badges.print")
def letters(meeting: Meeting, code: str, form: str) -> ResponseReturnValue:
    """The letters with everybody's code, many of them prepared beside the server; who is approved and has none gets one, as
    when badges are printed."""
    content = _content(meeting, code, making=True)
    if token := service.begin_letters(actor(), clock.now(), _data_dir(), meeting, code, content, form):
        return redirect(url_for("door.print_job", number=meeting.number, token=token), 303)
    return _file(_made(meeting, code, form, content), form, f"{code}-hoi-nghi-{meeting.number}.{form}")


def _data_dir() -> Path:
    return current_app.extensions["congress_settings"].data_dir


def _content(meeting: Meeting, code: str, *, making: bool) -> Paper | Letters:
    entry = None
    if code in service.LETTERS and "badges.print" in g.permissions:
        base = current_app.extensions["congress_settings"].public_url
        entry = service.entry_of(actor(), clock.now(), meeting, code, keys.sealer(), base, making=making)
    return service.build(meeting, code, clock.now(), entry)


def _made(meeting: Meeting, code: str, form: str, content: Paper | Letters) -> bytes:
    made = service.as_bytes(content, form)
    service.record_export(actor(), clock.now(), meeting, code, form)
    return made


def _file(content: bytes, form: str, name: str) -> Response:
    return send_file(BytesIO(content), TYPES[form], as_attachment=True, download_name=name)


@blueprint.route(f"{ROOM}/chung", methods=["GET", "POST"])
@for_meeting("meeting.edit")
def common(meeting: Meeting) -> ResponseReturnValue:
    """What stands on every paper."""
    return _particulars(meeting, service.EVERY_PAPER, CommonForm)


@blueprint.route(f"{ROOM}/<code>", methods=["GET", "POST"])
@for_meeting("meeting.edit")
def particulars(meeting: Meeting, code: str) -> ResponseReturnValue:
    """What stands on one paper."""
    return _particulars(meeting, service.kind_of(meeting, code).code, PaperForm)


def _particulars(meeting: Meeting, code: str, form_type: type[CommonForm]) -> ResponseReturnValue:
    typed = service.effective(meeting, code)
    form = form_type(data=shown(typed.particulars) | {"version": typed.version})
    if form.validate_on_submit():
        try:
            asked = wish(form, typed.particulars)
            service.store_particulars(actor(), clock.now(), meeting, code, asked, form.version.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã lưu thể thức."), "ok")
            return redirect(url_for("documents.papers", number=meeting.number), 303)
    page = render_template("documents/particulars.html", form=form, code=code, title=labels.TITLES.get(code))
    return page, 422 if form.errors else 200
