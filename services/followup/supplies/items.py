"""The supplies that are kept in stock, as shipped in ``items.yaml``."""

from functools import cache
from pathlib import Path

import msgspec

from chassis.data_files import Words, read_data


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of supply."""

    id: str
    title: Words
    unit: Words
    most_at_once: int


@cache
def items() -> dict[str, Item]:
    """All kinds, by id. Raises BadDataFile."""
    return {item.id: item for item in read_data(Path(__file__).with_name("items.yaml"), list[Item])}
