"""What the people of a place ask of the house (``demand.yaml``), and how often that is in its busiest hour."""

from functools import cache
from pathlib import Path

import msgspec
import yaml

_HOUR = 3600


class Demand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file, field by field; what is asked for is per person and year."""

    county: int
    counties: int
    years: int
    office_hours: int
    busiest: float
    calls: float
    look_ups: float
    writes: float
    events: float
    visits: float
    payments: float
    looks: float
    looks_kept: int
    people: float
    consumers: int
    processor_share: float
    waited_ms: float
    sizes: dict[str, int]

    def a_second(self, per_person: float, people: float) -> float:
        """How often in a second of the busiest hour, where each asks so often in a year."""
        return people * per_person / self.office_hours / _HOUR * self.busiest


@cache
def demand() -> Demand:
    """The file's. Raises msgspec.ValidationError."""
    return msgspec.convert(yaml.safe_load(Path(__file__).with_name("demand.yaml").read_text("utf-8")), Demand)
