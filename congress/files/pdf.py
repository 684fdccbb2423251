"""Official papers as PDF."""

from collections.abc import Sequence

from congress.files import qr
from congress.files.letters import Fill, Letters, filled_data
from congress.files.paper import QR_MM, CodeBlock, Paper, Paragraph, as_data, recipient_lines, runs_of
from congress.files.typeset import typeset


def paper_to_pdf(paper: Paper) -> bytes:
    """Set a paper in the form of Decree 30/2020 with the shipped Times-width face; text is data, never markup."""
    return typeset("paper", {"qr_mm": QR_MM, "papers": [_drawn(page_data(paper))]})


def letters_to_pdf(letters: Letters) -> bytes:
    """Set a letter for each of many, one after the other in one file, each from a page of its own."""
    return fill_pdf(page_data(letters.paper), letters.fills)


def fill_pdf(page: dict, fills: Sequence[Fill]) -> bytes:
    """The same of the data of a paper with slots."""
    return typeset("paper", {"qr_mm": QR_MM, "papers": [_drawn(filled_data(page, fill)) for fill in fills]})


def _drawn(data: dict) -> dict:
    """The data with a drawing for each code."""
    for block in data["blocks"]:
        if block["kind"] == CodeBlock.__name__:
            block["drawing"] = qr.svg_of(qr.modules(block["digits"])) if block["digits"] else ""
    return data


def page_data(paper: Paper) -> dict:
    """A paper as the template reads it, its codes not yet drawn; fit for JSON."""
    data = as_data(paper)
    data["recipients"] = recipient_lines(paper.recipients)
    _split_paragraphs(paper.blocks, data["blocks"])
    for annex, annex_data in zip(paper.annexes, data["annexes"], strict=True):
        _split_paragraphs(annex.blocks, annex_data["blocks"])
    return data


def _split_paragraphs(blocks, data: list[dict]) -> None:
    for block, block_data in zip(blocks, data, strict=True):
        if isinstance(block, Paragraph):
            block_data["text"] = as_data(runs_of(block))
