"""Rate, errors and duration of each client and route; people are counted by their kind alone."""

import httpx

from tests.gateway.conftest import Place

LOOK = "/api/registry/v1/persons"


def test_calls_are_counted_by_client_and_route_and_never_by_person(place: Place) -> None:
    with place.department("education", **{"X-Purpose": "school-enrolment"}) as school:
        assert school.get(f"{LOOK}?citizen_number=11010519491231002X").status_code == 200
        assert school.get(f"{LOOK}?name=王小明").status_code == 403
    assert place.staff().get("/api/registry/v1/echo/1").status_code == 200
    counted = [
        line
        for line in httpx.get(f"{place.address}/metrics").text.splitlines()
        if line.startswith("huijia_gateway_call_seconds_count")
    ]
    for status in ("200", "403"):
        assert any('client="education"' in line and f'status="{status}"' in line for line in counted), status
    assert any('caller="staff",client="-"' in line for line in counted)
    assert not any("county-admin" in line or "王小明" in line for line in counted)
