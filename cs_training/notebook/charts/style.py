"""
The house style of charts: palette, sizes, and the sheet that every chart is drawn on.

White ground, also in a dark notebook; marks keep a contrast of 3:1 on white and on dark. Colour never speaks alone:
what it says is also said by a hatch, a marker or a label. Labels stand at the marks; there are no legends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cs_training.notebook.charts.chinese import FAMILY, printable, register_font
from cs_training.notebook.charts.wording import wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GROUND = "#FFFFFF"
INK = "#1F1F1F"
SOFT_INK = "#595959"
BLUE = "#0072B2"  # Okabe and Ito's: what the chart is about
VERMILLION = "#D55E00"  # Okabe and Ito's: where to look
GREY = "#767676"  # the rest
MARKS = (BLUE, VERMILLION, GREY)
SHADE = "#E8F1F7"  # a ground behind marks, no mark
GRID = "#E3E3E3"

WIDTH = 10.0  # inches
TITLE, TEXT, SMALL = 20, 14, 12  # points
HATCH = "///"
EXAMPLE_TARGET = "店铺内控目标（示例）"
NO_DATA = "没有数据"

_HOUSE = {
    # The names, not “sans-serif”: a text keeps them when somebody else's settings draw the figure.
    "font.family": [FAMILY],
    "font.sans-serif": [FAMILY],
    "font.size": TEXT,
    "axes.unicode_minus": False,
    "text.parse_math": False,  # a $ in a name is a $
    "text.color": INK,
    "axes.labelcolor": SOFT_INK,
    "axes.labelsize": TEXT - 1,
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.formatter.use_mathtext": False,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": TEXT - 1,
    "ytick.labelsize": TEXT - 1,
    "grid.color": GRID,
    "hatch.linewidth": 1.4,
    "svg.fonttype": "path",
    "svg.hashsalt": "cs-training",
}


@contextmanager
def house() -> Iterator[None]:
    """Draws and saves in our settings, whatever the learner's are, and gives the learner's back."""
    import matplotlib as mpl

    register_font()
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_HOUSE)  # type: ignore[arg-type]
        yield


def sheet(
    title: str,
    how: str,
    *,
    notes: Sequence[str] = (),
    height: float = 3.4,
    left: float = 0.5,
    right: float = 0.4,
    below: float = 0.75,
    above: float = 0.0,
) -> tuple[Figure, Axes]:
    """
    A figure with its title, and axes of a given height under it.

    Args:
        title: The question.
        how: How to read the chart: what the marks are, in which unit.
        notes: What is not in the chart, one line each, at the foot.
        height: Of the axes, in inches, as are the others.
        left: Between the edge and the axes.
        right: As left.
        below: Between the axes and the notes: tick labels and the axis' label.
        above: Extra room over the axes.
    """
    lines = [line for note in notes for line in wrapped(printable(note), 52)]
    foot = 0.15 + 0.27 * len(lines)
    how_lines = wrapped(printable(how), 52)
    head = 0.95 + 0.27 * len(how_lines) + above
    tall = foot + below + height + head
    figure = _white(tall)
    _write(figure, printable(title), tall - 0.25, TITLE, INK)
    _write(figure, "\n".join(how_lines), tall - 0.72, SMALL + 1, SOFT_INK)
    _write(figure, "\n".join(lines), foot, SMALL + 1, SOFT_INK)
    axes = figure.add_axes((left / WIDTH, (foot + below) / tall, (WIDTH - left - right) / WIDTH, height / tall))
    return figure, axes


def blank(title: str, why: str) -> Figure:
    """A chart of nothing says so."""
    figure, axes = sheet(title, "")
    axes.set_axis_off()
    axes.text(0.5, 0.58, NO_DATA, ha="center", va="center", fontsize=28, color=GREY)
    axes.text(0.5, 0.36, printable(why), ha="center", va="center", fontsize=TEXT, color=SOFT_INK)
    return figure


def _white(tall: float) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=(WIDTH, tall), facecolor=GROUND)


def _write(figure: Figure, text: str, top: float, size: int, ink: str) -> None:
    """Text at the left edge, its top so many inches above the figure's foot."""
    if text:
        height = figure.get_figheight()
        figure.text(0.4 / WIDTH, top / height, text, fontsize=size, color=ink, va="top", linespacing=1.35)
