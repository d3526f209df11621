"""C5, C10: identifiers and health content are stored sealed, and only where they belong."""

import re

from tests.charter.vocabulary import columns
from tests.conftest import Database


async def test_identifiers_are_stored_sealed_or_as_a_blind_index(county: Database) -> None:
    identifying = re.compile(r"citizen_number|other_id_(sealed|index|number)|phone|bank_account|account_number")
    named = [(s, c, kind) for s, c, kind in await columns(county.admin_dsn()) if identifying.search(c.split(".")[1])]
    assert len(named) >= 5
    plain = [(schema, column) for schema, column, kind in named if kind != "bytea"]
    assert plain == []


async def test_identifiers_are_kept_by_the_registry_alone(county: Database) -> None:
    elsewhere = [
        (schema, column)
        for schema, column, _ in await columns(county.admin_dsn())
        if "citizen_number" in column and schema != "registry"
    ]
    assert elsewhere == []


async def test_health_content_is_kept_sealed_by_follow_up_alone(county: Database) -> None:
    health = re.compile(r"(^|_|\.)(content|diagnos\w*|findings?|observations?|medical\w*)(_|$)")
    found = [(s, c, kind) for s, c, kind in await columns(county.admin_dsn()) if health.search(c)]
    assert found, "follow-up keeps visit content"
    assert [(s, c) for s, c, kind in found if s != "followup" or kind != "bytea"] == []
