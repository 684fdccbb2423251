"""A district's congress with everything in it, of any size, and the congresses below and beside it."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import insert, select

from congress import audit, directories
from congress.accounts.models import User
from congress.agenda import service as agenda
from congress.agenda import versions
from congress.allocation import service as allocation
from congress.allocation.wish import UnitWish, Wish
from congress.awards import service as awards
from congress.db import transaction, uuid7
from congress.delegates import bulk
from congress.delegates.intake import service as intake
from congress.delegates.models import Delegate
from congress.delegates.nomination import Nomination
from congress.door import service as door
from congress.door.devices import gates
from congress.elections import service as elections
from congress.elections import standing, voting
from congress.meetings.models import Meeting
from congress.meetings.service import by_number
from congress.people.birth import Birth
from congress.people.sealing import Sealer, sealer_from
from congress.plans.models import Plan, RuleSetVersion
from congress.rules.names import search_key
from congress.submissions import service as submissions
from congress.units import service as units
from congress.units.models import Unit
from tests.building import ACTOR, GROUPS, Builder
from tests.conftest import NOW

ADMINISTRATOR, ORGANIZER, OFFICER = "quantri", "banvanphong", "canboxa"
WIDE = "hoi-truong-lon"
MOST = 100_000
HELD = date(2025, 4, 24)
SCANS_AT_ONCE = 500
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vi", "Lương", "Nông", "Lộc", "Hứa", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLES = ("Văn", "Thị", "Hữu", "Đức", "Minh", "Thanh", "Quang", "Ngọc", "Xuân", "Thu", "Bích", "Công", "Đình")
GIVEN = ("An", "Bình", "Cường", "Dung", "Em", "Giang", "Hòa", "Hương", "Khánh", "Lan", "Mai", "Nga", "Oanh", "Phúc", "Quyên",
         "Sơn", "Thảo", "Uyên", "Vân", "Xuyến", "Yến", "Ánh", "Đào")  # fmt: skip
TITLES = ("Nông dân", "Chủ tịch Hội Nông dân xã", "Giáo viên Trường Tiểu học", "Trưởng thôn", "Phó Chủ tịch Ủy ban nhân dân xã")


@dataclass(frozen=True)
class Size:
    """How much of everything: rows of the congress itself, and how many congresses stand below and beside it.

    `lower` of the `communes` have a congress under the same plan whose list lies in the inbox.
    """

    delegates: int
    communes: int
    lower: int
    lower_delegates: int
    awards: int
    candidates: int
    items: int
    scans: int
    acts: int
    users: int
    intake: int
    nation: bool = False


@dataclass(frozen=True)
class Ground:
    """What was built: the congress, its body, one below, the plan, one of its users; keys and numbers only."""

    meeting: int
    lower_meeting: int
    unit: Any
    commune: Any
    plan: Any
    user: Any


def build_all(app: Flask, size: Size) -> Ground:
    """Build everything in an application context on a migrated database with seeds."""
    build = Builder(app, NOW)
    sealer = sealer_from(app.extensions["congress_settings"].field_key_path)
    if size.nation:
        directories.load_units(NOW, "present")
    province = build.unit("Tỉnh Thử", level="province", kind="tinh")
    district = build.unit("Huyện Thử", parent=province, level="district", kind="huyen")
    communes = _communes(district, size.communes)
    _wide_rules(build)
    plan = build.plan(district, WIDE)
    above = build.meeting(province, title="Đại hội thi đua yêu nước tỉnh Thử")
    meeting = _meeting(build, district, plan, above, size.delegates)
    _share_out(meeting, communes, size)
    _fill(meeting, communes, size, sealer)
    lower = _lower(build, communes[: size.lower], plan, meeting, size)
    user = _users(build, meeting, communes, size.users)
    _draft(meeting, sealer, size)
    _acts(meeting, size.acts)
    return Ground(meeting.number, lower[0].number, district.id, communes[0].id, plan.id, user.id)


def _wide_rules(build: Builder) -> None:
    """The plan of Chi Lăng with room for a hall of thousands in place of its 300."""
    stored = build.rule_set()
    document = copy.deepcopy(stored.document) | {"code": WIDE}
    document["levels"]["district"]["limit"]["number"] = MOST
    with transaction() as session:
        session.add(
            RuleSetVersion(
                code=WIDE, number=1, title=stored.title, valid_from=stored.valid_from, valid_to=stored.valid_to,
                checked=False, document=document, digest="", loaded_at=NOW,
            )
        )  # fmt: skip


def _communes(district: Unit, count: int) -> list[Unit]:
    wishes = [
        units.NewUnit(f"B{place:05}", f"Xã {_name(place * 7, MIDDLES, GIVEN)} {place}", "commune", "xa", district.id, place)
        for place in range(1, count + 1)
    ]
    return units.add_units(ACTOR, NOW, wishes)


def _name(number: int, *lists: tuple[str, ...]) -> str:
    words = []
    for words_of in lists:
        number, place = divmod(number, len(words_of))
        words.append(words_of[place])
    return " ".join(words)


def _meeting(build: Builder, unit: Unit, plan: Plan, above: Meeting, number: int) -> Meeting:
    """The congress of one body under the plan, with its standard programme."""
    title = f"Hội nghị điển hình tiên tiến {unit.name} năm 2025"
    fields = {"title": title, "held_on": HELD, "delegate_number": number, "rule_set": WIDE}
    made = build.meeting(unit, plan_id=plan.id, higher_meeting_id=above.id, **fields)
    return by_number(made.number)


def _share_out(meeting: Meeting, communes: list[Unit], size: Size) -> None:
    """An adopted version with seats for each commune; the first has seats for the long list that it sends up."""
    each = max(3, size.delegates // len(communes))
    least = [max(size.candidates, each), *[3] * (len(communes) - 1)]
    rows = tuple(UnitWish(unit.id, unit.name, 1000, number) for unit, number in zip(communes, least, strict=True))
    inside = each * len(communes) + least[0] - each
    total = inside * 10 // 9
    seats = {"farmers_workers": inside - 2 * (inside // 3), "exemplars": inside // 3, "leaders": inside // 3}
    wish = Wish(total, "webster", seats | {"guests": total - inside}, frozenset({"guests"}), rows)
    allocation.adopt(ACTOR, NOW, meeting, wish, "Theo số người lao động của từng xã")


def _fill(meeting: Meeting, communes: list[Unit], size: Size, sealer: Sealer) -> None:
    """Programme, roster, badges, scans, awards, list and vote of the congress itself."""
    number = meeting.number
    agenda.create_standard(ACTOR, NOW, meeting)
    for place in range(size.items):
        talk = agenda.NewItem(f"Tham luận {place + 1} của điển hình tiên tiến", 30 // size.items)
        agenda.add_item(ACTOR, NOW, by_number(number), talk)
    versions.publish(ACTOR, NOW, by_number(number))
    bulk.add_many(ACTOR, NOW, by_number(number), nominations(communes, size.delegates, sealed=True), sealer)
    door.issue_badges(ACTOR, NOW, by_number(number), sealer)
    gates.add_gate(ACTOR, NOW, by_number(number), "Cửa 1")
    _scans(number, size.scans)
    awards.add_awards(ACTOR, NOW, by_number(number), [_award(place, communes) for place in range(size.awards)])
    _list(number, size.candidates)


def nominations(communes: list[Unit], count: int, *, sealed: bool = False) -> Iterator[Nomination]:
    """So many invented people, in turn from each commune; one in three sits somewhere."""
    for place in range(count):
        basis = ("adopted", "chosen", "ex_officio")[place % 3]
        yield Nomination(
            name=_name(place * 31, GIVEN[::-1], FAMILIES, MIDDLES, GIVEN).split(" ", 1)[1],
            unit_id=communes[place % len(communes)].id,
            group=GROUPS[place % 4][0],
            kind="guest" if place % 4 == 3 else "official",
            sex="female" if place % 5 < 2 else "male",
            birth=Birth(1950 + place * 7 % 56),
            title=TITLES[place % 5],
            basis=basis,
            basis_paper="Biên bản số 12" if basis == "chosen" else "",
            traits=("direct",) if place % 2 else (),
            achievement="Mô hình trồng na an toàn, thu nhập 300 triệu đồng một năm",
            status=("summoned", "approved", "summoned", "nominated")[place % 4],
            seat=f"A{place % 40 + 1}" if place % 3 == 0 else "",
            particulars={"ethnic_group": ("Tày", "Nùng", "Kinh")[place % 3]} if sealed else {},
        )


def _scans(number: int, count: int) -> None:
    first = datetime.combine(HELD, datetime.min.time(), NOW.tzinfo) + timedelta(minutes=10)
    moments = [(first + timedelta(seconds=place)).isoformat() for place in range(count)]
    scans = [
        {"nonce": f"bench-{number}-{place}", "delegate": place, "scanned_at": at, "session": 1, "gate": "1", "how": "number"}
        for place, at in enumerate(moments, 1)
    ]
    last = first + timedelta(seconds=count)
    for start in range(0, count, SCANS_AT_ONCE):
        door.record_scans(ACTOR, last, by_number(number), scans[start : start + SCANS_AT_ONCE], last)


def _award(place: int, communes: list[Unit]) -> awards.NewAward:
    decided = {"decision_number": f"{place % 9 + 100}/QĐ-UBND", "decided_on": date(2025, 3, 1)} if place % 2 else {}
    return awards.NewAward(
        recipient="person",
        name=_name(place * 17, FAMILIES, MIDDLES, GIVEN),
        award="giay_khen",
        authority="ct_ubnd_huyen",
        title_of_recipient=TITLES[place % 5],
        unit_id=communes[place % len(communes)].id,
        achievement="Có thành tích xuất sắc trong phong trào thi đua yêu nước giai đoạn 2020 - 2025",
        batch=place % 3 + 1,
        **decided,
    )


def _list(number: int, candidates: int) -> None:
    """The list for the congress above: the first delegates, adopted and sent."""
    meeting = by_number(number)
    with transaction() as session:
        statement = select(Delegate.person_id).where(Delegate.meeting_id == meeting.id, Delegate.kind == "official")
        persons = session.execute(statement.order_by(Delegate.number).limit(candidates)).scalars().all()
    wishes = [standing.Standing(group_code=GROUPS[place % 3][0]) for place in range(len(persons))]
    proposed = [elections.Proposed(key, wish) for key, wish in zip(persons, wishes, strict=True)]
    elections.add_candidates(ACTOR, NOW, by_number(number), proposed)
    voting.record_vote(ACTOR, NOW, by_number(number), voting.VoteCount(1, 1, 0, 0))
    submissions.send(ACTOR, NOW, by_number(number))


def _lower(build: Builder, communes: list[Unit], plan: Plan, higher: Meeting, size: Size) -> list[Meeting]:
    """The congresses below: full rosters, a list of three names (a long one in the first) sent up."""
    made = []
    for place, unit in enumerate(communes):
        meeting = _meeting(build, unit, plan, higher, size.lower_delegates)
        bulk.add_many(ACTOR, NOW, meeting, nominations([unit], size.lower_delegates))
        _list(meeting.number, 3 if place else min(size.candidates, size.lower_delegates // 2))
        made.append(meeting)
    return made


def _users(build: Builder, meeting: Meeting, communes: list[Unit], count: int) -> User:
    """Three who sign in, and many who do not: those share one password hash, which takes long to make."""
    build.user(ADMINISTRATOR, role="administrator")
    build.user(ORGANIZER, role="organizer", meeting=meeting)
    officer = build.user(OFFICER, role="unit_officer", unit=communes[0])
    names = [_name(place * 13, FAMILIES, MIDDLES, GIVEN) for place in range(count)]
    rows = [
        {"id": uuid7(), "login": f"canbo{place}", "display_name": name, "password_hash": officer.password_hash, "active": True,
         "language": "vi", "created_at": NOW, "search_key": search_key(name)}
        for place, name in enumerate(names)
    ]  # fmt: skip
    with transaction() as session:
        session.execute(insert(User), rows)
    for place, row in enumerate(rows):
        role = "door" if place % 2 else "viewer"
        build.give(User(id=row["id"], login=row["login"]), role, meeting=meeting)
    return officer


def _draft(meeting: Meeting, sealer: Sealer, size: Size) -> None:
    """An imported list that waits to be looked at."""
    lines = [f"{place}\t{_name(place * 11, FAMILIES, MIDDLES, GIVEN)}\t1980\tNữ" for place in range(1, size.intake + 1)]
    text = "\n".join(["STT\tHọ và tên\tNăm sinh\tGiới tính", *lines])
    intake.draft_from_paste(ADMINISTRATOR, NOW, by_number(meeting.number), sealer, text)


def _acts(meeting: Meeting, count: int) -> None:
    """A long history."""
    with transaction() as session:
        for place in range(count):
            subject, after = f"delegate {place % 500 + 1}", "Trưởng thôn"
            audit.record(
                session, at=NOW, actor=ORGANIZER, act="delegates.edit", subject=subject, meeting_id=meeting.id, after=after
            )
