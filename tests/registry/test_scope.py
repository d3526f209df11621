"""Nobody gets an answer from outside their area: every route of the registry is listed here, and tried."""

from typing import Any

import pytest
from fastapi.routing import APIRoute

from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.row_conditions import RowCondition
from services.registry.wiring import SERVICE
from tests.registry.conftest import (
    ELSEWHERE,
    FAR_VILLAGE,
    NEIGHBOUR,
    OTHER_TOWN,
    VILLAGE,
    Registry,
    citizen_number,
    slug,
)
from tests.registry.test_persons import BORN

NUMBER = citizen_number(BORN, 1)
PERSON_FIELDS = ["name", "residence_division"]

REVISION: dict[str, Any] = {"json": {"reason": "误登"}, "headers": {"If-Match": '"1"'}}

# A call on a person, household, birth or death of another village; the answer must be 404.
HIDDEN: dict[str, dict[str, Any]] = {
    "GET /persons/{person_id}": {},
    "PATCH /persons/{person_id}": {"json": {"reason": "更正", "name": "李"}, "headers": {"If-Match": '"1"'}},
    "GET /persons/{person_id}/history": {},
    "GET /persons/{person_id}/consents": {},
    "GET /persons/{person_id}/corrections": {},
    "GET /persons/{person_id}/notices": {},
    "GET /persons/{person_id}/identifiers": {"headers": {"X-Reason": "abc"}},
    "POST /persons/{person_id}/moves": {"json": {"to_division": NEIGHBOUR, "moved_on": "2024-01-01"}},
    "GET /persons/{person_id}/moves": {},
    "GET /households/{household_id}": {},
    "GET /households/{household_id}/members": {},
    "POST /households/{household_id}/members": {"json": {"person_id": "{other_id}"}},
    "GET /households/{household_id}/history": {},
    "POST /households/{household_id}/leave": {"json": {"person_id": "{other_id}"}},
    "DELETE /households/{household_id}/members/{person_id}": {},
    "POST /households/{household_id}/split": {
        "json": {"number": "2", "members": [{"person_id": "{other_id}"}]},
        "headers": {"If-Match": '"2"'},
    },
    "POST /households/{household_id}/join": {
        "json": {"household_id": "{other_household_id}"},
        "headers": {"If-Match": '"2"'},
    },
    "PUT /households/{household_id}/head": {"json": {"person_id": "{other_id}"}, "headers": {"If-Match": '"2"'}},
    "GET /births/{birth_id}": {},
    "GET /deaths/{death_id}": {},
    "POST /births/{birth_id}/correction": REVISION,
    "POST /births/{birth_id}/revocation": REVISION,
    "POST /deaths/{death_id}/correction": REVISION,
    "POST /deaths/{death_id}/revocation": REVISION,
    "GET /marriages/{marriage_id}": {},
    "POST /marriages/{marriage_id}/correction": REVISION,
    "POST /marriages/{marriage_id}/revocation": REVISION,
    "GET /divorces/{divorce_id}": {},
    "POST /divorces/{divorce_id}/correction": REVISION,
    "POST /divorces/{divorce_id}/revocation": REVISION,
    "GET /adoptions/{adoption_id}": {},
    "POST /adoptions/{adoption_id}/correction": REVISION,
    "POST /adoptions/{adoption_id}/revocation": REVISION,
    "POST /marriages": {"json": {"first_id": "{person_id}", "married_on": "2024-01-01"}},
    "POST /divorces": {"json": {"first_id": "{person_id}", "divorced_on": "2024-01-01"}},
    "POST /adoptions": {
        "json": {"person_id": "{person_id}", "first_adopter_id": "{other_id}", "adopted_on": "2024-01-01"}
    },
    "GET /declarations/{declaration_id}": {},
    "POST /declarations/{declaration_id}/verification": {"headers": {"If-Match": '"1"'}},
    "POST /declarations/{declaration_id}/registration": {"headers": {"If-Match": '"1"'}},
    "POST /declarations/{declaration_id}/rejection": REVISION,
    "POST /deaths": {"json": {"person_id": "{person_id}", "died_on": "2024-01-01"}},
}
# A list that must come back empty.
EMPTY: dict[str, list[dict[str, str]]] = {
    "GET /persons": [
        {},
        {"citizen_number": NUMBER},
        {"name": "王"},
        {"division": VILLAGE},
        {"name": "王", "division": VILLAGE},
    ],
    "GET /persons/names": [{"ids": "{person_id}"}],
    "GET /households": [{}, {"division": VILLAGE}, {"number": "1001"}],
    "GET /births": [{}, {"division": VILLAGE}],
    "GET /deaths": [{}, {"division": VILLAGE}],
    "GET /marriages": [{}, {"division": VILLAGE}],
    "GET /divorces": [{}, {"division": VILLAGE}],
    "GET /adoptions": [{}, {"division": VILLAGE}],
    "GET /declarations": [{}],
}
# Tried in tests of their own: those that make something new, and the public list of places.
ELSEWHERE_TRIED = {
    "POST /persons/search",
    "POST /persons",
    "POST /households",
    "POST /births",
    "POST /declarations",
    "POST /certificates",
    "GET /certificates/keys",
    "GET /certificates/revocations",
    "GET /certificates/{number}/status",
    "GET /certificates/{number}",
    "GET /certificates/{number}/paper",
    "POST /certificates/{number}/revocation",
    "GET /divisions",
    "GET /divisions/{code}",
    "PUT /divisions",
    "POST /divisions/changes",
    "GET /divisions/changes",
    "POST /divisions/announcements",
    "GET /divisions/announcements",
    "POST /divisions/announcements/{announcement_id}/withdrawal",
    "GET /divisions/{code}/lineage",
    "GET /divisions/{code}/groups",
    "PUT /divisions/{code}/groups",
    "GET /statistics/population",
    "GET /statistics/events",
    "GET /statistics/pyramid.svg",
    "GET /document-kinds",
    # tests/registry/corrections, consents, retention
    "GET /consent-texts",
    "POST /persons/{person_id}/consents",
    "POST /consents/{consent_id}/withdrawal",
    "POST /persons/{person_id}/notices",
    "POST /persons/{person_id}/corrections",
    "GET /corrections",
    "GET /corrections/{correction_id}",
    "POST /corrections/{correction_id}/decision",
    "POST /corrections/{correction_id}/application",
    "POST /persons/{person_id}/erasures",
    "GET /retention/periods",
    "GET /retention/runs",
    "GET /retention/runs/{run_id}",
    # tests/registry/test_working_days.py: the same for everybody
    "GET /calendar",
    "PUT /calendar/{day}",
    "PUT /calendar-years/{year}",
    # tests/registry/duplicates
    "GET /duplicates",
    "GET /duplicates/{pair_id}",
    "POST /duplicates/{pair_id}/not-same",
    "GET /duplicates/scans",
    "POST /duplicates/scans",
    "GET /duplicates/scans/{scan_id}",
    "GET /merges",
    "POST /merges",
    "POST /merges/preview",
    "GET /merges/{merge_id}",
    "POST /merges/{merge_id}/undo",
    # tests/registry/reconciliation: the county's officers alone, and departments by their own rows
    "GET /reconciliation/acknowledgements",
    "GET /reconciliation/between-counties",
    "GET /reconciliation/discrepancies",
    "GET /reconciliation/discrepancies/{discrepancy_id}",
    "GET /reconciliation/figures",
    "GET /reconciliation/keys",
    "GET /reconciliation/kinds",
    "GET /reconciliation/kinds/{kind}/template.xlsx",
    "GET /reconciliation/sessions",
    "GET /reconciliation/sessions/{session_id}",
    "GET /reconciliation/sessions/{session_id}/minutes",
    "GET /reconciliation/sessions/{session_id}/minutes.docx",
    "GET /reconciliation/sessions/{session_id}/minutes.pdf",
    "GET /reconciliation/sessions/{session_id}/steps",
    "GET /reconciliation/submissions",
    "GET /reconciliation/submissions/{submission_id}",
    "GET /reconciliation/submissions/{submission_id}/links",
    "GET /reconciliation/submissions/{submission_id}/verdicts",
    "POST /reconciliation/acknowledgements/{discrepancy_id}/receipt",
    "POST /reconciliation/discrepancies/{discrepancy_id}/answers",
    "POST /reconciliation/discrepancies/{discrepancy_id}/application",
    "POST /reconciliation/discrepancies/{discrepancy_id}/resolution",
    "POST /reconciliation/keys",
    "POST /reconciliation/keys/{key_id}/revocation",
    "POST /reconciliation/sessions",
    "POST /reconciliation/sessions/{session_id}/minutes",
    "POST /reconciliation/sessions/{session_id}/minutes/signatures",
    "POST /reconciliation/sessions/{session_id}/steps",
    "POST /reconciliation/submissions",
    "POST /reconciliation/submissions/records",
    "POST /reconciliation/submissions/{submission_id}/links/decision",
    "PUT /reconciliation/sessions/{session_id}/present",
}  # fmt: skip


