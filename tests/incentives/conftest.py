"""One database for the tests of benefits, empty for each of them: to make one takes forty times as long."""

import pytest

from tests.conftest import Database
from tests.support.emptying import emptied


@pytest.fixture
def county(used_county: Database) -> Database:
    """A database with every service's tables, empty where benefits keep theirs."""
    return emptied(used_county, "incentives")
