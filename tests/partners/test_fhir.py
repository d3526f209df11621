"""FHIR R4 for care teams, held against the models of an independent library (fhir.resources, R4B)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fhir.resources.R4B import get_fhir_model_class

from gateway.fhir.interactions import KINDS
from gateway.fhir.outcome import outcome_of
from gateway.fhir.person_resources import CITIZEN_NUMBER, pair_id, relationship
from gateway.fhir.referral_resources import REQUEST_STATUS, TASK_STATUS
from tests.partners.conftest import CARE, NUMBER, REGISTER, SELF, House, eventually
from tests.registry.conftest import OTHER_TOWN

REASON = "产后复查，请予诊治"


class Fhir:
    """A client that believes nothing: every answer must be the resource that it says it is, by the library's model."""

    def __init__(self, house: House, who: str, **headers: str) -> None:
        self.client = house.client(house.token(who), **headers)

    def get(self, address: str, expect: int = 200, **params: Any) -> dict[str, Any]:
        return self.checked(self.client.get(f"/fhir/r4/{address}", params=params or None), expect)

    def search(self, kind: str, expect: int = 200, **form: str) -> dict[str, Any]:
        return self.checked(self.client.post(f"/fhir/r4/{kind}/_search", data=form), expect)

    def checked(self, answer: httpx.Response, expect: int = 200) -> dict[str, Any]:
        assert answer.status_code == expect, answer.text
        assert answer.headers["content-type"].startswith("application/fhir+json")
        body = answer.json()
        get_fhir_model_class(body["resourceType"]).model_validate(body)
        assert (expect >= 400) == (body["resourceType"] == "OperationOutcome")
        return body


@pytest.fixture(scope="module")
def family(house: House) -> dict[str, str]:
    """A mother, her child, and a referral of hers to a clinic of another town, which has accepted it."""
    mother = house.person(citizen_number=NUMBER)["id"]
    household = {"number": "2001", "registered_division": DIVISION, "head_id": mother}
    home = house.call("village-worker", "POST", f"{REGISTER}/households", 201, json=household)["id"]
    child = house.person(name="李小宝", sex=1, birth_date="2026-10-02", household_id=home, relation_to_head="20")["id"]
    site = house.call("clinic", "POST", f"{CARE}/sites", 201, json={"name": "镇卫生院", "division": OTHER_TOWN})["id"]
    asked = SELF | {"person_id": mother, "site_id": site, "content": {"note": REASON}}

    def refer() -> str | None:
        # The register's events reach follow-up a moment later.
        with house.client(house.token("village-worker")) as client:
            answer = client.post(f"{CARE}/referrals", json=asked)
        return answer.json()["id"] if answer.status_code == 201 else None

    referral = eventually(refer)
    house.call("clinic", "POST", f"{CARE}/referrals/{referral}/accept")
    return {"mother": mother, "child": child, "referral": referral, "site": site}


DIVISION = "341599001001"


@pytest.fixture
def worker(house: House, family: dict[str, str]) -> Iterator[Fhir]:
    fhir = Fhir(house, "village-worker")
    with fhir.client:
        yield fhir


@pytest.fixture
def clinic(house: House, family: dict[str, str]) -> Iterator[Fhir]:
    fhir = Fhir(house, "clinic")
    with fhir.client:
        yield fhir


def test_the_capability_statement_tells_what_there_is_and_no_more(house: House) -> None:
    answer = httpx.get(f"{house.address}/fhir/r4/metadata")
    get_fhir_model_class("CapabilityStatement").model_validate(answer.json())
    (rest,) = answer.json()["rest"]
    assert [each["type"] for each in rest["resource"]] == ["Patient", "RelatedPerson", "ServiceRequest", "Task"]
    told = {each["type"]: {p["name"] for p in each["searchParam"]} for each in rest["resource"]}
    assert told == {name: set(kind.parameters) for name, kind in KINDS.items()}
    assert {i["code"] for each in rest["resource"] for i in each["interaction"]} == {"read", "search-type"}


