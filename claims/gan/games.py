"""GANs with any number of parameters, each from one definition.

A :class:`Game` says what the generator makes of a latent z, what the data are, what the
discriminator answers, and where the equilibrium lies. From that follow, in symbols, the objective,
the gradient field, its Jacobian at the equilibrium and the matrices K_DD, K_DG and L_DD of the
convergence theorems, and, on arrays, the field for any loss. Everywhere the generator's parameters
stand before the discriminator's. ``claims/gan/models.py`` has the games that claims speak of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from typing import Any

import numpy as np
from sympy import (
    Abs,
    Dummy,
    Expr,
    Heaviside,
    ImmutableDenseMatrix,
    Integer,
    Matrix,
    Max,
    Min,
    Piecewise,
    Poly,
    Rational,
    Symbol,
    lambdify,
    nan,
    sign,
    simplify,
)

Array = np.ndarray[Any, np.dtype[np.float64]]
Samples = Sequence[tuple[Any, tuple[Any, ...]]]
"""Pairs of a weight and a point; the weighted sum over them, averaged over z, is an expectation."""

NODES = 40
"""How many nodes the quadrature over a latent has: exact for polynomials up to degree 79."""


@dataclass(frozen=True)
class Law:
    """The law of independent latents of equal law.

    Args:
        size: how many there are.
        moments: ``moments(k)`` is E z^k of one of them.
        nodes: gives the nodes and weights of its quadrature, shape (NODES,) each; None where the
            moments are symbols, so that nothing can be computed on arrays.
    """

    size: int
    moments: Callable[[int], Any]
    nodes: Callable[[], tuple[Array, Array]] | None = None

    @cached_property
    def latents(self) -> tuple[Symbol, ...]:
        """The symbols that stand for the latents."""
        return tuple(Dummy(f"z{k}") for k in range(self.size))

    def mean(self, term: Any) -> Expr:
        """Expectation of a polynomial in the latents."""
        if not self.size:
            return term
        terms = Poly(term, *self.latents).terms()
        return sum((c * prod(map(self.moments, powers)) for powers, c in terms), Integer(0))

    def grid(self) -> tuple[list[Array], Array]:
        """Places of all latents and their weights, shape (nodes,) each."""
        if not self.size:
            return [], np.ones(1)
        if self.nodes is None:
            raise ValueError(
                "a law given by its moments has no samples; name a law such as UNIFORM"
            )
        places, weights = self.nodes()
        pairs = list(product(range(len(places)), repeat=self.size))
        index = np.array(pairs).T
        return [places[each] for each in index], weights[index].prod(axis=0)


def _uniform(power: int) -> Any:
    return Rational(0) if power % 2 else Rational(1, power + 1)


def _normal(power: int) -> Any:
    return Integer(0) if power % 2 else Integer(prod(range(1, power, 2)))


def _legendre() -> tuple[Array, Array]:
    places, weights = np.polynomial.legendre.leggauss(NODES)
    return places, weights / 2


def _hermite() -> tuple[Array, Array]:
    places, weights = np.polynomial.hermite_e.hermegauss(NODES)
    return places, weights / weights.sum()


CERTAIN = Law(0, lambda _: Integer(1))
"""No latent: a point mass."""
UNIFORM = Law(1, _uniform, _legendre)
"""One latent, uniform on [-1, 1]."""
NORMAL = Law(1, _normal, _hermite)
"""One standard normal latent."""


def symmetric(**moments: Any) -> Law:
    """One latent with a symmetric law, some of whose moments are known.

    ``symmetric(m2=1, m4=m4)`` has E z^2 = 1 and E z^4 = m4, and all odd moments 0.

    Raises:
        KeyError: on use, a moment that is asked for and not given.
    """
    known = {int(name[1:]): value for name, value in moments.items()}
    return Law(1, lambda power: Integer(0) if power % 2 else known[power] if power else Integer(1))


def taylor(slope: Any, curvature: Any = 0) -> Callable[[Any], Any]:
    """The loss f(t) = ``slope`` t + ``curvature`` t^2/2, without its constant.

    At an equilibrium where D vanishes on the data and on what is made, second derivatives of the
    objective see f'(0) and f''(0) alone: there it stands for every loss that has these two.
    """
    return lambda value: slope * value + curvature * value**2 / 2


_KINKS = (Abs, Heaviside, Max, Min, Piecewise, nan, sign)


def _vanish(terms: Iterable[Any]) -> bool:
    return all(each == 0 or simplify(each) == 0 for each in terms)


@dataclass(frozen=True)
class Game:
    """A generator, a discriminator, data, and an equilibrium.

    Args:
        generator, discriminator: symbols of the parameters theta and psi.
        makes: ``makes(theta, z)``, what the generator makes: a list of (weight, point). A weight
            may depend on theta, a point is a tuple of coordinates.
        data: ``data(z)``, the real samples, a list of the same kind; z is a source of randomness.
        answers: ``answers(psi, x)``, the discriminator's value at a point.
        equilibrium: values of all parameters, the generator's first.
        law: of the latents z.
        high_on_data: whether D is high on data, as in Nagarajan and Kolter, where
            V = E f(D(x)) + E f(-D(G(z))), or on what is made, as in Mescheder et al., where
            V = E f(D(G(z))) + E f(-D(x)). The discriminator maximises V either way.
    """

    generator: tuple[Symbol, ...]
    discriminator: tuple[Symbol, ...]
    makes: Callable[[Sequence[Any], Sequence[Any]], Samples]
    data: Callable[[Sequence[Any]], Samples]
    answers: Callable[[Sequence[Any], Sequence[Any]], Any]
    equilibrium: tuple[Any, ...]
    law: Law = CERTAIN
    high_on_data: bool = False

    def __post_init__(self) -> None:
        """Refuse parameters of one name, and an equilibrium that leaves some out."""
        if len(set(self.parameters)) < len(self.parameters):
            raise ValueError(f"two parameters are the same symbol: {self.parameters}")
        if len(self.equilibrium) != len(self.parameters):
            raise ValueError(
                f"the equilibrium has {len(self.equilibrium)} values for "
                f"{len(self.parameters)} parameters"
            )

    @property
    def parameters(self) -> tuple[Symbol, ...]:
        """All symbols, generator first."""
        return (*self.generator, *self.discriminator)

    @property
    def there(self) -> dict[Symbol, Any]:
        """The equilibrium, as a substitution."""
        return dict(zip(self.parameters, self.equilibrium, strict=True))

    @cached_property
    def made(self) -> Samples:
        """What the generator makes, in symbols."""
        return self.makes(self.generator, self.law.latents)

    @cached_property
    def real(self) -> Samples:
        """Real samples, in symbols."""
        return self.data(self.law.latents)

    def mean(self, samples: Samples, function: Callable[[tuple[Any, ...]], Any]) -> Expr:
        """Expectation of a function of a sample that is polynomial in the latents."""
        return self.law.mean(sum(weight * function(point) for weight, point in samples).expand())

    def _answer(self, point: Sequence[Any]) -> Any:
        return self.answers(self.discriminator, point)

    def integrand(self, loss: Callable[[Any], Any]) -> Expr:
        """The objective before the expectation over the latents."""
        side = -1 if self.high_on_data else 1
        made = sum(weight * loss(side * self._answer(point)) for weight, point in self.made)
        real = sum(weight * loss(-side * self._answer(point)) for weight, point in self.real)
        return made + real

    def objective(self, loss: Callable[[Any], Any]) -> Expr:
        """V, which the discriminator maximises; the loss is a polynomial."""
        return self.law.mean(self.integrand(loss).expand())

    def velocity(
        self, loss: Callable[[Any], Any], *, r1: Any = 0, r2: Any = 0, eta: Any = 0
    ) -> Matrix:
        """The gradient field in symbols, a column: -grad_theta V, then grad_psi V.

        Args:
            loss: f, a polynomial such as :func:`taylor`.
            r1: weight of the penalty E |grad_x D|^2/2 at the data, charged to the discriminator.
            r2: weight of the same penalty at generated samples.
            eta: weight of |grad_psi V|^2, charged to the generator.
        """
        value = self.objective(loss)
        slopes = [value.diff(each) for each in self.discriminator]
        charged = value + eta * sum(each**2 for each in slopes)
        places = ((r1, self.real), (r2, self.made))
        penalty = sum((r * self.penalty(at) for r, at in places if r != 0), Integer(0))
        by_generator = [-charged.diff(each) for each in self.generator]
        pairs = zip(slopes, self.discriminator, strict=True)
        return Matrix(by_generator + [slope - penalty.diff(each) for slope, each in pairs])

    def penalty(self, samples: Samples) -> Expr:
        """E |grad_x D|^2/2 over the given samples, :attr:`real` or :attr:`made`."""
        return self.mean(samples, lambda point: sum(g**2 for g in self._input_gradient(point)) / 2)

    def _input_gradient(self, point: Sequence[Any]) -> list[Any]:
        inputs = [Dummy(f"x{k}") for k in range(len(point))]
        answer = self._answer(inputs)
        there = dict(zip(inputs, point, strict=True))
        return [answer.diff(each).subs(there) for each in inputs]

    def jacobian(self, loss: Callable[[Any], Any], **weights: Any) -> ImmutableDenseMatrix:
        """Jacobian of :meth:`velocity` at the equilibrium, n x n for n = n_G + n_D.

        ``weights`` are those of :meth:`velocity`.

        Raises:
            ValueError: the field is not smooth or does not vanish there, or weights of samples do
                not add up to 1.
        """
        velocity = self.velocity(loss, **weights)
        if velocity.has(*_KINKS):
            raise ValueError("the field has kinks, and no Jacobian where they are")
        for what, samples in (("made", self.made), ("real", self.real)):
            if not _vanish([self._there(Matrix([sum(weight for weight, _ in samples) - 1]))[0]]):
                raise ValueError(f"the weights of what is {what} do not add up to 1")
        if not _vanish(self._there(velocity)):
            raise ValueError("the field does not vanish at the equilibrium that is given")
        return self._there(velocity.jacobian(self.parameters))

    def _there(self, matrix: Any) -> ImmutableDenseMatrix:
        values = Matrix(self.equilibrium).free_symbols
        mixed = not values.isdisjoint(self.parameters)  # then slower, one after another is wrong
        return ImmutableDenseMatrix(matrix.subs(self.there, simultaneous=mixed).expand())

    def k_dd(self) -> ImmutableDenseMatrix:
        """K_DD = E_data[grad_psi D grad_psi D'] at the equilibrium, n_D x n_D."""

        def entry(i: int, j: int) -> Any:
            first, second = self.discriminator[i], self.discriminator[j]
            return self.mean(
                self.real,
                lambda point: self._answer(point).diff(first) * self._answer(point).diff(second),
            )

        size = len(self.discriminator)
        return self._there(Matrix(size, size, entry))

    def k_dg(self) -> ImmutableDenseMatrix:
        """K_DG = d_theta E_made[grad_psi D] at the equilibrium, n_D x n_G."""
        means = [
            self.mean(self.made, lambda point, by=each: self._answer(point).diff(by))
            for each in self.discriminator
        ]
        return self._there(Matrix(means).jacobian(self.generator))

    def l_dd(self) -> ImmutableDenseMatrix:
        """L_DD = E_data[A A'], A = d_psi d_x D, at the equilibrium, n_D x n_D."""

        def entry(i: int, j: int) -> Any:
            first, second = self.discriminator[i], self.discriminator[j]
            return self.mean(
                self.real,
                lambda point: sum(
                    g.diff(first) * g.diff(second) for g in self._input_gradient(point)
                ),
            )

        size = len(self.discriminator)
        return self._there(Matrix(size, size, entry))

    def field(
        self, loss: Callable[[Any], Any], *, r1: Any = 0.0, r2: Any = 0.0, eta: float = 0.0
    ) -> Callable[[tuple[Array, Array]], tuple[Array, Array]]:
        """The gradient field on arrays, by quadrature over the latents.

        Args:
            loss: f, a SymPy formula of its argument: ``losses.LOGISTIC``, or a function such as
                ``lambda t: t - t**4``.
            r1: weight of the penalty E |grad_x D|^2/2 at the data, charged to the discriminator: a
                number, or one for each of many points.
            r2: the same at generated samples.
            eta: weight of |grad_psi V|^2, charged to the generator.

        Returns:
            A function of the pair (theta, psi), of shapes (n_G,) and (n_D,), or (n_G, count) and
            (n_D, count) for many points at once; it returns the two players' velocities in the
            same shapes. Update rules take it as their field.

        Raises:
            ValueError: the law of z is known by its moments only.
        """
        value = self.integrand(loss)
        slopes = [value.diff(each) for each in self.parameters]
        split, count = len(self.generator), len(self.discriminator)
        terms = list(slopes)
        if eta:
            terms += [slope.diff(each) for slope in slopes[split:] for each in self.generator]
        both = ((np.asarray(r1), self.real), (np.asarray(r2), self.made))
        charged = [(weight, samples) for weight, samples in both if weight.any()]
        for _, samples in charged:
            square = sum(w * sum(g**2 for g in self._input_gradient(x)) / 2 for w, x in samples)
            terms += [square.diff(each) for each in self.discriminator]
        names = [*self.parameters, *self.law.latents]
        compute = lambdify(names, terms, modules="numpy", cse=True)
        places, weights = self.law.grid()

        def velocity(point: tuple[Array, Array]) -> tuple[Array, Array]:
            theta, psi = (np.asarray(each, dtype=float) for each in point)
            shape = theta.shape[1:]
            axes = (slice(None), *[None] * len(shape))
            found = compute(*theta, *psi, *(each[axes] for each in places))
            means = np.array(
                [weights @ np.broadcast_to(each, (len(weights), *shape)) for each in found]
            )
            by_theta, by_psi, rest = (
                -means[:split],
                means[split : split + count],
                means[split + count :],
            )
            if eta:
                mixed, rest = rest[: split * count], rest[split * count :]
                mixed = mixed.reshape(count, split, *shape)
                by_theta = by_theta - 2 * eta * np.einsum("dg...,d...->g...", mixed, by_psi)
            for k, (weight, _) in enumerate(charged):
                by_psi = by_psi - weight * rest[k * count : (k + 1) * count]
            return by_theta, by_psi

        return velocity


def orbit(
    rule: Callable[..., Any], field: Callable[..., Any], start: tuple[Any, Any], rounds: int
) -> Array:
    """Iterates of an update rule.

    Args:
        rule: such as ``updates.simultaneous(h)``.
        field: as :meth:`Game.field` returns it.
        start: the pair (theta, psi), of shapes (n_G,) and (n_D,).
        rounds: how often the rule is applied.

    Returns:
        One row for each iterate, the start first, theta before psi: shape (rounds + 1, n).
    """
    point = tuple(np.asarray(each, dtype=float) for each in start)
    path = [np.concatenate(point)]
    for _ in range(rounds):
        point = rule(field, point)
        path.append(np.concatenate(point))
    return np.array(path)
