import io
import zipfile

import pytest
import xlsxwriter

from congress.errors import Refused
from congress.files import workbook_guard
from congress.files.spreadsheet_in import read_sheet
from tests.files.old_workbook import container, old_workbook


def workbook(*cells: tuple[int, int, object]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet("Danh sách")
        for row, column, value in cells:
            page.write(row, column, value)
    return target.getvalue()


def rezipped(data: bytes, **changed: bytes) -> bytes:
    """The same archive with parts replaced or added; the key is the part's path with / written as __ and . as _dot_."""
    wanted = {name.replace("__", "/").replace("_dot_", "."): content for name, content in changed.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, wanted.pop(entry.filename, old.read(entry)))
        for name, content in wanted.items():
            new.writestr(name, content)
    return target.getvalue()


def refusal(data: object, filename: str = "danh sach.xlsx") -> tuple[str, dict]:
    with pytest.raises(Refused) as refused:
        read_sheet(data, filename)
    return refused.value.code, refused.value.facts


def test_an_empty_file_is_refused():
    assert refusal(b"") == ("file_empty", {})


def test_a_file_over_20_megabytes_is_refused_without_being_read_whole():
    class Endless:
        taken = 0

        def read(self, size):
            self.taken += size
            return b"x" * size

    stream = Endless()
    assert refusal(stream) == ("file_too_large", {"limit_mb": 20})
    assert stream.taken == 20 * 1024 * 1024 + 1


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n...", b"\x89PNG\r\n\x1a\n123", b"{\\rtf1 abc}", bytes(range(256)) * 20, b"<?xml version='1.0'?><Workbook/>"],
)
def test_a_file_of_another_type_is_refused_whatever_its_name_says(content):
    assert refusal(content) == ("file_wrong_type", {"filename": "danh sach.xlsx"})


def test_a_word_document_renamed_to_xlsx_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    assert refusal(target.getvalue())[0] == "file_wrong_type"


def test_a_web_page_that_a_portal_named_xls_is_told_apart():
    assert refusal(b"\xef\xbb\xbf<html><body><table>", "ds.xls") == ("file_is_web_page", {"filename": "ds.xls"})


def test_an_encrypted_new_workbook_is_told_apart():
    assert refusal(container("EncryptedPackage", b"\1\2\3")) == ("file_encrypted", {"filename": "danh sach.xlsx"})


def test_an_encrypted_old_workbook_is_told_apart():
    assert refusal(old_workbook("A", [["a"]], encrypted=True), "ds.xls")[0] == "file_encrypted"


def test_an_old_word_document_is_refused():
    assert refusal(container("WordDocument", b"abc"), "ds.xls")[0] == "file_wrong_type"


@pytest.mark.parametrize("cut", [30, 400, 2000])
def test_a_workbook_cut_off_on_its_way_is_refused(cut):
    assert refusal(workbook((0, 0, "Họ và tên"))[:cut])[0] == "file_unreadable"


def test_a_workbook_whose_sheet_is_not_xml_is_refused():
    broken = rezipped(workbook((0, 0, "a")), xl__workbook_dot_xml=b"<workbook><sheets><sheet name='A'")
    assert refusal(broken)[0] == "file_unreadable"


def test_a_zip_bomb_is_refused_before_it_unfolds():
    bomb = rezipped(workbook((0, 0, "a")), xl__media__image1_dot_png=bytes(60 * 1024 * 1024))
    assert len(bomb) < 100_000
    assert refusal(bomb) == ("file_unpacks_too_large", {"unpacked_mb": 60, "limit_mb": 200})


def test_an_archive_with_thousands_of_parts_is_refused():
    parts = {f"xl__media__{number}": b"" for number in range(workbook_guard.MAX_ENTRIES)}
    assert refusal(rezipped(workbook((0, 0, "a")), **parts))[0] == "file_unpacks_too_large"


def test_a_part_that_lies_about_its_size_is_refused():
    data = bytearray(rezipped(workbook((0, 0, "a")), xl__media__image1_dot_png=b"\0" * 5000))
    size = (5000).to_bytes(4, "little")
    while size in data:
        at = data.index(size)
        data[at : at + 4] = (50).to_bytes(4, "little")
    assert refusal(bytes(data))[0] == "file_unreadable"


def test_one_filled_cell_in_the_last_row_is_refused_before_it_takes_all_memory():
    far = rezipped(workbook((0, 0, "a"), (1_048_575, 16_383, "z")))
    assert refusal(far) == ("too_many_rows", {"limit": 100_000})


def test_one_filled_cell_in_the_last_column_is_refused():
    assert refusal(workbook((0, 0, "a"), (5, 16_383, "z"))) == ("too_many_columns", {"limit": 256})


def test_a_far_cell_cannot_hide_behind_a_very_long_tag():
    sheet = b"<worksheet><sheetData><row><c " + b" " * 3_000_000 + b'r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    assert refusal(rezipped(workbook((0, 0, "a")), xl__worksheets__sheet1_dot_xml=sheet))[0] == "file_unreadable"


def test_a_far_cell_is_found_where_two_chunks_meet():
    lead = b"<worksheet><sheetData><row>"
    cell = b'<c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    for shift in (1, 5, 12):
        padding = b"<!--" + b"-" * ((1 << 20) - len(lead) - 7 - shift) + b"-->"
        hidden = rezipped(workbook((0, 0, "a")), xl__worksheets__sheet1_dot_xml=lead + padding + cell)
        assert refusal(hidden)[0] == "too_many_rows"


def test_one_huge_text_shown_in_every_cell_is_refused():
    data = workbook(*((row, column, "x") for row in range(300) for column in range(20)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        shared = archive.read("xl/sharedStrings.xml").replace(b"<t>x</t>", b"<t>" + b"x" * 500_000 + b"</t>")
    assert refusal(rezipped(data, xl__sharedStrings_dot_xml=shared))[0] == "file_unpacks_too_large"


def test_a_second_workbook_hidden_in_the_archive_is_refused():
    assert refusal(rezipped(workbook((0, 0, "a")), content_dot_xml=b"<office/>"))[0] == "file_wrong_type"


def test_a_sheet_formatted_to_the_last_row_but_empty_there_is_read():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet()
        page.write(0, 0, "Họ và tên")
        page.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    assert [row.cells for row in read_sheet(target.getvalue(), "ds.xlsx").rows] == [("Họ và tên",)]


def test_an_old_workbook_with_a_far_cell_takes_down_only_its_reader():
    data = bytearray(old_workbook("A", [["a", "b"]]))
    label = bytes.fromhex("0402") + (11).to_bytes(2, "little") + bytes(6)
    at = data.index(label)
    data[at + 4 : at + 8] = b"\xff\xff\xff\xff"
    assert refusal(bytes(data), "ds.xls")[0] in {"file_unreadable", "too_many_rows"}


def test_an_old_workbook_broken_in_its_table_of_sectors_is_refused():
    data = bytearray(old_workbook("A", [["a", "b"]]))
    data[44:80] = b"\xfe" * 36
    assert refusal(bytes(data), "ds.xls")[0] == "file_unreadable"


def test_a_workbook_that_announces_a_trillion_texts_takes_down_only_its_reader():
    data = workbook((0, 0, "a"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        shared = archive.read("xl/sharedStrings.xml").replace(b'uniqueCount="1"', b'uniqueCount="99999999999"')
    assert refusal(rezipped(data, xl__sharedStrings_dot_xml=shared))[0] == "file_unreadable"
