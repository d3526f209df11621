"""Problems as OperationOutcome. Pure."""

from typing import Any

_SYSTEM = "https://huijia.cn/problems"
_CODES = {
    400: "invalid",
    401: "login",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    406: "not-supported",
    408: "timeout",
    409: "conflict",
    410: "deleted",
    413: "too-long",
    422: "processing",
    429: "throttled",
    502: "exception",
    503: "transient",
    504: "timeout",
}


def outcome_of(problem: dict[str, Any]) -> dict[str, Any]:
    """A problem document (RFC 9457) as the resource that FHIR clients read; each fault is an issue of its own."""
    status = problem.get("status", 500)
    code = _CODES.get(status, "exception" if status >= 500 else "processing")
    slug = str(problem.get("type", "")).rpartition("/")[2]
    details: dict[str, Any] = {"text": problem.get("title", "")}
    if slug:
        details["coding"] = [{"system": _SYSTEM, "code": slug}]
    first = {"severity": "error", "code": code, "details": details}
    if problem.get("detail"):
        first["diagnostics"] = problem["detail"]
    faults = [
        {"severity": "error", "code": "value", "diagnostics": f"{fault['pointer']}: {fault['message']}"}
        for fault in problem.get("errors", [])
    ]
    return {"resourceType": "OperationOutcome", "issue": [first, *faults]}
