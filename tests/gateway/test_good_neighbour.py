"""Circuit breakers, retries of reads alone, 304, compression, and an end to callers who take nothing."""

import gzip
import socket
import time
import zlib
from pathlib import Path

import brotli
import httpx
import pytest

from chassis.data_files import BadDataFile
from gateway.proxy.breaker import Breaker, Breaking, load_breaking
from gateway.proxy.compress import compressed, encoding_for
from gateway.proxy.known_already import is_known
from gateway.proxy.upstream import Answer
from gateway.settings import HERE
from tests.gateway.conftest import Place
from tests.gateway.upstream import PERSON

RULES = Breaking(failures=3, open_seconds=5, retries=1, retry_after_ms=100)
ECHO = "/api/registry/v1/echo/1"


def test_a_breaker_opens_tries_and_closes() -> None:
    breaker = Breaker(RULES)
    for _ in range(2):
        breaker.failed(0)
    breaker.succeeded()
    for _ in range(3):
        assert breaker.lets_pass(1)
        breaker.failed(1)
    assert (breaker.state(2), breaker.lets_pass(2), breaker.wait(2)) == ("open", False, 4)
    assert breaker.state(6) == "half-open"
    assert breaker.lets_pass(6) and not breaker.lets_pass(6.1), "one at a time tries"
    breaker.failed(6.2)
    assert not breaker.lets_pass(7)
    assert breaker.lets_pass(11.3), "a trial that never ended does not stop the next one"
    breaker.succeeded()
    assert breaker.state(12) == "closed" and breaker.lets_pass(12)


def test_its_rules_are_data(tmp_path: Path) -> None:
    rules = load_breaking(HERE / "proxy" / "breaking.yaml")
    assert rules.of("assessment").failures > rules.of("registry").failures
    (tmp_path / "x.yaml").write_text("default: {failures: many}\n")
    with pytest.raises(BadDataFile):
        load_breaking(tmp_path / "x.yaml")


def test_a_dead_service_is_not_asked_any_more_until_one_call_finds_it_alive(place: Place) -> None:
    place.stop("gateway")
    rules = place.folder / "breaking.yaml"
    rules.write_text("default: {failures: 2, open_seconds: 1, retries: 0, retry_after_ms: 1}\n")
    place.run("gateway", "gateway.main:app", place.port, HUIJIA_BREAKING=str(rules))
    try:
        place.stop("followup")
        with place.staff() as staff:
            assert [staff.get("/api/followup/v1/x").status_code for _ in range(3)] == [503] * 3
            measured = httpx.get(f"{place.address}/metrics").text
            assert 'huijia_gateway_breaker_open{service="followup"} 1.0' in measured
            assert staff.get(ECHO).status_code == 200, "other services go on"
            place.run("followup", "tests.gateway.upstream:app", place.services["followup"], SERVICE="followup")
            until = time.monotonic() + 15
            while (status := staff.get("/api/followup/v1/x").status_code) == 503 and time.monotonic() < until:
                time.sleep(0.1)
        assert status == 200
    finally:
        if "followup" not in place.processes:
            place.run("followup", "tests.gateway.upstream:app", place.services["followup"], SERVICE="followup")
        place.stop("gateway")
        place.run("gateway", "gateway.main:app", place.port)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, br", "br"),
        ("gzip;q=1, br;q=0.1", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("*", "br"),
        ("*;q=0", None),
        ("", None),
        ("identity", None),
        ("br;q=x", None),
        ("deflate, GZIP", "gzip"),
    ],
)
def test_the_callers_encoding_is_chosen(accepted: str, encoding: str | None) -> None:
    assert encoding_for(accepted) == encoding


@pytest.mark.parametrize(("accepted", "undo"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_long_answers_are_compressed_as_they_stream(place: Place, accepted: str, undo: object) -> None:
    with (
        place.staff() as staff,
        staff.stream("GET", "/api/registry/v1/stream?bytes=3000000", headers={"Accept-Encoding": accepted}) as answer,
    ):
        raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == accepted and "accept-encoding" in answer.headers["vary"]
    assert len(raw) < 100_000
    assert undo(raw) == b"x" * 3_000_000  # type: ignore[operator]


def test_tokens_and_short_answers_are_not(place: Place) -> None:
    headers = {"Accept-Encoding": "gzip, br"}
    token = httpx.post(f"{place.address}/oauth/token", data=place.grant("auditor"), headers=headers)
    assert token.status_code == 200 and "content-encoding" not in token.headers
    short = compressed(_answer(content_type="application/json", content_length="900"), "gzip, br")
    assert short.header(b"content-encoding") is None


async def _pieces(body: bytes):  # type: ignore[no-untyped-def]
    yield body


def _answer(**headers: str) -> Answer:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Answer(200, raw, _pieces(b""), whole=b"{" + b" " * 4000 + b"}")


def test_what_is_compressed_already_or_partial_stays_as_it_is() -> None:
    told_as_it_happens = {"content_type": "text/event-stream; charset=utf-8"}
    partial, packed = {"content_range": "bytes 0-1/9"}, {"content_encoding": "br"}
    for untouched in (packed, partial, {"content_type": "image/png"}, told_as_it_happens):
        answer = _answer(**({"content_type": "application/json"} | untouched))
        assert compressed(answer, "gzip").header(b"content-encoding") != "gzip"
    small = compressed(_answer(content_type="application/json", etag='"3"', content_length="4002"), "gzip")
    assert small.header(b"etag") == '"3"', "an update names it"
    assert small.whole is not None and small.header(b"content-length") == str(len(small.whole))
    assert zlib.decompress(small.whole, 31).strip() == b"{" + b" " * 4000 + b"}"


@pytest.mark.parametrize(
    ("given", "known"),
    [('"7"', True), ('W/"7"', True), ('"6", "7"', True), ("*", True), ('"6"', False), (None, False), ("7", False)],
)
def test_a_revision_is_known_by_its_tag(given: str | None, known: bool) -> None:
    assert is_known(_answer(etag='"7"'), given) is known
    assert not is_known(_answer(), given)


def test_a_known_revision_is_a_304_and_a_logged_look(place: Place) -> None:
    with place.staff() as staff:
        first = staff.get("/api/registry/v1/tagged")
        assert (first.status_code, first.headers["etag"]) == (200, '"7"')
        again = staff.get("/api/registry/v1/tagged", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", '"7"')
        assert staff.post("/api/registry/v1/tagged", headers={"If-None-Match": '"7"'}).status_code == 200
        request_id = again.headers["x-request-id"]
    (entry,) = place.rows("SELECT id, status FROM access_log WHERE request_id = $1::uuid", request_id)
    assert entry["status"] == 304
    told = place.rows("SELECT subject_id::text AS id FROM access_log_subjects WHERE entry_id = $1", entry["id"])
    assert [each["id"] for each in told] == [PERSON]


def test_a_caller_who_takes_nothing_is_cut_off(place: Place) -> None:
    call = (
        f"GET /api/registry/v1/stream?bytes=100000000 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        f"{place.token('county-admin')}\r\n\r\n"
    )
    before = place.log("gateway").count('"caller_too_slow"')
    with socket.create_connection(("127.0.0.1", place.port)) as caller:
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        caller.sendall(call.encode())
        until = time.monotonic() + 20
        while place.log("gateway").count('"caller_too_slow"') == before and time.monotonic() < until:
            time.sleep(0.1)
    assert place.log("gateway").count('"caller_too_slow"') == before + 1
