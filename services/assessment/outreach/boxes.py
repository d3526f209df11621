"""What can be kept of outreach, and in which box (``boxes.yaml``)."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from chassis.data_files import Words, read_data


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A box, or a kind of activity."""

    id: str
    title: Words


class Boxes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Boxes, kinds of activities and the limits on files, in bytes."""

    effective_from: date
    source: str
    most_bytes: int
    most_files: int
    most_bytes_of_a_box: int
    media_types: tuple[str, ...]
    kinds: tuple[Named, ...]
    boxes: tuple[Named, ...]


@cache
def boxes() -> Boxes:
    """As they are in force. Raises BadDataFile."""
    return read_data(Path(__file__).with_name("boxes.yaml"), Boxes)


def box_of(box_id: str) -> Named | None:
    """The box of that id."""
    return next((each for each in boxes().boxes if each.id == box_id), None)


def kind_of(kind_id: str) -> Named | None:
    """The kind of activity of that id."""
    return next((each for each in boxes().kinds if each.id == kind_id), None)
