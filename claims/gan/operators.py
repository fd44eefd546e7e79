"""Operators of two-player games, and how monotone and how steep they are, exactly.

F(theta, phi) stacks the gradients of both players' losses, so that an unconstrained equilibrium is
a zero of F. It is mu-strongly monotone if <F(x) - F(y), x - y> >= mu |x - y|^2, and L-Lipschitz if
|F(x) - F(y)| <= L |x - y|. For F(x) = J x these are the least eigenvalue of (J + J')/2, and the
largest singular value of J.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from sympy import ImmutableDenseMatrix, Matrix, sqrt

Array = np.ndarray[Any, np.dtype[np.float64]]
WIDTH = Fraction(1, 10**9)
"""How far apart the two bounds are, for a matrix with entries of size 1."""


def operator(
    value: Any, generator: Sequence[Any], discriminator: Sequence[Any], charge: Any = 0
) -> ImmutableDenseMatrix:
    """F of the game in which the generator minimises V, and the discriminator ``charge`` - V.

    Args:
        value: V, a SymPy expression.
        generator: its parameters.
        discriminator: its parameters.
        charge: what the discriminator alone pays; it may depend on the generator too.
    """
    slopes = [value.diff(each) for each in generator]
    return ImmutableDenseMatrix(slopes + [(charge - value).diff(each) for each in discriminator])


def jacobian(A: Any, B: Any, C: Any) -> ImmutableDenseMatrix:
    """[[A, B], [-B', C]], of V = theta'A theta/2 + theta'B phi - phi'C phi/2; numbers for 1 x 1."""
    A, B, C = (Matrix(each) if hasattr(each, "shape") else Matrix([[each]]) for each in (A, B, C))
    return ImmutableDenseMatrix(Matrix.vstack(A.row_join(B), (-B.T).row_join(C)))


def modulus(J: Any) -> Any:
    """The largest mu for which J x is mu-strongly monotone, in closed form; J is 2 x 2."""
    (a, b), (c, d) = Matrix(J).tolist()
    return (a + d) / 2 - sqrt((a - d) ** 2 + (b + c) ** 2) / 2


def constant(J: Any) -> Any:
    """The Lipschitz constant of J x, in closed form; J is 2 x 2."""
    (a, b), (c, d) = Matrix(J).tolist()
    return (sqrt((a + d) ** 2 + (b - c) ** 2) + sqrt((a - d) ** 2 + (b + c) ** 2)) / 2


def modulus_between(J: Any) -> tuple[Fraction, Fraction]:
    """Two fractions with that mu between them; J is n x n with rational entries or floats."""
    exact = _fractions(J)
    low, high = _least_between([[(a + b) / 2 for a, b in zip(*pair)] for pair in _turned(exact)])
    return low, high


def constant_between(J: Any) -> tuple[Fraction, Fraction]:
    """Two fractions with the Lipschitz constant of J x between them."""
    exact = _fractions(J)
    columns = list(zip(*exact))
    gram = [[-sum(a * b for a, b in zip(x, y)) for y in columns] for x in columns]
    low, high = _least_between(gram)
    return _root(-high, up=False), _root(-low, up=True)


def _fractions(J: Any) -> list[list[Fraction]]:
    return [[Fraction(str(each)) for each in row] for row in np.asarray(J).tolist()]


def _turned(rows: list[list[Fraction]]) -> Any:
    return zip(rows, zip(*rows), strict=True)


def _least_between(symmetric: list[list[Fraction]]) -> tuple[Fraction, Fraction]:
    """Bounds of the least eigenvalue: a Cholesky factorisation, and a Rayleigh quotient."""
    values, vectors = np.linalg.eigh(np.array(symmetric, dtype=float))
    gap = WIDTH * max(1, *(abs(each) for row in symmetric for each in row)) / 2
    low = Fraction(float(values[0])) - gap
    if not _positive_definite(symmetric, low):
        raise ArithmeticError(f"the least eigenvalue is below {float(low)}: LAPACK is off")
    v = [Fraction(float(each)) for each in vectors[:, 0]]
    form = sum(v[i] * each * v[j] for i, row in enumerate(symmetric) for j, each in enumerate(row))
    return low, form / sum(each**2 for each in v)


def _positive_definite(symmetric: list[list[Fraction]], shift: Fraction) -> bool:
    """Whether all pivots of the matrix less ``shift`` are positive."""
    rows = [
        [each - shift * (i == j) for j, each in enumerate(row)] for i, row in enumerate(symmetric)
    ]
    for k, pivot_row in enumerate(rows):
        if pivot_row[k] <= 0:
            return False
        for row in rows[k + 1 :]:
            factor = row[k] / pivot_row[k]
            row[k:] = [a - factor * b for a, b in zip(row[k:], pivot_row[k:])]
    return True


def _root(square: Fraction, *, up: bool) -> Fraction:
    """A fraction at most, or at least, the square root."""
    near, step = Fraction(float(max(square, Fraction(0))) ** 0.5), WIDTH / 10
    found = near + step if up else max(near - step, Fraction(0))
    if (found**2 < square) if up else (found**2 > max(square, Fraction(0))):
        raise ArithmeticError(f"no square root of {float(square)} within {float(step)}")
    return found


def random_blocks(count: int, generator: int, discriminator: int, seed: int) -> tuple[Array, ...]:
    """Blocks A, B and C with entries in sixteenths: symmetric A and C of any sign.

    Shapes (count, n, n), (count, n, m) and (count, m, m).
    """
    random = np.random.default_rng(seed)
    shapes = ((generator, generator), (generator, discriminator), (discriminator, discriminator))
    A, B, C = (random.integers(-32, 33, (count, *shape)) / 16 for shape in shapes)
    return (A + A.transpose(0, 2, 1)) / 2, B, (C + C.transpose(0, 2, 1)) / 2


def stacked(A: Array, B: Array, C: Array, back: Array | None = None) -> Array:
    """Jacobians [[A, B], [-B', C]] of shape (count, n + m, n + m); ``back`` stands for -B'."""
    back = -B.transpose(0, 2, 1) if back is None else back
    return np.concatenate(
        [np.concatenate([A, B], axis=2), np.concatenate([back, C], axis=2)], axis=1
    )


def moduli(J: Array) -> Array:
    """Largest mu of each matrix of shape (count, n, n), in floating point."""
    return np.asarray(np.linalg.eigvalsh((J + J.transpose(0, 2, 1)) / 2)[:, 0])


def constants(J: Array) -> Array:
    """Lipschitz constants of the same, in floating point."""
    return np.asarray(np.linalg.norm(J, ord=2, axis=(1, 2)))
