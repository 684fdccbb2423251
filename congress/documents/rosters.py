"""Papers made from the roster: the list by unit, the sign-in sheet, figures about the delegates, the annex of seats."""

from collections.abc import Callable, Sequence

from congress.allocation import annex
from congress.allocation import service as allocation
from congress.delegates.decisions import SETTLED
from congress.delegates.figures import Composition, composition
from congress.delegates.models import Delegate
from congress.delegates.nomination import LIVE
from congress.delegates.tally import tallies
from congress.documents import wording
from congress.documents.desk import Desk, by_unit, people, plain
from congress.door import freezing
from congress.files.paper import Block, Heading, Paper, SectionRow, Table, TableColumn
from congress.meetings.models import Meeting
from congress.people.birth import birth_of, birth_text
from congress.people.particulars import SealedCounts
from congress.rules.local_time import local

LISTED = (
    TableColumn("STT", 6, "center"), TableColumn("Số thẻ", 7, "center"), TableColumn("Họ và tên", 25),
    TableColumn("Ngày, năm sinh", 13, "center"), TableColumn("Chức vụ, nghề nghiệp", 27), TableColumn("Nhóm, ghi chú", 22),
)  # fmt: skip
SIGNED = (
    TableColumn("STT", 6, "center"), TableColumn("Số thẻ", 7, "center"), TableColumn("Họ và tên", 27),
    TableColumn("Chức vụ, nghề nghiệp", 32), TableColumn("Ký tên", 20, "center"), TableColumn("Ghi chú", 12),
)  # fmt: skip
KINDS = (("official", "Đại biểu chính thức"), ("guest", "Khách mời"))


def delegate_list(desk: Desk) -> Paper:
    """Danh sách đại biểu theo đơn vị, guests after the delegates."""

    def row(place: int, delegate: Delegate) -> list[str]:
        group = delegate.group.name if delegate.group else ""
        note = wording.joined(
            (group, delegate.represents and f"đại diện {delegate.represents}", delegate.head and "trưởng đoàn")
        )
        born = birth_text(birth_of(delegate.person))
        return [str(place), str(delegate.number), delegate.person.name, born, _title(delegate), note]

    return _listing(desk, "DANH SÁCH ĐẠI BIỂU", LISTED, row, settled=True, row_mm=0)


def sign_in_sheet(desk: Desk) -> Paper:
    """Danh sách ký tên: everybody by unit, with room to sign and the number of the badge."""

    def row(place: int, delegate: Delegate) -> list[str]:
        return [str(place), str(delegate.number), delegate.person.name, _title(delegate), "", ""]

    return _listing(desk, "DANH SÁCH ĐẠI BIỂU KÝ TÊN", SIGNED, row, settled=True, row_mm=11)


def _title(delegate: Delegate) -> str:
    return delegate.title or delegate.person.title


def _listing(
    desk: Desk,
    title: str,
    columns: Sequence[TableColumn],
    row: Callable[[int, Delegate], list[str]],
    *,
    settled: bool,
    row_mm: int,
) -> Paper:
    rows: list[Sequence[str] | SectionRow] = []
    counts, place, section = [], 0, 0
    for kind, label in KINDS:
        found = people(desk.meeting, kind, settled=settled)
        counts.append(f"{len(found)} {label.lower()}")
        for unit, members in by_unit(found):
            section += 1
            name = f"{label} – {unit}" if kind == "guest" and unit else unit or label
            rows.append(SectionRow(f"{wording.roman(section)}. {name.upper()} ({len(members)} người)"))
            for member in members:
                place += 1
                rows.append(row(place, member))
    summary = f"{desk.meeting.title}"
    blocks: list[Block] = [plain(f"Thời gian: {desk.when()}."), plain(f"Địa điểm: {desk.where()}.")]
    blocks += [Table(columns, rows, row_mm=row_mm)] if place else [plain("Chưa có đại biểu nào trong danh sách.")]
    if place:
        blocks.append(plain(f"Danh sách có {place} người: {', '.join(counts)}."))
    return Paper(title, blocks, header=desk.header(), summary=summary, signatures=(desk.signature(),), mark=desk.marked())


def delegate_report(desk: Desk, sealed: SealedCounts | None = None) -> Paper:
    """Báo cáo tình hình đại biểu: summoned and present, then the composition with shares of the whole.

    Both are about the same people: those whom the door expects.
    """
    figures = composition(desk.meeting, statuses=reported(desk.meeting))
    blocks: list[Block] = [Heading("I. SỐ LƯỢNG ĐẠI BIỂU")]
    blocks += [plain(text) for text in _numbers(desk, figures)]
    blocks.append(Heading("II. CƠ CẤU ĐẠI BIỂU"))
    blocks += [_groups(figures)] if figures.counted else [plain("Chưa có đại biểu nào trong danh sách.")]
    blocks += [plain(text) for text in _traits(figures)]
    if sealed is not None and sealed.persons:
        blocks += [plain(text) for text in _sealed(sealed)]
    blocks.append(plain("Trên đây là báo cáo tình hình đại biểu, kính trình hội nghị./."))
    return Paper(
        "BÁO CÁO",
        blocks,
        header=desk.header(),
        summary=f"Tình hình đại biểu dự {desk.meeting.title}",
        recipients=desk.particulars.recipients,
        signatures=(desk.signature(),),
        mark=desk.marked(),
    )


