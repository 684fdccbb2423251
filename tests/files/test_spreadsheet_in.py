import io
import unicodedata
from datetime import UTC, date, datetime, time

import pytest
import xlsxwriter

from congress.errors import Refused
from congress.files.spreadsheet_in import Merged, read_pasted, read_sheet
from tests.files.old_workbook import old_workbook


def workbook(fill, *names: str) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"remove_timezone": True}) as book:
        fill(book, *(book.add_worksheet(name) for name in names or ("Danh sách",)))
    return target.getvalue()


def cells(data: bytes, filename: str = "ds.xlsx", sheet: str | None = None) -> list[tuple]:
    return [row.cells for row in read_sheet(data, filename, sheet).rows]


def test_names_in_nfd_with_no_break_and_zero_width_spaces_are_cleaned():
    messy = "\u200b" + unicodedata.normalize("NFD", "Nguyễn") + "\u00a0 Thị\n Hoà \ufeff"
    assert cells(workbook(lambda book, page: page.write(0, 0, messy))) == [("Nguyễn Thị Hoà",)]


def test_numbers_come_back_as_the_digits_that_were_typed():
    def fill(book, page):
        page.write_row(0, 0, [12084001234.0, 7, 2.5, 0, -3, 1985])

    assert cells(workbook(fill)) == [("12084001234", "7", "2,5", "0", "-3", "1985")]


def test_an_id_kept_as_text_keeps_its_leading_zero():
    assert cells(workbook(lambda book, page: page.write_string(0, 0, "001085012345"))) == [("001085012345",)]


def test_days_come_back_as_dates_and_moments_as_text():
    def fill(book, page):
        day, clock = (book.add_format({"num_format": form}) for form in ("dd/mm/yyyy", "hh:mm"))
        page.write_datetime(0, 0, date(1985, 3, 2), day)
        page.write_datetime(0, 1, datetime(2025, 3, 3, 7, 30, tzinfo=UTC), book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        page.write_datetime(0, 2, time(7, 5), clock)

    assert cells(workbook(fill)) == [(date(1985, 3, 2), "03/03/2025 07:30", "07:05")]


def test_a_ticked_box_reads_as_x_and_an_unticked_one_as_nothing():
    assert cells(workbook(lambda book, page: page.write_row(0, 0, ["a", True, False]))) == [("a", "x", "")]


def test_rows_keep_the_numbers_of_the_file_past_empty_ones():
    def fill(book, page):
        page.write(2, 1, "a")
        page.write(7, 1, "b")
        page.write_blank(40, 0, None, book.add_format({"bold": True}))

    sheet = read_sheet(workbook(fill), "ds.xlsx")
    assert [row.number for row in sheet.rows if not row.is_empty] == [3, 8]
    assert sheet.rows[2].cells == ("", "a")
    assert sheet.rows[-1].number == 8


def test_merged_ranges_are_told_in_the_numbers_of_the_file():
    sheet = read_sheet(workbook(lambda book, page: page.merge_range("B3:B5", "Xã Chi Lăng")), "ds.xlsx")
    assert sheet.merged == (Merged(3, 1, 5, 1),)


def test_the_first_visible_sheet_with_content_is_taken():
    def fill(book, hidden, empty, wanted):
        hidden.write(0, 0, "danh mục")
        hidden.hide()
        empty.activate()
        wanted.write(0, 0, "Họ và tên")

    sheet = read_sheet(workbook(fill, "DM", "Trang 1", "Đại biểu"), "ds.xlsx")
    assert (sheet.name, sheet.sheet_names, sheet.rows[0].cells) == ("Đại biểu", ("DM", "Trang 1", "Đại biểu"), ("Họ và tên",))


def test_a_sheet_is_read_by_its_name():
    data = workbook(lambda book, one, two: (one.write(0, 0, "1"), two.write(0, 0, "2")), "Một", "Hai")
    assert cells(data, sheet="Hai") == [("2",)]


def test_a_sheet_that_is_not_there_is_refused():
    with pytest.raises(Refused) as refused:
        read_sheet(workbook(lambda book, page: page.write(0, 0, "a")), "ds.xlsx", "Hai")
    assert (refused.value.code, refused.value.facts) == ("sheet_missing", {"sheet": "Hai"})


@pytest.mark.parametrize(
    "data", [workbook(lambda book, page: None), workbook(lambda book, page: page.write(0, 0, " ")), b" ;;\r\n;"]
)
def test_a_workbook_with_nothing_in_it_is_refused(data):
    with pytest.raises(Refused) as refused:
        read_sheet(data, "ds.xlsx")
    assert refused.value.code == "sheet_empty"


def test_an_old_workbook_is_read():
    data = old_workbook("Danh sách", [["STT", "Họ và tên", "Năm sinh"], [1.0, "Vi Thị Hoà", 1985.0]])
    sheet = read_sheet(io.BytesIO(data), "DS.XLS")
    assert sheet.name == "Danh sách"
    assert [row.cells for row in sheet.rows] == [("STT", "Họ và tên", "Năm sinh"), ("1", "Vi Thị Hoà", "1985")]


TEXT = "STT;Họ và tên;Chức vụ\r\n1;Nguyễn Văn A;Trưởng phòng, Bí thư\r\n\r\n2;Đỗ B;\r\n"
ROWS = [("STT", "Họ và tên", "Chức vụ"), ("1", "Nguyễn Văn A", "Trưởng phòng, Bí thư"), ("", "", ""), ("2", "Đỗ B", "")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_with_semicolons_is_read_in_each_encoding_that_excel_writes(encoding):
    assert cells(TEXT.encode(encoding), "ds.csv") == ROWS


def test_a_csv_with_commas_keeps_quoted_commas_and_line_breaks_in_one_cell():
    assert cells(b'a,"b, c\nd"\n1,2', "ds.csv") == [("a", "b, c d"), ("1", "2")]


def test_a_csv_in_a_one_byte_page_is_handed_on_for_the_legacy_converter():
    assert cells("Hä tªn;NguyÔn V¨n Hoµ".encode("cp1252"), "ds.csv") == [("Hä tªn", "NguyÔn V¨n Hoµ")]


def test_pasted_cells_are_split_at_tabs_even_when_they_hold_commas():
    sheet = read_pasted("Họ và tên\tĐơn vị\nVi Văn A\tThôn 1, xã Chi Lăng\n")
    assert [row.cells for row in sheet.rows] == [("Họ và tên", "Đơn vị"), ("Vi Văn A", "Thôn 1, xã Chi Lăng")]


def test_pasted_lines_of_one_column_are_one_cell_each():
    pasted = read_pasted("Thôn Làng Cằng\nThôn Đồng Bành")
    assert [row.cells for row in pasted.rows] == [
        ("Thôn Làng Cằng",),
        ("Thôn Đồng Bành",),
    ]


def test_pasting_more_rows_than_the_limit_is_refused():
    with pytest.raises(Refused) as refused:
        read_pasted("a\n" * 100_001)
    assert (refused.value.code, refused.value.facts) == ("too_many_rows", {"limit": 100_000})


def test_pasting_more_columns_than_the_limit_is_refused():
    with pytest.raises(Refused) as refused:
        read_pasted("a\t" * 257)
    assert (refused.value.code, refused.value.facts) == ("too_many_columns", {"limit": 256})
