"""Pages of the list for the higher congress: names, seats granted, the vote, the workbook."""

import uuid
from datetime import datetime

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from congress.elections import export, grants, labels, people, service, voting
from congress.elections.forms import CandidateForm, GrantForm, NewPersonForm, PickForm, RowForm, StandingForm, VoteForm
from congress.errors import NotAllowed, Refused
from congress.meetings.findings import present
from congress.meetings.models import Meeting
from congress.people.birth import parse_birth
from congress.web import clock
from congress.web.access import actor, for_meeting
from congress.web.keys import sealer
from congress.web.paging import asked_page, page_of

blueprint = Blueprint("elections", __name__)
ROOM = "/hoi-nghi/<int:number>/danh-sach-cap-tren"
PAGE = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get(ROOM)
@for_meeting("delegates.view")
def higher_list(meeting: Meeting) -> str:
    """The list beside the seats granted, its findings, and the votes taken on it."""
    listing = service.the_list(meeting)
    found = service.list_findings(listing, service.was_held(meeting, clock.today()))
    rows, pages = page_of(listing.candidates, PAGE)
    return render_template(
        "elections/higher_list.html",
        listing=listing,
        shown_rows=rows,
        pages=pages,
        groups=service.group_names(meeting),
        seats=_seats_by_group(listing),
        shown=present(meeting, found),
        notes=present(meeting, voting.vote_findings(listing.vote)) if listing.vote else [],
        needed=voting.needed(listing.vote) if listing.vote else None,
        labels=labels,
    )


def _seats_by_group(listing: service.HigherList) -> list[tuple[str, int, int]]:
    """(group, seats granted, names) for every group that has either."""
    granted = {g.code: g.seats for g in listing.grant.groups} if listing.grant else {}
    named = listing.named_by_group()
    names = service.group_names(listing.meeting)
    return [(names[code], granted.get(code, 0), named.get(code, 0)) for code in names if granted.get(code) or named.get(code)]


@blueprint.route(f"{ROOM}/them", methods=["GET", "POST"])
@for_meeting("elections.edit")
def add(meeting: Meeting) -> ResponseReturnValue:
    """Find people without accents, tick them, say how they stand."""
    form = PickForm()
    form.offer_groups(service.group_names(meeting))
    if form.validate_on_submit():
        try:
            added = service.add_candidates(actor(), clock.now(), meeting, _proposed(meeting, form))
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã đưa %(count)s người vào danh sách.", count=len(added)), "success")
            return redirect(url_for("elections.higher_list", number=meeting.number), 303)
    text = request.args.get("tim", "")
    found = people.search(meeting, text)
    page = render_template(
        "elections/add.html", form=form, text=text, found=found, most=people.MOST, labels=labels, ticked=form.people.data or []
    )
    return page, 422 if form.errors else 200


def _proposed(meeting: Meeting, form: PickForm) -> list[service.Proposed]:
    ticked = list(dict.fromkeys(form.people.data or []))
    known = people.achievements(meeting, ticked)
    wish = _standing(form)
    return [service.Proposed(key, wish.told(known.get(key, ""))) for key in ticked]


def _standing(form: StandingForm, title: str = "", achievement: str = "") -> service.Standing:
    return service.Standing(
        standing=form.standing.data,
        basis=form.basis.data,
        group_code=form.group_code.data,
        minutes=form.minutes.data,
        title=title,
        achievement=achievement,
    )


@blueprint.route(f"{ROOM}/nguoi-moi", methods=["GET", "POST"])
@for_meeting("elections.edit")
def add_person(meeting: Meeting) -> ResponseReturnValue:
    """Put somebody on the list who is not in the system yet."""
    form = NewPersonForm()
    form.offer_groups(service.group_names(meeting))
    form.offer_units(people.own_bodies(meeting))
    if form.validate_on_submit():
        try:
            details = service.PersonDetails(
                name=form.name.data,
                sex=form.sex.data,
                birth=parse_birth(form.birth.data, clock.today()),
                title=form.title.data,
                unit_id=uuid.UUID(form.unit.data),
            )
            standing = _standing(form, form.title.data, form.achievement.data)
            row = service.add_person(actor(), clock.now(), meeting, details, standing)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã thêm %(name)s vào danh sách.", name=row.person.name), "success")
            return redirect(url_for("elections.higher_list", number=meeting.number), 303)
    return render_template("elections/add_person.html", form=form), 422 if form.errors else 200


