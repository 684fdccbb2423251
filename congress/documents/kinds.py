"""Every paper the house makes: its code in addresses, its sign, what it needs, who usually receives it."""

from dataclasses import dataclass

FILED = "Lưu: VT"
ABOVE = ("Như trên", FILED)
INSIDE = ("Thường trực Ủy ban nhân dân", "Các đại biểu dự hội nghị", FILED)


@dataclass(frozen=True)
class PaperKind:
    """One paper. `sign` is the abbreviation of its type in the number ('' for lists, and for the letter, which has none).

    Signs are those of Decree 30/2020/NĐ-CP, annex III, part I. GTT alone is custom: the decree has no type giấy triệu tập.

    `needs` are codes of what the data must hold for a whole paper (see stock.py); without them it is made with a sentence
    or dots in their place. `elects` papers exist only where delegates are sent upward. `sealed` ones may show sensitive
    particulars or figures of them to those who may see them.
    """

    code: str
    sign: str = ""
    needs: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    elects: bool = False
    sealed: bool = False


ALL = (
    PaperKind("chuong-trinh", "CTr", ("day", "place", "programme", "published"), INSIDE),
    PaperKind("giay-moi", "GM", ("day", "place", "guests"), ABOVE),
    PaperKind("giay-trieu-tap", "GTT", ("day", "place", "officials", "settled"), ABOVE),
    PaperKind("danh-sach-dai-bieu", "", ("officials", "settled")),
    PaperKind("danh-sach-ky-ten", "", ("day", "officials")),
    PaperKind("quyet-dinh-khen-thuong", "QĐ", ("awards",), ("Như Điều 3", FILED)),
    PaperKind("danh-sach-trao-thuong", "", ("awards", "decided")),
    PaperKind("bien-ban-hoi-nghi", "BB", ("day", "place", "programme", "chairs"), (FILED,)),
    PaperKind("bien-ban-bieu-quyet", "BB", ("vote", "covers"), (FILED,), elects=True),
    PaperKind("danh-sach-trich-ngang", "", ("candidates",), elects=True, sealed=True),
    PaperKind("cong-van-gui-danh-sach", "", ("day", "candidates", "vote"), ABOVE, elects=True),
    PaperKind("bang-phan-bo", "", ("allocation",), elects=True),
    PaperKind("bao-cao-dai-bieu", "BC", ("officials", "settled", "doors"), (FILED,), sealed=True),
)
KINDS = {kind.code: kind for kind in ALL}
