"""Papers of the day itself: programme, minutes of the meeting, minutes of the vote on the list."""

from congress.agenda import service as agenda
from congress.awards import queries as awards
from congress.documents import wording
from congress.documents.desk import Desk, item, plain
from congress.door import freezing
from congress.elections.models import Candidate, ListVote
from congress.elections.voting import VotePaper, vote_for_paper
from congress.files.paper import Block, Heading, Paper, Paragraph, SectionRow, SignatureBlock, Table, TableColumn
from congress.meetings import service as meetings
from congress.meetings.models import MeetingFunction
from congress.rules.local_time import local

PROGRAMME = (TableColumn("Thời gian", 17, "center"), TableColumn("Nội dung", 50), TableColumn("Người thực hiện", 28))
NAMES = (TableColumn("STT", 6, "center"), TableColumn("Họ và tên", 30), TableColumn("Chức vụ, đơn vị", 45))
ROOM = "…" * 32
"""A line to write on by hand."""
BASES = {"present": "đại biểu có mặt", "valid": "phiếu hợp lệ", "summoned": "đại biểu triệu tập"}


def programme(desk: Desk) -> Paper:
    """Chương trình hội nghị: the newest published version, else the draft, which its foot then says."""
    rows = agenda.programme_for_paper(desk.meeting)
    newest = agenda.newest_version(desk.meeting)
    blocks: list[Block] = [item("Thời gian", f"{desk.when()}."), item("Địa điểm", f"{desk.where()}.")]
    if rows:
        lines = [[row.time, row.content, row.who] if row.time or row.who else SectionRow(row.content) for row in rows]
        blocks.append(Table(PROGRAMME, lines, size=13))
    else:
        blocks.append(plain("Hội nghị chưa có chương trình."))
    version = f"Chương trình bản số {newest.number}" if newest else "Chương trình dự thảo, chưa ban hành"
    return Paper(
        "CHƯƠNG TRÌNH",
        blocks,
        header=desk.header(),
        summary=desk.meeting.title,
        recipients=desk.particulars.recipients,
        signatures=(desk.signature(),),
        mark=desk.marked(version),
    )


def minutes(desk: Desk) -> Paper:
    """Biên bản hội nghị with everything known filled in and room for what was said."""
    functions = meetings.functions_of(desk.meeting)
    chairs, clerks = functions.get("chair", []), functions.get("secretary", [])
    blocks: list[Block] = [
        item("Thời gian bắt đầu", f"{desk.when()}."),
        item("Địa điểm", f"{desk.where()}."),
        Heading("I. THÀNH PHẦN"),
        item("Chủ tọa", _people(chairs)),
        item("Thư ký", _people(clerks)),
        plain(_presence(desk)),
        Heading("II. NỘI DUNG"),
    ]
    rows = [row for row in agenda.programme_for_paper(desk.meeting) if row.time]
    for place, row in enumerate(rows, 1):
        blocks.append(Paragraph(f"{place}. {row.content}{f' ({row.who})' if row.who else ''}:", align="left"))
        blocks.append(Paragraph(ROOM, align="left", indent=False))
    if not rows:
        blocks.append(Paragraph(ROOM, align="left", indent=False))
    blocks += _results(desk)
    blocks.append(plain("Hội nghị kết thúc vào hồi … giờ … phút cùng ngày. Biên bản đã được thông qua trước hội nghị./."))
    return Paper(
        "BIÊN BẢN",
        blocks,
        header=desk.header(),
        summary=desk.meeting.title,
        recipients=desk.particulars.recipients,
        signatures=_chair_and_clerk(chairs, clerks),
        mark=desk.marked(),
    )


def _people(functions: list[MeetingFunction]) -> str:
    found = [wording.joined((row.name, row.title)) for row in functions]
    return f"{'; '.join(found)}." if found else "………………………………"


def _chair_and_clerk(chairs: list[MeetingFunction], clerks: list[MeetingFunction]) -> tuple[SignatureBlock, ...]:
    return (
        SignatureBlock(["THƯ KÝ"], clerks[0].name if len(clerks) == 1 else ""),
        SignatureBlock(["CHỦ TỌA"], chairs[0].name if len(chairs) == 1 else ""),
    )


def _presence(desk: Desk) -> str:
    counts = freezing.figures_of(desk.meeting, desk.session).counts if desk.session and not desk.meeting.rehearsing else None
    if counts is None or not counts.present:
        return "Đại biểu có mặt: … trên … đại biểu được triệu tập, mời."
    kinds = counts.kinds
    return (
        f"Đại biểu có mặt: {counts.present} trên {counts.expected} đại biểu được triệu tập, mời "
        f"({kinds['official'].present} đại biểu chính thức, {kinds['guest'].present} khách mời)."
    )


