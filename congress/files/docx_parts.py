"""The parts a Word paper is made of: page, paragraph, rule, borderless grid, table with a repeated heading."""

from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO

from congress.files import qr
from congress.files.paper import BODY_PT, FACE, MARGINS_MM, QR_MM, CodeBlock, Run, SectionRow, Table
from congress.files.text import printable

INDENT_MM = 12.7
LONG_MM, SHORT_MM = 297, 210
_DOTS = 12


def style_body(document) -> None:
    """The face and size of running text, for Latin and Vietnamese alike, spacing single with 6 pt after."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style = document.styles["Normal"]
    style.font.name = FACE
    style.font.size = Pt(BODY_PT)
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        faces.set(qn(script), FACE)
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def set_up_page(section, *, landscape: bool, mark: str) -> None:
    """A4 with the decree's margins; page number centred in the top margin but not on the first page; the mark in each foot."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(LONG_MM), Mm(SHORT_MM)) if landscape else (Mm(SHORT_MM), Mm(LONG_MM))
    for side, millimetres in MARGINS_MM.items():
        setattr(section, f"{side}_margin", Mm(millimetres))
    section.header_distance = section.footer_distance = Mm(9)
    section.different_first_page_header_footer = True
    for header in (section.header, section.first_page_header):
        header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    dress(number, [], align="center", after=0)
    _add_field(number, "PAGE", size=13)
    for footer in (section.footer, section.first_page_footer):
        footer.is_linked_to_previous = False
        if mark:
            dress(footer.paragraphs[0], [Run(mark)], align="center", after=0, size=9)


def page_number(section, *, starts_at: int) -> None:
    """Number the pages of a section from its own first page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    kind = OxmlElement("w:pgNumType")
    kind.set(qn("w:start"), str(starts_at))
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    section._sectPr.find(qn("w:pgMar")).addnext(kind)


def _add_field(paragraph, code: str, *, size: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run()
    run.font.size = Pt(size)
    for kind in ("begin", None, "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        run._r.append(element)


def dress(
    paragraph,
    runs: Sequence[Run],
    *,
    align: str = "justify",
    indented: bool = False,
    before: int = 0,
    after: int = 6,
    left_mm: int = 0,
    size: float = 0,
) -> None:
    """Fill a paragraph with runs and lay it out; lengths in points unless named mm; `size` 0 keeps the running size."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    form = paragraph.paragraph_format
    form.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
    form.space_before, form.space_after = Pt(before), Pt(after)
    if indented:
        form.first_line_indent = Mm(INDENT_MM)
    if left_mm:
        form.left_indent = Mm(left_mm)
    for run in runs:
        added = paragraph.add_run(run.text)
        added.bold, added.italic = run.bold or None, run.italic or None
        if size:
            added.font.size = Pt(size)


def add_lines(
    place, lines: Sequence[str], *, size: float, bold: bool = False, italic: bool = False, align: str = "center"
) -> None:
    """Add each line as a paragraph of its own to a cell or the document, the first into a cell's empty paragraph."""
    for line in lines:
        dress(_fresh(place), [Run(printable(line), bold, italic)], align=align, after=0, size=size)


def _fresh(place):
    """The empty paragraph that a new cell comes with, once, or a new paragraph."""
    paragraphs = place.paragraphs
    is_new_cell = hasattr(place, "_tc") and len(paragraphs) == 1 and not paragraphs[0].runs and not paragraphs[0]._p.pPr
    return paragraphs[0] if is_new_cell else place.add_paragraph()


