"""What a drawing function returns, and its two files: SVG and PNG, the same bytes for the same chart."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from cs_training.notebook.charts.style import house

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 144


@dataclass(frozen=True, slots=True)
class Chart:
    """
    A chart and what it says.

    Args:
        name: For a file or an element, e.g. ``response-times``.
        title: The question that the chart answers.
        reading: One sentence with the numbers to be read off.
        alt: The chart in words, for somebody who cannot see it.
        figure: A figure of its own: no pyplot knows it.
    """

    name: str
    title: str
    reading: str
    alt: str
    figure: Figure = field(repr=False, compare=False)


def svg(chart: Chart) -> bytes:
    """The chart as an SVG file: text as outlines, so that it needs no font; the alternative text inside."""
    drawn = _saved(chart, "svg", {"Date": None, "Creator": None, "Title": chart.title})
    return drawn.replace(b"<svg ", f'<svg role="img" aria-label="{escape(chart.alt)}" '.encode(), 1)


def png(chart: Chart) -> bytes:
    """The chart as a PNG file, 1440 pixels wide, the alternative text inside."""
    # No Software entry: it would name the version of matplotlib.
    return _saved(chart, "png", {"Software": None, "Title": chart.title, "Description": chart.alt})


def _saved(chart: Chart, kind: str, metadata: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    with house():
        chart.figure.savefig(out, format=kind, dpi=DPI, metadata=metadata)
    return out.getvalue()