@blueprint.route(f"{ROOM}/<int:candidate>/sua", methods=["GET", "POST"])
@for_meeting("elections.edit")
def edit(meeting: Meeting, candidate: int) -> ResponseReturnValue:
    """Change how one person stands on the list."""
    row = service.candidate(meeting, candidate)
    form = CandidateForm(obj=row)
    form.offer_groups(service.group_names(meeting))
    name = row.person.name
    if form.validate_on_submit():
        wish = _standing(form, form.title.data, form.achievement.data)
        try:
            service.change(actor(), clock.now(), meeting, candidate, wish, form.version.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã lưu thay đổi của %(name)s.", name=name), "success")
            return redirect(url_for("elections.higher_list", number=meeting.number), 303)
    return render_template("elections/edit.html", form=form, name=name, candidate=candidate), 422 if form.errors else 200


@blueprint.post(f"{ROOM}/<int:candidate>/chuyen")
@for_meeting("elections.edit")
def move(meeting: Meeting, candidate: int) -> ResponseReturnValue:
    """One place up or down."""
    form = RowForm(request.values)
    service.move(actor(), clock.now(), meeting, candidate, form.direction.data, form.version.data)
    order = [row.number for row in service.the_list(meeting).candidates]
    there = {"trang": order.index(candidate) // PAGE + 1} if len(order) > PAGE else {}
    return redirect(url_for("elections.higher_list", number=meeting.number, **there, _anchor=f"ung-vien-{candidate}"), 303)


@blueprint.post(f"{ROOM}/<int:candidate>/bo")
@for_meeting("elections.edit")
def remove(meeting: Meeting, candidate: int) -> ResponseReturnValue:
    """Take a name off the list."""
    service.remove(actor(), clock.now(), meeting, candidate, RowForm(request.values).version.data)
    flash(_("Đã bỏ một người khỏi danh sách."), "success")
    there = {"trang": asked_page()} if asked_page() > 1 else {}
    return redirect(url_for("elections.higher_list", number=meeting.number, **there), 303)


@blueprint.route(f"{ROOM}/chi-tieu", methods=["GET", "POST"])
@for_meeting("elections.edit")
def grant(meeting: Meeting) -> ResponseReturnValue:
    """Seats as the paper of the level above grants them."""
    typed = service.the_list(meeting).typed
    form = GrantForm(obj=typed) if typed else GrantForm(version=0)
    if form.validate_on_submit():
        wish = grants.PaperGrant(
            form.official.data, form.reserve.data, form.paper.data, form.paper_on.data, form.guidance.data or ""
        )
        try:
            service.type_grant(actor(), clock.now(), meeting, wish, form.version.data)
        except Refused as refusal:
            form.accept(refusal)
        else:
            flash(_("Đã ghi chỉ tiêu cấp trên giao."), "success")
            return redirect(url_for("elections.higher_list", number=meeting.number), 303)
    return render_template("elections/grant.html", form=form), 422 if form.errors else 200


@blueprint.route(f"{ROOM}/bieu-quyet", methods=["GET", "POST"])
@for_meeting("elections.edit")
def vote(meeting: Meeting) -> ResponseReturnValue:
    """Record the show of hands as the counting board announced it."""
    listing, offered = service.the_list(meeting), voting.proposal(meeting)
    form = VoteForm()
    if form.validate_on_submit():
        try:
            kept = service.record_vote(actor(), clock.now(), meeting, _count(form))
        except Refused as refusal:
            form.accept(refusal)
            listing = service.the_list(meeting)
            _see(form, listing)
        else:
            text = _("Đã ghi: danh sách được thông qua.") if kept.adopted else _("Đã ghi: danh sách không được thông qua.")
            flash(text, "success" if kept.adopted else "warn")
            return redirect(url_for("elections.higher_list", number=meeting.number, _anchor="bieu-quyet"), 303)
    elif not form.is_submitted():
        moment = clock.local(clock.now())
        day = min(moment.date(), meeting.held_on or moment.date())
        form.start(day, moment.time(), voters=offered.door_figure)
        _see(form, listing)
    page = render_template("elections/vote.html", form=form, listing=listing, offered=offered, labels=labels)
    return page, 422 if form.errors else 200


def _see(form: VoteForm, listing: service.HigherList) -> None:
    """Note in the form which list and which last vote the page shows."""
    form.list_digest.data = listing.digest
    form.after.data = listing.vote.number if listing.vote else 0


def _count(form: VoteForm) -> service.VoteCount:
    return service.VoteCount(
        voters=form.voters.data,
        in_favour=form.in_favour.data,
        against=form.against.data,
        other=form.other.data,
        base=form.base.data,
        note=form.note.data or "",
        taken_at=datetime.combine(form.taken_on.data, form.taken_time.data, clock.VIETNAM),
        list_digest=form.list_digest.data or "",
        after=form.after.data,
    )


@blueprint.get(f"{ROOM}.xlsx")
@for_meeting("delegates.view")
def workbook(meeting: Meeting) -> Response:
    """The list as a workbook; with `day-du=1` the sealed columns too, for those who may see them."""
    full = request.args.get("day-du") == "1"
    if full and "particulars.view" not in g.permissions:
        raise NotAllowed
    content = export.export(actor(), clock.now(), meeting, sealer() if full else None)
    name = f"danh-sach-cap-tren-{meeting.number}.xlsx"
    return Response(content, mimetype=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
