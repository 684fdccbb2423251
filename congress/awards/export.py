"""The award list as a workbook, in the order of presentation."""

from datetime import datetime

from congress.awards.law import authority_title, title_of
from congress.awards.queries import AwardSheet, Batch, Row
from congress.files.spreadsheet_out import Column, Sheet, write_workbook
from congress.meetings.models import Meeting

RECIPIENTS = {"person": "Cá nhân", "household": "Hộ gia đình", "collective": "Tập thể"}
STATUSES = {"proposed": "Đề nghị", "decided": "", "revoked": "Đã thu hồi"}
COLUMNS = (
    Column("Thứ tự trao", 8, "number"),
    Column("Đợt", 7, "number"),
    Column("Tên cá nhân, hộ, tập thể", 30),
    Column("Đối tượng", 14),
    Column("Chức danh, đơn vị, địa chỉ", 34),
    Column("Hình thức khen thưởng", 24),
    Column("Thẩm quyền quyết định", 28),
    Column("Số quyết định", 18, "id"),
    Column("Ngày quyết định", 14, "date"),
    Column("Thành tích", 50),
    Column("Người trao", 28),
    Column("Tiền thưởng (đồng)", 16, "number", total=True),
    Column("Ghi chú", 22),
)


def workbook(meeting: Meeting, sheet: AwardSheet, now: datetime) -> bytes:
    """The list as .xlsx with the sum of money."""
    rows = [_cells(row, batch) for batch in sheet.batches for row in batch.rows]
    titles = ("DANH SÁCH KHEN THƯỞNG THEO THỨ TỰ TRAO", meeting.title)
    page = Sheet("Khen thưởng", COLUMNS, rows, titles=titles, landscape=True, total_label="Tổng cộng")
    return write_workbook([page], made_at=now)


def affiliation(row: Row) -> str:
    """Title or address, and unit, as one text."""
    award = row.award
    return ", ".join(part for part in (award.title_of_recipient, award.unit.name if award.unit else "") if part)


def _cells(row: Row, batch: Batch) -> list[object]:
    award = row.award
    return [
        row.place, batch.number, award.name, RECIPIENTS[award.recipient], affiliation(row), title_of(award.award_code),
        authority_title(award.authority_code), award.decision_number, award.decided_on, award.achievement, batch.presenter,
        row.prize.money.amount if row.prize else None, _note(row),
    ]  # fmt: skip


def _note(row: Row) -> str:
    words = [STATUSES[row.award.status]]
    if row.prize and row.prize.provisional:
        words.append("tiền tạm tính")
    if row.prize and not row.prize.money.checked:
        words.append("mức tiền chưa kiểm tra")
    return "; ".join(word for word in words if word)
