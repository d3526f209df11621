"""A population pyramid as SVG: men to the left, women to the right, the oldest above."""

from xml.sax.saxutils import escape

from services.registry.statistics.schemas import AgeGroup, Population

_WIDTH, _BAR, _HALF, _TOP = 640, 20, 250, 70
_MIDDLE = _WIDTH // 2
_GAP = 34
_FONT = "font-family=\"'Noto Sans SC','Microsoft YaHei',sans-serif\""


def draw_pyramid(place: Population, title: str) -> str:
    """Bars where ages by sex are published; otherwise a sentence that says why there are none."""
    height = _TOP + _BAR * len(place.ages) + 60
    known = place.withheld == "nothing"
    inside = _bars(place.ages) if known else [_text(_MIDDLE, height // 2, "部分年龄组人数过少，不予公布", 16)]
    total = "–" if place.total is None else f"{place.total:,}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
        f' role="img" aria-label="{escape(title, {chr(34): "&quot;"})}" {_FONT}>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
        _text(_MIDDLE, 28, title, 18),
        _text(_MIDDLE - _HALF // 2, 56, "男", 14),
        _text(_MIDDLE + _HALF // 2, 56, "女", 14),
        *inside,
        _text(_MIDDLE, height - 18, f"总人口 {total} 人（五岁一组）", 13),
        "</svg>",
    ]
    return "\n".join(parts)


def _bars(ages: list[AgeGroup]) -> list[str]:
    most = max((max(group.male or 0, group.female or 0) for group in ages), default=0) or 1
    drawn = []
    for at, group in enumerate(reversed(ages)):
        top = _TOP + at * _BAR
        drawn.append(_text(_MIDDLE, top + 14, group.age.replace("-", "–"), 11))
        for count, colour, left in ((group.male or 0, "#4477aa", True), (group.female or 0, "#cc6677", False)):
            width = count * (_HALF - 50) / most
            start = _MIDDLE - _GAP - width if left else _MIDDLE + _GAP
            drawn.append(
                f'<rect x="{start:.1f}" y="{top + 2}" width="{width:.1f}" height="{_BAR - 4}" fill="{colour}"/>'
            )
            edge = start - 4 if left else start + width + 4
            drawn.append(_text(edge, top + 14, str(count), 10, "end" if left else "start"))
    return drawn


def _text(x: float, y: float, words: str, size: int, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}">{escape(words)}</text>'
