"""Referrals as ServiceRequest (what is asked) and Task (how it stands). Pure."""

from typing import Any

Resource = dict[str, Any]

SITE = "https://huijia.cn/fhir/NamingSystem/site-id"
STATE = "https://huijia.cn/fhir/CodeSystem/referral-state"
_SUBSETTED = {"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "SUBSETTED"}

REQUEST_STATUS = {
    "made": "active",
    "accepted": "active",
    # A late answer still counts, so the request stands.
    "not-answered": "active",
    "answered": "completed",
    "turned-down": "revoked",
    "withdrawn": "revoked",
    "ended": "revoked",
}
TASK_STATUS = {
    "made": "requested",
    "accepted": "accepted",
    "not-answered": "on-hold",
    "answered": "completed",
    "turned-down": "rejected",
    "withdrawn": "cancelled",
    "ended": "cancelled",
}


def service_request(referral: dict[str, Any], content: dict[str, Any] | None) -> Resource:
    """The referral itself; why somebody is referred only where ``content`` was opened for one reading."""
    resource = {
        "resourceType": "ServiceRequest",
        "id": referral["id"],
        "meta": _meta(referral, content),
        "status": REQUEST_STATUS[referral["state"]],
        "intent": "order",
        "subject": _person(referral),
        "authoredOn": referral["made_on"],
        "performer": [_provider(referral)],
    }
    if referral.get("instead_of"):
        resource["replaces"] = [{"reference": f"ServiceRequest/{referral['instead_of']}"}]
    if content and content.get("reason"):
        resource["reasonCode"] = [{"text": content["reason"]}]
    return resource


def task(referral: dict[str, Any], content: dict[str, Any] | None) -> Resource:
    """How the referral stands; the answer only where ``content`` was opened for one reading."""
    resource = {
        "resourceType": "Task",
        "id": referral["id"],
        "meta": _meta(referral, content),
        "status": TASK_STATUS[referral["state"]],
        "businessStatus": {"coding": [{"system": STATE, "code": referral["state"]}]},
        "intent": "order",
        "focus": {"reference": f"ServiceRequest/{referral['id']}"},
        "for": _person(referral),
        "authoredOn": referral["made_on"],
        "owner": _provider(referral),
        "restriction": {"period": {"end": referral["answer_due_on"]}},
    }
    if content and content.get("answer"):
        resource["output"] = [{"type": {"text": "answer"}, "valueString": content["answer"]}]
    return resource


def states_of(statuses: list[str], told_as: dict[str, str]) -> list[str]:
    """The states of referrals that FHIR calls by one of these ``statuses``."""
    return [state for state, status in told_as.items() if status in statuses]


def _meta(referral: dict[str, Any], content: dict[str, Any] | None) -> Resource:
    meta: Resource = {"versionId": str(referral["revision"])}
    return meta if content is not None else meta | {"tag": [_SUBSETTED]}


def _person(referral: dict[str, Any]) -> Resource:
    return {"reference": f"Patient/{referral['person_id']}"}


def _provider(referral: dict[str, Any]) -> Resource:
    return {"type": "Organization", "identifier": {"system": SITE, "value": referral["site_id"]}}
