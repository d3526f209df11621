"""What reaches a service, what comes back, and what is refused on the way."""

import hashlib
import time
import uuid
from pathlib import Path

import httpx
import pytest

from tests.gateway.conftest import COUNTY, Place
from tests.gateway.raw import exchange, get, status

ECHO = "/api/registry/v1/echo/one"


def test_a_call_reaches_its_service_unchanged_and_signed(place: Place) -> None:
    sent = {"Accept-Language": "en", "X-Request-Id": "0198c5a0-0000-7000-8000-0000000000aa"}
    told = place.staff("village-worker").get(f"{ECHO}?name=张三&x=%20", headers=sent).json()
    assert (told["method"], told["raw"]) == ("GET", ECHO)
    assert told["query"] == "name=%E5%BC%A0%E4%B8%89&x=%20"
    assert told["headers"]["accept-language"] == "en"
    caller = told["caller"]
    assert caller == {"subject": "village-worker", "kind": "staff", "role": "village-worker", "division": COUNTY}
    assert told["headers"]["x-request-id"] == sent["X-Request-Id"]


def test_a_reason_in_chinese_arrives_byte_for_byte(place: Place) -> None:
    told = place.staff().get(ECHO, headers=[(b"X-Reason", "补发证件".encode())]).json()
    assert told["headers"]["x-reason"].encode("latin-1").decode() == "补发证件"


def test_nothing_can_be_smuggled_in_by_a_header(place: Place) -> None:
    smuggled = {
        "Huijia-Subjects": "x",
        "Huijia-Route": "/x",
        "X-Forwarded-For": "1.2.3.4",
        "X-Forwarded-Host": "evil",
        "X-Forwarded-Proto": "https",
        "X-Real-IP": "1.2.3.4",
        "Forwarded": "for=1.2.3.4",
        "Proxy-Authorization": "Basic eA==",
        "X-Original-URL": "/other",
        "X-HTTP-Method-Override": "DELETE",
        "X-Purpose": "low-income-check",
        "Cookie": "a=b",
        "Connection": "keep-alive, X-Something",
        "X-Something": "else",
        "TE": "trailers",
        "Upgrade": "h2c",
    }
    told = place.staff().get(ECHO, headers=smuggled).json()
    arrived = set(told["headers"]) - {"host", "accept", "accept-encoding", "authorization", "x-request-id"}
    assert arrived == set()
    assert told["headers"]["authorization"].split()[1] != place.token("county-admin")
    assert "purpose" not in told["caller"]


def test_what_is_internal_does_not_come_out(place: Place) -> None:
    headers = place.staff().get(ECHO).headers
    assert not [name for name in headers if name.startswith("huijia-") or name == "x-powered-by"]
    assert headers["server"] != "inner"
    assert headers["cache-control"] == "no-store"


def test_a_request_id_is_kept_where_it_is_one_and_made_where_it_is_not(place: Place) -> None:
    given = str(uuid.uuid4())
    answer = place.staff().get(ECHO, headers={"X-Request-Id": given})
    assert answer.headers["x-request-id"] == answer.json()["headers"]["x-request-id"] == given
    # A citizen number must not become an id that is logged.
    other = place.staff().get(ECHO, headers={"X-Request-Id": "34052419800101001X"}).headers["x-request-id"]
    assert uuid.UUID(other).version == 7


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_bodies_go_through(place: Place, method: str) -> None:
    told = place.staff().request(method, ECHO, content=b"x" * 1000).json()
    assert (told["method"], told["body"]) == (method, 1000)


def test_a_chunked_body_goes_through(place: Place) -> None:
    told = place.staff().post("/api/registry/v1/upload", content=iter([b"abc"] * 100)).json()
    assert told == {"bytes": 300, "sha256": hashlib.sha256(b"abc" * 100).hexdigest()}


def test_head_is_told_the_head_of_a_get(place: Place) -> None:
    plain = place.staff(**{"Accept-Encoding": "identity"})
    answer = plain.head("/api/gateway/v1/policies")
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) == len(plain.get("/api/gateway/v1/policies").content)
    assert place.staff().head(ECHO).status_code == 200
    logged = place.rows("SELECT method FROM access_log WHERE request_id::text = $1", answer.headers["x-request-id"])
    assert logged == [{"method": "HEAD"}]
    with place.client() as nobody:
        for address in ("/healthz", "/openapi.json", "/docs", "/.well-known/jwks.json"):
            assert (nobody.head(address).status_code, nobody.head(address).content) in ((200, b""), (503, b""))
        assert nobody.head("/oauth/token").status_code == 405


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(place: Place, method: str) -> None:
    answer = place.staff().request(method, ECHO)
    assert answer.status_code in (400, 405)


