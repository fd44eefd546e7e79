"""The quadratic game V = psi'B theta - psi'A psi/2, to which a GAN linearises at its equilibrium.

There B = f'(0) K_DG up to a sign and A = -2 f''(0) K_DD. The discriminator psi maximises V, the
generator theta minimises it, charged with eta |grad_psi V|^2 where that is asked for.
"""

from __future__ import annotations

from typing import Any

from sympy import ImmutableDenseMatrix, Matrix


def jacobian(A: Any, B: Any, eta: Any = 0) -> ImmutableDenseMatrix:
    """Jacobian of the gradient field, generator first.

    Args:
        A: n_D x n_D, symmetric; a scalar for one parameter each.
        B: n_D x n_G, or a scalar.
        eta: weight of |grad_psi V|^2 = |B theta - A psi|^2, which the generator is charged with.
    """
    damping, coupling = _matrix(A), _matrix(B)
    turned = coupling.T * (2 * eta * damping - Matrix.eye(damping.rows))
    generator = Matrix.hstack(-2 * eta * coupling.T * coupling, turned)
    discriminator = Matrix.hstack(coupling, -damping)
    return ImmutableDenseMatrix(Matrix.vstack(generator, discriminator).expand())


def wasserstein(B: Any, eta: Any = 0) -> ImmutableDenseMatrix:
    """The same for f''(0) = 0, as for the WGAN: A = 0."""
    return jacobian(Matrix.zeros(_matrix(B).rows), B, eta)


def _matrix(value: Any) -> Any:
    return Matrix(value) if hasattr(value, "shape") else Matrix([[value]])
