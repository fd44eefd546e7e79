"""Data on a segment in the plane: the discriminator has gradients across the data's line.

The latent z is uniform on [-1, 1], the data is (z, 0), the generator makes (z, t1 + t2 z), the
discriminator is D(x) = p0 + p1 x1 + p2 x2 + p3 x1 x2. The equilibrium is t = 0, p = 0.
"""

from __future__ import annotations

from typing import Any

from sympy import ImmutableDenseMatrix, Matrix, Rational, hessian, integrate, symbols

PARAMETERS = t1, t2, p0, p1, p2, p3 = symbols("t1 t2 p0 p1 p2 p3")
_z = symbols("z")


def jacobian(*, slope: Any, curvature: Any, depth: Any = 0) -> ImmutableDenseMatrix:
    """Jacobian of the field at the equilibrium, 6 x 6, generator first.

    At D = 0 the objective's second derivatives need no more of the loss than f'(0) = ``slope`` and
    f''(0) = ``curvature``. ``depth`` is the data's variance across its line; 0 on the segment.
    """
    made = _discriminator(_z, t1 + t2 * _z)
    real = _discriminator(_z, 0)
    objective = slope * (made - real) + curvature * (made**2 + real**2) / 2
    across = curvature * depth * ((p2 + p3 * _z) ** 2) / 2
    mean = integrate((objective + across).expand(), (_z, -1, 1)) * Rational(1, 2)
    signs = Matrix.diag(-1, -1, 1, 1, 1, 1)
    there = dict.fromkeys(PARAMETERS, 0)
    return ImmutableDenseMatrix(signs * hessian(mean, PARAMETERS).subs(there))


def _discriminator(x1: Any, x2: Any) -> Any:
    return p0 + p1 * x1 + p2 * x2 + p3 * x1 * x2
