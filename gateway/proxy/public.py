"""The few addresses behind the gateway that anybody may ask: whether a certificate is valid, and what proves it; how a
complaint stands, for whoever holds its receipt; a survey's questions, answered with a code; and what other counties
bring, which their signatures let in.

The caller without an account is told to the service as a department that may see these fields and nothing else, so
that the service checks and projects as it does for everybody.
"""

import re

from chassis.auth import Caller

_ADDRESSES = {
    "GET": re.compile(
        r"/api/registry/v1/certificates/(keys|revocations|[0-9A-Z-]{1,40}/status)"
        r"|/api/assessment/v1/surveys/[0-9a-f-]{36}/questions|/api/migrants/v1/exchange/description"
    ),
    "POST": re.compile(
        r"/api/assessment/v1/(complaint-receipts(/rating|/reopening)?|surveys/[0-9a-f-]{36}/answers)"
        r"|/api/migrants/v1/exchange/messages"
    ),
}
_PROGRESS = ["number", "state", "received_on", "due_on", "answered_on", "answer", "rating", "reopened"]
_FIELDS = {
    "certificate-status": ["number", "kind", "issued_on", "state", "revoked_on", "keys", "list"],
    "complaint-receipt": _PROGRESS,
    "county-exchange": ["receipts", "statement"],
    "survey": ["question", "about", "text_zh", "text_en", "options", "verdict"],
}

_BROUGHT_BY_COUNTIES = "/api/migrants/v1/exchange/messages"
NOBODY = Caller(subject="public", kind="department", fields=_FIELDS)


def is_public(method: str, path: str) -> bool:
    """Whether this may be asked without a token."""
    addresses = _ADDRESSES.get(method)
    return addresses is not None and addresses.fullmatch(path) is not None


def is_brought_by_a_county(method: str, path: str) -> bool:
    """Whether this is a call with another county's messages: even one far too large gets a signed receipt."""
    return method == "POST" and path == _BROUGHT_BY_COUNTIES
