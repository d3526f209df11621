"""FEBRL3 and FEBRL4: at least the precision and recall of Splink with its documented settings, in the same run."""

import pytest

from bench.febrl import link


@pytest.mark.slow
@pytest.mark.parametrize("data", ["febrl3", "febrl4"])
def test_no_worse_than_splink_as_documented(data: str) -> None:
    (bare, _), (ours, _) = link(data, ours=False), link(data, ours=True)
    assert ours.precision >= bare.precision
    assert ours.recall >= bare.recall
    assert ours.precision > 0.99
