import io
import unicodedata
from datetime import date

import pytest
import xlsxwriter

from congress.errors import Refused
from congress.files.headers import Wanted, find_table
from congress.files.spreadsheet_in import read_pasted, read_sheet

WANTED = (
    Wanted("name", ("Họ và tên", "Họ tên", "Họ, tên"), required=True),
    Wanted("birth", ("Ngày, tháng, năm sinh", "Năm sinh", "Ngày sinh")),
    Wanted("male", ("Nam",)),
    Wanted("female", ("Nữ",)),
    Wanted("title", ("Chức vụ", "Chức danh")),
    Wanted("unit", ("Đơn vị", "Đơn vị công tác"), fill_merged=True),
)


def table_of(text: str):
    return find_table(read_pasted(text), WANTED)


def names(table) -> list[tuple[int, object]]:
    return [(record.row, record.values["name"]) for record in table.records]


def from_workbook(fill):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "dd/mm/yyyy"}) as book:
        fill(book.add_worksheet())
    return find_table(read_sheet(target.getvalue(), "ds.xlsx"), WANTED)


def test_the_header_is_found_below_title_rows():
    table = table_of("UBND HUYỆN\t\nXÃ VÂN THỦY\t\n\t\nDANH SÁCH ĐẠI BIỂU\t\n\t\nTT\tHọ và tên\n1\tVi Văn A\n2\tHoàng B\n")
    assert (table.header_row, table.columns, table.unknown) == (6, {1: "name"}, {0: "TT"})
    assert names(table) == [(7, "Vi Văn A"), (8, "Hoàng B")]


@pytest.mark.parametrize(
    "heading", ["HỌ VÀ TÊN", " Họ  và tên ", "Ho va ten", "Họ tên (chữ in hoa)", "Họ và tên đại biểu", "Họ, tên:"]
)
def test_a_heading_is_known_whatever_its_case_accents_and_additions(heading):
    assert table_of(f"TT\t{heading}\n1\tVi Văn A").columns == {1: "name"}


def test_a_heading_in_separate_marks_is_known():
    assert table_of(unicodedata.normalize("NFD", "TT\tHọ và tên\tĐơn vị\n1\tA\tB")).columns == {1: "name", 2: "unit"}


def test_an_exact_heading_goes_before_one_that_only_begins_alike():
    assert table_of("Đơn vị cũ\tĐơn vị\tHọ tên\nx\ty\tVi A").columns == {1: "unit", 2: "name"}


def test_two_header_rows_are_read_as_one():
    table = table_of("TT\tHọ và tên\tGiới tính\t\tChức vụ\n\t\tNam\tNữ\t\n1\tVi Thị A\t\tx\tTrưởng thôn")
    assert (table.header_row, table.columns) == (2, {1: "name", 2: "male", 3: "female", 4: "title"})
    assert table.records[0].values == {"name": "Vi Thị A", "male": "", "female": "x", "title": "Trưởng thôn"}


def test_a_merged_header_of_two_rows_in_a_workbook_is_read():
    def fill(page):
        page.merge_range("A1:A2", "TT")
        page.merge_range("B1:B2", "Họ và tên")
        page.merge_range("C1:D1", "Năm sinh")
        page.write_row("C2", ["Nam", "Nữ"])
        page.write_row("A3", [1, "Vi Thị A", "", 1985])

    table = from_workbook(fill)
    assert table.columns == {1: "name", 2: "male", 3: "female"}
    assert table.records[0].values == {"name": "Vi Thị A", "male": "", "female": "1985"}


def test_a_heading_merged_over_family_and_given_name_joins_them():
    def fill(page):
        page.write("A1", "TT")
        page.merge_range("B1:C1", "Họ và tên")
        page.write_row("A2", [1, "Nguyễn Thị", "Hoà"])
        page.write_row("A3", [2, "", "Páo"])

    assert names(from_workbook(fill)) == [(2, "Nguyễn Thị Hoà"), (3, "Páo")]


def test_a_unit_merged_over_its_people_is_given_to_each():
    def fill(page):
        page.write_row("A1", ["Đơn vị", "Họ và tên", "Chức vụ"])
        page.merge_range("A2:A3", "Thôn Làng Cằng")
        page.write("B2", "Vi Văn A")
        page.write("B3", "Vi Văn B")
        page.merge_range("C2:C3", "Nông dân")
        page.write_row("A4", ["", "Vi Văn C"])

    records = from_workbook(fill).records
    assert [record.values["unit"] for record in records] == ["Thôn Làng Cằng", "Thôn Làng Cằng", ""]
    assert [record.values["title"] for record in records] == ["Nông dân", "", ""]


