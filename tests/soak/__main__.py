"""`python -m tests.soak`: every long count, then the table of `make bench`; both are written to docs/measured.md."""

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.bench import allocation, databases, report, roster
from tests.soak import doors, examples, inserting, killing, scanning

WRITTEN = Path(__file__).resolve().parents[2] / "docs" / "measured.md"
HEAD = """# Các con số đã đo

Tệp này do `make soak` ghi, không sửa bằng tay. Thời gian tính bằng mili giây (ms) hoặc giây (s); “processor” là thời gian
bộ xử lý làm việc cho một lần mở trang, không kể lúc chờ các chương trình khác trên máy. Giới hạn: mỗi trang 100 ms ở trung vị
và 60.000 byte HTML, lần tải đầu 200 KB, khởi động 1,5 s, 300 thẻ 1,5 s, 2.000 thẻ 5 s. Vài trang vượt 60.000 byte vì in hoặc
sửa trọn một bảng (danh sách ký tên, bảng trao thưởng, bảng phân bổ, chương trình, tạo hội nghị cho mọi xã).
"""


def main() -> None:
    """Count, print as it goes, and write the file."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="folder of the full database, built once")
    parser.add_argument("--without-pages", action="store_true", help="only the long counts; nothing is written")
    wanted = parser.parse_args()
    told = [HEAD]
    with tempfile.TemporaryDirectory(prefix="congress-soak-") as folder:
        told += _told(_counts(Path(folder)))
    if wanted.without_pages:
        return
    with databases.folder_of(wanted.keep) as folder:
        told += _told(_measured(folder))
    WRITTEN.write_text("\n".join(told), encoding="utf-8")


def _counts(folder: Path) -> Iterator[tuple[str, Iterable[str]]]:
    yield "Điều kiện", report.conditions()
    yield "Tắt máy chủ giữa lúc ghi", killing.run(folder)
    yield "Tắt máy chủ giữa lúc quét thẻ", doors.run_both(folder)
    yield "Tám cửa cùng lúc", scanning.run(folder)
    yield "Mười vạn dòng một lần", inserting.run(folder)
    yield "Quy tắc với nhiều ví dụ", examples.run()


def _measured(folder: Path) -> Iterator[tuple[str, Iterable[str]]]:
    app, ground = databases.ready(folder)
    yield "Từng trang, SQLite", report.page_lines(app, ground)
    yield "Khởi động, lần tải đầu, bộ nhớ", report.wire_lines(app, folder)
    yield "Thẻ", report.badge_lines()
    yield "Cửa", report.door_lines()
    yield "Bảng phân bổ 120 đơn vị, 10 nhóm", report.workbench_lines()
    yield "Phân bổ", allocation.lines()
    yield "Chọn đại biểu", roster.lines()
    with databases.postgresql(folder) as address:
        other, ground = databases.ready(folder, address)
        yield "Từng trang, PostgreSQL", report.page_lines(other, ground)
        databases.leave(other)


def _told(sections: Iterable[tuple[str, Iterable[str]]]) -> Iterator[str]:
    """Markdown of each section; every line is printed as soon as it is known."""
    for heading, lines in sections:
        sys.stdout.write(f"\n{heading}\n")
        kept = []
        for line in lines:
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
            kept.append(line)
        yield "\n".join([f"## {heading}", "", "```text", *kept, "```", ""])


if __name__ == "__main__":
    main()
