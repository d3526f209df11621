"""One call is one trace: through the gateway, the service, its outbox and the bus, to what the others made of it."""

import httpx
import pytest

from tests.e2e.collector import Collector, Told
from tests.e2e.conftest import County, eventually

pytestmark = pytest.mark.slow

NAME, PHONE, ADDRESS = "欧阳追踪", "19000007777", "追踪路七十七号"


@pytest.fixture(scope="module")
def trace(running_county: County) -> str:
    """The id of the trace in which a village worker registers a person."""
    trace, place = "4bf92f3577b34da6a3ce929d0e0e4736", running_county.division_of("village-worker")
    person = {"name": NAME, "sex": 2, "birth_date": "1990-07-07", "phone": PHONE, "residence_address": ADDRESS}
    places = {"registered_division": place, "residence_division": place}
    with running_county.staff("village-worker") as worker:
        headers = {"traceparent": f"00-{trace}-00f067aa0ba902b7-01"}
        answer = worker.post("/api/registry/v1/persons", json=person | places, headers=headers)
        assert answer.status_code == 201, answer.text
        assert worker.get("/api/registry/v1/persons", params={"name": NAME, "division": place}).json()["items"]
    return trace


def _spans(traces: Collector, trace: str) -> list[Told]:
    return [told for told in traces.spans if told.trace == trace]


def test_one_trace_reaches_from_the_gateway_to_every_consumer(traces: Collector, trace: str) -> None:
    def whole() -> list[Told]:
        found = _spans(traces, trace)
        return found if {"gateway", "registry", "followup", "migrants"} <= {told.service for told in found} else []

    spans = {told.service: told for told in eventually(whole)}
    entrance, inside = spans["gateway"], spans["registry"]
    assert entrance.parent == "00f067aa0ba902b7" and inside.parent == entrance.span
    assert entrance.attributes["http.route"] == inside.attributes["http.route"] or inside.name.startswith("POST ")
    assert spans["followup"].name == "cn.huijia.registry.person-registered.v1"
    assert spans["followup"].parent == inside.span


def test_a_context_that_is_none_is_not_passed_on(running_county: County, traces: Collector) -> None:
    with running_county.staff("auditor") as auditor:
        headers = {b"traceparent": "00-zz-张三-01".encode()}
        answer = auditor.get("/api/registry/v1/divisions", params={"level": "county"}, headers=headers)
    assert answer.status_code == 200
    assert "张三".encode() not in traces.raw


def test_no_log_metric_or_trace_holds_what_was_planted(running_county: County, traces: Collector, trace: str) -> None:
    eventually(lambda: _spans(traces, trace))
    planted = [text.encode() for text in (NAME, PHONE, ADDRESS)]
    logs = {path.name: path.read_bytes() for path in (running_county.home / "logs").glob("*.log")}
    assert b"/persons" in logs["gateway.log"] and b"/persons" in logs["registry.log"]
    metrics = httpx.get(f"{running_county.url}/metrics").content
    assert b"huijia_gateway_call_seconds" in metrics
    for place, text in (logs | {"metrics": metrics, "traces": traces.raw}).items():
        assert not [each.decode() for each in planted if each in text], place
