"""What the gateway answers itself: health, documentation, the page of welcome."""

import re

import pytest

from tests.gateway.conftest import Place


def test_health_is_exactly_as_the_contract_says(place: Place) -> None:
    answer = place.client().get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "services": {"followup": "ok", "registry": "ok"},
        "bus": "embedded",
        "database": "ok",
    }


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/healthz", "/nothing", "/api/nothing", "/a%00b"])
def test_every_answer_is_guarded(place: Place, path: str) -> None:
    headers = place.client().get(path).headers
    assert "'unsafe-inline'" not in headers["content-security-policy"]
    assert "script-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert re.fullmatch(r"[0-9a-f-]{36}", headers["x-request-id"])


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_page_needs_nothing_from_elsewhere_and_no_script(place: Place, path: str) -> None:
    page = place.client().get(path)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "惠家" in page.text
    assert not re.search(r"<script|<style| style=| on[a-z]+=|(src|href)=\"(https?:)?//", page.text)


def test_an_unknown_address_is_a_problem_document(place: Place) -> None:
    answer = place.client().get("/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_metrics_are_for_this_machine_and_hold_templates_only(place: Place) -> None:
    place.staff().get("/api/registry/v1/echo/one")
    answer = place.client().get("/metrics")
    assert answer.status_code == 200
    assert 'route="/api/registry/v1/echo/{rest}"' in answer.text
    assert place.client(Forwarded="for=1.2.3.4").get("/metrics").status_code == 404
