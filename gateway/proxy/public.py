"""The few addresses behind the gateway that anybody may ask: whether a certificate is valid, and what proves it.

The caller without an account is told to the service as a department that may see these fields and nothing else, so
that the service checks and projects as it does for everybody.
"""

import re

from chassis.auth import Caller

_ADDRESSES = re.compile(r"/api/registry/v1/certificates/(keys|revocations|[0-9A-Z-]{1,40}/status)")
_FIELDS = {"certificate-status": ["number", "kind", "issued_on", "state", "revoked_on", "keys", "list"]}

NOBODY = Caller(subject="public", kind="department", fields=_FIELDS)


def is_public(method: str, path: str) -> bool:
    """Whether this may be asked without a token."""
    return method == "GET" and _ADDRESSES.fullmatch(path) is not None
