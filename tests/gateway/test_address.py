"""Only addresses that every server reads alike are passed on."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.problems import NotFound, Problem
from gateway.proxy.address import read_address
from gateway.proxy.errors import BadRequest

SERVICES = ("registry", "followup", "gateway")

REFUSED = [
    b"/api/registry/v1/../../followup/v1/visits",
    b"/api/registry/v1/%2e%2e/x",
    b"/api/registry/v1/%2E%2E/x",
    b"/api/registry/v1/.%2e/x",
    b"/api/registry/v1/./x",
    b"/api/registry/v1/a%2fb",
    b"/api/registry/v1/a%2Fb",
    b"/api/registry/v1/a%5cb",
    b"/api/registry/v1/a\\b",
    b"/api/registry/v1/a%252fb",
    b"/api/registry/v1/a%00",
    b"/api/registry/v1/a%0d%0aX-Evil:1",
    b"/api/registry/v1//x",
    b"/api//registry/v1/x",
    b"/api/registry/v1/x;y=1",
    b"/api/registry/v1/x%3by",
    b"/api/registry/v1/%",
    b"/api/registry/v1/%zz",
    b"/api/registry/v1/%ff",
    b"/api/registry/v1/%c0%ae%c0%ae/x",
    b"/api/registry/v1/\xe4\xb8\xad",
    b"/api/registry/v1/a b",
    b"/api/registry/v1/" + b"a" * 3000,
    b"http://127.0.0.1/api/registry/v1/x",
    b"*",
    b"",
]
REFUSED_QUERIES = [
    b"a=1&a=2",
    b"name=x&division=1&n%61me=y",
    b"a&a",
    b"a=%00",
    b"a=%0d%0aX: y",
    b"a=%0A",
    b"a=%zz",
    b"a=%",
    b"a=%ff",
    b"a=\x01",
    b"a=" + b"x" * 9000,
    b"&".join(b"a%d=1" % n for n in range(60)),
]
UNKNOWN = [b"/api/nothing/v1/x", b"/api/registry", b"/api/registry/", b"/api/registry/v1", b"/api/registry/v1/"]


@pytest.mark.parametrize("path", REFUSED)
def test_a_path_that_can_be_read_in_two_ways_is_refused(path: bytes) -> None:
    with pytest.raises(BadRequest):
        read_address(path, b"", SERVICES)


@pytest.mark.parametrize("query", REFUSED_QUERIES)
def test_a_query_that_can_be_read_in_two_ways_is_refused(query: bytes) -> None:
    with pytest.raises(BadRequest):
        read_address(b"/api/registry/v1/persons", query, SERVICES)


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_service_is_not_found(path: bytes) -> None:
    with pytest.raises(NotFound):
        read_address(path, b"", SERVICES)


def test_a_good_address_is_passed_on_as_it_came() -> None:
    found = read_address(b"/api/registry/v1/persons/a-b_c.csv", b"name=%E5%BC%A0%E4%B8%89&division=341599&x", SERVICES)
    assert (found.service, found.path) == ("registry", "/api/registry/v1/persons/a-b_c.csv")
    assert found.raw == "/api/registry/v1/persons/a-b_c.csv?name=%E5%BC%A0%E4%B8%89&division=341599&x"
    assert found.names == {"name", "division", "x"}


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_and_never_leave_the_service(path: bytes, query: bytes) -> None:
    try:
        found = read_address(b"/api/registry/v1/" + path, query, SERVICES)
    except Problem:
        return
    assert found.raw.startswith("/api/registry/v1/")
    assert found.raw.isascii()
    assert ".." not in found.path.split("/")


@given(st.text("ab=&;", max_size=12) | st.integers(48, 53).map(lambda many: "&".join(f"p{n}" for n in range(many))))
def test_a_plain_query_is_read_as_an_escaped_one(query: str) -> None:
    try:
        expected = [name for name, _ in parse_qsl(query, keep_blank_values=True, max_num_fields=50)]
    except ValueError:
        expected = ["twice", "twice"]
    if len(set(expected)) < len(expected):
        with pytest.raises(BadRequest):
            read_address(b"/api/registry/v1/persons", query.encode(), SERVICES)
    else:
        assert read_address(b"/api/registry/v1/persons", query.encode(), SERVICES).names == set(expected)
