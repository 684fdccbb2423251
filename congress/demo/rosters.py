"""The people of a scenario: programme, seats, rosters, awards, the list for the congress above and its way up."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain, cycle, islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from congress.agenda import service as agenda
from congress.agenda import versions
from congress.allocation import service as allocation
from congress.allocation.wish import UnitWish, Wish
from congress.awards import service as awards
from congress.db import db
from congress.delegates import bulk
from congress.delegates.models import Delegate
from congress.delegates.nomination import Nomination
from congress.demo import doors, nominees
from congress.demo.people import Inventor
from congress.elections import grants, standing, voting
from congress.elections import service as elections
from congress.meetings.models import Meeting
from congress.people.birth import Birth
from congress.submissions import acceptance
from congress.submissions import service as submissions

if TYPE_CHECKING:
    from congress.demo.scenario import Scenario

ACTOR = "bản trình diễn"
STATUS = {"none": "approved", "part": "nominated", "sent": "nominated", "returned": "nominated", "accepted": "summoned"}


def fill(scenario: "Scenario", record: Mapping[str, Any], inventor: Inventor, delegates: int) -> None:
    """Programme, share-out, roster and awards of one meeting."""
    meeting = scenario.meeting(record["key"])
    _agenda(scenario, meeting, record)
    if "seats" in record:
        _seats(scenario, meeting, record["seats"])
    granted = _granted(scenario, meeting, record, inventor, delegates)
    rows = chain(_recipe(scenario, record, inventor), granted, nominees.nominees(scenario, meeting, record))
    bulk.add_many(ACTOR, scenario.now, meeting, rows, scenario.sealer)
    nominees.score(scenario, meeting, record)
    _remember(scenario, meeting, record)
    _awards(scenario, meeting, record)


def _agenda(scenario: "Scenario", meeting: Meeting, record: Mapping[str, Any]) -> None:
    for item in record.get("agenda", []):
        words = {name: item[name] for name in ("kind", "title", "minutes", "presenter", "covers")}
        agenda.add_item(ACTOR, scenario.now, meeting, agenda.NewItem(**words))
    if record.get("agenda") and record["status"] != "preparing":
        versions.publish(ACTOR, scenario.now, meeting)


def _seats(scenario: "Scenario", meeting: Meeting, record: Mapping[str, Any]) -> None:
    rows = [
        UnitWish(scenario.unit(row["unit"]).id, scenario.unit(row["unit"]).name, row["weight"], row["least"], row["most"])
        for row in record["rows"]
        if row.get("unit")
    ]
    outside = frozenset(code for code in record["groups"] if code == "guests")
    wish = Wish(record["total"], record["method"], record["groups"], outside, tuple(rows))
    if "drafted_by" in record:
        draft = replace(wish, method=record["drafted_by"])
        allocation.adopt(ACTOR, scenario.now, meeting, draft, "Lần đầu, gửi các đơn vị góp ý")
    allocation.adopt(ACTOR, scenario.now, meeting, wish, "Bảng phân bổ của bản trình diễn")


def _recipe(scenario: "Scenario", record: Mapping[str, Any], inventor: Inventor) -> Iterator[Nomination]:
    """The roster as the scenario's recipe tells it: named people of a unit first, then invented ones."""
    named = {}
    for face in record.get("people", []):
        named.setdefault(face["unit"], []).append(face)
    for line in record.get("roster", []):
        faces = named.get(line["unit"], [])
        unit_id = scenario.unit(line["unit"]).id if line["unit"] else None
        fields = {"kind": line["kind"], "status": line["status"], "basis": line["basis"], "unit_id": unit_id}
        for _ in range(line["count"]):
            face = faces.pop(0) if faces and line["group"] else None
            yield _named(face, line, fields, inventor) if face else _invented(line, fields, inventor)


def _named(face: Mapping[str, Any], line: Mapping[str, Any], fields: dict[str, Any], inventor: Inventor) -> Nomination:
    return Nomination(
        name=face["name"],
        sex=face["sex"],
        birth=Birth(face["birth_year"], None, None),
        title=face["title"],
        group=line["group"],
        particulars=inventor.particulars(line["group"], face["ethnic_group"]),
        **fields,
    )


def _invented(line: Mapping[str, Any], fields: dict[str, Any], inventor: Inventor) -> Nomination:
    made = inventor.person(line["group"] or "direct_staff", "commune", **fields)
    if line["group"]:
        return made
    return Nomination(name=made.name, sex=made.sex, title=line.get("title", ""), **fields)


