"""Guessing a password is slow, whether for one account, from one address, or many at once."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.auth.guessing import (
    FREE_FOR_ACCOUNT,
    LONGEST_WAIT,
    Attempts,
    count_attempt,
    succeeded,
)
from tests.gateway.conftest import Place

START = datetime(2026, 11, 22, tzinfo=UTC)


@given(st.lists(st.integers(0, 2000), max_size=200))
def test_whoever_guesses_for_a_day_gets_few_guesses(pauses: list[int]) -> None:
    now, attempts, guesses = START, Attempts(0, START), 0
    for pause in pauses:
        now += timedelta(seconds=pause)
        if attempts.wait(now):
            continue
        attempts, guesses = count_attempt(attempts, FREE_FOR_ACCOUNT, now), guesses + 1
        assert attempts.wait(now) <= LONGEST_WAIT
    # Five in a quarter of an hour are free; beyond that each costs a doubled wait.
    assert guesses <= FREE_FOR_ACCOUNT * ((now - START) / timedelta(minutes=15) + 1) + 12


def test_the_wait_doubles_and_has_an_end() -> None:
    now, attempts, waits = START, Attempts(0, START), []
    for _ in range(20):
        attempts = count_attempt(attempts, FREE_FOR_ACCOUNT, now)
        waits.append(attempts.wait(now).total_seconds())
        now += attempts.wait(now)
    assert waits[:8] == [0, 0, 0, 0, 1, 2, 4, 8]
    assert max(waits) == 900


def test_a_success_takes_its_own_count_back_and_a_quiet_time_forgets() -> None:
    attempts = Attempts(4, START)
    counted = count_attempt(attempts, FREE_FOR_ACCOUNT, START)
    assert counted.blocked_until is not None
    assert succeeded(counted, FREE_FOR_ACCOUNT) == Attempts(4, START, None)
    assert count_attempt(Attempts(40, START), FREE_FOR_ACCOUNT, START + timedelta(minutes=15)).failures == 1


def test_a_clock_that_was_set_back_holds_nobody_up_for_hours() -> None:
    wrong = START + timedelta(hours=2)
    attempts = count_attempt(Attempts(FREE_FOR_ACCOUNT, wrong), FREE_FOR_ACCOUNT, wrong)
    assert attempts.wait(wrong) and not attempts.wait(START)
    # What was counted is not forgotten, and holds up from now.
    again = count_attempt(attempts, FREE_FOR_ACCOUNT, START)
    assert timedelta() < again.wait(START) <= LONGEST_WAIT and again.failures == attempts.failures + 1
    # Nothing is gained on the machine whose clock is a little behind.
    assert attempts.wait(wrong - timedelta(seconds=30))


def _guess(place: Place, username: str) -> int:
    form = {"grant_type": "password", "username": username, "password": "guess"}
    return place.client().post("/oauth/token", data=form).status_code


def test_an_account_that_is_guessed_at_is_held_up_and_then_opens_again(place: Place) -> None:
    statuses = [_guess(place, "county-officer") for _ in range(FREE_FOR_ACCOUNT)]
    assert statuses == [400] * FREE_FOR_ACCOUNT
    answer = place.client().post("/oauth/token", data=place.grant("county-officer"))
    assert (answer.status_code, answer.json()["error"]) == (429, "slow_down")
    assert 1 <= int(answer.headers["retry-after"]) <= 2
    time.sleep(1.1)
    assert place.client().post("/oauth/token", data=place.grant("county-officer")).status_code == 200


def test_many_guesses_at_once_gain_nothing(place: Place) -> None:
    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(lambda _: _guess(place, "many-at-once"), range(24)))
    # The waits are 1, 2, 4 … s: a slow machine may be through with the first of them meanwhile.
    assert statuses.count(400) <= FREE_FOR_ACCOUNT + 2
    assert set(statuses) == {400, 429}


def test_an_unknown_name_takes_as_long_as_a_wrong_password(place: Place) -> None:
    def seconds(name: str) -> float:
        started = time.perf_counter()
        _guess(place, name)
        return time.perf_counter() - started

    wrong = statistics.median(seconds(name) for name in ["auditor", "finance-officer", "auditor", "finance-officer"])
    unknown = statistics.median(seconds(f"nobody-{n}") for n in range(4))
    assert 0.4 < unknown / wrong < 2.5


def test_no_username_is_kept_of_a_failed_attempt(place: Place) -> None:
    _guess(place, "a-password-typed-as-name")
    assert "a-password-typed-as-name" not in str(place.rows("SELECT * FROM sign_in_attempts"))
    assert "a-password-typed-as-name" not in place.log("gateway")
