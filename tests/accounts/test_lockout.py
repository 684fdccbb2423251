"""Ten wrong passwords in a row close a name for ten minutes."""

import pytest

from congress.accounts import lockout
from congress.accounts.lockout import LIMIT, SECONDS, Failures, sign_in_counted
from congress.errors import Refused
from tests.building import PASSWORD, Builder


def failing(failures: Failures, times: int, login: str = "lan", start: float = 100.0) -> None:
    for step in range(times):
        failures.add(login, start + step)


def code_of(failures: Failures, login: str, password: str, moment: float) -> str:
    with pytest.raises(Refused) as refusal:
        sign_in_counted(failures, moment, login, password)
    return refusal.value.code


def test_nine_failures_leave_the_name_open():
    failures = Failures()
    failing(failures, LIMIT - 1)
    failures.check("lan", 110.0)


def test_the_tenth_failure_closes_it_and_says_for_how_long():
    failures = Failures()
    failing(failures, LIMIT)
    with pytest.raises(Refused) as refusal:
        failures.check("lan", 109.0 + 61)
    assert (refusal.value.code, refusal.value.facts["minutes"]) == ("account_locked", 9)


def test_the_wait_is_ten_minutes_whatever_the_clock_shows():
    failures = Failures()
    for _time in range(LIMIT):
        failures.add("lan", 1234567.1)
    with pytest.raises(Refused) as refusal:
        failures.check("lan", 1234567.1)
    assert refusal.value.facts["minutes"] == 10


def test_another_spelling_of_the_name_is_the_same_name():
    failures = Failures()
    failing(failures, LIMIT, " LAN ")
    with pytest.raises(Refused):
        failures.check("lan", 120.0)


def test_another_name_stays_open():
    failures = Failures()
    failing(failures, LIMIT)
    failures.check("hoa", 120.0)


def test_after_ten_minutes_the_name_is_open_and_the_count_begins_again():
    failures = Failures()
    failing(failures, LIMIT)
    later = 109.0 + SECONDS
    failures.check("lan", later)
    failures.add("lan", later)
    failures.check("lan", later)


def test_a_right_password_ends_the_row():
    failures = Failures()
    failing(failures, LIMIT - 1)
    failures.forget("lan")
    failing(failures, LIMIT - 1, start=200.0)
    failures.check("lan", 210.0)


def test_the_names_kept_are_bounded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lockout, "NAMES_KEPT", 2)
    failures = Failures()
    failing(failures, LIMIT, "mot")
    failing(failures, LIMIT, "hai")
    failing(failures, LIMIT, "ba")
    failures.check("mot", 120.0)
    with pytest.raises(Refused):
        failures.check("ba", 120.0)


def test_the_answer_to_the_tenth_wrong_password_says_that_the_name_is_closed(build: Builder):
    build.user("lan")
    failures = Failures()
    failing(failures, LIMIT - 2)
    assert code_of(failures, "lan", "sai-mat-khau", 110.0) == "sign_in_failed"
    assert code_of(failures, "lan", "sai-mat-khau", 111.0) == "account_locked"


def test_a_closed_name_refuses_the_right_password_too(build: Builder):
    build.user("lan")
    failures = Failures()
    failing(failures, LIMIT)
    assert code_of(failures, "lan", PASSWORD, 120.0) == "account_locked"


def test_a_name_nobody_has_closes_alike(build: Builder):
    failures = Failures()
    failing(failures, LIMIT - 1, "khong-co")
    assert code_of(failures, "khong-co", "sai-mat-khau", 110.0) == "account_locked"


def test_signing_in_forgets_the_failures_before(build: Builder):
    user = build.user("lan")
    failures = Failures()
    failing(failures, LIMIT - 1)
    assert sign_in_counted(failures, 110.0, "lan", PASSWORD).id == user.id
    assert code_of(failures, "lan", "sai-mat-khau", 111.0) == "sign_in_failed"
