"""Share, form and ceiling, asked from a file; every share against counting."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.solving.composition import form, limit, ratio
from congress.solving.reading import Unreadable


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.integers(0, 10))
def test_the_band_holds_exactly_the_counts_that_keep_the_share(number, tenths):
    share = Fraction(tenths, 10)
    least = ratio({"N": number, "share": f"{tenths}/10"})["band"]
    assert least == [min(k for k in range(number + 1) if 10 * k >= tenths * number), number]
    exact = ratio({"N": number, "share": f"{tenths}/10", "mode": "exact"})
    near = [k for k in range(number + 1) if abs(10 * k - tenths * number) < 10]
    assert exact["band"] == [near[0], near[-1]]
    assert exact["target"] == max(near, key=lambda k: (-abs(k - share * number), k))


@pytest.mark.parametrize(
    ("given_", "answer"),
    [
        (
            {"N": 301},
            {
                "band": [211, 301],
                "target": 211,
                "sentence": "7/10 của 301 nằm giữa 210 và 211; phần lẻ được tính lên, nhận từ 211 trở lên.",
            },
        ),
        (
            {"N": 300, "core": 209},
            {"band": [210, 300], "target": 210, "ok": False, "sentence": "7/10 của 300 là 210; nhận 210 trở lên."},
        ),
        (
            {"N": 5, "mode": "exact", "core": 3},
            {"band": [3, 4], "target": 4, "ok": True, "sentence": "7/10 của 5 nằm giữa 3 và 4; nhận 3 hoặc 4."},
        ),
        (
            {"N": 10, "mode": "exact", "core": 8},
            {"band": [7, 7], "target": 7, "ok": False, "sentence": "7/10 của 10 là 7; nhận 7 đúng số đó."},
        ),
        ({"N": 0, "core": 0}, {"band": [0, 0], "target": 0, "ok": True, "sentence": "7/10 của 0 là 0; nhận 0 trở lên."}),
    ],
)
def test_the_share_of_the_core(given_, answer):
    assert ratio(given_) == answer


@pytest.mark.parametrize("share", ["2/3", "4/6", "66.5%", "66,5%", Decimal("0.665"), "0,665", 1, 0])
def test_a_share_is_read_exactly(share):
    exact = {"2/3": Fraction(2, 3), "4/6": Fraction(2, 3), 1: Fraction(1), 0: Fraction(0)}.get(share, Fraction(133, 200))
    assert ratio({"N": 600, "share": share, "mode": "exact"})["target"] == exact * 600


@pytest.mark.parametrize("share", ["7/0", "8/7", "110%", "bảy phần mười", True, [7, 10], "-1/2", "7:3"])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(Unreadable, match="Tỷ lệ “share” phải"):
        ratio({"N": 10, "share": share})


@pytest.mark.parametrize(
    ("given_", "answer"),
    [
        ({"headcount": 199}, {"form": "plenary"}),
        ({"headcount": 200}, {"form": "undetermined"}),
        ({"headcount": 201}, {"form": "delegates"}),
        ({"headcount": 149, "threshold": 150}, {"form": "plenary"}),
        ({"headcount": 250, "delegates": 150, "district_delegates": 150}, {"form": "delegates", "ok": True}),
        ({"headcount": 250, "delegates": 151, "district_delegates": 150}, {"form": "delegates", "ok": False}),
        ({"headcount": 200, "delegates": 151, "district_delegates": 150}, {"form": "undetermined", "ok": False}),
        ({"headcount": 190, "delegates": 190, "district_delegates": 150}, {"form": "plenary", "ok": True}),
        ({"headcount": 250, "delegates": 150}, {"form": "delegates", "ok": True}),
        ({"headcount": 250, "district_delegates": 150}, {"form": "delegates"}),
    ],
)
def test_the_form_of_the_assembly(given_, answer):
    assert form(given_) == answer


@pytest.mark.parametrize(("number", "ok"), [(299, True), (300, True), (301, False)])
def test_the_ceiling_itself_is_kept(number, ok):
    assert limit({"N": number, "limit": 300}) == {"ok": ok}


@pytest.mark.parametrize(
    ("ask", "given_", "said"),
    [
        (ratio, {"N": Decimal("10.5")}, "Tổng số “N” phải là số nguyên, đang ghi 10,5. Hãy làm tròn thành số nguyên."),
        (ratio, {"N": 10, "mode": "most"}, "Cách tính “mode” phải là một trong “at_least”, “exact”, đang ghi “most” (chữ)."),
        (ratio, {"N": 10, "core": "7"}, "Số nòng cốt “core” phải là số nguyên, đang ghi “7” (chữ). Hãy bỏ dấu ngoặc kép: 7."),
        (form, {"delegates": 10}, "Thiếu “headcount”; hãy thêm vào “input”."),
        (form, {"headcount": -1}, "Số người “headcount” phải từ 0 đến 1.000.000, đang ghi -1."),
        (limit, {"N": 10, "limit": None}, "Thiếu “limit”; hãy thêm vào “input”."),
    ],
)
def test_what_cannot_be_read_says_which(ask, given_, said):
    with pytest.raises(Unreadable) as caught:
        ask(given_)
    assert caught.value.message == said
