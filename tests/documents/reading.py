"""Reading papers back: the text of a Word file and of a PDF."""

import unicodedata
from io import BytesIO

import docx

from tests.files.papers import pages_of


def words(text: str) -> str:
    """NFC with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def docx_text(content: bytes) -> str:
    """All text of a Word file in order: paragraphs and cells, heads and feet left out."""
    document = docx.Document(BytesIO(content))
    texts = []
    for element in document.element.body.iter():
        if element.tag.endswith("}t"):
            texts.append(element.text or "")
        elif element.tag.endswith(("}p", "}br", "}tc")):
            texts.append(" ")
    return words("".join(texts))


def foot_text(content: bytes) -> str:
    """The foot of the first page of a Word file."""
    section = docx.Document(BytesIO(content)).sections[0]
    return words(" ".join(paragraph.text for paragraph in section.first_page_footer.paragraphs))


def pdf_text(content: bytes) -> str:
    """All text of a PDF."""
    return words(" ".join(pages_of(content)))
