"""Arrays behind a figure, and whether its module can draw them."""

from __future__ import annotations

from types import ModuleType

import numpy as np

from ..complaints import ClaimError
from ..declarations import Figure
from ..records import FigureRecord


def check(figure: Figure, module: ModuleType) -> FigureRecord:
    """The figure's record, once its module's ``draw`` has made a picture of it.

    Raises:
        ClaimError: there is nothing to draw it with, or a number is nan or infinite.
    """
    arrays = {name: np.asarray(array, dtype=float) for name, array in figure.function().items()}
    for name, array in arrays.items():
        if not np.isfinite(array).all():
            raise ClaimError(f"figure {figure.title!r}: {name} has nan or infinite numbers")
    record = FigureRecord(
        title=figure.title,
        caption=figure.caption,
        illustrates=figure.illustrates,
        data={name: np.round(array, 6).tolist() for name, array in arrays.items()},
    )
    if not hasattr(module, "draw"):
        raise ClaimError(
            f"figure {figure.title!r}: the file has no draw(axes, data); write one, or import it"
        )
    from matplotlib.figure import Figure as Picture

    picture = Picture()
    module.draw(picture.subplots(), record.data)
    picture.draw_without_rendering()
    return record
