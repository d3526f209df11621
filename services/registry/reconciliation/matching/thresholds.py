"""What ``thresholds.yaml`` says."""

from functools import cache
from pathlib import Path

import msgspec
import yaml

from services.registry.reconciliation.matching.rules import Thresholds


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    accept: float
    review: float
    margin: float
    wanted_precision: float
    least_decisions: int
    school_from: int
    school_until: int
    same_event_days: int

    @property
    def thresholds(self) -> Thresholds:
        """Before anything was learned from decisions."""
        return Thresholds(self.accept, self.review, self.margin)


@cache
def calibration() -> Calibration:
    """The file, read once."""
    return msgspec.convert(yaml.safe_load(Path(__file__).with_name("thresholds.yaml").read_text("utf-8")), Calibration)
