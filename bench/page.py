"""``python -m bench.page [--check]``: writes ``docs/performance.md`` and its picture from ``bench/results.json``."""

import sys
from collections.abc import Iterable
from html import escape
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from bench import growth_picture
from bench.__main__ import BENCHMARKS, RESULTS

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
PICTURE = PAGE.with_suffix(".svg")
GROWTH = PAGE.with_name("growth.svg")
_HEAD = """# Performance

Every figure that was promised, beside its peer of the same run or its limit. Medians with the spread of all runs;
a ratio is ours divided by the peer's. `make bench` measures all of them, `python -m bench NAME` one group; results are
kept in `bench/results.json`, and `python -m bench.page` writes this page from them. What is missed stands here as well.

Peers come from package registries alone. HAPI FHIR's JPA server is put together from its parts (`bench/hapi`; 8.8.0,
since of newer ones not every library is published). PostgREST is not measured: it is published as an image and as a
binary, and Debian 12 has no package of it.

![Each figure as a share of its limit](performance.svg)
"""
_LABEL, _BAR, _ROW = 470, 330, 22
_FULL = 2.0
"""The share of the limit at which a bar ends."""


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _cells(figure: dict[str, Any]) -> tuple[str, ...]:
    ours, peer = figure["ours"], figure["peer"]
    spread = f"{_number(median(ours))} {figure['unit']} ({_number(min(ours))}–{_number(max(ours))}, {len(ours)})"
    beside = f"{figure['peer_name']}: {_number(median(peer))} {figure['unit']}" if peer else ""
    limit = (
        f"ratio {figure['measured']:.2f} ≤ {figure['limit']:g}" if peer else f"≤ {figure['limit']:g} {figure['unit']}"
    )
    return figure["name"], spread, beside, limit, "yes" if figure["met"] else "**missed**"


def _section(name: str, result: dict[str, Any]) -> str:
    machine = result["machine"]
    load = f", load {machine['load']} when it began" if "load" in machine else ""
    lines = [
        f"\n## {name}\n",
        f"`python -m bench {name}`: {machine['cores']} cores, Python {machine['python']}{load}.\n",
    ]
    lines += ["| Figure | Ours: median (spread, runs) | Beside | Limit | Met |", "|---|---|---|---|---|"]
    lines += ["| " + " | ".join(_cells(figure)) + " |" for figure in result["figures"]]
    if any(figure.get("grown") for figure in result["figures"]):
        lines += ["", "![Time of each operation over people](growth.svg)"]
    return "\n".join(lines) + "\n"


def page(results: dict[str, Any]) -> str:
    """The page's text."""
    missing = [name for name in BENCHMARKS if name not in results]
    unmeasured = f"\nNot measured yet: {', '.join(missing)}.\n" if missing else ""
    return _HEAD + unmeasured + "".join(_section(name, results[name]) for name in BENCHMARKS if name in results)


def picture(results: dict[str, Any]) -> str:
    """An SVG: one bar a figure, its length the share of the limit; the line is the limit."""
    figures = [figure for name in BENCHMARKS if name in results for figure in results[name]["figures"]]
    rows = "".join(_bar(number, figure) for number, figure in enumerate(figures))
    height, line = 30 + _ROW * len(figures), _LABEL + _BAR / _FULL
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LABEL + _BAR + 90}" height="{height}"'
        ' font-family="sans-serif" font-size="12">'
        f'<rect width="100%" height="100%" fill="#fff"/>{rows}'
        f'<line x1="{line}" y1="4" x2="{line}" y2="{height}" stroke="#333" stroke-dasharray="4 3"/>'
        f'<text x="{line + 4}" y="14">limit</text></svg>\n'
    )


def _bar(number: int, figure: dict[str, Any]) -> str:
    share = _share_of_limit(figure)
    width, top = _BAR * min(share, _FULL) / _FULL, 24 + _ROW * number
    name = figure["name"] if len(figure["name"]) <= 68 else figure["name"][:67] + "…"
    colour = "#3b7a57" if figure["met"] else "#c0392b"
    return (
        f'<text x="{_LABEL - 8}" y="{top + 12}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="{_LABEL}" y="{top + 2}" width="{max(width, 1):.1f}" height="13" fill="{colour}"/>'
        f'<text x="{_LABEL + width + 5:.1f}" y="{top + 12}">{share:.2f}</text>'
    )


def _share_of_limit(figure: dict[str, Any]) -> float:
    if figure["limit"]:
        share: float = figure["measured"] / figure["limit"]
        return share
    # Nothing at all is allowed: none is well inside, and any is as far beyond as the picture goes.
    return 0.0 if figure["met"] else _FULL


def main(arguments: Iterable[str]) -> int:
    """Write both, or (``--check``) say whether they are as the results are."""
    results = msgspec.json.decode(RESULTS.read_bytes())
    made = {PAGE: page(results), PICTURE: picture(results)}
    if growth := growth_picture.picture(results.get("growth", {}).get("figures", [])):
        made[GROWTH] = growth
    if "--check" in arguments:
        stale = [path.name for path, text in made.items() if not path.exists() or path.read_text() != text]
        print("".join(f"{name} is stale: python -m bench.page\n" for name in stale), end="", file=sys.stderr)
        return 1 if stale else 0
    for path, text in made.items():
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
