"""The picture of growth: time of each operation over people, both in powers of ten, and n·log n beside them."""

import math
from collections.abc import Sequence
from html import escape
from typing import Any

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _LEGEND = 620, 420, 60, 40, 430
_COLOURS = ("#1b6ca8", "#c0392b", "#3b7a57", "#8e44ad", "#b9770e", "#2c3e50")


def _scale(values: Sequence[float]) -> tuple[int, int]:
    return math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))


def picture(figures: Sequence[dict[str, Any]]) -> str:
    """An SVG of every figure that holds a growth in seconds; empty where there is none."""
    series = [
        (figure["name"].partition(", 2")[0], figure["grown"])
        for figure in figures
        if figure.get("grown") and "memory" not in figure["name"]
    ]
    if not series:
        return ""
    (left, right), (low, high) = (_scale([p[axis] for _, points in series for p in points]) for axis in (0, 1))

    def place(point: Sequence[float]) -> str:
        x = _LEFT + (math.log10(point[0]) - left) / (right - left) * (_WIDTH - _LEFT - 20)
        y = 20 + (high - math.log10(point[1])) / (high - low) * (_HEIGHT - _BOTTOM - 20)
        return f"{x:.1f},{y:.1f}"

    lines = [_line(number, name, [place(p) for p in points]) for number, (name, points) in enumerate(series)]
    ruler = _ruler(series[0][1], place)
    marks = [_mark(place((10**power, 10**low)), f"{10**power:,}") for power in range(left, right + 1)]
    marks += [_level(place((10**left, 10**power)), f"{10.0**power:g} s") for power in range(low, high + 1)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH + _LEGEND}" height="{_HEIGHT}"'
    return f'{head} font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>' + (
        "".join([*marks, *ruler, *lines]) + "</svg>\n"
    )


def _line(number: int, name: str, places: list[str]) -> str:
    colour = _COLOURS[number % len(_COLOURS)]
    dots = "".join(
        f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in (place.split(",") for place in places)
    )
    return (
        f'<polyline points="{" ".join(places)}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'
        f'<text x="{_WIDTH}" y="{40 + 20 * number}" fill="{colour}">{escape(name)}</text>'
    )


def _ruler(points: Sequence[Sequence[float]], place: Any) -> list[str]:
    """n·log n through the first series' first point."""
    people, value = points[0]
    rule = [place((n, value * n * math.log(n) / (people * math.log(people)))) for n, _ in points]
    dashed = f'<polyline points="{" ".join(rule)}" fill="none" stroke="#999" stroke-dasharray="5 4"/>'
    return [dashed, f'<text x="{_WIDTH}" y="20" fill="#777">n·log n</text>']


def _mark(place: str, text: str) -> str:
    x, y = place.split(",")
    return f'<text x="{x}" y="{float(y) + 18:.1f}" text-anchor="middle">{text}</text>'


def _level(place: str, text: str) -> str:
    x, y = place.split(",")
    return f'<text x="{float(x) - 6:.1f}" y="{y}" text-anchor="end">{text}</text>'
