"""The checks on offer, as shipped in ``services.yaml``."""

from functools import cache
from pathlib import Path

import msgspec

from chassis.data_files import Words, read_data


class CheckService(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of check."""

    id: str
    title: Words
    result_within_days: int


@cache
def check_services() -> dict[str, CheckService]:
    """All kinds, by id. Raises BadDataFile."""
    read = read_data(Path(__file__).with_name("services.yaml"), list[CheckService])
    return {service.id: service for service in read}
