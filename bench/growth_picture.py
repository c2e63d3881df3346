"""Draw how time and memory grow with the number of submissions."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair
import vl_convert

#: The course's own blue, and its ink: graders/look/digiready.css.
_LINE, _INK = "#17518f", "#1c2126"

_WIDTH, _HEIGHT = 330, 260


def draw_growth(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the picture as SVG: processor time to the left, memory to the right.

    Args:
        rows: Of each size its ``submissions``, ``processor_s`` in seconds and ``memory_mb``.
    """
    data = altair.Data(values=[dict(row) for row in rows])
    most = max(row["memory_mb"] for row in rows)
    both = altair.hconcat(
        _panel(data, "processor_s", "Processor time, seconds", altair.Scale(type="log")),
        _panel(
            data,
            "memory_mb",
            "Memory at most, megabytes",
            altair.Scale(domain=[0, max(500, most)]),
        ),
        spacing=40,
        background="white",
    ).configure(font="system-ui, sans-serif")
    return str(vl_convert.vegalite_to_svg(both.to_json()))


def _panel(data: Any, name: str, says: str, scale: Any) -> Any:
    axis: dict[str, Any] = {
        "labelFontSize": 13,
        "titleFontSize": 14,
        "labelColor": _INK,
        "titleColor": _INK,
    }
    sizes = [row["submissions"] for row in data.values]
    x = altair.X(
        "submissions:Q",
        scale=altair.Scale(type="log", domain=[sizes[0] / 2, sizes[-1] * 2]),
        title="Submissions",
        axis=altair.Axis(values=sizes, format=",", **axis),
    )
    y = altair.Y(f"{name}:Q", scale=scale, title=says, axis=altair.Axis(tickCount=4, **axis))
    base = altair.Chart(data, width=_WIDTH, height=_HEIGHT).encode(x, y)
    line = base.mark_line(color=_LINE, strokeWidth=3)
    points = base.mark_point(color=_LINE, filled=True, size=90, opacity=1)
    words = base.mark_text(dy=-16, fontSize=13, color=_INK).encode(
        text=altair.Text(f"{name}:Q", format=",.0f")
    )
    return line + points + words