def test_a_body_over_the_limit_is_refused_before_it_is_read(place: Place) -> None:
    answer = get(place, ECHO.encode(), b"Content-Length: 11000000", method=b"POST")
    assert status(answer) == 413
    assert b"application/problem+json" in answer
    # Imports may be larger, and have an end too.
    path = b"/api/registry/v1/imports"
    assert status(get(place, path, b"Content-Length: 325058561", method=b"POST")) == 413


def test_a_chunked_body_over_the_limit_is_refused_while_it_is_read(place: Place) -> None:
    before = place.seen()["cancelled"]
    answer = place.staff().post("/api/registry/v1/upload", content=(b"x" * 1_000_000 for _ in range(11)))
    assert answer.status_code == 413
    assert place.seen()["cancelled"] == before + 1


def test_a_get_with_a_body_is_refused(place: Place) -> None:
    assert place.staff().request("GET", ECHO, content=b"x").status_code == 400


def test_a_silent_service_is_a_504(place: Place) -> None:
    answer = place.staff().get("/api/registry/v1/slow?seconds=4")
    assert answer.status_code == 504
    assert answer.json()["type"].endswith("/service-silent")


def test_a_service_that_is_down_is_a_503_and_health_says_so(place: Place) -> None:
    place.stop("followup")
    try:
        answer = place.staff().get("/api/followup/v1/visits")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        assert answer.headers["content-type"] == "application/problem+json"
        time.sleep(0.6)
        health = place.client().get("/healthz")
        assert health.status_code == 503
        assert health.json()["services"] == {"followup": "down", "registry": "ok"}
        assert health.json()["status"] == "down"
        # What is known of it stays in the documentation.
        assert place.client().get("/openapi.json").status_code == 200
    finally:
        place.run("followup", "tests.gateway.upstream:app", place.services["followup"], SERVICE="followup")
        time.sleep(0.6)
    assert place.client().get("/healthz").status_code == 200


def test_a_bare_error_page_does_not_come_out(place: Place) -> None:
    answer = place.staff().get("/api/registry/v1/crash")
    assert answer.status_code == 502
    assert "Traceback" not in answer.text


def test_an_answer_that_breaks_off_is_not_passed_for_a_whole_one(place: Place) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        place.staff().get("/api/registry/v1/cut")


def test_a_caller_who_leaves_ends_the_work_of_the_service(place: Place) -> None:
    before = place.seen()["cancelled"]
    with pytest.raises(httpx.ReadTimeout):
        place.staff().get("/api/registry/v1/slow?seconds=1.4", timeout=0.3)
    left = time.time()
    while place.seen()["cancelled"] == before and time.time() < left + 1:
        time.sleep(0.02)
    assert place.seen()["cancelled"] == before + 1
    assert place.seen()["cancelled_at"] - left < 0.5
    logged = place.rows("SELECT status FROM access_log WHERE route = '/api/registry/v1/*' ORDER BY id DESC LIMIT 1")
    assert logged == [{"status": 499}]


def test_a_body_that_stops_coming_is_not_waited_for(place: Place) -> None:
    started = time.monotonic()
    answer = get(place, b"/api/registry/v1/upload", b"Content-Length: 1000", method=b"POST", body=b"abc")
    assert status(answer) == 408
    assert time.monotonic() - started < 4