def _routes() -> set[str]:
    own = [router for router in SERVICE.routers if not router.prefix.startswith("/imports")]
    routes = [route for router in own for route in router.routes if isinstance(route, APIRoute)]
    return {f"{method} {route.path}" for route in routes for method in route.methods or ()}


def test_every_route_is_tried() -> None:
    assert _routes() == HIDDEN.keys() | EMPTY.keys() | ELSEWHERE_TRIED


@pytest.fixture
async def known(registry: Registry) -> dict[str, str]:
    """A family of VILLAGE with a birth and a death, by the names that the routes use."""
    household, head, _ = await registry.family()
    home = {"registered_division": VILLAGE, "residence_division": VILLAGE}
    child = {"name": "王宝", "sex": 1, "birth_date": "2024-01-01"}
    birth = await registry.call("POST", "/births", 201, json={"child": child, "mother_id": head["id"]} | home)
    dead = await registry.person(name="王老", birth_date="1930-01-01")
    death = await registry.call("POST", "/deaths", 201, json={"person_id": dead["id"], "died_on": "2024-01-01"})
    others = [await registry.person(name=name, birth_date="1970-01-01") for name in ("王婚", "王离", "王养")]
    one, two, three = (person["id"] for person in others)
    marriage = await registry.call("POST", "/marriages", 201, json={"first_id": one, "married_on": "2000-01-01"})
    divorce = await registry.call("POST", "/divorces", 201, json={"first_id": two, "divorced_on": "2000-01-01"})
    adopted = {"person_id": birth["person_id"], "first_adopter_id": three, "adopted_on": "2024-02-01"}
    adoption = await registry.call("POST", "/adoptions", 201, json=adopted)
    worker = await registry.staff("village-worker", VILLAGE)
    told = {"kind": "death", "entry": {"person_id": one, "died_on": "2024-01-01"}}
    declaration = await registry.call("POST", "/declarations", 201, json=told, by=worker)
    numbered = await registry.person(name="王号", citizen_number=NUMBER)
    return {
        "person_id": head["id"],
        "other_id": numbered["id"],
        "household_id": household["id"],
        "other_household_id": str(new_id()),
        "birth_id": birth["id"],
        "death_id": death["id"],
        "marriage_id": marriage["id"],
        "divorce_id": divorce["id"],
        "adoption_id": adoption["id"],
        "declaration_id": declaration["id"],
    }


