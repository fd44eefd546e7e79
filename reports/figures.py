"""One house style for every figure: the claim's module draws, the page decides how it looks."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ganproof.verify.records import FigureRecord

from .mathml import ReportError
from .prose import greek
from .svg import slim

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Data = Mapping[str, Sequence[Any]]
Draw = Callable[["Axes", Data], None]

# Inches, and points of the text: a panel stands beside others, at about its own size on a phone.
_WIDE, _PANEL = ((4.8, 3.3), 9.0), ((2.3, 2.3), 8.5)
# Matplotlib can find the margins itself, by drawing everything twice.
_MARGINS = {"left": 0.2, "right": 0.97, "bottom": 0.19, "top": 0.97}
_STEP = 0.07  # by which a panel's left margin grows: those with labels alike stay aligned

# Stand-in colours that matplotlib writes and the page replaces, so that dark mode reaches figures.
_COLOURS = {
    "#010101": "var(--ink)",
    "#020202": "var(--muted)",
    "#030303": "var(--rule)",
    "#040404": "var(--accent)",
    "#050505": "var(--false)",
    "#060606": "var(--proved)",
    "#000000": "var(--ink)",  # what matplotlib draws in black unasked, such as arrows
}
_INK, _MUTED, _RULE, _ACCENT, _FALSE, _PROVED, _ = _COLOURS


def draw(claim: str, number: int, record: FigureRecord) -> Markup:
    """Inline SVG of the ``number``-th figure of a claim, or of its ``number``-th panel.

    Raises:
        ReportError: no module of that claim offers ``draw(axes, data)``.
    """
    kind = "panel" if record.illustrates else "figure"
    return svg(_drawing(claim), record, prefix=f"{claim}-{kind}-{number}-")


def svg(drawing: Draw, record: FigureRecord, prefix: str) -> Markup:
    """What ``drawing`` makes of the record's data, in the house style, ids under ``prefix``."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    size, points = _PANEL if record.illustrates else _WIDE
    with mpl.rc_context({**_style(prefix), "font.size": points}):
        figure = Figure(figsize=size)
        figure.subplots_adjust(**_MARGINS)
        axes = figure.subplots()
        drawing(axes, record.data)
        if record.illustrates:
            _make_room(figure, axes)
        raw = io.StringIO()
        # An axis with equal scales leaves room above and below, which panels need to stay aligned.
        cut = None if record.illustrates else "tight"
        figure.savefig(raw, format="svg", bbox_inches=cut, metadata={"Date": None})
    return Markup(_inline(raw.getvalue(), prefix, record))  # noqa: S704 - matplotlib escapes text


def _make_room(figure: Figure, axes: Axes) -> None:
    """Widen the left margin until the labels of the vertical axis are on the panel, to a pixel."""
    left = _MARGINS["left"]
    while left < 1 / 2:
        axes.apply_aspect()
        labels = axes.yaxis.get_tightbbox()
        if labels is None or labels.x0 > -1:
            return
        left += _STEP
        figure.subplots_adjust(left=left)


def _drawing(claim: str) -> Draw:
    for entry in entry_points(group="ganproof.claims"):
        name = f"{entry.value}.{claim}"
        if find_spec(entry.value) and find_spec(name.rpartition(".")[0]) and find_spec(name):
            drawing: Draw | None = getattr(import_module(name), "draw", None)
            if drawing is not None:
                return drawing
    raise ReportError(f"{claim}: it has a figure, but its module offers no draw(axes, data)")


def _style(salt: str) -> Any:
    from cycler import cycler

    return {
        "svg.fonttype": "none",
        "savefig.pad_inches": 0.03,
        "savefig.transparent": True,
        "svg.hashsalt": salt,
        "font.family": "sans-serif",
        "axes.edgecolor": _MUTED,
        "axes.facecolor": "none",
        "axes.labelcolor": _INK,
        "axes.prop_cycle": cycler(color=[_ACCENT, _FALSE, _PROVED, _MUTED]),
        "axes.spines.right": False,
        "axes.spines.top": False,
        "grid.color": _RULE,
        "legend.frameon": False,
        "lines.linewidth": 1.3,
        "lines.markersize": 5,
        "patch.edgecolor": _INK,
        "path.simplify_threshold": 0.3,
        "text.color": _INK,
        "xtick.color": _MUTED,
        "ytick.color": _MUTED,
    }


def _inline(raw: str, prefix: str, record: FigureRecord) -> str:
    text = slim(raw, prefix)
    for stand_in, variable in _COLOURS.items():
        text = text.replace(stand_in, variable)
    label = Markup('<svg role="img" fill="var(--ink)" aria-labelledby="{0}title {0}text" ').format(
        prefix
    )
    words = Markup('<title id="{0}title">{1}</title><desc id="{0}text">{2}</desc>').format(
        prefix, greek(record.title), greek(record.caption)
    )
    text = text.replace("<svg ", label, 1)
    return text.replace(">", f">{words}", 1)