def _results(desk: Desk) -> list[Block]:
    honoured = awards.awards_for_paper(desk.meeting)
    blocks: list[Block] = []
    if honoured:
        blocks += [Heading("III. KHEN THƯỞNG"), plain(f"Hội nghị đã trao khen thưởng cho {count_text(honoured)}.")]
    vote = vote_for_paper(desk.meeting) if desk.meeting.elects else None
    if vote is not None:
        blocks.append(Heading(f"{'IV' if honoured else 'III'}. THÔNG QUA DANH SÁCH ĐẠI BIỂU DỰ CẤP TRÊN"))
        blocks += [plain(text) for text in figures(vote)]
    return blocks


def count_text(honoured: list) -> str:
    """ "6 tập thể, 4 hộ gia đình, 9 cá nhân": the kinds that are there."""
    kinds = (("collective", "tập thể"), ("household", "hộ gia đình"), ("person", "cá nhân"))
    counts = [(sum(1 for award in honoured if award.recipient == kind), word) for kind, word in kinds]
    return ", ".join(f"{count:02d} {word}" for count, word in counts if count)


def vote_minutes(desk: Desk) -> Paper:
    """Biên bản biểu quyết thông qua danh sách: figures as the counting board stated them, and the names voted on."""
    functions = meetings.functions_of(desk.meeting)
    board, clerks = functions.get("counting", []), functions.get("secretary", [])
    paper = vote_for_paper(desk.meeting)
    blocks: list[Block] = [item("Địa điểm", f"{desk.where()}."), item("Tổ kiểm đếm", _people(board))]
    if paper is None:
        blocks.append(plain("Hội nghị chưa biểu quyết danh sách đại biểu dự cấp trên."))
    else:
        blocks += _vote_blocks(paper)
    return Paper(
        "BIÊN BẢN",
        blocks,
        header=desk.header(),
        summary=f"Biểu quyết thông qua danh sách đại biểu dự {upper_title(desk)}",
        recipients=desk.particulars.recipients,
        signatures=(
            SignatureBlock(["TM. TỔ KIỂM ĐẾM"], board[0].name if len(board) == 1 else ""),
            *_chair_and_clerk(functions.get("chair", []), clerks)[1:],
        ),
        mark=desk.marked(f"Biểu quyết lần {paper.vote.number}" if paper else ""),
    )


def upper_title(desk: Desk) -> str:
    """The congress the list goes to, as a sentence names it."""
    higher = desk.meeting.higher_meeting
    return higher.title if higher else "đại hội, hội nghị cấp trên"


def _vote_blocks(paper: VotePaper) -> list[Block]:
    taken_at = local(paper.vote.taken_at)
    blocks: list[Block] = [
        item("Thời điểm biểu quyết", f"{wording.hour_text(taken_at.time())}, {wording.day_text(taken_at.date())}.")
    ]
    blocks.append(item("Hình thức", "giơ tay, biểu quyết một lần cả danh sách."))
    blocks += [Heading("I. DANH SÁCH ĐƯA RA BIỂU QUYẾT"), _names(paper.official, "Đại biểu chính thức")]
    if paper.reserve:
        blocks.append(_names(paper.reserve, "Đại biểu dự khuyết"))
    blocks.append(Heading("II. KẾT QUẢ"))
    blocks += [plain(text) for text in figures(paper)]
    if not paper.covers:
        blocks.append(plain("Ghi chú: danh sách đã thay đổi sau lần biểu quyết này."))
    blocks.append(plain("Biên bản được lập ngay sau khi biểu quyết và thông qua trước hội nghị./."))
    return blocks


def _names(candidates: tuple[Candidate, ...], label: str) -> Table:
    rows: list = [SectionRow(f"{label}: {len(candidates)} người")]
    for place, one in enumerate(candidates, 1):
        rows.append([str(place), one.person.name, wording.affiliation(one.title or one.person.title, one.person.unit)])
    return Table(NAMES, rows)


def figures(paper: VotePaper) -> list[str]:
    """The vote in sentences, with shares of the voters present."""
    vote = paper.vote
    return [
        f"Số đại biểu có quyền biểu quyết có mặt: {vote.voters}.",
        f"Tán thành: {_of(vote.in_favour, vote)}.",
        f"Không tán thành: {_of(vote.against, vote)}; ý kiến khác: {_of(vote.other, vote)}.",
        f"Cần ít nhất {paper.needed} đại biểu tán thành (quá nửa của {vote.base_number} {BASES[vote.base]}).",
        "Danh sách được hội nghị thông qua." if vote.adopted else "Danh sách không được hội nghị thông qua.",
    ]


def _of(number: int, vote: ListVote) -> str:
    return f"{number} ({wording.percent(number, vote.voters)})"
