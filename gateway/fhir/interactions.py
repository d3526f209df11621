"""What each FHIR interaction asks of ``/api/``, and the resources that it makes of the answers."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import msgspec

from gateway.fhir.ask import Inside, Told
from gateway.fhir.errors import FhirParameter
from gateway.fhir.parameters import Search, id_in, identifier_in, person_in
from gateway.fhir.person_resources import CITIZEN_NUMBER, PERSON, pair_of, patient, related_person
from gateway.fhir.referral_resources import REQUEST_STATUS, TASK_STATUS, service_request, states_of, task

Resource = dict[str, Any]

_PERSONS = "/api/registry/v1/persons"
_REFERRALS = "/api/followup/v1/referrals"
_MERGED = 308


class Refused(Exception):
    """``/api/`` refused; ``told`` is its problem."""

    def __init__(self, told: Told) -> None:
        super().__init__(told.status)
        self.told = told


class Found(msgspec.Struct, frozen=True):
    """One page of what a search found, and what its links may repeat of what was asked."""

    resources: list[Resource]
    asked: dict[str, str] = {}
    after: str | None = None


Read = Callable[[Inside, str], Awaitable[Resource | None]]
Find = Callable[[Inside, Search], Awaitable[Found]]


class Kind(msgspec.Struct, frozen=True):
    """A resource type that is served. ``hidden`` parameters name people: they are taken from a POST's body alone."""

    read: Read
    find: Find
    parameters: dict[str, str]
    """Name → FHIR type."""
    hidden: frozenset[str] = frozenset()


def _content(told: Told) -> Any:
    if told.status >= 300:
        raise Refused(told)
    return told.body


async def _read_patient(inside: Inside, resource_id: str) -> Resource | None:
    told = await inside.get(f"{_PERSONS}/{id_in(resource_id)}")
    if told.status == _MERGED:
        other = {"other": {"reference": f"Patient/{told.body['merged_into']}"}, "type": "replaced-by"}
        return {"resourceType": "Patient", "id": resource_id, "active": False, "link": [other]}
    return patient(_content(told))


async def _find_patients(inside: Inside, search: Search) -> Found:
    given = search.given
    if len(given) != 1:
        raise FhirParameter("请只按一项查找。", "Look for exactly one thing.")
    if "_id" in given:
        return await _by_id(inside, str(id_in(given["_id"])))
    if "name" in given:
        wanted: dict[str, Any] = {"name": given["name"], "limit": min(search.count, 50)}
    else:
        system, value = identifier_in(given["identifier"], (CITIZEN_NUMBER, PERSON))
        if system == PERSON:
            return await _by_id(inside, str(id_in(value)))
        wanted = {"citizen_number": value}
    page = _content(await inside.post(f"{_PERSONS}/search", wanted))
    return Found([patient(person) for person in page["items"]])


async def _by_id(inside: Inside, person_id: str) -> Found:
    told = await inside.get(f"{_PERSONS}/{person_id}")
    found = [] if told.status in (404, _MERGED) else [patient(_content(told))]
    return Found(found, {"_id": person_id})


async def _read_related(inside: Inside, resource_id: str) -> Resource | None:
    pair = pair_of(resource_id)
    if pair is None:
        return None
    of, other = [_content(await inside.get(f"{_PERSONS}/{each}")) for each in pair]
    household = of.get("household_id")
    if household is None or household != other.get("household_id") or of["id"] == other["id"]:
        return None
    return related_person(of, other)


async def _find_related(inside: Inside, search: Search) -> Found:
    if "patient" not in search.given:
        raise FhirParameter("请写明 patient。", "Name the patient.")
    person_id = person_in(search.given["patient"])
    asked = {"patient": f"Patient/{person_id}", "_count": str(search.count)}
    of = _content(await inside.get(f"{_PERSONS}/{person_id}"))
    if not of.get("household_id"):
        return Found([], asked)
    members = f"/api/registry/v1/households/{UUID(of['household_id'])}/members"
    page = _content(await inside.get(members, _paging(search)))
    found = [related_person(of, each) for each in page["items"] if each["id"] != of["id"]]
    return Found(found, asked, page["next"])


def _paging(search: Search, **more: Any) -> str:
    named = {"limit": search.count, "cursor": search.cursor} | more
    return urlencode({name: value for name, value in named.items() if value is not None})


Shape = Callable[[dict[str, Any], dict[str, Any] | None], Resource]


def _reading(shape: Shape) -> Read:
    async def read(inside: Inside, resource_id: str) -> Resource | None:
        path = f"{_REFERRALS}/{id_in(resource_id)}"
        referral = _content(await inside.get(path))
        # The reading of content is written down by the service, for the person to see.
        return shape(referral, _content(await inside.get(f"{path}/content")))

    return read


def _finding(shape: Shape, told_as: dict[str, str], person: str) -> Find:
    async def find(inside: Inside, search: Search) -> Found:
        given = search.given
        asked = {name: value for name, value in given.items() if name == "status"} | {"_count": str(search.count)}
        more: dict[str, Any] = {}
        if "_id" in given:
            return await _referral_by_id(inside, shape, str(id_in(given["_id"])))
        if person in given:
            more["person_id"] = str(person_in(given[person]))
            asked[person] = f"Patient/{more['person_id']}"
        states = _states(given["status"], told_as) if "status" in given else list(told_as)
        if len(states) == 1:
            more["state"] = states[0]
        page = _content(await inside.get(_REFERRALS, _paging(search, **more)))
        # An address names a parameter once, so several states are picked here: a page may be short, and its link holds.
        return Found([shape(each, None) for each in page["items"] if each["state"] in states], asked, page["next"])

    return find


def _states(text: str, told_as: dict[str, str]) -> list[str]:
    states = states_of(text.split(","), told_as)
    if not states:
        known = ", ".join(sorted(set(told_as.values())))
        raise FhirParameter("不支持的 status。", f"Supported are: {known}.")
    return states


async def _referral_by_id(inside: Inside, shape: Shape, referral_id: str) -> Found:
    told = await inside.get(f"{_REFERRALS}/{referral_id}")
    return Found([] if told.status == 404 else [shape(_content(told), None)], {"_id": referral_id})


KINDS = {
    "Patient": Kind(
        _read_patient,
        _find_patients,
        {"_id": "token", "identifier": "token", "name": "string"},
        frozenset({"identifier", "name"}),
    ),
    "RelatedPerson": Kind(_read_related, _find_related, {"patient": "reference"}),
    "ServiceRequest": Kind(
        _reading(service_request),
        _finding(service_request, REQUEST_STATUS, "subject"),
        {"_id": "token", "subject": "reference", "status": "token"},
    ),
    "Task": Kind(
        _reading(task),
        _finding(task, TASK_STATUS, "patient"),
        {"_id": "token", "patient": "reference", "status": "token"},
    ),
}
