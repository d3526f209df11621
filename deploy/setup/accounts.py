"""The accounts that a new county begins with: its administrator, and a client for each department."""

import secrets
from typing import Any

DEPARTMENTS = ("public-security", "civil-affairs", "education", "health", "human-resources")


def first_accounts(county: str) -> dict[str, list[dict[str, Any]]]:
    """The credentials file of ``gateway.bootstrap``, with random secrets; ``county`` is the twelve-digit code."""
    administrator = {
        "username": "county-admin",
        "password": secrets.token_urlsafe(18),
        "role": "county-admin",
        "division": county,
    }
    return {"staff": [administrator], "departments": [department_account(name) for name in DEPARTMENTS]}


def department_account(name: str) -> dict[str, str]:
    """A department's client with a fresh secret."""
    return {"client_id": name, "client_secret": secrets.token_urlsafe(24), "department": name}