def test_a_patient_is_read_with_what_care_needs(worker: Fhir, family: dict[str, str]) -> None:
    answer = worker.client.get(f"/fhir/r4/Patient/{family['mother']}")
    person = worker.checked(answer)
    assert answer.headers["etag"] == f'W/"{person["meta"]["versionId"]}"'
    assert person["name"] == [{"use": "official", "text": "李梅花"}]
    assert (person["gender"], person["birthDate"], person["deceasedBoolean"]) == ("female", "1992-03-12", False)
    assert not {"maritalStatus", "telecom", "extension"} & person.keys()
    (masked,) = [each for each in person["identifier"] if each["system"] == CITIZEN_NUMBER]
    assert "value" not in masked
    assert NUMBER not in answer.text


def test_a_citizen_number_is_looked_for_in_a_body_and_never_in_an_address(worker: Fhir, family: dict[str, str]) -> None:
    token = f"{CITIZEN_NUMBER}|{NUMBER}"
    found = worker.search("Patient", identifier=token)
    assert [each["resource"]["id"] for each in found["entry"]] == [family["mother"]]
    assert NUMBER not in str(found["link"])
    refused = worker.get("Patient", 400, identifier=token)
    assert "POST" in refused["issue"][0]["diagnostics"]
    assert worker.search("Patient", 400, identifier=NUMBER)["issue"][0]["code"] == "invalid"
    assert worker.search("Patient", 422, identifier=f"{CITIZEN_NUMBER}|123")["issue"][0]["code"] == "processing"


def test_people_are_found_by_name_and_by_id(worker: Fhir, family: dict[str, str]) -> None:
    named = worker.search("Patient", name="李梅花")
    assert family["mother"] in {each["resource"]["id"] for each in named["entry"]}
    assert worker.get("Patient", _id=family["mother"])["entry"][0]["search"] == {"mode": "match"}
    assert "entry" not in worker.get("Patient", _id=family["site"])
    worker.get("Patient", 400)


def test_the_household_is_told_as_related_persons(worker: Fhir, family: dict[str, str]) -> None:
    bundle = worker.get("RelatedPerson", patient=f"Patient/{family['child']}")
    (mother,) = [each["resource"] for each in bundle["entry"]]
    assert mother["relationship"][0]["coding"][0]["code"] == "PRN"
    assert mother["id"] == pair_id(family["child"], family["mother"])
    assert worker.get(f"RelatedPerson/{mother['id']}") == mother
    worker.get(f"RelatedPerson/{pair_id(family['child'], family['child'])}", 404)
    worker.get("RelatedPerson/" + "0" * 64, 404)


def test_both_care_teams_read_the_referral_and_why(worker: Fhir, clinic: Fhir, family: dict[str, str]) -> None:
    for fhir in (worker, clinic):
        request = fhir.get(f"ServiceRequest/{family['referral']}")
        assert request["status"] == "active"
        assert request["reasonCode"] == [{"text": REASON}]
        assert request["subject"]["reference"] == f"Patient/{family['mother']}"
        assert request["performer"][0]["identifier"]["value"] == family["site"]
        task = fhir.get(f"Task/{family['referral']}")
        assert (task["status"], task["businessStatus"]["coding"][0]["code"]) == ("accepted", "accepted")


def test_lists_of_referrals_tell_no_content(clinic: Fhir, family: dict[str, str]) -> None:
    for kind, person in (("ServiceRequest", "subject"), ("Task", "patient")):
        bundle = clinic.checked(clinic.client.get(f"/fhir/r4/{kind}?{person}=Patient/{family['mother']}"))
        assert [each["resource"]["id"] for each in bundle["entry"]] == [family["referral"]]
        assert REASON not in str(bundle)
        assert bundle["entry"][0]["resource"]["meta"]["tag"][0]["code"] == "SUBSETTED"
    assert clinic.get("Task", status="accepted,requested")["entry"]
    assert "entry" not in clinic.get("Task", status="completed")
    clinic.get("Task", 400, status="draft")


