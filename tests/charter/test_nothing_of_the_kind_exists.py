"""C1, C3, C4, C7, C8, C11: no column, event, path, parameter, field or value of the refused kinds exists."""

import re

import pytest

from tests.charter.vocabulary import columns, event_names, interface_names
from tests.conftest import Database

REFUSED = {
    "C1 permits, quotas, legality": r"permit|quota|准生|illegal|unplanned|out_of_plan|legitima|birth_order|parity",
    "C1 fees and fines": r"maintenance_fee|social_fee|(^|[_.-])fine(s|d)?($|[_.-])|penalt|罚|抚养费",
    "C2 compulsion": r"compuls|mandator|refus(al|ed)_reason|decline_reason|withdraw_reason|enforce",
    "C4 scores of residents": r"(person|resident|household|citizen).*(score|rating|credit|rank)",
    "C7, C8 control": r"location_history|track_point|informer|informant|landlord|employer|marriage_certificate",
    "C11 fetal sex": r"fetal|foetal|胎儿性别",
}


def _found(names: list[str], pattern: str) -> list[str]:
    return [name for name in names if re.search(pattern, name, re.IGNORECASE)]


@pytest.mark.parametrize(("rule", "pattern"), REFUSED.items())
async def test_no_column(county: Database, rule: str, pattern: str) -> None:
    names = [column for _, column, _ in await columns(county.admin_dsn())]
    assert len(names) > 100
    assert _found(names, pattern) == [], rule


@pytest.mark.parametrize(("rule", "pattern"), REFUSED.items())
def test_no_event(rule: str, pattern: str) -> None:
    names = event_names()
    assert len(names) > 20
    assert _found(names, pattern) == [], rule


@pytest.mark.parametrize(("rule", "pattern"), REFUSED.items())
def test_nothing_in_the_interface(rule: str, pattern: str) -> None:
    names = interface_names()
    assert len(names) > 50
    assert _found(names, pattern) == [], rule


@pytest.mark.parametrize("planted", ["persons.birth_permit", "plans.decline_reason", "person_score", "fetal_sex"])
def test_the_search_finds_what_it_is_for(planted: str) -> None:
    assert any(_found([planted], pattern) for pattern in REFUSED.values())
