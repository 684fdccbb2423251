"""Pages of lists sent to the congress above and received from those below."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from congress.elections import labels as list_labels
from congress.errors import Refused
from congress.meetings.findings import present
from congress.meetings.models import Meeting
from congress.submissions import labels, service
from congress.submissions.forms import AcceptForm, PaperForm, ReturnForm, SendForm, StepForm
from congress.submissions.models import Submission
from congress.web import clock
from congress.web.access import actor, for_meeting
from congress.web.paging import page_of

blueprint = Blueprint("submissions", __name__)
ROOM = "/hoi-nghi/<int:number>/gui-cap-tren"
INBOX = f"{ROOM}/tu/<int:lower>/<int:version>"


@blueprint.get(ROOM)
@for_meeting("delegates.view")
def outbox(meeting: Meeting) -> str:
    """Two parts: what this meeting sends up, and what came from below."""
    return _outbox_page(meeting, SendForm())


def _outbox_page(meeting: Meeting, form: SendForm) -> str:
    sent = service.versions(meeting)
    draft = service.draft(meeting, sent)
    if draft is not None:
        form.seen.data, form.fingerprint.data = draft.number, draft.fingerprint
    lower = service.inbox(meeting)
    shown_lower, pages = page_of(lower)
    return render_template(
        "submissions/outbox.html",
        form=form,
        sent=sent,
        draft=draft,
        shown=present(meeting, draft.findings) if draft else [],
        lower=lower,
        shown_lower=shown_lower,
        pages=pages,
        labels=labels,
        list_labels=list_labels,
    )


@blueprint.post(f"{ROOM}/gui")
@for_meeting("submissions.send")
def send(meeting: Meeting) -> ResponseReturnValue:
    """Freeze the list and send it."""
    form = SendForm()
    try:
        sent = service.send(actor(), clock.now(), meeting, form.seen.data, form.fingerprint.data)
    except Refused as refusal:
        form.accept(refusal)
        return _outbox_page(meeting, form), 422
    flash(_("Đã gửi bản số %(number)s lên cấp trên.", number=sent.number), "success")
    return redirect(url_for("submissions.sent_version", number=meeting.number, version=sent.number), 303)


@blueprint.get(f"{ROOM}/<int:version>")
@for_meeting("delegates.view")
def sent_version(meeting: Meeting, version: int) -> ResponseReturnValue:
    """One version as it was frozen: rows, answer, difference to the version before."""
    return _version_page(service.own(meeting, version))


def _version_page(submission: Submission, form: PaperForm | None = None) -> ResponseReturnValue:
    form = form or PaperForm(formdata=None, obj=submission)
    page = render_template(
        "submissions/sent_version.html",
        form=form,
        submission=submission,
        changes=service.changes_of(submission),
        labels=labels,
        list_labels=list_labels,
    )
    return page, 422 if form.errors else 200


@blueprint.post(f"{ROOM}/<int:version>/cong-van")
@for_meeting("submissions.send")
def paper(meeting: Meeting, version: int) -> ResponseReturnValue:
    """Write down the number and day of the signed paper."""
    form = PaperForm()
    submission = service.own(meeting, version)
    if form.validate_on_submit():
        wish = form.paper_number.data, form.paper_on.data
        try:
            service.note_paper(actor(), clock.now(), meeting, version, *wish, form.version.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã ghi số và ngày công văn."), "success")
            return redirect(url_for("submissions.sent_version", number=meeting.number, version=version), 303)
    return _version_page(submission, form)


@blueprint.get(INBOX)
@for_meeting("delegates.view")
def inbox_item(meeting: Meeting, lower: int, version: int) -> ResponseReturnValue:
    """A list from below: rows beside the seats granted, and the answer to be given."""
    return _inbox_page(meeting, service.incoming(meeting, lower, version))


def _inbox_page(
    meeting: Meeting, submission: Submission, accepting: AcceptForm | None = None, returning: ReturnForm | None = None
) -> ResponseReturnValue:
    found = service.acceptance_findings(meeting, submission) if submission.status in ("sent", "received") else ()
    accepting = accepting or AcceptForm(formdata=None, version=submission.version, prefix="nhan-")
    rows = submission.content["rows"]
    returning = returning or ReturnForm(formdata=None, version=submission.version)
    while len(returning.rows) < len(rows):
        returning.rows.append_entry("")
    page = render_template(
        "submissions/inbox_item.html",
        submission=submission,
        rows=list(zip(rows, returning.rows, strict=False)),
        accepting=accepting,
        returning=returning,
        may_accept=service.may_accept(found),
        shown=[replace(finding, override_url=None) for finding in present(meeting, found)],
        changes=service.changes_of(submission),
        labels=labels,
        list_labels=list_labels,
    )
    return page, 422 if accepting.errors or returning.errors else 200


@blueprint.post(f"{INBOX}/tiep-nhan")
@for_meeting("submissions.receive")
def receive(meeting: Meeting, lower: int, version: int) -> ResponseReturnValue:
    """Confirm that the list has come in."""
    service.receive(actor(), clock.now(), meeting, lower, version, StepForm().version.data)
    flash(_("Đã tiếp nhận danh sách."), "success")
    return _to_item(meeting, lower, version)


@blueprint.post(f"{INBOX}/chap-nhan")
@for_meeting("submissions.receive")
def accept(meeting: Meeting, lower: int, version: int) -> ResponseReturnValue:
    """Take the names onto the roster."""
    form = AcceptForm(prefix="nhan-")
    if form.validate_on_submit():
        seen, remarks = form.version.data, form.remarks.data or ""
        try:
            done = service.accept(actor(), clock.now(), meeting, lower, version, seen, remarks)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã chấp nhận: %(added)s người vào danh sách đại biểu.", added=done.added), "success")
            return _to_item(meeting, lower, version)
    return _inbox_page(meeting, service.incoming(meeting, lower, version), accepting=form)


@blueprint.post(f"{INBOX}/tra-lai")
@for_meeting("submissions.receive")
def give_back(meeting: Meeting, lower: int, version: int) -> ResponseReturnValue:
    """Send the list back down with remarks."""
    submission = service.incoming(meeting, lower, version)
    form = ReturnForm()
    if form.validate_on_submit():
        keys = [row["key"] for row in submission.content["rows"]]
        typed = dict(zip(keys, (entry.data or "" for entry in form.rows), strict=False))
        seen, remarks = form.version.data, form.remarks.data or ""
        try:
            service.return_with_remarks(actor(), clock.now(), meeting, lower, version, seen, remarks, typed)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã trả lại danh sách kèm nhận xét."), "success")
            return _to_item(meeting, lower, version)
    return _inbox_page(meeting, service.incoming(meeting, lower, version), returning=form)


def _to_item(meeting: Meeting, lower: int, version: int) -> ResponseReturnValue:
    return redirect(url_for("submissions.inbox_item", number=meeting.number, lower=lower, version=version), 303)
