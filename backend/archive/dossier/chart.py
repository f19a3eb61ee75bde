"""The trace of a source as a drawing (SVG): a line, its limits dashed, its axes in words."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final
from xml.sax.saxutils import escape

from backend.alerts.causes.rules import number
from backend.core.time import moment

WIDTH, HEIGHT = 680.0, 190.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 12.0, 10.0, 22.0
TIMES: Final = 5
LIMITS_IN_VIEW: Final = 1.6
"""A limit is drawn where it lies no farther from zero than so many times the highest reading."""
STYLE: Final = 'font-family="Noto Sans SC" font-size="10" fill="#555"'


def draw(trace: Mapping[str, Any], zone: tzinfo, colour: str) -> str:
    """The drawing of a part `trace` that has at least one point."""
    points: list[tuple[int, float]] = trace["points"]
    values = [value for _, value in points]
    reach = LIMITS_IN_VIEW * max(map(abs, values))
    limits: list[float] = [each for each in trace["limits"] if abs(each) <= reach]
    low, high = min((*values, *limits)), max((*values, *limits))
    margin = (high - low) * 0.08 or max(abs(high) * 0.1, 1.0)
    low, high = low - margin, high + margin
    from_us: int = trace["from_us"]
    to_us: int = max(trace["to_us"], from_us + 1)

    def x(at_us: int) -> float:
        return LEFT + (at_us - from_us) / (to_us - from_us) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM)

    line = " ".join(f"{x(at_us):.1f},{y(value):.1f}" for at_us, value in points)
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}">',
            f'<rect x="{LEFT}" y="{TOP}" width="{WIDTH - LEFT - RIGHT}" height="{HEIGHT - TOP - BOTTOM}" '
            'fill="none" stroke="#ccc"/>',
            *(_level(y(value), f"{number(value)}") for value in (min(values), max(values))),
            *(_limit(y(value), f"{number(value)} {trace['unit']}") for value in limits),
            *(_time(x(at), moment(at), zone, to_us - from_us) for at in _times(from_us, to_us)),
            f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.4"/>',
            "</svg>",
        )
    )


def _times(from_us: int, to_us: int) -> list[int]:
    return [from_us + (to_us - from_us) * step // (TIMES - 1) for step in range(TIMES)]


def _level(at: float, label: str) -> str:
    return f'<text x="{LEFT - 4}" y="{at + 3.5:.1f}" text-anchor="end" {STYLE}>{escape(label)}</text>'


def _limit(at: float, label: str) -> str:
    return (
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{at:.1f}" y2="{at:.1f}" stroke="#b3261e" '
        f'stroke-dasharray="5 4" stroke-width="0.8"/><text x="{WIDTH - RIGHT - 3}" y="{at - 3:.1f}" '
        f'text-anchor="end" font-family="Noto Sans SC" font-size="9" fill="#b3261e">{escape(label)}</text>'
    )


def _time(at: float, when: datetime, zone: tzinfo, span_us: int) -> str:
    shape = "%H:%M" if span_us < timedelta(days=1) / timedelta(microseconds=1) else "%m-%d %H:%M"
    anchor = "start" if at <= LEFT else "end" if at >= WIDTH - RIGHT else "middle"
    label = when.astimezone(zone).strftime(shape)
    return f'<text x="{at:.1f}" y="{HEIGHT - 7}" text-anchor="{anchor}" {STYLE}>{label}</text>'
