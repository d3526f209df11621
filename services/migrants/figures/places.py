"""Where places lie on a map: as the county's own file says, else about the seat of their province."""

import math
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec

from chassis.data_files import read_data
from services.migrants.exchange.directory import Directory
from services.migrants.figures.schemas import PlaceOnMap

FILE = "places.yaml"
_SEATS = Path(__file__).with_name(FILE)
_PROVINCE, _APART = 2, 0.5
"""Places that are known by their province alone stand around its seat, so many degrees from it."""

Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]
Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90)]


class KnownPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place of ``places.yaml``: its leading digits, and where it lies (longitude, latitude)."""

    code: Annotated[str, msgspec.Meta(pattern="^([0-9]{2}|[0-9]{6}|[0-9]{9})$")]
    zh: str
    en: str
    at: tuple[Longitude, Latitude]


@cache
def _seats() -> dict[str, KnownPlace]:
    return {each.code: each for each in read_data(_SEATS, list[KnownPlace])}


def own_places(home: Path) -> dict[str, KnownPlace]:
    """What the installation's own file says, by code; nothing where there is none. Raises BadDataFile."""
    path = home / FILE
    return {each.code: each for each in read_data(path, list[KnownPlace])} if path.exists() else {}


def on_the_map(codes: Iterable[str], known: dict[str, KnownPlace], directory: Directory) -> list[PlaceOnMap]:
    """Each of ``codes``, in their order, with the best that is known of it."""
    wanted = sorted(set(codes))
    around: dict[str, list[str]] = {}
    for code in wanted:
        if code not in known:
            around.setdefault(code[:_PROVINCE], []).append(code)
    return [_place(code, known, around.get(code[:_PROVINCE], []), directory) for code in wanted]


def _place(code: str, known: dict[str, KnownPlace], around: Sequence[str], directory: Directory) -> PlaceOnMap:
    own = code.startswith(directory.here)
    given = known.get(code)
    if given is not None:
        longitude, latitude = given.at
        said = {"name_zh": given.zh, "name_en": given.en}
        return PlaceOnMap(code=code, longitude=longitude, latitude=latitude, placed="given", own=own, **said)
    peer = directory.peer(code)
    names = {"name_zh": peer.name.zh if peer else None, "name_en": peer.name.en if peer else None}
    seat = _seats().get(code[:_PROVINCE])
    if seat is None:
        return PlaceOnMap(code=code, longitude=None, latitude=None, placed="nowhere", own=own, **names)
    longitude, latitude = _beside(seat.at, around.index(code), len(around))
    return PlaceOnMap(code=code, longitude=longitude, latitude=latitude, placed="province", own=own, **names)


def _beside(seat: tuple[float, float], number: int, of: int) -> tuple[float, float]:
    if of == 1:
        return seat
    angle = 2 * math.pi * number / of
    return round(seat[0] + _APART * math.cos(angle), 4), round(seat[1] + _APART * math.sin(angle), 4)
