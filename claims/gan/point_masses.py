"""Two point masses, one generated and one real: their optimal discriminator, by Newton's method."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganproof.claims.gan.discriminator_losses import ConvexLoss

Array = np.ndarray[Any, np.dtype[np.float64]]


def lipschitz_constants(loss: ConvexLoss, distances: Any, penalty: float = 1.0) -> Array:
    """Optimal Lipschitz constants k for ``penalty`` k^2, varphi(t) = phi(-t), at each distance.

    The discriminator is -t on the generated and t on the real sample, t = k d/2, where
    phi'(-t) d = 2 ``penalty`` k. For the listed losses phi' is convex on t < 0, so that Newton's
    iterates rise to the solution from k = 0. Negative distances give negative constants.
    """
    d, k = np.abs(np.asarray(distances, dtype=float)), np.zeros(np.shape(distances))
    for _ in range(200):
        excess = d * loss.slope(-k * d / 2) - 2 * penalty * k
        step = excess / (2 * penalty + d**2 / 2 * loss.curvature(-k * d / 2))
        k = k + step
        if np.all(np.abs(step) <= 1e-15 * (1 + k)):
            break
    return np.sign(distances) * k
