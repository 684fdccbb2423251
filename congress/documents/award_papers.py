"""Papers about awards: the draft decision with its list, and the list in the order of presentation."""

from collections.abc import Sequence

from congress.awards.law import default_authority, prize, title_of
from congress.awards.models import Award
from congress.awards.queries import AwardSheet, sheet
from congress.documents import wording
from congress.documents.desk import Desk, authority_name, plain
from congress.documents.meeting_papers import count_text
from congress.documents.particulars import to_decide
from congress.files.paper import Annex, Basis, Block, Heading, Paper, Paragraph, Run, SectionRow, Table, TableColumn

LIST = (
    TableColumn("STT", 6, "center"), TableColumn("Tên cá nhân, hộ, tập thể", 28), TableColumn("Chức danh, đơn vị", 30),
    TableColumn("Thành tích", 36),
)  # fmt: skip
STAGE = (
    TableColumn("Thứ tự", 8, "center"), TableColumn("Người nhận", 27), TableColumn("Chức danh, đơn vị", 26),
    TableColumn("Hình thức khen thưởng", 19), TableColumn("Quyết định", 22, "center"),
)  # fmt: skip
SECTIONS = (("collective", "TẬP THỂ"), ("household", "HỘ GIA ĐÌNH"), ("person", "CÁ NHÂN"))


def decision(desk: Desk) -> Paper:
    """Quyết định khen thưởng as a draft: what the body's own authority is to decide, see `to_decide`."""
    authority = default_authority(desk.meeting.unit)
    mine = to_decide(desk.meeting)
    titles = list(dict.fromkeys(title_of(award.award_code) for award in mine))
    title = titles[0] if len(titles) == 1 else "danh hiệu, hình thức khen thưởng"
    name = authority_name(desk.meeting, authority)
    blocks: list[Block] = [Basis(_basis(line, last=False)) for line in desk.particulars.basis[:-1]]
    blocks += [Basis(_basis(line, last=True)) for line in desk.particulars.basis[-1:]]
    blocks.append(Heading("QUYẾT ĐỊNH:", 0))
    blocks += _articles(desk, mine, title) if mine else [plain("Chưa có ai trong danh sách khen thưởng.")]
    number = desk.particulars.number
    reference = f"(Kèm theo Quyết định số {wording.number_line(number)} {_dated(desk)} của {name})"
    annexes = (Annex("DANH SÁCH KHEN THƯỞNG", [_list(mine)], reference=reference),) if mine else ()
    return Paper(
        "QUYẾT ĐỊNH",
        blocks,
        header=desk.header(),
        summary=f"Về việc tặng {title}",
        authority=name.upper(),
        recipients=desk.particulars.recipients,
        signatures=(desk.signature(),),
        annexes=annexes,
        mark=desk.marked("Dự thảo", *_unchecked(desk, mine)),
    )


def _unchecked(desk: Desk, mine: Sequence[Award]) -> list[str]:
    prizes = [prize(award, desk.meeting.held_on or desk.today) for award in mine]
    return ["mức tiền thưởng chưa kiểm tra"] if any(found and not found.money.checked for found in prizes) else []


def _basis(line: str, *, last: bool) -> str:
    return f"{line.rstrip(' ;.,')}{'.' if last else ';'}"


def _dated(desk: Desk) -> str:
    day = desk.particulars.day
    return wording.day_text(day) if day else f"ngày{wording.BLANK}tháng{wording.BLANK}năm {desk.year}"


def _articles(desk: Desk, mine: Sequence[Award], title: str) -> list[Block]:
    day = desk.particulars.day or desk.meeting.held_on or desk.today
    prizes = [found.money.amount for found in (prize(award, day) for award in mine) if found]
    money = f"Tổng số tiền thưởng kèm theo: {_grouped(sum(prizes))} đồng, " if prizes else "Tiền thưởng kèm theo "
    organ = wording.lowered(desk.meeting.unit.name)
    return [
        _article(1, f"Tặng {title} cho {count_text(list(mine))} đã có thành tích xuất sắc trong phong trào thi đua yêu nước "
                    "(có danh sách kèm theo)."),
        _article(2, f"{money}được trích từ quỹ thi đua, khen thưởng của {organ} theo quy định hiện hành."),
        _article(3, "Thủ trưởng các cơ quan, đơn vị có liên quan và các tập thể, hộ gia đình, cá nhân có tên tại Điều 1 "
                    "chịu trách nhiệm thi hành Quyết định này./."),
    ]  # fmt: skip


def _article(number: int, text: str) -> Paragraph:
    return Paragraph([Run(f"Điều {number}. ", bold=True), Run(text)])


def _grouped(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _list(mine: Sequence[Award]) -> Table:
    rows: list[Sequence[str] | SectionRow] = []
    section = 0
    for kind, label in SECTIONS:
        inside = [award for award in mine if award.recipient == kind]
        if inside:
            section += 1
            rows.append(SectionRow(f"{wording.roman(section)}. {label} ({len(inside)})"))
        for place, award in enumerate(inside, 1):
            rows.append([str(place), award.name, affiliation(award), award.achievement])
    return Table(LIST, rows)


def affiliation(award: Award) -> str:
    """Title or address, and unit."""
    return wording.affiliation(award.title_of_recipient, award.unit)


def stage_list(desk: Desk) -> Paper:
    """Danh sách khen thưởng theo thứ tự trao, batch by batch, with who hands over."""
    found = sheet(desk.meeting, desk.today)
    rows = _stage_rows(found)
    empty = plain("Chưa có ai trong danh sách khen thưởng.")
    return Paper(
        "DANH SÁCH KHEN THƯỞNG",
        [Table(STAGE, rows)] if rows else [empty],
        header=desk.header(),
        summary=f"Theo thứ tự trao tại {desk.meeting.title}",
        signatures=(desk.signature(),),
        mark=desk.marked(),
    )


def _stage_rows(found: AwardSheet) -> list[Sequence[str] | SectionRow]:
    rows: list[Sequence[str] | SectionRow] = []
    for batch in found.batches:
        given = [row for row in batch.rows if row.place]
        if given:
            name, presenter = (
                f": {batch.name}" if batch.name else "",
                f" – Người trao: {batch.presenter}" if batch.presenter else "",
            )
            rows.append(SectionRow(f"ĐỢT {batch.number}{name}{presenter}"))
        for row in given:
            award = row.award
            day = f"ngày {award.decided_on:%d/%m/%Y}" if award.decided_on else ""
            decided = wording.joined((award.decision_number, day), " ") or "chưa có"
            rows.append([str(row.place), award.name, affiliation(award), title_of(award.award_code), decided])
    return rows
