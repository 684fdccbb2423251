"""The list a device holds."""

from base64 import urlsafe_b64encode

from flask import Flask

from congress.door import service as door
from congress.rules.admission import code_digest
from tests.building import ACTOR
from tests.door.conftest import Hall
from tests.door.paired import paired


def digest(code: str) -> str:
    """A code as the list names it."""
    return urlsafe_b64encode(code_digest(code)).decode()


def test_a_person_is_on_the_list_with_the_least_a_door_needs(hall: Hall, app: Flask):
    hall.people(1, unit=hall.build.unit("Xã Gia Lộc"), seat="Hàng A", note="Nhận thưởng")
    group = hall.meeting.groups[0]
    document = paired(hall, app).roster()
    (person,) = document.pop("people")
    assert person == {
        "digest": digest(hall.codes[1]),
        "number": "1",
        "name": "Nguyễn Văn An",
        "key": "nguyen van an",
        "unit": "Xã Gia Lộc",
        "group": group.name,
        "colour": group.colour,
        "kind": "official",
        "seat": "Hàng A",
        "note": "Nhận thưởng",
        "standing": "live",
        "flag": "",
        "gates": [],
        "sessions": [],
        "inside": {},
        "main": True,
    }
    assert (document["full"], document["removed"], document["total"], set(document)) == (
        True, [], 1, {"version", "full", "removed", "total", "rehearsal", "exits", "cards"}
    )  # fmt: skip


def test_dead_codes_are_on_the_list_and_nominees_are_not(hall: Hall, app: Flask):
    hall.people(3)
    hall.people(1, status="nominated", start=4)
    old = dict(hall.codes)
    live = {number: door.badges.history(door.badges.delegate_of(hall.meeting, number))[0].id for number in (1, 2)}
    door.reissue(ACTOR, hall.now, hall.meeting, 1, "lost", hall.sealer, seen=live[1], reason="Rơi")
    door.reissue(ACTOR, hall.now, hall.meeting, 2, "withdrawn", hall.sealer, seen=live[2], reason="Thôi dự")
    hall.read_codes()
    found = {
        p["digest"] or "#" + p["number"]: (p["standing"], p["flag"], p["main"]) for p in paired(hall, app).roster()["people"]
    }
    assert found == {
        digest(hall.codes[1]): ("live", "", True),
        digest(old[1]): ("replaced", "", False),
        "#2": ("withdrawn", "badge_recalled", True),
        digest(old[2]): ("withdrawn", "badge_recalled", False),
        digest(hall.codes[3]): ("live", "", True),
    }


def test_only_what_changed_is_sent_to_who_has_a_list(hall: Hall, app: Flask):
    hall.people(3)
    phone = paired(hall, app)
    first = phone.roster()
    hall.scan(2)
    second = phone.roster(first["version"])
    assert (second["full"], [p["number"] for p in second["people"]], second["removed"]) == (False, ["2"], [])
    assert second["people"][0]["inside"] == {"1": {"at": "2025-03-03T01:00:00+00:00", "gate": "Cửa 1"}}
    live = door.badges.history(door.badges.delegate_of(hall.meeting, 3))[0].id
    door.reissue(ACTOR, hall.now, hall.meeting, 3, "withdrawn", hall.sealer, seen=live, reason="Thôi dự")
    third = phone.roster(second["version"])
    assert {p["digest"] for p in third["people"]} == {"", digest(hall.codes[3])}
    assert (third["removed"], third["total"]) == ([], 3)
    door.reissue(ACTOR, hall.now, hall.meeting, 3, "lost", hall.sealer, seen=None, reason="Dự lại")
    assert phone.roster(third["version"])["removed"] == ["#3"]


def test_nothing_new_is_304_and_an_unknown_version_gets_everything(hall: Hall, app: Flask):
    hall.people(2)
    phone = paired(hall, app)
    first = phone.get("roster")
    again = phone.get("roster", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for since in ("17", "x", "-1", "9" * 40, ""):
        answer = phone.get(f"roster?since={since}").get_json()
        assert (answer["full"], answer["total"]) == (True, 2)
    assert phone.roster(first.get_json()["version"])["people"] == []