def reported(meeting: Meeting) -> tuple[str, ...]:
    """The statuses the report counts: the settled list, and everybody proposed only while no official is settled."""
    settled = any(row.kind == "official" for row in tallies(meeting, statuses=SETTLED))
    return SETTLED if settled else LIVE


def _numbers(desk: Desk, figures: Composition) -> list[str]:
    parts = f"{figures.official} đại biểu chính thức và {figures.guests} khách mời"
    told = [f"Tổng số đại biểu trong danh sách: {figures.counted}, gồm {parts}."]
    if figures.number:
        told.append(f"Số lượng đại biểu đã quyết định: {figures.number}.")
    door = freezing.figures_of(desk.meeting, desk.session) if desk.session and not desk.meeting.rehearsing else None
    if door is None or not door.counts.present:
        return [*told, "Số đại biểu có mặt: … (ghi khi kết thúc đón tiếp)."]
    counts = door.counts
    absent = counts.expected - counts.present
    share = wording.percent(counts.present, counts.expected)
    moment = local(door.frozen_at) if door.frozen_at else desk.now
    at = f"{moment:%H:%M} {wording.day_text(moment.date())}"
    reasons = f" (có lý do: {door.excused}; chưa báo lý do: {absent - door.excused})" if door.excused else ""
    kinds = f" ({counts.kinds['official'].present} đại biểu chính thức, {counts.kinds['guest'].present} khách mời)"
    apart = kinds if counts.kinds["guest"].expected else ""
    told.append(
        f"Có mặt đến {at}: {counts.present} trên {counts.expected} đại biểu{apart}, đạt {share}; vắng {absent}{reasons}."
    )
    return told


def _groups(figures: Composition) -> Table:
    columns = (
        TableColumn("STT", 6, "center"), TableColumn("Nhóm cơ cấu", 50), TableColumn("Số người", 14, "center"),
        TableColumn("Tỷ lệ", 14, "center"),
    )  # fmt: skip
    lines = [(group.name, group.people) for group in figures.groups if group.people]
    if figures.ungrouped:
        lines.append(("Chưa xếp nhóm", figures.ungrouped))
    rows = [
        [str(place), name, str(count), wording.percent(count, figures.counted)] for place, (name, count) in enumerate(lines, 1)
    ]
    return Table(columns, rows, total=["", "Tổng số", str(figures.counted), wording.percent(figures.counted, figures.counted)])


def _traits(figures: Composition) -> list[str]:
    told = []
    for label, count in (("Đại biểu nữ", figures.women), ("Đại biểu trong độ tuổi thanh niên", figures.youth)):
        if figures.counted:
            told.append(f"{label}: {count} người ({wording.percent(count, figures.counted)}).")
    return told


def _sealed(counts: SealedCounts) -> list[str]:
    lines = (
        ("Đại biểu là người dân tộc thiểu số", counts.ethnic_minority, counts.unsaid_ethnic_group),
        ("Đại biểu theo tôn giáo", counts.religious, 0),
        ("Đại biểu là đảng viên", counts.party_members, counts.unsaid_party),
    )
    told = []
    for label, count, unsaid in lines:
        rest = f"; {unsaid} người chưa ghi" if unsaid else ""
        told.append(f"{label}: {count} người ({wording.percent(count, counts.persons)}){rest}.")
    return told


def seat_annex(desk: Desk) -> Paper:
    """Bảng phân bổ đại biểu: the version in force, landscape."""
    newest = allocation.newest(desk.meeting)
    summary = f"{desk.meeting.title}"
    if newest is None:
        return Paper(
            "BẢNG PHÂN BỔ ĐẠI BIỂU", [plain("Chưa ban hành bảng phân bổ đại biểu.")], header=desk.header(), summary=summary
        )
    found = annex.table_of(desk.meeting, newest)
    columns = [TableColumn("STT", 5, "center"), TableColumn("Đơn vị", 30)]
    columns += [TableColumn(group.name, 12, "center") for group in found.groups] + [TableColumn("Tổng số", 9, "center")]
    rows = [
        [str(place), row.name, *(str(cell) for cell in row.cells), str(row.seats)] for place, row in enumerate(found.rows, 1)
    ]
    total = ["", "Tổng cộng", *(str(number) for number in found.sums), str(sum(found.sums))]
    if found.guided:
        columns.append(TableColumn("Trong đó", 20))
        rows = [[*line, row.guidance] for line, row in zip(rows, found.rows, strict=True)]
        total.append("")
    return Paper(
        "BẢNG PHÂN BỔ ĐẠI BIỂU",
        [Table(columns, rows, total=total)],
        header=desk.header(),
        summary=summary,
        signatures=(desk.signature(),),
        landscape=True,
        mark=desk.marked(f"Bảng phân bổ ban hành lần {newest.number}"),
    )
