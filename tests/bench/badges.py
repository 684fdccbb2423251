"""How long badges take: `python -m tests.bench.badges` prints the time and size for 300 and 2,000."""

import sys
import time

from congress.files.badges import BadgeEvent, BadgeFace, badges_pdf

EVENT = BadgeEvent("HỘI NGHỊ ĐIỂN HÌNH TIÊN TIẾN HUYỆN CHI LĂNG NĂM 2025", "Ngày 25/4/2025", "Trung tâm Hội nghị huyện")
NAMES = ("Vi Thị Hoà", "Nguyễn Thị Phương Thảo", "Công Tằng Tôn Nữ Thị Hoàng Phương Thảo", "Điểu K'Giắc", "Lò Vù Pà")
TITLES = ("Nông dân", "Chủ tịch Hội Nông dân xã", "Phó Chủ tịch Hội Liên hiệp Phụ nữ huyện kiêm Trưởng ban Chỉ đạo phong trào")
UNITS = ("Xã Vân Thủy", "Thị trấn Đồng Mỏ", "Trung tâm Văn hóa, Thể thao và Truyền thông huyện")
GROUPS = (("Người trực tiếp sản xuất", "#1f6f43"), ("Khách mời", "#f2c230"), ("Lãnh đạo, quản lý", "#b3202a"))
PRIME = 982_451_653_104_729


def face(number: int) -> BadgeFace:
    group, color = GROUPS[number % 3]
    code = f"{number * PRIME % 10**24:024d}"
    name, title, unit = NAMES[number % 5], TITLES[number % 3], UNITS[number % 3]
    return BadgeFace(f"{number:04d}", code, name, title, unit, group, color, seat=f"{'ABCDEF'[number % 6]} - {number % 40}")


def main() -> None:
    badges_pdf([face(0)], EVENT)  # fonts are opened once in a process
    for count in (300, 2_000):
        faces = [face(number) for number in range(count)]
        start = time.perf_counter()
        data = badges_pdf(faces, EVENT)
        seconds = time.perf_counter() - start
        sys.stdout.write(f"badges {count:>5}  {seconds:6.2f} s  {len(data) / 1e6:6.2f} MB\n")


if __name__ == "__main__":
    main()