async def _changed(registry: Registry) -> tuple[int, int]:
    counts = "SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM person_versions)"
    return tuple(await registry.pool.fetchrow(counts))


def _filled(options: Any, known: dict[str, str]) -> Any:
    if isinstance(options, dict):
        return {name: _filled(value, known) for name, value in options.items()}
    if isinstance(options, list):
        return [_filled(value, known) for value in options]
    return options.format(**known) if isinstance(options, str) and "{" in options else options


async def test_what_is_outside_is_not_found_and_not_changed(registry: Registry, known: dict[str, str]) -> None:
    before = await _changed(registry)
    nobody = {name: str(new_id()) for name in known}
    for route, options in HIDDEN.items():
        method, path = route.split(" ")
        by = await registry.staff("township-officer", OTHER_TOWN)
        hidden = await registry.call(method, path.format(**known), 404, by=by, **_filled(options, known))
        absent = await registry.call(method, path.format(**nobody), 404, by=by, **_filled(options, nobody))
        assert hidden == absent, route
    assert await _changed(registry) == before


async def test_lists_hold_nobody_from_outside(registry: Registry, known: dict[str, str]) -> None:
    for division, role in ((FAR_VILLAGE, "village-worker"), (OTHER_TOWN, "township-officer")):
        by = await registry.staff(role, division)  # type: ignore[arg-type]
        for route, queries in EMPTY.items():
            for params in queries:
                page = await registry.call("GET", route.split(" ")[1], params=_filled(params, known), by=by)
                assert page == {"items": [], "next": None}, (route, params)
        found = await registry.call("POST", "/persons/search", json={"citizen_number": NUMBER}, by=by)
        assert found["items"] == []


async def test_the_same_calls_find_them_from_inside(registry: Registry, known: dict[str, str]) -> None:
    by = await registry.staff("village-worker", VILLAGE)
    for route, queries in EMPTY.items():
        for params in queries:
            page = await registry.call("GET", route.split(" ")[1], params=_filled(params, known), by=by)
            assert page["items"] != [], (route, params)


