from datetime import UTC, date, datetime, timedelta

from congress.rules.local_time import day_of, local, midnight

EVENING = datetime(2025, 3, 2, 17, 0, tzinfo=UTC)


def test_midnight_here_is_five_in_the_afternoon_of_the_day_before_in_utc():
    assert (local(EVENING).hour, day_of(EVENING)) == (0, date(2025, 3, 3))


def test_the_minute_before_still_belongs_to_the_day_before():
    assert day_of(EVENING - timedelta(minutes=1)) == date(2025, 3, 2)


def test_a_day_begins_at_midnight_here():
    assert midnight(date(2025, 3, 3)) == EVENING
