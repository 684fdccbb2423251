"""Units and groups as lists name them, and every problem of a row told at once."""

from datetime import date

import pytest

from congress.delegates.intake.cells import Defaults, Lookup, group_key, group_keys, read_row
from congress.delegates.intake.rows import Judged, Settings, judge
from congress.delegates.intake.table import Content, Line
from congress.delegates.scope import EVERYBODY
from congress.meetings.models import Meeting, SeatGroup
from congress.meetings.service import by_number
from congress.paths import read_seed
from congress.plans.groups import names_by_code, titles
from tests.conftest import NOW

TODAY = date(2025, 3, 3)


@pytest.fixture
def place(build):
    """A meeting of a district with two communes, one of them named like one of another district."""
    district = build.unit("Huyện Chi Lăng", kind="huyen", level="district")
    communes = [build.unit(name, parent=district) for name in ("Xã Quan Sơn", "Xã Nhân Lý")]
    return by_number(build.meeting(district).number), communes


@pytest.mark.parametrize(
    "text",
    [
        "Xã Quan Sơn, huyện Chi Lăng",
        "xã Quan Sơn - Chi Lăng",
        "Quan Sơn (huyện Chi Lăng)",
        "UBND xã Quan Sơn, huyện Chi Lăng",
        "Xã Quan Sơn",
    ],
)
def test_a_body_is_found_with_those_above_it(place, text: str):
    meeting, communes = place
    assert Lookup.of(meeting, communes).unit(text) == (communes[0].id,)


@pytest.mark.parametrize(
    "text", ["Xã Quan Sơn, huyện Hữu Lũng", "Xã Quan Sơn, huyện Chi Lăng, tỉnh Cao Bằng", ", huyện Chi Lăng", ",", " - "]
)
def test_a_body_of_another_place_is_not_taken_for_ours(place, text: str):
    meeting, communes = place
    assert Lookup.of(meeting, communes).unit(text) == ()


def group_of(text: str, *groups: tuple[str, str]) -> tuple[str, list[str]]:
    values = {"name": "Vi Văn Ba", "group": text}
    wish, problems = read_row(
        values,
        "",
        Lookup({}, group_keys([SeatGroup(code=code, name=name) for code, name in groups]), asks_group=True),
        Defaults(kind="guest"),
        TODAY,
    )
    return wish.group, [problem.code for problem in problems]


USUAL = tuple(titles().items())
GATHERED = (
    ("farmers_workers", "Nông dân, người trực tiếp sản xuất"),
    ("leaders", "Đại biểu lãnh đạo"),
    ("guests", "Khách mời"),
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nông dân và người trực tiếp sản xuất", "direct_producers"),
        ("NÔNG DÂN, NGƯỜI TRỰC TIẾP SẢN XUẤT", "direct_producers"),
        ("nong dan - truc tiep san xuat", "direct_producers"),
        ("Cán bộ, viên chức trực tiếp công tác", "direct_workers"),
        ("Khách mời", "guests"),
        ("Người tốt việc tốt", "good_deeds"),
    ],
)
def test_a_group_is_found_by_what_lists_call_it(text: str, code: str):
    assert group_of(text, *USUAL) == (code, [])


@pytest.mark.parametrize("text", ["Đại biểu lãnh đạo", "Điển hình tiên tiến tiêu biểu", "Nhóm lạ"])
def test_a_name_that_may_mean_two_groups_is_asked_about(text: str):
    assert group_of(text, *USUAL) == ("", ["cell_group_unknown"])


@pytest.mark.parametrize(("text", "code"), [("Lãnh đạo cấp trên", "leaders"), ("Nông dân", "farmers_workers")])
def test_a_group_of_the_committees_own_takes_in_what_it_gathers(text: str, code: str):
    assert group_of(text, *GATHERED) == (code, [])


def test_the_demonstration_calls_its_groups_as_the_seed_does():
    known = names_by_code()
    for story in ("scenario", "two-tier"):
        for groups in read_seed(f"demo/{story}")["groups"].values():
            for group in groups:
                called = [{group_key(name) for name in known[code]} for code in group["gathers"]]
                assert any(group_key(group["name"]) in names for names in called), group["name"]


def judged(meeting: Meeting, cells: dict[str, str], **settings: str) -> Judged:
    """One row of a list with these cells, as the preview judges it."""
    content = Content(dict(enumerate(cells)), (Line(2, "", tuple(cells.values())),), "", (), "unicode")
    wanted = Settings(dict(enumerate(cells)), "unicode", Defaults(**settings), {})
    return judge(meeting, EVERYBODY, content, wanted, NOW)[0]


def test_every_problem_of_a_row_is_told_at_once(place):
    row = judged(place[0], {"name": "1234", "unit": "Xã Lạ", "birth": "không rõ", "phone": "12", "title": "x" * 500})
    assert {(problem.field, problem.code) for problem in row.problems} == {
        ("name", "name_without_letters"),
        ("unit", "cell_unit_unknown"),
        ("birth", "birth_unreadable"),
        ("phone", "phone_wrong"),
        ("title", "text_long"),
        ("group", "group_missing"),
    }


def test_a_row_without_a_fault_is_new(place):
    row = judged(place[0], {"name": "Vi Văn Ba", "unit": "Xã Quan Sơn, huyện Chi Lăng", "group": "Khách mời"}, kind="guest")
    assert (row.state, row.problems, row.wish.group) == ("new", (), "guests")


def test_without_a_share_a_list_needs_no_column_of_groups(build):
    meeting = by_number(build.meeting(rule_set="plain").number)
    row = judged(meeting, {"name": "Vi Văn Ba", "unit": meeting.unit.name}, kind="official")
    assert (row.state, row.problems, row.wish.group) == ("new", (), "")
