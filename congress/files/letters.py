"""One letter for many people: a paper with slots, and what stands in the slots of each letter."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO

from congress.files.docx import to_docx
from congress.files.docx_parts import INDENT_MM, code_picture
from congress.files.paper import Paper
from congress.files.text import printable

OPEN, CLOSE = "\ue000", "\ue001"
"""Signs of the private use area round the name of a slot: no office types them."""

Fill = Mapping[str, str]


@dataclass(frozen=True)
class Letters:
    """`paper` holds slots made by `slot`; `fills` has an entry per letter with a text for each slot. At least one letter."""

    paper: Paper
    fills: Sequence[Fill]


def slot(name: str) -> str:
    """The place of a text that differs from letter to letter."""
    return f"{OPEN}{name}{CLOSE}"


def filled(text: str, fill: Fill) -> str:
    """The text with every slot filled."""
    if OPEN in text:
        for name, value in fill.items():
            text = text.replace(slot(name), printable(value))
    return text


def filled_data(data: object, fill: Fill) -> object:
    """The same through lists and dictionaries."""
    if isinstance(data, str):
        return filled(data, fill)
    if isinstance(data, list):
        return [filled_data(part, fill) for part in data]
    if isinstance(data, dict):
        return {key: filled_data(value, fill) for key, value in data.items()}
    return data


def letters_to_docx(letters: Letters) -> bytes:
    """One Word document with all letters, each in a section of its own."""
    return fill_docx(to_docx(letters.paper), letters.fills)


def fill_docx(paper: bytes, fills: Sequence[Fill]) -> bytes:
    """The same of a paper with slots that is a Word document already; its XML is cloned."""
    import docx
    from docx.oxml.ns import qn

    document = docx.Document(BytesIO(paper))
    body = document.element.body
    last = body[-1]
    page = [deepcopy(element) for element in body[:-1]]
    drawings = {blip.get(qn("r:embed")) for blip in body.iter(qn("a:blip"))}
    for element in list(body[:-1]):
        body.remove(element)
    for place, fill in enumerate(fills):
        if place:
            last.addprevious(_section_end(last))
        for element in page:
            copied = deepcopy(element)
            for text in copied.iter(qn("w:t")):
                text.text = filled(text.text or "", fill)
            last.addprevious(copied)
            _draw_codes(document.part, copied, place, fill)
    for drawing in drawings:
        del document.part.rels[drawing]
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _draw_codes(part, table, place: int, fill: Fill) -> None:
    """The letter's own code as a picture of its own; without one its lines stand alone, as wide as the page."""
    from docx.oxml.ns import qn
    from docx.shared import Mm
    from docx.text.paragraph import Paragraph

    for shown in list(table.iter(qn("wp:docPr"))):
        digits = filled(shown.get("name"), fill)
        _, told = table.iter(qn("w:tc"))
        lines = told.findall(qn("w:p"))
        for line in [line for line in lines if not "".join(line.itertext())]:
            told.remove(line)
        if digits:
            shown.set("name", f"QR {place + 1}")
            shown.set("id", str(place + 1))
            next(table.iter(qn("a:blip"))).set(qn("r:embed"), _pictured(part, place, digits))
            continue
        for line in told.findall(qn("w:p")):
            Paragraph(line, None).paragraph_format.first_line_indent = Mm(INDENT_MM)
            table.addprevious(line)
        table.getparent().remove(table)


def _pictured(part, place: int, digits: str) -> str:
    """The code kept as a picture of the document; the key of the picture.

    The library's own way compares each picture with all before it.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.parts.image import ImagePart

    key = f"code{place}"
    picture = ImagePart(PackURI(f"/word/media/{key}.png"), "image/png", code_picture(digits))
    part.load_rel(RELATIONSHIP_TYPE.IMAGE, picture, key)
    return key


def _section_end(properties):
    """A paragraph of one point that ends a section: same page, numbered from 1."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph, form, spacing = OxmlElement("w:p"), OxmlElement("w:pPr"), OxmlElement("w:spacing")
    for name, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(qn(f"w:{name}"), value)
    section = deepcopy(properties)
    for old in section.findall(qn("w:pgNumType")):
        section.remove(old)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section.find(qn("w:pgMar")).addnext(start)
    form.append(spacing)
    form.append(section)
    paragraph.append(form)
    return paragraph
