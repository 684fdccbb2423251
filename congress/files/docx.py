"""Official papers as editable .docx, in the form of Decree 30/2020, annex I."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from congress.files.docx_parts import (
    add_code,
    add_lines,
    add_rule,
    add_table,
    borderless,
    dress,
    page_number,
    set_up_page,
    style_body,
)
from congress.files.paper import (
    Annex,
    Basis,
    Block,
    CodeBlock,
    Header,
    Heading,
    Paper,
    Paragraph,
    Run,
    SignatureBlock,
    Table,
    recipient_lines,
    runs_of,
)
from congress.files.text import printable

_MADE_AT = datetime(2000, 1, 1, tzinfo=UTC)


def to_docx(paper: Paper) -> bytes:
    """Write a paper as a Word document: margins, face, page number from page 2 on, repeated table headings."""
    import docx

    document = docx.Document()
    style_body(document)
    _set_properties(document, paper)
    set_up_page(document.sections[0], landscape=paper.landscape, mark=printable(paper.mark))
    if paper.header is not None:
        _add_header(document, paper.header)
    _add_title(document, paper)
    _add_addressees(document, paper.addressees)
    _add_blocks(document, paper.blocks)
    _add_end(document, paper)
    for annex in paper.annexes:
        _add_annex(document, annex, printable(paper.mark))
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _set_properties(document, paper: Paper) -> None:
    """Neither the library's name nor the hour of making travel with an office's paper."""
    properties = document.core_properties
    properties.title = printable(f"{paper.title} {paper.summary}").strip()[:255]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = _MADE_AT
    properties.language = "vi-VN"


def _add_header(document, header: Header) -> None:
    table = borderless(document, rows=2, widths_mm=(63, 102))
    left, right = table.rows[0].cells
    add_lines(left, header.parent, size=13)
    add_lines(left, header.issuer, size=13, bold=True)
    add_rule(left, side_mm=22)
    if header.national:
        add_lines(right, header.national[:1], size=12.5, bold=True)
        add_lines(right, header.national[1:], size=13.5, bold=True)
        add_rule(right, side_mm=22)
    left, right = table.rows[1].cells
    add_lines(left, [f"Số: {header.number}"] if header.number else [], size=13)
    add_lines(left, [header.subject] if header.subject else [], size=12)
    add_lines(right, [header.place_and_date], size=13.5, italic=True)


def _add_title(document, paper: Paper) -> None:
    if paper.title:
        _line(document, paper.title, before=18, after=0)
    if paper.summary:
        _line(document, paper.summary, before=0, after=0)
        add_rule(document, side_mm=62)
    if paper.authority:
        _line(document, paper.authority, before=12, after=6)


def _line(document, text: str, *, before: int, after: int, italic: bool = False) -> None:
    paragraph = document.add_paragraph()
    dress(paragraph, [Run(printable(text), bold=not italic, italic=italic)], align="center", before=before, after=after)


def _add_addressees(document, addressees: Sequence[str]) -> None:
    if len(addressees) == 1:
        dress(document.add_paragraph(), [Run(f"Kính gửi: {printable(addressees[0])}")], align="center", before=12, after=12)
    elif addressees:
        dress(document.add_paragraph(), [Run("Kính gửi:")], align="left", before=12, after=2, left_mm=25)
        for left, line in zip(range(len(addressees) - 1, -1, -1), recipient_lines(addressees), strict=True):
            dress(document.add_paragraph(), [Run(line)], align="left", before=0, after=2 if left else 12, left_mm=43)


def _add_blocks(document, blocks: Sequence[Block]) -> None:
    for block in blocks:
        _add_block(document, block)


def _add_block(document, block: Block) -> None:
    if isinstance(block, Table):
        add_table(document, block)
    elif isinstance(block, Paragraph):
        indented = block.indent and block.align in {"justify", "left"}
        dress(document.add_paragraph(), runs_of(block), align=block.align, indented=indented)
    elif isinstance(block, Basis):
        dress(document.add_paragraph(), [Run(printable(block.text), italic=True)], indented=True)
    elif isinstance(block, Heading):
        _add_heading(document, block)
    elif isinstance(block, CodeBlock):
        add_code(document, block)
    else:
        document.add_page_break()


def _add_heading(document, heading: Heading) -> None:
    run = Run(printable(heading.text), bold=True, italic=heading.level == 3)
    inside = heading.level > 0
    paragraph = document.add_paragraph()
    dress(paragraph, [run], align="left" if inside else "center", indented=inside, before=8)
    paragraph.paragraph_format.keep_with_next = True


def _add_end(document, paper: Paper) -> None:
    if not (paper.signatures or paper.recipients):
        return
    # A page must not hold a signature alone: the last words stay with it.
    dress(document.add_paragraph(), [], after=0)
    for paragraph in document.paragraphs[-2:]:
        paragraph.paragraph_format.keep_with_next = True
    many = len(paper.signatures)
    if many <= 1:
        cells = borderless(document, rows=1, widths_mm=(78, 87)).rows[0].cells
        _add_recipients(cells[0], paper.recipients)
        if many:
            _add_signature(cells[1], paper.signatures[0])
        return
    cells = borderless(document, rows=1, widths_mm=(165 // many,) * many).rows[0].cells
    for cell, signature in zip(cells, paper.signatures, strict=True):
        _add_signature(cell, signature)
    _add_recipients(document, paper.recipients)


def _add_recipients(place, recipients: Sequence[str]) -> None:
    if recipients:
        add_lines(place, ["Nơi nhận:"], size=12, bold=True, italic=True, align="left")
        add_lines(place, recipient_lines(recipients), size=11, align="left")


def _add_signature(cell, signature: SignatureBlock) -> None:
    add_lines(cell, signature.capacity, size=14, bold=True)
    add_lines(cell, [signature.note] if signature.note else [], size=12, italic=True)
    add_lines(cell, [""] * 4 + [signature.name], size=14, bold=True)


def _add_annex(document, annex: Annex, mark: str) -> None:
    from docx.enum.section import WD_SECTION

    section = document.add_section(WD_SECTION.NEW_PAGE)
    set_up_page(section, landscape=annex.landscape, mark=mark)
    page_number(section, starts_at=1)
    for text in filter(None, (annex.label, annex.title)):
        _line(document, text, before=0, after=0)
    if annex.reference:
        _line(document, annex.reference, before=0, after=0, italic=True)
    add_rule(document, side_mm=102 if annex.landscape else 62)
    _add_blocks(document, annex.blocks)