RAW = {
    "two lengths": [b"Content-Length: 3", b"Content-Length: 4"],
    "length and chunks": [b"Content-Length: 3", b"Transfer-Encoding: chunked"],
    "length and identity": [b"Content-Length: 3", b"Transfer-Encoding: identity"],
    "unknown encoding": [b"Transfer-Encoding: xchunked"],
    "negative length": [b"Content-Length: -1"],
    "plus length": [b"Content-Length: +3"],
    "length list": [b"Content-Length: 3, 3"],
    "two authorizations": [b"Authorization: Bearer x"],
    "two hosts": [b"Host: evil"],
    "two purposes": [b"X-Purpose: a", b"x-purpose: b"],
    "control character": [b"X-Purpose: a\x00b"],
    "folded line": [b"X-Purpose: a", b" b"],
    "bare CR": [b"X-Purpose: a\rX-Evil: b"],
    "space before colon": [b"X-Purpose : a"],
    "bad name": [b"X(Purpose: a"],
    "not UTF-8": [b"X-Reason: \xff\xfe"],
    "many headers": [b"X-%d: a" % n for n in range(200)],
    "huge header": [b"X-Big: " + b"a" * 60_000],
}


@pytest.mark.parametrize("what", RAW)
def test_headers_that_can_be_read_in_two_ways_are_refused(place: Place, what: str) -> None:
    before = place.seen()["calls"]
    answer = get(place, ECHO.encode(), *RAW[what], method=b"POST", body=b"abc")
    assert status(answer) == 400
    assert place.seen()["calls"] == before


TARGETS = [
    b"/api/registry/v1/../../followup/v1/visits",
    b"/api/registry/v1/%2e%2e/%2e%2e/followup/v1/visits",
    b"/api/registry/v1/a%2fb",
    b"/api/registry/v1/echo?a=1&a=2",
    b"/api/registry/v1/echo?a=%0d%0aX-Evil:%201",
    b"/api/registry/v1/a%00b",
    b"//api/registry/v1/echo",
    b"/api/registry/v1//echo",
    b"\\api\\registry",
    b"127.0.0.1:80",
    b"*",
]


@pytest.mark.parametrize("target", TARGETS)
def test_targets_that_can_be_read_in_two_ways_are_refused(place: Place, target: bytes) -> None:
    before = place.seen()["calls"]
    assert status(get(place, target)) in (400, 404)
    assert place.seen()["calls"] == before


def test_an_absolute_target_does_not_choose_where_a_call_goes(place: Place) -> None:
    answer = get(place, b"http://evil.example:1" + ECHO.encode())
    assert status(answer) in (200, 400)
    assert b"evil" not in answer


def test_garbage_gets_a_refusal_and_the_gateway_stays_up(place: Place) -> None:
    for garbage in (b"\x00\xff\xfe", b"GET\r\n\r\n", b"\r\n\r\n", b"A" * 70_000, b"GET / HTTP/9.9\r\n\r\n"):
        assert status(exchange(place, garbage + b"\r\n\r\n", wait=1)) < 500
    assert status(get(place, b"evil.example:443", method=b"CONNECT")) in (0, 400)
    upgrade = [b"Connection: Upgrade", b"Upgrade: websocket", b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]
    assert 0 < status(get(place, ECHO.encode(), *upgrade, b"Sec-WebSocket-Version: 13")) < 500
    assert place.client().get("/healthz").status_code == 200


def _memory(place: Place) -> int:
    status_file = Path(f"/proc/{place.processes['gateway'].pid}/status")
    return (
        next(int(line.split()[1]) for line in status_file.read_text().splitlines() if line.startswith("VmHWM:")) // 1024
    )


@pytest.mark.slow
def test_a_hundred_megabytes_pass_both_ways_in_bounded_memory(place: Place) -> None:
    piece, size = b"x" * 1_000_000, 100
    before, digest = _memory(place), hashlib.sha256(piece * size).hexdigest()
    sent = place.staff().post("/api/registry/v1/imports", content=(piece for _ in range(size)))
    assert sent.json() == {"bytes": size * len(piece), "sha256": digest}
    got = 0
    plain = {"Accept-Encoding": "identity"}
    with place.staff().stream("GET", f"/api/registry/v1/stream?bytes={size * len(piece)}", headers=plain) as answer:
        for part in answer.iter_raw():
            got += len(part)
    assert got == size * len(piece)
    assert _memory(place) - before < 30


@pytest.mark.slow
def test_a_slow_reader_slows_the_service_down_and_fills_no_memory(place: Place) -> None:
    before = _memory(place)
    with place.staff(**{"Accept-Encoding": "identity"}).stream(
        "GET", "/api/registry/v1/stream?bytes=200000000"
    ) as answer:
        parts = answer.iter_raw()
        next(parts)
        time.sleep(1)
        assert _memory(place) - before < 30
