"""The demo county's noisy extracts against the truth: hardly a link is wrong, and few are missed."""

import pytest

from bench.meeting import quality_of_links


@pytest.mark.slow
def test_links_of_a_month_are_right_and_nearly_all_found() -> None:
    precision, recall = quality_of_links(6_000)
    assert precision >= 0.999
    assert recall >= 0.95
