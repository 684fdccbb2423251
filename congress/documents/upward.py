"""Papers that go to the higher congress: the table of short particulars and the covering letter."""

import uuid
from collections.abc import Mapping

from congress.documents import wording
from congress.documents.desk import Desk, plain
from congress.documents.meeting_papers import upper_title
from congress.elections.models import Candidate
from congress.elections.queries import HigherList, group_names, the_list
from congress.files.paper import Annex, Block, Paper, SectionRow, Table, TableColumn
from congress.people.birth import birth_of, birth_text
from congress.submissions import queries as submissions

Opened = Mapping[uuid.UUID, Mapping[str, str]]
BASIS = {"adopted": "Hội nghị thông qua", "chosen": "Tập thể lãnh đạo lựa chọn", "ex_officio": "Đương nhiên"}


def short_particulars(desk: Desk, opened: Opened | None = None) -> Paper:
    """Danh sách trích ngang; dân tộc, tôn giáo, đảng viên, trình độ only where they were opened."""
    listing = the_list(desk.meeting)
    return Paper(
        "DANH SÁCH TRÍCH NGANG",
        [_table(listing, opened, size=11)] if listing.candidates else [plain("Chưa có ai trong danh sách dự cấp trên.")],
        header=desk.header(),
        summary=f"Đại biểu dự {upper_title(desk)}",
        signatures=(desk.signature(),),
        landscape=True,
        mark=desk.marked(_version(desk, listing)),
    )


def _version(desk: Desk, listing: HigherList) -> str:
    sent = submissions.versions(desk.meeting)
    parts = [f"Bản gửi lần {sent[0].number}, dấu vân tay {sent[0].fingerprint[:12]}" if sent else "Chưa gửi lên cấp trên"]
    if listing.vote:
        parts.append(f"biểu quyết lần {listing.vote.number}")
    return ", ".join(parts)


def _table(listing: HigherList, opened: Opened | None, size: int = 12) -> Table:
    columns = [TableColumn("STT", 5, "center"), TableColumn("Họ và tên", 19)]
    columns += [TableColumn("Ngày sinh (nam)", 11, "center"), TableColumn("Ngày sinh (nữ)", 11, "center")]
    if opened is not None:
        columns += [TableColumn("Dân tộc", 8, "center"), TableColumn("Tôn giáo", 8, "center")]
        columns += [TableColumn("Đảng viên", 7, "center"), TableColumn("Trình độ", 10, "center")]
    columns += [TableColumn("Chức vụ, nghề nghiệp, đơn vị", 25), TableColumn("Thành tích tiêu biểu", 27)]
    columns += [TableColumn("Nhóm cơ cấu, căn cứ cử", 19)]
    groups, rows = group_names(listing.meeting), []
    for label, part in (("ĐẠI BIỂU CHÍNH THỨC", listing.official), ("ĐẠI BIỂU DỰ KHUYẾT", listing.reserve)):
        if part:
            rows.append(SectionRow(f"{label} ({len(part)} người)"))
            rows += [_row(place, one, groups, opened) for place, one in enumerate(part, 1)]
    return Table(columns, rows, size=size)


def _row(place: int, one: Candidate, groups: Mapping[str, str], opened: Opened | None) -> list[str]:
    person, born = one.person, birth_text(birth_of(one.person))
    cells = [str(place), person.name, "" if person.sex == "female" else born, born if person.sex == "female" else ""]
    if opened is not None:
        values = opened.get(one.person_id, {})
        party = "x" if values.get("party_member") == "yes" else ""
        cells += [values.get("ethnic_group", ""), values.get("religion", ""), party, values.get("education", "")]
    work = wording.affiliation(one.title or person.title, person.unit)
    basis = wording.joined((groups.get(one.group_code, ""), BASIS[one.basis], one.minutes), "; ")
    return [*cells, work, one.achievement, basis]


def covering_letter(desk: Desk) -> Paper:
    """Công văn gửi danh sách lên cấp trên with the names as an annex, without anything sensitive."""
    listing = the_list(desk.meeting)
    blocks: list[Block] = [plain(text) for text in _sentences(desk, listing)]
    annexes = ()
    if listing.candidates:
        number, day = wording.number_line(desk.particulars.number), desk.particulars.day
        dated = wording.day_text(day) if day else f"ngày{wording.BLANK}tháng{wording.BLANK}năm {desk.year}"
        reference = f"(Kèm theo Công văn số {number} {dated} của {desk.particulars.organ})"
        title = f"DANH SÁCH ĐẠI BIỂU DỰ {upper_title(desk).upper()}"
        annexes = (Annex(title, [_table(listing, None, size=11)], reference=reference, landscape=True),)
    return Paper(
        "",
        blocks,
        header=desk.header(f"V/v gửi danh sách đại biểu dự {upper_title(desk)}"),
        addressees=desk.particulars.addressees,
        recipients=desk.particulars.recipients,
        signatures=(desk.signature(),),
        annexes=annexes,
        mark=desk.marked(_version(desk, listing)),
    )


def _sentences(desk: Desk, listing: HigherList) -> list[str]:
    meeting, organ = desk.meeting, desk.particulars.organ
    plan = meeting.plan
    day = wording.day_text(meeting.held_on) if meeting.held_on else "ngày … tháng … năm …"
    start = f"Thực hiện {_plan_text(plan.title, plan.paper_number)}, " if plan else ""
    told = [f"{start}{day if start else day.capitalize()}, {organ} đã tổ chức {meeting.title}."]
    vote = listing.vote
    if vote is not None and vote.adopted:
        told.append(
            f"Hội nghị đã biểu quyết thông qua danh sách đại biểu dự {upper_title(desk)}: {vote.in_favour} trên {vote.voters} "
            f"đại biểu có mặt tán thành, đạt {wording.percent(vote.in_favour, vote.voters)}."
        )
    if not listing.candidates:
        return [*told, "Danh sách đại biểu dự cấp trên chưa có ai."]
    reserve = f" và {len(listing.reserve)} đại biểu dự khuyết" if listing.reserve else ""
    official = f"{len(listing.official)} đại biểu chính thức{reserve}"
    told.append(f"{organ} gửi danh sách gồm {official} (có danh sách kèm theo).")
    return [*told, f"{organ} kính đề nghị xem xét, tổng hợp./."]


def _plan_text(title: str, number: str) -> str:
    return f"{title} (số {number})" if number else title