@pytest.mark.parametrize("row", ["1\t2\t3", "(1)\t(2)\t(3)", "A\tB\t1\t2", "A\t1\t2"])
def test_the_row_that_numbers_the_columns_is_skipped(row):
    assert names(table_of(f"TT\tHọ và tên\tChức vụ\n{row}\n1\tVi A\tNông dân")) == [(3, "Vi A")]


@pytest.mark.parametrize(
    "row",
    ["Cộng\t\t12", "\tTổng số:\t3", "Tổng cộng: 2 người", "\tCỘNG", "(Danh sách có 02 người)", "Tổng số có 2 đại biểu./."],
)
def test_total_rows_are_skipped(row):
    assert names(table_of(f"TT\tHọ và tên\tChức vụ\n1\tVi A\t\n{row}\n2\tVi B\t")) == [(2, "Vi A"), (4, "Vi B")]


def test_a_person_named_like_a_total_beside_other_words_is_kept():
    assert names(table_of("TT\tHọ và tên\tChức vụ\n1\tCộng\tNông dân")) == [(2, "Cộng")]


def test_empty_rows_and_rows_numbered_in_advance_are_skipped():
    assert names(table_of("TT\tHọ và tên\tChức vụ\n1\tVi A\t\n\n2\t\t\n3\tVi C\t\n4\t\t")) == [(2, "Vi A"), (5, "Vi C")]


@pytest.mark.parametrize(
    "closing",
    [
        "\t\tChi Lăng, ngày 03 tháng 3 năm 2025",
        "Người lập biểu\t\tTM. ỦY BAN NHÂN DÂN",
        "\t\tKT. CHỦ TỊCH",
        "Nơi nhận:\t\tCHỦ TỊCH",
    ],
)
def test_what_stands_under_the_table_is_no_delegate(closing):
    assert names(table_of(f"TT\tHọ và tên\tChức vụ\n1\tVi A\tNông dân\n{closing}\n\tLương Văn Ký\t")) == [(2, "Vi A")]


@pytest.mark.parametrize("heading", ["I\tKhối xã\t", "I. Khối xã\t\t", "\tI.\tKhối xã", "I\tKhối xã\t20"])
def test_a_section_heading_goes_to_the_people_below_it(heading):
    table = table_of(f"TT\tHọ và tên\tChức vụ\n1\tVi A\tNông dân\n{heading}\n1\tVi B\tNông dân")
    assert [record.section for record in table.records] == ["", "I. Khối xã"]


def test_a_section_heading_merged_over_the_table_is_no_person():
    def fill(page):
        page.write_row("A1", ["Họ và tên", "Chức vụ"])
        page.merge_range("A2:B2", "Thị trấn Chi Lăng")
        page.write_row("A3", ["Vi Văn A", "Nông dân"])

    [record] = from_workbook(fill).records
    assert (record.row, record.section) == (3, "Thị trấn Chi Lăng")


def test_a_row_without_its_name_is_kept_so_that_it_can_be_reported():
    [record] = table_of("TT\tHọ và tên\tChức vụ\n1\t\tNông dân").records
    assert (record.row, record.values) == (2, {"name": "", "title": "Nông dân"})


def test_a_day_stays_a_day():
    def fill(page):
        page.write_row("A1", ["Họ và tên", "Ngày sinh"])
        page.write("A2", "Vi A")
        page.write_datetime("B2", date(1985, 3, 2))

    [record] = from_workbook(fill).records
    assert record.values["birth"] == date(1985, 3, 2)


def test_a_sheet_without_the_required_column_is_refused():
    with pytest.raises(Refused) as refused:
        table_of("TT\tChức vụ\n1\tNông dân")
    assert (refused.value.code, refused.value.facts) == ("header_not_found", {"wanted": ["Họ và tên"]})


def test_a_header_with_nobody_below_is_refused():
    with pytest.raises(Refused) as refused:
        table_of("TT\tHọ và tên\n\nCộng\t0")
    assert (refused.value.code, refused.value.facts) == ("table_has_no_rows", {"header_row": 1})


@pytest.mark.parametrize("figure", ["²", "٣", "9" * 5000])
def test_an_odd_figure_in_a_row_is_a_cell_like_any_other(figure: str):
    table = table_of(f"Họ và tên\tChức vụ\nVi Văn A\t{figure}")
    assert names(table) == [(2, "Vi Văn A")]
    assert table.records[0].values["title"] == figure