def _granted(
    scenario: "Scenario", meeting: Meeting, record: Mapping[str, Any], inventor: Inventor, delegates: int
) -> Iterator[Nomination]:
    """Invented people for the granted seats, so far as each unit has named them; more than the seats only when asked."""
    if "seats" not in record or scenario.seed["unit"] != record["unit"]:
        return
    newest = allocation.newest(meeting)
    states = {
        str(scenario.unit(row["unit"]).id): row.get("nominations", "none") for row in record["seats"]["rows"] if row.get("unit")
    }
    codes = {group.id: group.code for group in meeting.groups}
    held = {scenario.unit(lower["unit"]).id for lower in scenario.seed["meetings"] if lower.get("submission")}
    places = [
        (unit_id, codes[group_id], states.get(str(unit_id), "none"))
        for (unit_id, group_id), seats in sorted(
            allocation.seats_of(newest).items(), key=lambda seat: (str(seat[0][0]), codes[seat[0][1]])
        )
        for _ in range(seats)
        if unit_id not in held and states.get(str(unit_id)) != "waiting"
    ]
    named = {(scenario.unit(face["unit"]).id, face["group"]): face for face in record.get("people", []) if "group" in face}
    more = cycle(places) if delegates > newest.total else places
    for place, (unit_id, code, state) in enumerate(islice(more, delegates)):
        if place < len(places) and state in ("part", "returned") and place % 2:
            continue
        column = "commune" if unit_id and place % 3 else "agency"
        kind, basis = ("guest", "") if code == "guests" else ("official", "ex_officio" if code == "leaders" else "chosen")
        paper = "Biên bản họp tập thể lãnh đạo tháng 02/2025" if basis == "chosen" and state != "part" else ""
        fields = {"unit_id": unit_id, "kind": kind, "basis": basis, "basis_paper": paper, "status": STATUS[state]}
        face = named.pop((unit_id, code), None)
        made = inventor.person(code, column, special=face is None, **fields)
        yield _with_face(made, face) if face else made
    for (unit_id, code), face in islice(named.items(), delegates):  # beyond the size asked for: they are awaited by name
        basis = "ex_officio" if code == "leaders" else "chosen"
        yield _with_face(inventor.person(code, "agency", unit_id=unit_id, basis=basis, status="approved"), face)


def _with_face(made: Nomination, face: Mapping[str, Any]) -> Nomination:
    """The invented person with the name that the scenario gives to this seat."""
    told = {"name": face["name"], "sex": face["sex"], "title": face["title"], "birth": Birth(face["birth_year"], None, None)}
    return replace(made, **told, particulars=dict(made.particulars) | {"ethnic_group": face["ethnic_group"]})


def _remember(scenario: "Scenario", meeting: Meeting, record: Mapping[str, Any]) -> None:
    """Which stored person each named one became."""
    faces = {face["name"]: face["key"] for face in record.get("people", [])}
    statement = select(Delegate).where(Delegate.meeting_id == meeting.id)
    for delegate in db.session.execute(statement).scalars():
        if delegate.person.name in faces:
            scenario.persons.setdefault(faces[delegate.person.name], delegate.person_id)


def _awards(scenario: "Scenario", meeting: Meeting, record: Mapping[str, Any]) -> None:
    wishes = [
        awards.NewAward(
            recipient=given["recipient"],
            name=given["name"],
            title_of_recipient=given["title"],
            unit_id=scenario.unit(given["unit"]).id if given["unit"] else None,
            person_id=scenario.persons.get(given["person"] or ""),
            award=given["award"],
            authority=given["authority"],
            decision_number=given["decision_number"],
            decided_on=date.fromisoformat(given["decided_on"]) if given["decided_on"] else None,
            achievement=given["achievement"],
            batch=given["batch"],
        )
        for given in record.get("awards", [])
    ]
    if wishes:
        awards.add_awards(ACTOR, scenario.now, meeting, wishes)


def conclude(scenario: "Scenario", record: Mapping[str, Any]) -> None:
    """Door, grant from above, list, vote, submission and its answer."""
    meeting = scenario.meeting(record["key"])
    if "attendance" in record:
        doors.attend(scenario, meeting, record["attendance"])
    if "granted" in record:
        given = record["granted"]
        wish = grants.PaperGrant(given["official"], given["reserve"], given.get("paper", ""))
        grants.type_grant(ACTOR, scenario.now, meeting, wish, 0)
    if record.get("candidates"):
        _list(scenario, meeting, record)
    if "submission" in record:
        _submission(scenario, scenario.meeting(record["key"]), record["submission"])


def _list(scenario: "Scenario", meeting: Meeting, record: Mapping[str, Any]) -> None:
    proposed = [
        elections.Proposed(
            scenario.persons[given["person"]],
            standing.Standing(given["standing"], given["basis"], given["group"], achievement=given["achievement"]),
        )
        for given in record["candidates"]
    ]
    elections.add_candidates(ACTOR, scenario.now, meeting, proposed)
    if "vote" in record:
        vote = record["vote"]
        count = voting.VoteCount(
            vote["voters"], vote["in_favour"], vote["against"], vote["other"],
            taken_at=scenario.moment(vote["taken_at"]), note=vote["note"],
        )  # fmt: skip
        voting.record_vote(ACTOR, scenario.now, meeting, count)


def _submission(scenario: "Scenario", meeting: Meeting, record: Mapping[str, Any]) -> None:
    sent = submissions.send(ACTOR, scenario.moment(record["sent_at"]), meeting)
    if record["paper_number"]:
        submissions.note_paper(
            ACTOR,
            scenario.now,
            meeting,
            sent.number,
            record["paper_number"],
            date.fromisoformat(record["paper_on"]),
            sent.version,
        )
    if record["status"] == "accepted":
        higher = meeting.higher_meeting
        answered = scenario.moment(record["answered_at"])
        received = submissions.receive(ACTOR, answered, higher, meeting.number, sent.number, sent.version)
        acceptance.accept(ACTOR, answered, higher, meeting.number, received.number, received.version, record["remarks"])
