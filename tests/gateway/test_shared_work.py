"""What the gateway does once for many calls: same answers, same guarantees as if it were done for each."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chassis import clock
from chassis.auth import Caller, TokenVerifier, of_request, sign
from chassis.keys import create_keys, load_private_key
from chassis.problems import NotSignedIn
from gateway.proxy.errors import BadRequest
from gateway.proxy.headers import read_headers
from gateway.proxy.internal_tokens import InternalTokens
from gateway.receipts.hashes import SALTS, digest_of, disclosures, root_and_count, root_of
from tests.gateway.conftest import Place

VALUES = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20) | st.lists(st.text(max_size=5))
OBJECTS = st.lists(st.dictionaries(st.text(max_size=12), VALUES, max_size=6), max_size=4)


@settings(deadline=None, max_examples=50)
@given(OBJECTS, st.lists(st.uuids().map(str), max_size=5), st.binary(min_size=16, max_size=16))
def test_the_root_made_in_one_go_is_the_root_of_the_disclosures(
    objects: list[dict[str, object]], persons: list[str], secret: bytes
) -> None:
    digests = [digest_of(each) for each in disclosures(objects, persons, secret, SALTS)]
    assert root_and_count(objects, persons, secret) == (root_of(digests), len(digests))


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    create_keys(tmp_path)
    return tmp_path


CALLER = Caller(subject="school", kind="department", department="education", purpose="school-enrolment", request_id="1")


def test_a_decision_is_signed_once_and_any_difference_anew(keys: Path) -> None:
    tokens = InternalTokens(*load_private_key(keys))
    first = tokens.token(CALLER, "registry")
    others = [
        replace(CALLER, case_reference="案 2026-1"),
        replace(CALLER, fields={"person": ["id"]}),
        replace(CALLER, policy="education.school-enrolment@2"),
        replace(CALLER, division="341599000000"),
    ]
    made = {first, tokens.token(CALLER, "followup"), *(tokens.token(each, "registry") for each in others)}
    assert len(made) == len(others) + 2
    assert tokens.token(replace(CALLER, request_id="2"), "registry") == first


def test_a_shared_token_ends_like_any_other(keys: Path) -> None:
    tokens, verifier = InternalTokens(*load_private_key(keys)), TokenVerifier.load(keys, "registry")
    token, now = tokens.token(CALLER, "registry"), clock.now()
    assert verifier.verify(f"Bearer {token}") == verifier.verify(f"Bearer {token}")
    with clock.moved_to(now + timedelta(seconds=25)):
        assert verifier.verify(f"Bearer {token}").subject == "school"
        assert tokens.token(CALLER, "registry") != token, "a service has time left to begin with the call"
    with clock.moved_to(now + timedelta(seconds=61)), pytest.raises(NotSignedIn):
        verifier.verify(f"Bearer {token}")
    with pytest.raises(NotSignedIn):
        TokenVerifier.load(keys, "followup").verify(f"Bearer {token}")


def test_the_requests_id_comes_beside_a_shared_token(keys: Path) -> None:
    given = str(uuid4())
    shared = Caller(subject="x", kind="staff")
    assert of_request(shared, given).request_id == given
    assert of_request(shared, None).request_id == of_request(shared, "a name").request_id == ""
    assert of_request(CALLER, given).request_id == "1", "an id that was signed stands"
    verified = TokenVerifier.load(keys, "x").verify(f"Bearer {sign(CALLER, 'x', *load_private_key(keys))}")
    assert verified.request_id == "1"


def test_each_call_has_its_own_id_in_the_log_although_they_share_a_token(place: Place) -> None:
    ids = [str(uuid4()) for _ in range(3)]
    with place.staff("county-officer") as officer:
        told = [officer.get("/api/registry/v1/echo/1", headers={"X-Request-Id": each}).json() for each in ids]
    assert [each["headers"]["x-request-id"] for each in told] == ids
    assert len({each["headers"]["authorization"] for each in told}) <= 2
    logged = place.rows("SELECT request_id::text AS id FROM access_log WHERE request_id = ANY($1::uuid[])", ids)
    assert {each["id"] for each in logged} == set(ids)


@pytest.mark.parametrize(
    "pair", [(b"a b", b"1"), (b"a\tb", b"1"), (b"", b"1"), (b"a", b"x\x00"), (b"a", b"x\ny"), (b"a", b"\xff")]
)
def test_headers_are_looked_at_together_and_none_hides(pair: tuple[bytes, bytes]) -> None:
    for raw in ([pair], [(b"host", b"x"), pair], [pair, (b"host", b"x")]):
        with pytest.raises(BadRequest):
            read_headers(raw)
    assert read_headers([]) == {}
    assert read_headers([(b"accept", b"a"), (b"accept", b"b")]) == {b"accept": b"a, b"}


def test_log_lines_are_json(place: Place) -> None:
    with place.staff() as admin:
        admin.get("/api/registry/v1/echo/1")
    lines = [line for line in place.log("gateway").splitlines() if '"event":"call"' in line]
    assert lines and re.search(r'"route":"/api/registry/v1', lines[-1])
