import io
import zipfile
from datetime import UTC, date, datetime

from python_calamine import CalamineWorkbook

from congress.files.spreadsheet_in import read_sheet
from congress.files.spreadsheet_out import Column, Sheet, Signature, write_workbook

COLUMNS = (
    Column("TT", 6, "number"),
    Column("Họ và tên", 28),
    Column("Số định danh", 16, "id"),
    Column("Ngày sinh", 14, "date"),
    Column("Nữ", 6, "mark"),
    Column("Tiền thưởng", 14, "number", total=True),
)
ROWS = (
    (1, "Nguyễn Thị Hoà", "001085012345", date(1985, 3, 2), True, 702_000),
    (2, "Điểu K'Giắc", 12084001234, None, False, 351_000),
)


def rows_of(data: bytes) -> list[tuple]:
    return [row.cells for row in read_sheet(data, "ds.xlsx").rows if not row.is_empty]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_what_was_written_is_read_back():
    data = write_workbook([Sheet("Đại biểu", COLUMNS, ROWS, titles=("DANH SÁCH ĐẠI BIỂU",), total_label="Cộng")])
    assert rows_of(data) == [
        ("DANH SÁCH ĐẠI BIỂU", "", "", "", "", ""),
        ("TT", "Họ và tên", "Số định danh", "Ngày sinh", "Nữ", "Tiền thưởng"),
        ("1", "Nguyễn Thị Hoà", "001085012345", date(1985, 3, 2), "x", "702000"),
        ("2", "Điểu K'Giắc", "12084001234", "", "", "351000"),
        ("Cộng", "", "", "", "", "1053000"),
    ]


def test_a_cell_that_looks_like_a_formula_or_an_address_stays_text():
    nasty = ["=1+1", "+84912345678", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "https://x.example", "\t=1", "{=1}"]
    data = write_workbook([Sheet("A", [Column("Tên")], [[text] for text in nasty])])
    assert [row[0] for row in rows_of(data)][1:] == [text.strip() for text in nasty]
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_an_id_is_stored_as_text_and_a_day_as_a_day():
    data = write_workbook([Sheet("A", COLUMNS, ROWS)])
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        first = list(book.get_sheet_by_index(0).iter_rows())[1]
    assert first == [1.0, "Nguyễn Thị Hoà", "001085012345", date(1985, 3, 2), "x", 702_000.0]


def test_a_list_over_5000_rows_is_streamed_and_complete():
    rows = ((number, f"Đại biểu {number}", str(number), None, False, 1) for number in range(1, 6002))
    data = write_workbook([Sheet("A", COLUMNS, rows, titles=("DANH SÁCH",), total_label="Cộng", size=6001)])
    read = rows_of(data)
    assert (len(read), read[-1], read[-2][1]) == (6004, ("Cộng", "", "", "", "", "6001"), "Đại biểu 6001")
    assert "inlineStr" in part(data, "xl/worksheets/sheet1.xml")


def test_a_list_without_rows_sums_to_zero():
    data = write_workbook([Sheet("A", COLUMNS, (), total_label="Cộng")])
    assert rows_of(data)[-1] == ("Cộng", "", "", "", "", "0")


def test_the_page_is_a4_landscape_one_page_wide_with_its_header_repeated():
    data = write_workbook([Sheet("A", COLUMNS, ROWS, titles=("DANH SÁCH",), landscape=True)])
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>' in sheet
    assert '<pane ySplit="3" topLeftCell="A4"' in sheet
    assert '<definedName name="_xlnm.Print_Titles" localSheetId="0">A!$3:$3</definedName>' in part(data, "xl/workbook.xml")


def test_names_excel_would_refuse_for_a_sheet_are_mended():
    names = ["Xã/thị trấn: [1]*?", "", "Trùng", "TRÙNG", "Danh sách đại biểu dự Hội nghị điển hình tiên tiến"]
    data = write_workbook([Sheet(name, [Column("a")], [["1"]]) for name in names])
    assert read_sheet(data, "ds.xlsx").sheet_names == (
        "Xã thị trấn   1",
        "Trang 2",
        "Trùng",
        "TRÙNG 4",
        "Danh sách đại biểu dự Hội nghị",
    )


def test_text_longer_than_a_cell_holds_is_shortened_not_lost():
    data = write_workbook([Sheet("A", [Column("a")], [["x" * 40_000]])])
    assert rows_of(data)[1] == ("x" * 32_767,)


def test_signatures_stand_side_by_side_under_the_table():
    signatures = (
        Signature(("NGƯỜI LẬP BIỂU",), "Hoàng Văn Bình"),
        Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Vi Thị Hoa", "Chi Lăng, ngày 03 tháng 3 năm 2025"),
    )
    read = rows_of(write_workbook([Sheet("A", COLUMNS, ROWS, signatures=signatures)]))
    assert read[4:] == [
        ("", "", "", "Chi Lăng, ngày 03 tháng 3 năm 2025", "", ""),
        ("NGƯỜI LẬP BIỂU", "", "", "TM. ỦY BAN NHÂN DÂN", "", ""),
        ("", "", "", "CHỦ TỊCH", "", ""),
        ("Hoàng Văn Bình", "", "", "Vi Thị Hoa", "", ""),
    ]


def test_two_signatures_fit_under_a_table_of_one_column():
    data = write_workbook(
        [Sheet("A", [Column("a")], [["1"]], signatures=(Signature(("NGƯỜI LẬP",)), Signature(("CHỦ TỊCH",))))]
    )
    assert rows_of(data)[-1] == ("NGƯỜI LẬP", "CHỦ TỊCH")


def test_the_day_of_making_can_be_given_so_that_the_same_input_gives_the_same_bytes():
    made = [write_workbook([Sheet("A", COLUMNS, ROWS)], made_at=datetime(2025, 3, 3, 8, 0, tzinfo=UTC)) for _ in range(2)]
    assert made[0] == made[1]
