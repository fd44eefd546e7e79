"""Phase portraits: the field, a trajectory with its start, and where no iterate may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ganproof.claims.gan.updates import Field

if TYPE_CHECKING:
    from matplotlib.axes import Axes

REACH = 2.0
"""Portraits show the square [-REACH, REACH]^2."""
GRID = 10


def portrait(field: Field, path: Any, clip: float = np.inf) -> dict[str, Any]:
    """Arrays of a portrait.

    Args:
        field: both players' gradients at points of shape (2, count).
        path: iterates of shape (rounds + 1, 2, 1).
        clip: largest admitted |psi|; beyond it the portrait is shaded and has no arrows.
    """
    side = np.linspace(-REACH, REACH, GRID)
    points = np.array(np.meshgrid(side, side)).reshape(2, -1)
    points = points[:, np.abs(points[1]) <= clip]
    arrows = np.array([np.ravel(each) for each in field(tuple(points))])
    return {
        "theta": path[:, 0, 0],
        "psi": path[:, 1, 0],
        "arrows": np.vstack([points, arrows]),
        "forbidden": [clip] if clip < np.inf else [],
    }


def draw(axes: Axes, data: Mapping[str, Any]) -> None:
    """The portrait, generator to the right and discriminator upwards."""
    x, y, dx, dy = np.array(data["arrows"])
    longest = np.hypot(dx, dy).max()
    length = 0.9 * 2 * REACH / (GRID - 1) / longest
    # One line for all arrows: a shaft and two barbs, then a gap.
    tip = np.array([x + length * dx, y + length * dy])
    back = 0.3 * length * np.array([dx, dy])
    aside = 0.15 * length * np.array([-dy, dx])
    gap = np.full_like(tip, np.nan)
    strokes = np.stack([[x, y], tip, tip - back + aside, tip, tip - back - aside, gap], axis=-1)
    axes.plot(*strokes.reshape(2, -1), linewidth=0.5, color="C3")
    for clip in data["forbidden"]:
        axes.axhspan(clip, REACH, alpha=0.15)
        axes.axhspan(-REACH, -clip, alpha=0.15)
    axes.plot(data["theta"], data["psi"], linewidth=0.8, color="C0")
    axes.plot(data["theta"], data["psi"], "^", markersize=1.8, color="C0")
    axes.plot(data["theta"][:1], data["psi"][:1], "o", color="C1", zorder=3)
    axes.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal")
    axes.set(xlabel="theta", ylabel="psi", xticks=[-2, 0, 2], yticks=[-2, 0, 2])