def test_the_provider_sees_the_referral_and_not_the_register(clinic: Fhir, family: dict[str, str]) -> None:
    clinic.get(f"Patient/{family['mother']}", 404)
    assert "entry" not in clinic.search("Patient", identifier=f"{CITIZEN_NUMBER}|{NUMBER}")


def test_a_team_that_it_does_not_concern_learns_nothing(house: House, family: dict[str, str]) -> None:
    far = Fhir(house, "far-worker")
    with far.client:
        for address in (f"Patient/{family['mother']}", f"ServiceRequest/{family['referral']}"):
            told = far.get(address, 404)
            assert REASON not in str(told)
        assert "entry" not in far.get("Task")


def test_pages_are_followed_by_their_links(worker: Fhir, house: House, family: dict[str, str]) -> None:
    again = SELF | {"person_id": family["mother"], "site_id": family["site"], "content": {"note": REASON}}
    second = house.call("village-worker", "POST", f"{CARE}/referrals", 201, json=again)["id"]
    seen, bundle = [], worker.get("Task", _count=1)
    while True:
        seen += [each["resource"]["id"] for each in bundle.get("entry", [])]
        following = [link["url"] for link in bundle["link"] if link["relation"] == "next"]
        if not following:
            break
        assert parse_qs(urlsplit(following[0]).query)["_count"] == ["1"]
        bundle = worker.checked(worker.client.get(following[0]))
    assert seen == [family["referral"], second]
    house.call("village-worker", "POST", f"{CARE}/referrals/{second}/withdraw")
    assert worker.get(f"Task/{second}")["status"] == "cancelled"
    clinic = Fhir(house, "clinic")
    with clinic.client:
        clinic.get(f"Task/{second}", 404)


@pytest.mark.parametrize("who", ["county-admin", "county-officer", "finance-officer", "auditor"])
def test_staff_outside_the_care_team_are_refused_and_logged(house: House, who: str, family: dict[str, str]) -> None:
    with house.client(house.token(who)) as client:
        for kind in KINDS:
            answer = client.get(f"/fhir/r4/{kind}/{family['mother']}")
            assert answer.status_code == 403
            assert answer.json()["issue"][0]["details"]["coding"][0]["code"] == "fhir-care-team-only"
    rows = house.rows("SELECT route FROM access_log WHERE account = $1 AND status = 403", who)
    assert {f"/fhir/r4/{kind}" for kind in KINDS} <= {row["route"] for row in rows}


@pytest.mark.parametrize("department", ["public-security", "civil-affairs", "education", "human-resources"])
def test_other_departments_are_refused(house: House, department: str, family: dict[str, str]) -> None:
    with house.department(department, **{"X-Case-Reference": "CASE-1"}) as client:
        assert client.get(f"/fhir/r4/Task/{family['referral']}").status_code == 403


def test_the_health_department_sees_what_its_policy_names_for_its_purpose(house: House, family: dict[str, str]) -> None:
    health = Fhir(house, "health", **{"X-Purpose": "newborn-care"})
    with health.client:
        answer = health.client.get(f"/fhir/r4/Patient/{family['child']}")
        child = health.checked(answer)
        assert child["name"][0]["text"] == "李小宝"
        assert "versionId" not in str(child)
        assert answer.headers["x-receipt"]
        assert answer.headers["x-retain-until"]
        for address in (f"Task/{family['referral']}", f"ServiceRequest/{family['referral']}", "Task"):
            assert health.get(address, 403)["issue"][0]["code"] == "forbidden"
        assert health.get("RelatedPerson", 403, patient=family["child"])
    silent = Fhir(house, "health")
    with silent.client:
        told = silent.get(f"Patient/{family['child']}", 403)
        assert told["issue"][0]["details"]["coding"][0]["code"] == "purpose-required"


