from datetime import date

import pytest

from congress.rules.periods import Period, parse_period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025-Q1", Period("quarter", "2025-Q1", date(2025, 1, 1), date(2025, 3, 31))),
        ("2025-Q4", Period("quarter", "2025-Q4", date(2025, 10, 1), date(2025, 12, 31))),
        ("2025-02", Period("month", "2025-02", date(2025, 2, 1), date(2025, 2, 28))),
        ("2024-02", Period("month", "2024-02", date(2024, 2, 1), date(2024, 2, 29))),
        ("2024-12", Period("month", "2024-12", date(2024, 12, 1), date(2024, 12, 31))),
        ("2025-04-15", Period("day", "2025-04-15", date(2025, 4, 15), date(2025, 4, 15))),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text, period):
    assert parse_period(text) == period


@pytest.mark.parametrize("text", ["2025", "2025-13", "2025-Q5", "quý I", "2025-02-30"])
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_period(text)
