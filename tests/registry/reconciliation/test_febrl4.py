"""FEBRL4 through the SQL that weighs the meeting's rows: no worse than Splink with its documented settings."""

import pytest

from bench.febrl import link_as_the_meeting_does


@pytest.mark.slow
def test_no_worse_than_splink_as_documented() -> None:
    ours, documented = link_as_the_meeting_does()
    assert ours.precision >= documented.precision
    assert ours.recall >= documented.recall
    assert ours.precision > 0.99
