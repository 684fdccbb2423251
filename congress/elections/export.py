"""The list as a workbook: the table of short particulars (trích ngang) in the form offices exchange. Always in Vietnamese."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from congress import audit
from congress.db import transaction
from congress.elections.models import Candidate
from congress.elections.queries import HigherList, group_names, the_list
from congress.files.spreadsheet_out import Column, Sheet, write_workbook
from congress.meetings.models import Meeting
from congress.people import particulars
from congress.people.birth import birth_of, birth_text
from congress.people.models import Person
from congress.people.sealing import Sealer

STANDING = {"official": "Chính thức", "reserve": "Dự khuyết"}
BASIS = {"adopted": "Hội nghị thông qua", "chosen": "Tập thể lãnh đạo lựa chọn", "ex_officio": "Đương nhiên"}
OPEN_BEFORE = (Column("STT", 6, "number"), Column("Họ và tên", 26), Column("Ngày sinh (nam)", 13), Column("Ngày sinh (nữ)", 13))
SEALED = (Column("Dân tộc", 11), Column("Tôn giáo", 12), Column("Đảng viên", 9, "mark"), Column("Trình độ", 16))
OPEN_AFTER = (
    Column("Chức vụ, nghề nghiệp", 28),
    Column("Đơn vị, nơi công tác", 26),
    Column("Nhóm cơ cấu", 22),
    Column("Thành tích tiêu biểu", 44),
    Column("Diện đại biểu", 12),
    Column("Căn cứ cử", 20),
    Column("Ghi chú", 24),
)

Opened = Mapping[uuid.UUID, Mapping[str, str]]


def export(actor: str, now: datetime, meeting: Meeting, sealer: Sealer | None = None) -> bytes:
    """The list as .xlsx; every export is recorded, once.

    Args:
        sealer: opens dân tộc, tôn giáo, đảng viên, trình độ of those on the list, and the record says so; None leaves
            these columns out.
    """
    with transaction() as session:
        listing = the_list(meeting)
        opened = _opened(actor, now, listing, sealer) if sealer else None
        if opened is None:
            subject = f"meeting {meeting.number}"
            audit.record(session, at=now, actor=actor, act="elections.export", subject=subject, meeting_id=meeting.id)
        return write_workbook([sheet(listing, opened)], made_at=now)


def _opened(actor: str, now: datetime, listing: HigherList, sealer: Sealer) -> Opened:
    return particulars.view(
        actor,
        now,
        sealer,
        [c.person_id for c in listing.candidates],
        act="elections.export",
        subject=f"meeting {listing.meeting.number}",
        meeting_id=listing.meeting.id,
        particulars=True,
    )


def sheet(listing: HigherList, opened: Opened | None = None) -> Sheet:
    """One line per name, official before reserve; the sealed columns only when they were opened."""
    columns = (*OPEN_BEFORE, *(SEALED if opened is not None else ()), *OPEN_AFTER)
    groups = group_names(listing.meeting)
    rows = [_row(place, c, groups, opened) for place, c in enumerate(listing.candidates, 1)]
    return Sheet("Danh sách", columns, rows, titles=_titles(listing), landscape=True)


def _titles(listing: HigherList) -> tuple[str, ...]:
    higher = listing.meeting.higher_meeting
    titles = ["DANH SÁCH TRÍCH NGANG", f"Đại biểu dự {higher.title}" if higher else "Đại biểu dự đại hội, hội nghị cấp trên"]
    titles.append(f"({listing.meeting.title})")
    if listing.vote is not None:
        titles.append(_vote_line(listing))
    return tuple(titles)


def _vote_line(listing: HigherList) -> str:
    vote = listing.vote
    assert vote is not None
    figures = f"tán thành {vote.in_favour}, không tán thành {vote.against}, ý kiến khác {vote.other}"
    verdict = "đã thông qua" if vote.adopted else "không thông qua"
    return f"Biểu quyết: {vote.voters} đại biểu có mặt, {figures} – {verdict}"


def _row(place: int, c: Candidate, groups: Mapping[str, str], opened: Opened | None) -> list[object]:
    born = birth_text(birth_of(c.person))
    values: list[object] = [place, c.person.name]
    values += [born if c.person.sex == "male" else "", born if c.person.sex == "female" else ""]
    if opened is not None:
        values += _sealed(opened.get(c.person_id, {}))
    values += [c.title, c.person.unit.name if c.person.unit else "", groups.get(c.group_code, ""), c.achievement]
    return [*values, STANDING[c.standing], BASIS[c.basis], "; ".join(_remarks(c, c.person, born))]


def _sealed(values: Mapping[str, str]) -> list[object]:
    member = "x" if values.get("party_member") == "yes" else ""
    return [values.get("ethnic_group", ""), values.get("religion", ""), member, values.get("education", "")]


def _remarks(c: Candidate, person: Person, born: str) -> list[str]:
    remarks = [f"Biên bản: {c.minutes}"] if c.minutes else []
    if not person.sex:
        remarks.append(f"Sinh {born}, chưa ghi giới tính" if born else "Chưa ghi giới tính")
    return remarks
