"""How long badges take: `python -m tests.bench.badges` prints time, size and memory for 300, 2,000 and 10,000."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from congress.files.badges import BadgeEvent, BadgeFace, badges_pdf

EVENT = BadgeEvent("HỘI NGHỊ ĐIỂN HÌNH TIÊN TIẾN HUYỆN CHI LĂNG NĂM 2025", "Ngày 25/4/2025", "Trung tâm Hội nghị huyện")
NAMES = ("Vi Thị Hoà", "Nguyễn Thị Phương Thảo", "Công Tằng Tôn Nữ Thị Hoàng Phương Thảo", "Điểu K'Giắc", "Lò Vù Pà")
TITLES = ("Nông dân", "Chủ tịch Hội Nông dân xã", "Phó Chủ tịch Hội Liên hiệp Phụ nữ huyện kiêm Trưởng ban Chỉ đạo phong trào")
UNITS = ("Xã Vân Thủy", "Thị trấn Đồng Mỏ", "Trung tâm Văn hóa, Thể thao và Truyền thông huyện")
GROUPS = (("Người trực tiếp sản xuất", "#1f6f43"), ("Khách mời", "#f2c230"), ("Lãnh đạo, quản lý", "#b3202a"))
PRIME = 982_451_653_104_729
SECONDS = {300: 1.5, 2_000: 5.0}
MOST_BYTES = 5.0
MANY, PART = 10_000, 500
MOST_MEMORY = 300


@dataclass(frozen=True)
class Line:
    """A figure beside its bound."""

    name: str
    value: float
    bound: float
    unit: str

    @property
    def verdict(self) -> str:
        """OK within the bound."""
        return "OK" if self.value <= self.bound else "OVER"


def face(number: int) -> BadgeFace:
    """A badge that differs from every other by its code, and by name, title, unit and group from its neighbours."""
    group, color = GROUPS[number % 3]
    code = f"{number * PRIME % 10**24:024d}"
    name, title, unit = NAMES[number % 5], TITLES[number % 3], UNITS[number % 3]
    return BadgeFace(f"{number:04d}", code, name, title, unit, group, color, seat=f"{'ABCDEF'[number % 6]} - {number % 40}")


def measure() -> Iterator[Line]:
    """300 and 2,000 badges in one PDF, 10,000 in numbered parts of 500 in one zip."""
    badges_pdf([face(0)], EVENT)  # fonts are opened once in a process
    for count, bound in SECONDS.items():
        start = time.perf_counter()
        data = badges_pdf([face(number) for number in range(count)], EVENT)
        yield Line(f"{count:,} badges", time.perf_counter() - start, bound, "s")
        yield Line(f"{count:,} badges, size", len(data) / 1e6, MOST_BYTES, "MB")
    yield from _parts()


def _parts() -> Iterator[Line]:
    """10,000 badges as the application prepares them; the memory is that of the largest process of the work."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        for number, first in enumerate(range(0, MANY, PART), start=1):
            rows = [asdict(face(place)) for place in range(first, first + PART)]
            (folder / f"part-{number:03d}.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        job = {"kind": "badges", "form": "pdf", "layout": "a6x4", "backs": False, "offset": [0, 0], "event": asdict(EVENT)}
        shape = {"stem": "the", "parts": MANY // PART, "count": MANY}
        (folder / "job.json").write_text(json.dumps(job | shape, ensure_ascii=False), encoding="utf-8")
        start = time.perf_counter()
        told = subprocess.run(
            [sys.executable, "-m", "tests.bench.badges", str(folder)], capture_output=True, text=True, check=True
        )
        yield Line(f"{MANY:,} badges in parts of {PART}", time.perf_counter() - start, 60, "s")
        yield Line(f"{MANY:,} badges, memory of the largest process", int(told.stdout) / 1024, MOST_MEMORY, "MB")
        yield Line(f"{MANY:,} badges, size", (folder / "result").stat().st_size / 1e6, MOST_BYTES * MANY / 2_000, "MB")


def watch(folder: Path) -> int:
    """Do the work of a folder in processes of its own; kilobytes of the largest of them."""
    subprocess.run([sys.executable, "-m", "congress.files.print_parts", str(folder)], check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def main() -> None:
    """Print the figures."""
    if len(sys.argv) > 1:
        sys.stdout.write(str(watch(Path(sys.argv[1]))))
        return
    for line in measure():
        sys.stdout.write(f"{line.name:<50}{line.value:>9.2f} {line.unit:<3} (bound {line.bound:g}) {line.verdict}\n")


if __name__ == "__main__":
    main()
