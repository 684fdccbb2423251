"""Finding a person at the door by name."""

from congress.door import service as door
from tests.browsing import Browsing
from tests.door.conftest import Hall


def test_names_are_found_without_accents_and_homonyms_told_apart(hall: Hall):
    one, two = hall.build.unit("Xã Một"), hall.build.unit("Xã Hai")
    hall.people(1, unit=one, name="Nguyễn Thị Hòa", birth_year=1970)
    hall.people(1, unit=two, name="Nguyễn Thị Hoà", birth_year=1985, start=2)
    hall.people(1, name="Trần Hoàng", start=3)
    hall.people(1, name="Đặng Nguyễn Hoa", status="nominated", start=4)
    hall.scan(2)

    def find(text: str) -> list[tuple[int, int | None, str, bool]]:
        found = door.search_people(hall.meeting, hall.session, text)
        return [(person.number, person.birth_year, person.unit, person.inside) for person in found]

    assert find("nguyen hoa") == [(1, 1970, "Xã Một", False), (2, 1985, "Xã Hai", True)]
    assert find("HÒA nguyễn") == find("nguyen hoa")
    assert find("h") == []
    assert find("%") == []
    assert find("anh hoa") == []


def test_a_citizen_card_opens_the_search_for_its_name_and_its_number_is_neither_kept_nor_shown(hall: Hall, browse: Browsing):
    hall.people(2)
    hall.build.user("btc", role="organizer", meeting=hall.meeting)
    browse.sign_in("btc")
    card = "020185001234|082012345|Trần Thị Bình|01021985|Nữ|Xã Chi Lăng|10052021"
    page = browse.submit(f"/cua/{hall.meeting.number}", {"text": card, "nonce": "nonce-can-cuoc"})
    assert [button.attributes["value"] for button in page.all("button", name="text")] == ["2"]
    assert ("020185001234" in page.html, hall.inside()) == (False, 0)
