"""Reads a GeoJSON file (RFC 7946) of divisions: only what is drawn is kept, and every fault is named by its place."""

from pathlib import Path
from typing import Any

import msgspec

MOST_BYTES = 20 * 1024 * 1024
_MOST_FAULTS = 20
# What files from different sources call a division's code.
_CODES = ("code", "adcode", "division", "区划代码")
_DEPTH = {"Polygon": 1, "MultiPolygon": 2}
_DIGITS = 12


class BadMap(Exception):
    """The file cannot be drawn; ``faults`` say why, each with its place."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class Geometry(msgspec.Struct, frozen=True):
    """``Polygon`` or ``MultiPolygon`` in longitudes and latitudes."""

    type: str
    coordinates: Any


class Properties(msgspec.Struct, frozen=True):
    """The division's code, twelve digits."""

    code: str


class Feature(msgspec.Struct, frozen=True, tag="Feature"):
    """One division's outline."""

    properties: Properties
    geometry: Geometry


class Outlines(msgspec.Struct, frozen=True, tag="FeatureCollection"):
    """The map."""

    features: list[Feature]


class _Given(msgspec.Struct):
    type: str
    features: list[dict[str, Any]] = []


def read_map(path: Path) -> Outlines:
    """The map in a file. Raises BadMap; FileNotFoundError where there is none."""
    if path.stat().st_size > MOST_BYTES:
        raise BadMap(f"超过 {MOST_BYTES // 1024**2} MB (larger than that)")
    try:
        given = msgspec.json.decode(path.read_bytes(), type=_Given)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise BadMap(f"不是 GeoJSON (not GeoJSON): {fault}") from None
    if given.type != "FeatureCollection" or not given.features:
        raise BadMap("须为含有要素的 FeatureCollection (a FeatureCollection with features is wanted)")
    features, faults, seen = [], [], set[str]()
    for number, each in enumerate(given.features):
        try:
            feature = _feature(each)
            if feature.properties.code in seen:
                raise ValueError(f"{feature.properties.code} 出现两次 (is there twice)")
            seen.add(feature.properties.code)
            features.append(feature)
        except ValueError as fault:
            faults.append(f"features[{number}]: {fault}")
    if faults:
        raise BadMap(*faults[:_MOST_FAULTS])
    return Outlines(features)


def _feature(given: dict[str, Any]) -> Feature:
    properties, geometry = given.get("properties") or {}, given.get("geometry") or {}
    found = next((str(properties[name]) for name in _CODES if properties.get(name)), "")
    if not found.isascii() or not found.isdigit() or not 2 <= len(found) <= _DIGITS:
        raise ValueError(f"properties 须有区划代码 (a division's code is wanted): {', '.join(_CODES)}")
    kind = geometry.get("type")
    if kind not in _DEPTH:
        raise ValueError(f"只能是 (only these can be drawn): {', '.join(_DEPTH)}")
    rings = _rings(geometry.get("coordinates"), _DEPTH[kind])
    return Feature(Properties(found.ljust(_DIGITS, "0")), Geometry(kind, rings))


def _rings(given: Any, depth: int) -> list[Any]:
    if not isinstance(given, list) or not given:
        raise ValueError("coordinates 为空 (no coordinates)")
    return [_rings(each, depth - 1) for each in given] if depth > 0 else [_position(each) for each in given]


def _position(given: Any) -> list[float]:
    match given:
        case [int() | float() as longitude, int() | float() as latitude, *_]:
            if -180 <= longitude <= 180 and -90 <= latitude <= 90:
                # Six decimals are a hand's breadth; more makes files large and pictures no better.
                return [round(longitude, 6), round(latitude, 6)]
    raise ValueError(f"不是经纬度 (not longitude and latitude): {str(given)[:60]}")