def add_rule(place, *, side_mm: int) -> None:
    """A thin line, in from both sides: a low paragraph with a border, which every word processor keeps."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    paragraph = place.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(side_mm)
    form.space_before, form.space_after, form.line_spacing = Pt(3), Pt(6), Pt(3)
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def borderless(document, *, rows: int, widths_mm: Sequence[int]):
    """A grid without lines that holds what stands side by side; its rows are never broken over pages."""
    table = document.add_table(rows=rows, cols=len(widths_mm))
    _fix_widths(table, widths_mm)
    _pad_cells(table, sides_mm=0, above_mm=0)
    for row in table.rows:
        _mark_row(row, "w:cantSplit")
    return table


def _fix_widths(table, widths_mm: Sequence[float]) -> None:
    from docx.shared import Mm

    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _pad_cells(table, *, sides_mm: float, above_mm: float) -> None:
    """Room between the text and the lines of every cell; Word's own is too wide for columns of two letters."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side, millimetres in (("top", above_mm), ("left", sides_mm), ("bottom", above_mm), ("right", sides_mm)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(millimetres * 56.7)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    properties.append(margins) if look is None else look.addprevious(margins)


def _mark_row(row, *marks: str) -> None:
    from docx.oxml import OxmlElement

    for mark in marks:
        row._tr.get_or_add_trPr().append(OxmlElement(mark))


def add_code(document, block: CodeBlock) -> None:
    """A badge code beside its lines; its drawing is named by the digits, a slot among them, for `letters_to_docx` to fill."""
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.shared import Mm

    drawn, told = borderless(document, rows=1, widths_mm=(QR_MM + 4, 161 - QR_MM)).rows[0].cells
    told.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    picture = drawn.paragraphs[0].add_run().add_picture(BytesIO(code_picture("0")), Mm(QR_MM))
    picture._inline.docPr.set("name", block.digits)
    dress(drawn.paragraphs[0], [], align="left", after=0)
    for place, line in enumerate(block.lines):
        dress(_fresh(told), [Run(printable(line), bold=place == 0)], align="left")


def code_picture(digits: str) -> bytes:
    """A badge code as a picture for Word."""
    return qr.png(qr.modules(digits), _DOTS)


def add_table(document, table: Table) -> None:
    """A ruled table: heading repeated on each page, rows unbroken, shares of the width kept, space after it.

    Each kind of row is dressed once and copied: the library looks through the whole table for every cell it is asked for.
    """
    section = document.sections[-1]
    room = (section.page_width - section.left_margin - section.right_margin) / 36_000
    whole = sum(column.width for column in table.columns)
    sheet = document.add_table(rows=4, cols=len(table.columns), style="Table Grid")
    _fix_widths(sheet, [room * column.width / whole for column in table.columns])
    _pad_cells(sheet, sides_mm=1.2, above_mm=0.8)
    heading, plain, inside, total = sheet.rows
    aligns = [column.align for column in table.columns]
    _dress_row(heading.cells, table, bold=True, aligns=["center"] * len(aligns))
    _mark_row(heading, "w:cantSplit", "w:tblHeader")
    _dress_row(plain.cells, table, bold=False, aligns=aligns)
    _dress_row([inside.cells[0].merge(inside.cells[-1])], table, bold=True, aligns=["left"])
    _dress_row(total.cells, table, bold=True, aligns=aligns)
    for row in (plain, inside, total):
        _set_height(row, table)
    _write(heading._tr, [column.title for column in table.columns])
    for row in table.rows:
        model, texts = (inside, [row.text]) if isinstance(row, SectionRow) else (plain, row)
        sheet._tbl.append(_write(deepcopy(model._tr), texts))
    if table.total:
        sheet._tbl.append(_write(deepcopy(total._tr), table.total))
    for row in (plain, inside, total):
        sheet._tbl.remove(row._tr)
    dress(document.add_paragraph(), [], after=0, size=6)


def _dress_row(cells, table: Table, *, bold: bool, aligns: Sequence[str]) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

    for cell, align in zip(cells, aligns, strict=True):
        dress(cell.paragraphs[0], [Run("", bold)], align=align, after=0, size=table.size)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _set_height(row, table: Table) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Mm

    _mark_row(row, "w:cantSplit")
    if table.row_mm:
        row.height, row.height_rule = Mm(table.row_mm), WD_ROW_HEIGHT_RULE.AT_LEAST


def _write(row, texts: Sequence[str]):
    """Put a text into the one run of each cell of a row; the row."""
    from docx.oxml.ns import qn

    for run, text in zip(row.iter(qn("w:r")), texts, strict=True):
        run.text = printable(text)
    return row
