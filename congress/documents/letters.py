"""Giấy mời and giấy triệu tập: one page for each person, all in one file; many are prepared beside the server, in parts."""

import base64
from collections.abc import Sequence
from pathlib import Path

from congress.delegates.models import Delegate
from congress.documents import wording
from congress.documents.desk import Desk, item, people, plain
from congress.door.printing import jobs
from congress.files.docx import to_docx
from congress.files.letters import Letters, slot
from congress.files.paper import Block, CodeBlock, Paper, Paragraph, Run
from congress.files.pdf import page_data
from congress.meetings.models import Meeting

WITH_CODE = "Mã đón tiếp: xin mang theo giấy này hoặc thẻ đại biểu để quét khi vào cửa."
WITHOUT_CODE = "Mã đón tiếp: nhận cùng thẻ đại biểu tại bàn đón tiếp."

AT_ONCE = {"pdf": 100, "docx": 500}
"""So many letters are set while the page waits, a fifth and half of a second; more are prepared beside the server."""

PART = {"pdf": 250, "docx": 1000}
"""Letters set by one process; memory grows faster than their number."""


def are_many(content: Paper | Letters, form: str) -> bool:
    """Whether a page cannot wait for this file."""
    return isinstance(content, Letters) and len(content.fills) > AT_ONCE[form]


def begin(data_dir: Path, meeting: Meeting, code: str, letters: Letters, form: str) -> str:
    """Have letters prepared in numbered files; the token of the job.

    Raises:
        Refused: see `jobs.start`.
    """
    page = page_data(letters.paper) if form == "pdf" else base64.b64encode(to_docx(letters.paper)).decode()
    return jobs.start(data_dir, meeting, {"kind": code, "stem": code, "form": form, "page": page}, letters.fills, PART[form])


def invitations(desk: Desk) -> Letters:
    """Giấy mời for every guest; without guests one letter with room for the name."""
    found = people(desk.meeting, "guest")
    blocks = [_opened(desk, "trân trọng kính mời"), *_matter(desk, found), plain("Rất hân hạnh được đón tiếp./.")]
    return Letters(_letter(desk, "GIẤY MỜI", f"Dự {desk.meeting.title}", blocks), _fills(desk, found))


def summonses(desk: Desk) -> Letters:
    """Giấy triệu tập for every official delegate who is approved, else for everybody on the list."""
    found = people(desk.meeting, "official", settled=True)
    blocks = [
        _opened(desk, "triệu tập"),
        item("Là đại biểu chính thức dự", f"{desk.meeting.title}."),
        item("Số thẻ đại biểu", f"{slot('number')}."),
        *_matter(desk, found)[1:],
        plain(
            "Đề nghị đại biểu mang theo giấy này và thẻ đại biểu, có mặt trước giờ khai mạc 15 phút. "
            "Trường hợp không dự được, đề nghị báo cơ quan triệu tập trước ngày họp để cử người thay thế./."
        ),
    ]
    return Letters(_letter(desk, "GIẤY TRIỆU TẬP", f"Đại biểu dự {desk.meeting.title}", blocks), _fills(desk, found))


def _letter(desk: Desk, title: str, summary: str, blocks: Sequence[Block]) -> Paper:
    return Paper(
        title,
        blocks,
        header=desk.header(),
        summary=summary,
        recipients=desk.particulars.recipients,
        signatures=(desk.signature(),),
    )


def _opened(desk: Desk, verb: str) -> Paragraph:
    return Paragraph([Run(f"{desk.particulars.organ} {verb}: "), Run(slot("name"), bold=True), Run(slot("title"))])


def _matter(desk: Desk, found: Sequence[Delegate]) -> list[Block]:
    return [
        item("Tới dự", f"{desk.meeting.title}."),
        item("Thời gian", f"{desk.when()}."),
        item("Địa điểm", f"{desk.where()}."),
        *([CodeBlock(slot("code"), (slot("entrance"), slot("page")))] if found and desk.codes is not None else []),
    ]


def _fills(desk: Desk, found: Sequence[Delegate]) -> list[dict[str, str]]:
    empty = {"name": "…………………………………………", "title": "", "number": "……"}
    return [_fill(desk, delegate) for delegate in found] or [empty]


def _fill(desk: Desk, delegate: Delegate) -> dict[str, str]:
    told = wording.affiliation(delegate.title or delegate.person.title, delegate.unit)
    code, page = (desk.codes or {}).get(delegate.number, ""), desk.addresses.get(delegate.number, "")
    return {
        "name": f"{wording.salutation(delegate.person)} {delegate.person.name}",
        "title": f"{f', {told}' if told else ''}.",
        "number": str(delegate.number),
        "code": code,
        "entrance": WITH_CODE if code else WITHOUT_CODE,
        "page": f"Trang riêng (chương trình, chỗ ngồi, ô trả lời): {page}" if page else "",
    }