async def test_a_parent_from_outside_looks_like_nobody(registry: Registry, known: dict[str, str]) -> None:
    by = await registry.staff("village-worker", FAR_VILLAGE)
    home = {"registered_division": FAR_VILLAGE, "residence_division": FAR_VILLAGE}
    entry = {"child": {"name": "王", "sex": 1, "birth_date": "2025-01-01"}} | home
    answers = [
        await registry.call("POST", "/births", 422, json=entry | {"mother_id": parent}, by=by)
        for parent in (known["person_id"], str(new_id()))
    ]
    assert answers[0] == answers[1]
    answer = await registry.call("POST", "/births", 404, json=entry | {"household_id": known["household_id"]}, by=by)
    assert slug(answer) == "unknown-household"


async def test_a_caller_without_a_division_sees_nobody(registry: Registry, known: dict[str, str]) -> None:
    by = await registry.as_caller(Caller(subject="x", kind="staff", role="county-officer"))
    assert (await registry.call("GET", "/persons", by=by))["items"] == []
    await registry.call("GET", f"/persons/{known['person_id']}", 404, by=by)


@pytest.mark.parametrize("role", ["finance-officer", "auditor"])
async def test_other_staff_do_not_read_the_register(registry: Registry, known: dict[str, str], role: Any) -> None:
    by = await registry.staff(role)
    await registry.call("GET", "/persons", 403, by=by)
    await registry.call("GET", f"/persons/{known['person_id']}", 403, by=by)
    await registry.call("GET", "/divisions", by=by)


def department(name: str, **changes: Any) -> Caller:
    values = {
        "subject": name,
        "kind": "department",
        "department": name,
        "division": "341599000000",
        "purpose": "household-registration",
        "case_reference": "A-1",
        "fields": {"person": PERSON_FIELDS},
    }
    return Caller(**values | changes)


async def test_a_department_looks_up_one_person_and_sees_its_fields(registry: Registry, known: dict[str, str]) -> None:
    by = await registry.as_caller(department("public-security"))
    found = await by.get("/persons", params={"citizen_number": NUMBER})
    assert found.json() == {"items": [{"name": "王号", "residence_division": VILLAGE}], "next": None}
    assert found.headers["Huijia-Subjects"] == known["other_id"]
    assert (await by.post("/persons/search", json={"citizen_number": NUMBER})).json() == found.json()


async def test_a_person_outside_the_row_conditions_is_not_there(registry: Registry, known: dict[str, str]) -> None:
    """Not in a search, not by id, and not in the log of whom the department saw; to the last word like nobody."""
    fields = {"person": [*PERSON_FIELDS, "id"]}
    anybody = await registry.as_caller(department("education", fields=fields))
    young = [RowCondition(field="birth_date", younger_than=1)]
    nobody = await registry.as_caller(department("education", fields=fields, rows={"person": young}))
    assert len((await anybody.post("/persons/search", json={"citizen_number": NUMBER})).json()["items"]) == 1
    found = await nobody.post("/persons/search", json={"citizen_number": NUMBER})
    assert found.json() == {"items": [], "next": None}
    assert found.headers["Huijia-Subjects"] == ""
    there, missing = [await nobody.get(f"/persons/{each}") for each in (known["other_id"], new_id())]
    assert (there.status_code, there.json()) == (missing.status_code, missing.json()) == (404, missing.json())
    assert "Huijia-Subjects" not in there.headers


@pytest.mark.parametrize("params", [{}, {"name": "王"}, {"division": VILLAGE}, {"name": "王", "division": VILLAGE}])
async def test_a_department_lists_nobody(registry: Registry, known: dict[str, str], params: dict[str, str]) -> None:
    """C7: no bulk, no search by anything but the number."""
    by = await registry.as_caller(department("public-security"))
    await registry.call("GET", "/persons", 403, params=params, by=by)


async def test_a_department_says_why_and_public_security_in_which_case(registry: Registry) -> None:
    for caller in (department("public-security", case_reference=None), department("education", purpose=None)):
        by = await registry.as_caller(caller)
        await registry.call("GET", "/persons", 403, params={"citizen_number": NUMBER}, by=by)
        await registry.call("POST", "/persons/search", 403, json={"citizen_number": NUMBER}, by=by)
        await registry.call("GET", f"/persons/{new_id()}", 403, by=by)


async def test_a_department_gets_nothing_else(registry: Registry, known: dict[str, str]) -> None:
    by = await registry.as_caller(department("public-security"))
    for route, options in HIDDEN.items():
        if route != "GET /persons/{person_id}":
            method, path = route.split(" ")
            await registry.call(method, path.format(**known), 403, by=by, **_filled(options, known))


async def test_a_person_elsewhere_is_visible_where_registered(registry: Registry) -> None:
    person = await registry.person(residence_division=ELSEWHERE)
    worker = await registry.staff("village-worker", VILLAGE)
    assert (await registry.call("GET", f"/persons/{person['id']}", by=worker))["residence_division"] == ELSEWHERE
