"""Rightmost eigenvalues of a linear map that is known by its products only.

Arnoldi's method with thick restarts, in the Krylov-Schur form (Stewart 2001). The vectors stay on
the device of what is mapped; only matrices of the size of the basis come back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from scipy.linalg import lapack, schur
from torch import Tensor

Product = Callable[[Tensor], Tensor]

COLUMNS = 1 << 14
"""Entries of the Krylov vectors that are worked on at once: they stay in the cache."""
CHECK = 12
"""Products between two looks at the residuals."""


@dataclass(frozen=True)
class Spectrum:
    """Eigenvalues with their residuals, the rightmost first.

    Args:
        values: shape (..., k), complex.
        residuals: |J v - lambda v| of unit vectors, shape (..., k), in the field's own unit.
        scale: size of J (its spectral norm where J is written out, else a lower bound): what a
            residual is small against, shape (...).
        products: how many products with J were formed; 0 where it is written out.
        converged: whether all residuals are below the tolerance asked for.
    """

    values: Tensor
    residuals: Tensor
    scale: Tensor
    products: int
    converged: bool


def rightmost(
    product: Product,
    like: Tensor,
    count: int = 4,
    *,
    basis: int = 0,
    tolerance: float = 0.0,
    products: int = 2_000,
    seed: int = 0,
) -> Spectrum:
    """Eigenvalues of largest real part of a linear map: Arnoldi's method, thick restarts.

    The Krylov-Schur form (Stewart 2001): of the Schur vectors in the Krylov space the rightmost are
    kept, and the space grows again from there. As any Krylov method it knows only what its start
    shows it: one that has converged may have passed over an eigenvalue further right. Another
    ``seed`` is a test of that.

    Args:
        product: the map, on tensors of the shape of ``like``; real.
        like: shape, type and device of what is mapped; its values are not read.
        count: how many eigenvalues, one more where that would part a conjugate pair.
        basis: vectors kept at most, ``max(48, 3 * count)`` if 0; n numbers each.
        tolerance: on residuals, relative to the map's size; if 0, the root of the unit roundoff.
        products: give up after so many; what there is is returned, ``converged`` false.
        seed: of the start.

    Raises:
        FloatingPointError: a product is not finite.
    """
    count = min(count, like.numel())
    width = min(like.numel(), max(basis or max(48, 3 * count), count + 4))
    space = _Space(product, like, width, torch.Generator().manual_seed(seed))
    tolerance = tolerance or root_of_precision(like.dtype)
    while True:
        size = space.grow(CHECK)
        values, inner = np.linalg.eig(space.projected[:size, :size])
        first = _rightmost_first(values)
        first = first[: count if values[first[:count]].imag.sum() == 0 else count + 1]
        limit = tolerance * np.linalg.norm(space.projected, 2)
        close = np.abs(space.projected[size, :size] @ inner[:, first]) <= limit
        whole = size == like.numel() or space.products >= products
        if whole or (size > len(first) and close.all()):
            return _checked(space, values[first], inner[:, first], tolerance)
        if size == width:
            space.restart(min(count + (width - count) // 2, width - 2))


class _Space:
    """Orthonormal Krylov vectors v_0 ... v_m (rows) with A V_m = V_(m+1) H, H (m + 1) x m."""

    def __init__(self, product: Product, like: Tensor, width: int, random: torch.Generator) -> None:
        self.product, self.like, self.width, self.random = product, like, width, random
        self.vectors = like.new_zeros(width + 1, like.numel())
        self.projected = np.zeros((width + 1, width))
        self.products = self.filled = 0
        self.vectors[0] = self._direction(0)

    def grow(self, most: int) -> int:
        """Add so many vectors, or as many as there is room for; how many there are then."""
        for j in range(self.filled, min(self.filled + most, self.width)):
            image = self.apply(self.vectors[j])
            length = float(torch.linalg.vector_norm(image))
            overlap, rest = self._orthogonalised(image, j + 1)
            self.projected[: j + 1, j] = overlap
            if rest <= 10 * torch.finfo(image.dtype).eps * length or length == 0:
                image, rest = self._direction(j + 1), 0.0  # the space is invariant: start anew
            else:
                image /= rest
            self.projected[j + 1, j] = rest
            self.vectors[j + 1] = image
            self.filled = j + 1
        return self.filled

    def restart(self, count: int) -> None:
        """Keep the rightmost Schur vectors, and the last Krylov vector behind them."""
        triangle, turn = schur(self.projected[: self.width], output="real")
        chosen = np.zeros(self.width, dtype=np.int32)
        chosen[_rightmost_first(_eigenvalues(triangle))[:count]] = 1
        triangle, turn, _, _, kept, *_, info = lapack.dtrsen(chosen, triangle, turn, job="N")
        if info:
            raise ArithmeticError("Schur vectors too close to be put in order")
        edge = self.projected[self.width] @ turn
        basis = torch.as_tensor(turn[:, :kept].T.copy()).to(self.vectors)
        for start in range(0, self.vectors.shape[1], COLUMNS):
            part = slice(start, start + COLUMNS)
            self.vectors[:kept, part] = basis @ self.vectors[: self.width, part]
        self.vectors[kept] = self.vectors[self.width]
        self.projected[:] = 0
        self.projected[:kept, :kept] = triangle[:kept, :kept]
        self.projected[kept, :kept] = edge[:kept]
        self.filled = kept

    def apply(self, vector: Tensor) -> Tensor:
        """One product, flat."""
        self.products += 1
        image = self.product(vector.reshape(self.like.shape)).reshape(-1)
        return image.clone()

    def _orthogonalised(self, image: Tensor, count: int) -> tuple[np.ndarray, float]:
        """Take the first vectors out of an image, in place, until it is orthogonal to them.

        Gram and Schmidt's way; each sweep measures on its way what it has left behind.

        Returns:
            What was taken out, shape (count,), and the length of the rest.
        """
        basis, precision = self.vectors[:count], torch.finfo(image.dtype).eps
        total = np.zeros(count)
        length = float(torch.linalg.vector_norm(image))
        if not np.isfinite(length):
            raise FloatingPointError("a product with the Jacobian is not finite")
        overlap = basis @ image
        while True:
            left = torch.zeros_like(overlap)
            for start in range(0, len(image), COLUMNS):
                part = slice(start, start + COLUMNS)
                image[part] -= overlap @ basis[:, part]
                left += basis[:, part] @ image[part]
            total += overlap.double().cpu().numpy()
            rest = float(torch.linalg.vector_norm(image))
            if rest <= precision * length or float(left.norm()) <= 100 * precision * rest:
                return total, rest
            overlap = left

    def _direction(self, count: int) -> Tensor:
        """A random unit vector orthogonal to the first vectors; 0 where they span everything."""
        size = self.vectors.shape[1]
        if count >= size:
            return self.vectors.new_zeros(size)
        vector = torch.randn(size, generator=self.random, dtype=torch.float64).to(self.vectors)
        _, rest = self._orthogonalised(vector, count)
        return vector / rest


def _checked(space: _Space, values, inner, tolerance: float) -> Spectrum:
    """Ritz values with residuals from products of their own, not from the recurrence."""
    residuals = np.zeros(len(values))
    for k, value in enumerate(values):
        if k and value == values[k - 1].conjugate() and value.imag:
            residuals[k] = residuals[k - 1]
            continue
        parts = torch.as_tensor(np.stack([inner[:, k].real, inner[:, k].imag]))
        real, imaginary = parts.to(space.vectors) @ space.vectors[: space.filled]
        size = float(torch.hypot(real.norm(), imaginary.norm()))
        # (J - a - ib)(x + iy) = (Jx - ax + by) + i(Jy - ay - bx)
        apart = space.apply(real) - value.real * real + value.imag * imaginary
        square = float(apart.norm()) ** 2
        if value.imag:
            apart = space.apply(imaginary) - value.real * imaginary - value.imag * real
            square += float(apart.norm()) ** 2
        residuals[k] = square**0.5 / size
    scale = np.linalg.norm(space.projected, 2)
    return Spectrum(
        torch.as_tensor(values.astype(complex)),
        torch.as_tensor(residuals),
        torch.as_tensor(scale),
        space.products,
        bool((residuals <= 2 * tolerance * scale).all()),
    )


def _rightmost_first(values):
    """Indices by falling real part; the two of a conjugate pair stay side by side."""
    return np.lexsort((-np.abs(values.imag), -values.real))


def _eigenvalues(triangle):
    """Of a real Schur form: 1 x 1 and standardised 2 x 2 blocks on its diagonal."""
    below, above = np.diag(triangle, -1), np.diag(triangle, 1)
    turn = np.sqrt(np.maximum(-below * above, 0))
    return np.diag(triangle) + 1j * (np.append(turn, 0) - np.append(0, turn))


def root_of_precision(dtype: torch.dtype) -> float:
    return torch.finfo(dtype).eps ** 0.5
