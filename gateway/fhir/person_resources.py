"""Persons of the register as Patient and RelatedPerson. Pure: the member of an answer that is not there is left out."""

from typing import Any
from uuid import UUID

Resource = dict[str, Any]

CITIZEN_NUMBER = "urn:oid:2.16.156.10011.1.3"
"""居民身份证号 as health records name it (WS/T 500)."""
PERSON = "https://huijia.cn/fhir/NamingSystem/person-id"
DIVISION = "https://huijia.cn/fhir/CodeSystem/division-code"
_ROLES = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_CODED_PART = "http://hl7.org/fhir/StructureDefinition/iso21090-codedString"
_GENDERS = {1: "male", 2: "female"}

_HEAD = ("01", "02")
# GB/T 4761 by its first digit: how somebody is related to the head, and how the head is related to them.
_TO_HEAD = {"1": "SPS", "2": "CHILD", "3": "CHILD", "4": "GRNDCHILD", "5": "PRN", "6": "GRPRN", "7": "SIB"}
_FROM_HEAD = {"1": "SPS", "2": "PRN", "3": "PRN", "4": "GRPRN", "5": "CHILD", "6": "GRNDCHILD", "7": "SIB"}
_IN_LAW = ("CHLDINLAW", "PRNINLAW")
_BY_MARRIAGE = dict.fromkeys(("28", "38"), _IN_LAW) | dict.fromkeys(("53", "54", "55", "56"), _IN_LAW[::-1])
_SOME_RELATIVE, _NO_RELATIVE = "FAMMEMB", "ROOM"


def patient(person: dict[str, Any]) -> Resource:
    """One person as Patient. What care does not need (marriage, ethnic group, phone, note) is left out."""
    return _without_nothing(
        {
            "resourceType": "Patient",
            "id": person["id"],
            "meta": _meta(person),
            "identifier": _identifiers(person),
            **_demographics(person),
            "deceasedBoolean": None if "living" not in person or person.get("died_on") else not person["living"],
            "deceasedDateTime": person.get("died_on"),
        }
    )


def related_person(of: dict[str, Any], other: dict[str, Any]) -> Resource:
    """``other``, a member of the same household, as somebody related to ``of``."""
    coding = {"system": _ROLES, "code": relationship(of.get("relation_to_head"), other.get("relation_to_head"))}
    return _without_nothing(
        {
            "resourceType": "RelatedPerson",
            "id": pair_id(of["id"], other["id"]),
            "active": other.get("living"),
            "patient": {"reference": f"Patient/{of['id']}"},
            "relationship": [{"coding": [coding]}],
            "identifier": _identifiers(other),
            **_demographics(other),
        }
    )


def pair_id(of: str, other: str) -> str:
    """The id of a RelatedPerson: both persons' ids without hyphens, 64 characters in all as FHIR allows."""
    return of.replace("-", "") + other.replace("-", "")


def pair_of(resource_id: str) -> tuple[UUID, UUID] | None:
    """The two persons of a RelatedPerson's id; None where it is none."""
    try:
        return (UUID(resource_id[:32]), UUID(resource_id[32:])) if len(resource_id) == 64 else None
    except ValueError:
        return None


def relationship(of: str | None, other: str | None) -> str:
    """What ``other`` is to ``of`` (HL7 v3 RoleCode), from how each is related to the head (GB/T 4761)."""
    if "99" in (of, other):
        return _NO_RELATIVE
    if of in _HEAD and other:
        return _BY_MARRIAGE.get(other, (_TO_HEAD.get(other[0], _SOME_RELATIVE),))[0]
    if other in _HEAD and of:
        return _BY_MARRIAGE.get(of, ("", _FROM_HEAD.get(of[0], _SOME_RELATIVE)))[1]
    return _SOME_RELATIVE


def _demographics(person: dict[str, Any]) -> Resource:
    return {
        "name": [{"use": "official", "text": person["name"]}] if person.get("name") else None,
        "gender": _GENDERS.get(person["sex"], "unknown") if "sex" in person else None,
        "birthDate": person.get("birth_date"),
        "address": _address(person),
    }


def _identifiers(person: dict[str, Any]) -> list[Resource]:
    own = [{"use": "official", "system": PERSON, "value": person["id"]}]
    if not person.get("citizen_number"):
        return own
    # That there is a number is told; the number itself is read elsewhere, with a reason (C10).
    masked = {"extension": [{"url": _ABSENT, "valueCode": "masked"}]}
    return [*own, {"use": "official", "system": CITIZEN_NUMBER, "_value": masked}]


def _address(person: dict[str, Any]) -> list[Resource] | None:
    code = person.get("residence_division")
    if code is None:
        return None
    coded = {"extension": [{"url": _CODED_PART, "valueCoding": {"system": DIVISION, "code": code}}]}
    address = {"use": "home", "text": person.get("residence_address"), "_district": coded, "country": "CN"}
    return [_without_nothing(address)]


def _meta(person: dict[str, Any]) -> Resource | None:
    return {"versionId": str(person["revision"])} if "revision" in person else None


def _without_nothing(resource: Resource) -> Resource:
    return {name: value for name, value in resource.items() if value is not None}
