"""The closing table drawn: a bar for each line, on one scale on which 1 is its limit and the right is better."""

import math
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

WIDTH, LABELS, ROW, TOP = 860, 330, 26, 56
SPAN = math.log10(30)  # a limit kept, or missed, thirty times over is at the edge
COLOURS = {"met": "#27AE60", "floor": "#E3AD4D", "missed": "#C0392B"}


def draw(lines: Sequence[Mapping[str, Any]]) -> str:
    """Return the SVG. A line's limit is its floor, else its aim; a tick shows the aim where there are both."""
    drawn = [line for line in lines if line["measured"] is not None]
    height = TOP + ROW * len(drawn) + 16
    middle = _x(1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        '<text x="12" y="22" font-size="15">Measured by limit: right of the line is kept, the scale is logarithmic</text>',
    ]
    for step in (0.1, 0.3, 1, 3, 10):
        parts.append(f'<line x1="{_x(step):.0f}" y1="{TOP - 8}" x2="{_x(step):.0f}" y2="{height - 8}" stroke="#ddd"/>')
        parts.append(f'<text x="{_x(step):.0f}" y="{TOP - 12}" text-anchor="middle" fill="#666">{step:g}</text>')
    parts += [part for number, line in enumerate(drawn) for part in _row(line, TOP + ROW * number)]
    parts.append(f'<line x1="{middle:.0f}" y1="{TOP - 8}" x2="{middle:.0f}" y2="{height - 8}" stroke="#333"/>')
    return "\n".join([*parts, "</svg>", ""])


def _row(line: Mapping[str, Any], y: int) -> list[str]:
    limit = line["floor"] if line["floor"] is not None else line["aim"]
    least, middle, most = (_x(_share(line, line["measured"][key], limit)) for key in ("min", "median", "max"))
    start, end = sorted((_x(1), middle))
    row = [
        f'<text x="12" y="{y + 15}">{escape(line["what"])}</text>',
        f'<rect x="{start:.1f}" y="{y + 4}" width="{end - start:.1f}" height="14" fill="{COLOURS[line["stands"]]}"/>',
        f'<line x1="{least:.1f}" y1="{y + 11}" x2="{most:.1f}" y2="{y + 11}" stroke="#333"/>',
    ]
    if line["floor"] is not None and line["aim"] is not None:
        aim = _x(_share(line, line["aim"], limit))
        row.append(f'<line x1="{aim:.1f}" y1="{y + 2}" x2="{aim:.1f}" y2="{y + 20}" stroke="#333" stroke-dasharray="2 2"/>')
    return row


def _share(line: Mapping[str, Any], value: float, limit: float) -> float:
    """Return how many times a value keeps its limit."""
    return value / limit if line["sign"] == "≥" else limit / max(value, 1e-9)


def _x(share: float) -> float:
    half = (WIDTH - LABELS - 24) / 2
    placed = max(-SPAN, min(SPAN, math.log10(max(share, 1e-9)))) / SPAN
    return LABELS + half + half * placed
