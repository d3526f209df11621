"""What minutes say of a meeting: counts and resolutions by reference; no name, number or value of any person. Pure."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from services.registry.reconciliation.discrepancies.catalogue import rules

OFFICE_NAMES = {
    "population-office": "县人口办公室",
    "public-security": "公安",
    "civil-affairs": "民政",
    "education": "教育",
    "health": "卫生健康",
    "human-resources": "人力资源和社会保障",
}
RESOLUTIONS = {
    "put-right-here": "由人口库登记或更正",
    "owner-mends": "由责任部门更正",
    "done": "已更正，办结",
    "no-difference": "确认无差异，办结",
    None: "未议",
}
BETWEEN_COUNTIES = {
    "unanswered": "逾期未答复",
    "both-claim": "两县均称在本县居住",
    "none-claims": "两县均称不在本县居住",
    "stale": "核实久无进展",
}
SETTLED = {"agreed": "两县核实一致", "explained": "两县说明一致", None: "继续核实"}
OUTCOMES = {"agrees": "核对一致", "applied": "已登记入库", "done": "已更正", "no-difference": "确认无差异", None: ""}


def facts_of(
    meeting: Mapping[str, Any],
    submissions: Sequence[Mapping[str, Any]],
    figures: Sequence[Mapping[str, Any]],
    cases: Sequence[Mapping[str, Any]],
    between_counties: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Everything that is printed and signed."""
    return {
        "period": meeting["period"],
        "meeting_on": str(meeting["meeting_on"]),
        "present": [OFFICE_NAMES["population-office"], *(OFFICE_NAMES[name] for name in meeting["present"])],
        "submissions": [_submission(row) for row in submissions],
        "figures": [dict(row) for row in figures],
        "summary": _summary(cases),
        "resolutions": [_case(row) for row in cases if row["decision"] or row["closed_how"]],
        "between_counties": [_matter(row) for row in between_counties],
        "carried_over": sum(1 for row in cases if row["state"] != "closed"),
    }


def _submission(row: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: row[name] for name in ("kind", "department", "rows_read", "accepted", "rejected", "late")}
    return told | {"digest": row["digest"].hex()}


def _summary(cases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found = Counter((row["owner"], row["rule"]) for row in cases)
    closed = Counter((row["owner"], row["rule"]) for row in cases if row["state"] == "closed")
    return [
        {"owner": OFFICE_NAMES[owner], "rule": rules()[rule].zh, "found": number, "closed": closed[owner, rule]}
        for (owner, rule), number in sorted(found.items())
    ]


def _case(row: Mapping[str, Any]) -> dict[str, Any]:
    decision = row["decision"] or {}
    return {
        "reference": str(row["id"]),
        "owner": OFFICE_NAMES[row["owner"]],
        "matter": rules()[row["rule"]].zh,
        "resolution": RESOLUTIONS[decision.get("resolution")],
        "due_on": str(row["due_on"]),
        "outcome": OUTCOMES[row["closed_how"]],
    }


def _matter(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "reference": str(row["confirmation_id"]),
        "peer": row["peer"],
        "matter": BETWEEN_COUNTIES.get(row["kind"], row["kind"]),
        "asked_on": str(row["asked_on"]),
        "outcome": SETTLED.get(row["settled_how"], SETTLED["agreed"] if row["settled_on"] else SETTLED[None]),
    }


def canonical(facts: Mapping[str, Any]) -> bytes:
    """The bytes that the digest is over: JSON with sorted keys and no blanks, in UTF-8."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(facts: Mapping[str, Any]) -> bytes:
    """SHA-256; what participants sign is its lower-case hexadecimal text."""
    return hashlib.sha256(canonical(facts)).digest()