def test_each_look_stands_in_the_log_that_the_person_reads(worker: Fhir, house: House, family: dict[str, str]) -> None:
    query = """SELECT count(*) AS looks FROM access_log l JOIN access_log_subjects s ON s.entry_id = l.id
    WHERE s.subject_id = $1 AND l.account = 'village-worker' AND l.service = $2"""
    for address, service, looks in (("Patient/{mother}", "registry", 1), ("ServiceRequest/{referral}", "followup", 2)):
        (before,) = house.rows(query, family["mother"], service)
        worker.get(address.format(**family))
        (after,) = house.rows(query, family["mother"], service)
        assert after["looks"] - before["looks"] == looks


BAD: list[tuple[str, str, int]] = [
    ("GET", "Patient?telecom=1", 400),
    ("GET", "Task?_count=0", 400),
    ("GET", "Task?_count=1&_count=2", 400),
    ("GET", "Task?patient=x", 400),
    ("GET", "Task?_cursor=%00", 400),
    ("GET", "Task?_cursor=xx", 422),
    ("GET", "Observation", 404),
    ("GET", "Patient/x", 404),
    ("GET", "Patient/_search", 405),
    ("GET", "", 404),
    ("DELETE", "Patient/0198c5a0-0000-7000-8000-000000000001", 405),
    ("POST", "Patient", 405),
    ("POST", "Patient/_search", 400),
    ("GET", "Task?_format=xml", 406),
]


@pytest.mark.parametrize(("method", "address", "status"), BAD)
def test_what_cannot_be_read_is_refused_as_an_outcome(worker: Fhir, method: str, address: str, status: int) -> None:
    worker.checked(worker.client.request(method, f"/fhir/r4/{address}"), status)


def test_a_refused_parameter_is_told_with_those_there_are(worker: Fhir) -> None:
    (issue,) = worker.get("Task?owner=x", 400)["issue"]
    assert issue["diagnostics"] == "不支持的参数。可用的有：_id, patient, status。"
    (issue,) = worker.search("Patient", 400, identifier=NUMBER)["issue"]
    assert f"{CITIZEN_NUMBER}" in issue["diagnostics"]


def test_xml_a_forged_token_and_a_cookie_are_refused(worker: Fhir, house: House, family: dict[str, str]) -> None:
    address = f"{house.address}/fhir/r4/Patient/{family['mother']}"
    worker.checked(worker.client.get(address, headers={"Accept": "application/fhir+xml"}), 406)
    worker.checked(httpx.get(address), 401)
    worker.checked(httpx.get(address, headers={"Authorization": "Bearer e30.e30.e30"}), 401)
    worker.checked(httpx.get(address, headers={"Cookie": f"huijia_session={house.token('village-worker')}"}), 401)


def test_every_state_of_a_referral_has_its_fhir_name() -> None:
    states = {"made", "accepted", "turned-down", "answered", "not-answered", "withdrawn", "ended"}
    assert REQUEST_STATUS.keys() == TASK_STATUS.keys() == states


def test_how_two_members_of_a_household_are_related() -> None:
    assert relationship("02", "20") == "CHILD"
    assert relationship("20", "02") == "PRN"
    assert relationship("02", "38") == "CHLDINLAW"
    assert relationship("38", "02") == "PRNINLAW"
    assert relationship("10", "20") == relationship(None, None) == "FAMMEMB"
    assert relationship("51", "01") == "CHILD"


def test_faults_become_issues_of_their_own() -> None:
    fault = {"pointer": "#/x", "code": "bad", "message": "no"}
    told = outcome_of(
        {"type": "https://huijia.cn/problems/bad-payload", "title": "t", "status": 422, "errors": [fault]}
    )
    assert [issue["code"] for issue in told["issue"]] == ["processing", "value"]
