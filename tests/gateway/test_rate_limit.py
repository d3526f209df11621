"""Each client has its own measure."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.auth import Caller
from gateway.rate_limit.bucket import Bucket, Limit, take
from gateway.rate_limit.limits import Limits, RateLimits, TooManyRequests, load_limits
from gateway.settings import HERE
from tests.gateway.conftest import Place

LIMIT = Limit(rate=10, burst=20)


@given(st.lists(st.floats(0, 3), max_size=300))
def test_never_more_than_rate_and_burst(pauses: list[float]) -> None:
    bucket, now, passed = Bucket(LIMIT.burst, 0.0), 0.0, 0
    for pause in pauses:
        now += pause / 10
        verdict = take(bucket, LIMIT, now)
        passed += verdict.allowed
        assert verdict.allowed or verdict.wait >= 1
    assert passed <= LIMIT.burst + LIMIT.rate * now + 1


def test_whoever_waits_as_told_may_call_again() -> None:
    bucket = Bucket(0.0, 100.0)
    refused = take(bucket, LIMIT, 100.0)
    assert not refused.allowed
    assert take(bucket, LIMIT, 100.0 + refused.wait).allowed


def test_clients_do_not_use_up_each_others_measure() -> None:
    limits = RateLimits(Limits(staff=Limit(1, 2), department=Limit(1, 1), address=Limit(1, 1)))
    one, other = Caller(subject="a", kind="staff"), Caller(subject="b", kind="staff")
    limits.take_caller(one)
    assert (b"ratelimit", b'"staff";r=0;t=1') in limits.take_caller(one)
    with pytest.raises(TooManyRequests) as refused:
        limits.take_caller(one)
    assert refused.value.headers == {"RateLimit-Policy": '"staff";q=2;w=2', "RateLimit": '"staff";r=0;t=1'} | {
        "Retry-After": "1"
    }
    limits.take_caller(other)


def test_many_addresses_fill_no_memory() -> None:
    limits = RateLimits(load_limits(HERE / "rate_limit" / "limits.yaml"))
    for number in range(30_000):
        limits.take_address(str(number))
    assert len(limits._buckets) <= 20_000


def test_an_answer_says_what_is_left(place: Place) -> None:
    headers = place.staff().get("/api/registry/v1/echo/1").headers
    assert headers["ratelimit-policy"] == '"staff";q=400;w=2'
    assert headers["ratelimit"].startswith('"staff";r=')


def test_too_many_calls_are_a_429(place: Place) -> None:
    client = place.client()
    statuses = [client.post("/oauth/revoke", data={"token": "x"}).status_code for _ in range(250)]
    assert statuses.count(429) > 0
    assert set(statuses) == {200, 429}
    refused = client.post("/oauth/revoke", data={"token": "x"})
    if refused.status_code == 429:
        assert int(refused.headers["retry-after"]) >= 1
        assert refused.json()["type"].endswith("/too-many-requests")
    time.sleep(3)  # the tests that follow sign in from the same address
