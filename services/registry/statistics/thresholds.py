"""The smallest count that is published, as data."""

from datetime import date
from functools import cache
from pathlib import Path

import yaml


@cache
def _periods() -> list[tuple[date, int]]:
    entries = yaml.safe_load((Path(__file__).parent / "thresholds.yaml").read_text(encoding="utf-8"))
    return sorted((entry["effective_from"], entry["smallest"]) for entry in entries)


def smallest_published(today: date) -> int:
    """In force on ``today``, whatever day the figures are about; before the first entry, the first."""
    return next((smallest for since, smallest in reversed(_periods()) if since <= today), _periods()[0][1])
