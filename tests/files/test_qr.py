import numpy as np
import pytest
import zxingcpp

from congress.errors import Refused
from congress.files import qr


def decode(dark: qr.Matrix) -> zxingcpp.Barcode:
    scale, quiet = 6, 4
    small = np.pad(np.array(dark), quiet)
    picture = np.where(np.kron(small, np.ones((scale, scale), bool)), 0, 255).astype(np.uint8)
    [found] = zxingcpp.read_barcodes(picture)
    return found


@pytest.mark.parametrize("code", ["012345678901234567890123", "0", "000000000000000000000000", "9" * 27])
def test_a_badge_code_is_read_back_digit_for_digit(code):
    assert decode(qr.modules(code)).text == code


def test_a_badge_code_is_always_version_1_at_level_q():
    assert len(qr.modules("1")) == len(qr.modules("9" * 27)) == 21
    assert decode(qr.modules("123456789012345678901234")).ec_level == "Q"


@pytest.mark.parametrize("code", ["", "12a4", "9" * 28, "１２３", "-12", "1 2"])
def test_a_badge_code_that_is_not_up_to_27_digits_is_refused(code):
    with pytest.raises(Refused) as refused:
        qr.modules(code)
    assert (refused.value.code, refused.value.facts) == ("qr_not_digits", {"limit": 27})


def test_any_text_with_accents_is_read_back():
    text = "https://thidua.example/dai-bieu?ten=Nguyễn Văn Hoà"
    assert decode(qr.matrix(text)).text == text


def test_a_text_no_code_can_hold_is_refused():
    with pytest.raises(Refused) as refused:
        qr.matrix("x" * 4000)
    assert refused.value.code == "qr_too_long"


def test_runs_cover_exactly_the_dark_modules():
    dark = qr.modules("314159265358979323846264")
    drawn = {(row, column + step) for row, column, length in qr.runs(dark) for step in range(length)}
    assert drawn == {(r, c) for r, row in enumerate(dark) for c, module in enumerate(row) if module}


def test_the_same_code_is_drawn_the_same_each_time():
    assert qr.svg("0123456789") == qr.svg("0123456789")


def test_the_drawing_carries_its_quiet_zone_and_no_inline_style():
    drawing = qr.svg("0123456789")
    assert drawing.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29"')
    assert "style" not in drawing
