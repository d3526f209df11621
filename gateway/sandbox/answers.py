"""What the sandbox answers to each look-up that a policy can allow. Pure: what came and what was kept, in and out."""

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

import msgspec
import orjson

from chassis.identifiers import BadCitizenNumber, parse_citizen_number
from chassis.problems import BadPayload, Fault, NotFound
from gateway.sandbox.people import find_by_id, find_by_number, people_of, thing_id

_REGISTER, _MEETING = "/api/registry/v1", "/api/registry/v1/reconciliation"
_MOST_RECORDS = 5000
_DAY, _INSTANT = "2026-11-03", "2026-11-03T01:00:00Z"


class Asked(msgspec.Struct, frozen=True):
    """A call in the sandbox. ``kept`` is what this client did there before, by kind and id."""

    department: str
    last: str
    """The path's last parts, where the template has a place for an id."""
    query: dict[str, str]
    body: bytes
    kept: dict[tuple[str, str], dict[str, Any]]


class Said(msgspec.Struct, frozen=True):
    """The answer, all fields: projecting them is the caller's. ``about`` names the member with a person's id."""

    body: dict[str, Any]
    status: int = 200
    about: str | None = None
    keep: tuple[str, str, dict[str, Any]] | None = None
    """Kind, id and content to keep."""


Answering = Callable[[Asked], Said]


def _page(items: list[dict[str, Any]], about: str | None = None) -> Said:
    return Said({"items": items, "next": None}, about=about)


def _number(text: Any, pointer: str) -> str:
    try:
        if not isinstance(text, str):
            raise BadCitizenNumber("not_text")
        return parse_citizen_number(text).text
    except BadCitizenNumber:
        fault = Fault(pointer, "bad_citizen_number", "不是有效的公民身份号码 (not a valid citizen number)")
        raise BadPayload(faults=[fault]) from None


def _content(body: bytes) -> dict[str, Any]:
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        content = None
    if not isinstance(content, dict):
        raise BadPayload(faults=[Fault("#", "not_an_object", "a JSON object is expected")])
    return content


def _search(asked: Asked) -> Said:
    number = _number(_content(asked.body).get("citizen_number"), "#/citizen_number")
    return _page(find_by_number(asked.department, number), "id")


def _look_up(asked: Asked) -> Said:
    number = _number(asked.query.get("citizen_number"), "query/citizen_number")
    return _page(find_by_number(asked.department, number), "id")


def _read(asked: Asked) -> Said:
    person = find_by_id(asked.department, asked.last)
    if person is None:
        raise NotFound()
    return Said(person, about="id")


def _notices(asked: Asked) -> list[dict[str, Any]]:
    return [_notice(asked, place) for place in (0, 3)]


def _notice(asked: Asked, place: int) -> dict[str, Any]:
    notice = str(thing_id(asked.department, f"notice/{place}"))
    done = ("acknowledgement", notice) in asked.kept
    return {
        "id": notice,
        "correction_id": str(thing_id(asked.department, f"correction/{place}")),
        "person_id": people_of(asked.department)[place]["id"],
        "fields": ["name"],
        "applied_on": _DAY,
        "last_looked_at": _INSTANT,
        "last_request_id": str(thing_id(asked.department, f"request/{place}")),
        "due_on": "2099-12-31",
        "overdue": False,
        "acknowledged_at": _INSTANT if done else None,
    }


def _list_notices(asked: Asked) -> Said:
    wanted = asked.query.get("state", "open")
    is_done = {"open": False, "acknowledged": True}.get(wanted)
    return _page([each for each in _notices(asked) if (each["acknowledged_at"] is not None) == is_done], "person_id")


def _acknowledge(asked: Asked) -> Said:
    found = next((each for each in _notices(asked) if each["id"] == asked.last), None)
    if found is None:
        raise NotFound()
    return Said(found | {"acknowledged_at": _INSTANT}, about="person_id", keep=("acknowledgement", found["id"], {}))


def _sessions(asked: Asked) -> Said:
    session = {"id": str(thing_id(asked.department, "session")), "period": asked.query.get("period", "2026-10")}
    days = {"collect_by": "2099-12-31", "answer_by": "2099-12-31", "meeting_on": "2099-12-31"}
    return _page([session | days | {"state": "collecting", "present": [], "open_discrepancies": 0, "late": []}])


def _submit(asked: Asked) -> Said:
    items = _content(asked.body).get("items")
    if not isinstance(items, list) or not 0 < len(items) <= _MOST_RECORDS:
        raise BadPayload(
            faults=[Fault("#/items", "bad_length", f"1 至 {_MOST_RECORDS} 条 (1 to {_MOST_RECORDS} records)")]
        )
    accepted = sum(_is_taken(each) for each in items)
    digest = hashlib.sha256(asked.body).hexdigest()
    submission = str(uuid5(thing_id(asked.department, "submission"), digest))
    content = {
        "id": submission,
        "session_id": asked.query.get("session"),
        "department": asked.department,
        "kind": asked.query.get("kind"),
        "state": "finished",
        "late": False,
        "digest": digest,
        "submitted_at": _INSTANT,
        "rows_read": len(items),
        "accepted": accepted,
        "rejected": len(items) - accepted,
        "received_before": ("submission", submission) in asked.kept,
    }
    # Counts and a digest: should somebody send real people here by mistake, nothing of them stays.
    return Said(content, 202, keep=("submission", submission, content | {"received_before": True}))


def _is_taken(record: Any) -> bool:
    if not isinstance(record, dict):
        return False
    try:
        return all(bool(_number(record[name], name)) for name in record if name == "citizen_number")
    except BadPayload:
        return False


def _submissions(asked: Asked) -> Said:
    return _page([content for (kind, _), content in sorted(asked.kept.items()) if kind == "submission"])


def _submission(asked: Asked) -> Said:
    content = asked.kept.get(("submission", asked.last))
    if content is None:
        raise NotFound()
    return Said(content)


ANSWERS: dict[tuple[str, str], Answering] = {
    ("POST", f"{_REGISTER}/persons/search"): _search,
    ("GET", f"{_REGISTER}/persons"): _look_up,
    ("GET", f"{_REGISTER}/persons/{{person_id}}"): _read,
    ("GET", "/api/gateway/v1/corrections"): _list_notices,
    ("POST", "/api/gateway/v1/corrections/{notice_id}/acknowledgement"): _acknowledge,
    ("GET", f"{_MEETING}/sessions"): _sessions,
    ("POST", f"{_MEETING}/submissions/records"): _submit,
    ("GET", f"{_MEETING}/submissions"): _submissions,
    ("GET", f"{_MEETING}/submissions/{{submission_id}}"): _submission,
}


def id_in(path: str, template: str) -> str:
    """What stands in ``path`` where ``template`` has a place for an id; empty where it has none."""
    pairs = zip(path.split("/"), template.split("/"), strict=False)
    found = next((part for part, name in pairs if name.startswith("{")), "")
    try:
        return str(UUID(found)) if found else ""
    except ValueError:
        return ""
