"""The operator's map: read whole or not at all, every fault with its place, and read again when it changed."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from gateway.map.__main__ import main
from gateway.map.read_map import BadMap, read_map
from tests.gateway.conftest import Place

MAP = "/api/gateway/v1/map"
SQUARE = [[[116.0, 31.0], [116.1, 31.0], [116.1, 31.1], [116.0, 31.0]]]


def feature(
    code: Any = "341599001001", kind: str = "Polygon", coordinates: Any = SQUARE, name: str = "code"
) -> dict[str, Any]:
    return {"type": "Feature", "properties": {name: code}, "geometry": {"type": kind, "coordinates": coordinates}}


def written(folder: Path, *features: dict[str, Any]) -> Path:
    path = folder / "map.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_codes_of_several_sources_and_lengths_are_read(tmp_path: Path) -> None:
    many = feature(341599001, "MultiPolygon", [SQUARE], "adcode")
    outlines = read_map(written(tmp_path, feature(), many))
    assert [one.properties.code for one in outlines.features] == ["341599001001", "341599001000"]
    assert main([str(tmp_path / "map.geojson")]) == 0


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (feature(code=None), "features[0]: properties"),
        (feature(kind="Point"), "Polygon, MultiPolygon"),
        (feature(coordinates=[]), "coordinates"),
        (feature(coordinates=[[[200.0, 31.0]]]), "longitude"),
        (feature(coordinates=[[["116", "31"]]]), "longitude"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, bad: dict[str, Any], said: str) -> None:
    with pytest.raises(BadMap, match="features") as found:
        read_map(written(tmp_path, bad))
    assert said in str(found.value)


def test_what_is_no_map_at_all_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "map.geojson"
    path.write_text('{"type": "Topology"}')
    assert main([str(path)]) == 1 and "FeatureCollection" in capsys.readouterr().out
    path.write_text("no json")
    assert main([str(path)]) == 1
    with pytest.raises(BadMap, match="twice"):
        read_map(written(tmp_path, feature(), feature()))


def test_staff_get_it_as_soon_as_it_lies_there(place: Place) -> None:
    path = place.folder / "map.geojson"
    with place.staff("village-worker") as worker:
        assert worker.get(MAP).json()["type"].endswith("no-map")
        written(place.folder, feature())
        try:
            answer = worker.get(MAP)
            assert answer.headers["content-type"] == "application/geo+json"
            assert answer.json()["features"][0]["properties"] == {"code": "341599001001"}
            assert worker.get(MAP, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
            written(place.folder, feature(kind="Point"))
            os.utime(path, (1, 1))
            refused = worker.get(MAP)
            assert refused.status_code == 409 and "features[0]" in refused.json()["detail"]
        finally:
            path.unlink()
    with place.department("civil-affairs") as department:
        assert department.get(MAP).status_code == 403
