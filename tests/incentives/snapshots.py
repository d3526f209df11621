"""Facts of invented people, as they are kept with a decision."""

from datetime import date
from typing import Any

from tests.support.people import VILLAGE


def snapshot(born: str = "1960-05-01", *, sex: int = 2, at: str = VILLAGE, living: bool = True, **more: Any) -> Any:
    """``brought``: fact → (value, from, to) or only the first day; ``entitled_to``: schemes."""
    brought = {fact.replace("_", "-"): _held(told) for fact, told in more.get("brought", {}).items()}
    register = {"birth-date": born, "sex": sex, "registered-division": at, "residence-division": at, "living": living}
    return register | {"brought": brought, "entitled_to": list(more.get("entitled_to", ()))}


def _held(told: Any) -> dict[str, Any]:
    value, since, until = told if isinstance(told, tuple) else (None, told, None)
    date.fromisoformat(since)
    return {"value": value, "from": since, "to": until}
