"""Methods for variational inequalities against closed forms, each other and slow loops."""

import numpy as np
import pytest
from sympy import Matrix, Poly, Rational, expand, symbols

from ganproof.claims.gan import methods, projections, updates
from ganproof.claims.gan.methods import (
    EXTRAGRADIENT,
    FORWARD_BACKWARD,
    FROM_THE_PAST,
    METHODS,
    OPTIMISTIC,
)

s, z, h, x, y, g = symbols("s z h x y g")
POLYNOMIALS = {
    FORWARD_BACKWARD: z - (1 - s),
    EXTRAGRADIENT: z - (1 - s + s**2),
    FROM_THE_PAST: z**2 - (1 - 2 * s) * z - s,
    OPTIMISTIC: z**2 - (1 - 2 * s) * z - s,
}
GAME = Matrix([[1, 2], [-2, Rational(1, 2)]])


def each_method(test):
    return pytest.mark.parametrize("method", METHODS, ids=[each.name for each in METHODS])(test)


@each_method
def test_characteristic_polynomials(method):
    found = methods.matrix(method, [[s]], 1).charpoly(z).as_expr()
    assert expand(found - POLYNOMIALS[method]) == 0


@each_method
def test_spectral_rates_are_the_roots(method):
    values = np.array([[0.3, 0.9], [0.5j, 0.2 - 1j]])
    found = methods.spectral_rates(method, values, 0.5)
    for place in np.ndindex(values.shape):
        p = Poly(POLYNOMIALS[method].subs(s, complex(values[place]) / 2), z)
        roots = np.roots([complex(c) for c in p.all_coeffs()])
        assert found[place] == pytest.approx(np.abs(roots).max(), abs=1e-12)


@each_method
def test_matrix_runs_as_the_method_does(method):
    M = np.array(methods.matrix(method, GAME, Rational(1, 5)), dtype=float)
    J = np.array(GAME, dtype=float)
    path = methods.run(method, methods.linear(J), [1.0, -2.0], 0.2, 7).path
    state = np.concatenate(method.start(methods.linear(J), np.array([1.0, -2.0])))
    for point in path:
        assert point == pytest.approx(state[:2], abs=1e-13)
        state = M @ state


def test_two_player_rules_are_the_same_methods():
    pairs = ((FORWARD_BACKWARD, updates.simultaneous), (EXTRAGRADIENT, updates.extragradient))
    for method, rule in pairs:
        assert updates.matrix(rule(h), -GAME) == methods.matrix(method, GAME, h)


@pytest.mark.parametrize(
    ("method", "calls"),
    [(FORWARD_BACKWARD, 10), (EXTRAGRADIENT, 20), (FROM_THE_PAST, 11), (OPTIMISTIC, 11)],
)
def test_calls(method, calls):
    found = methods.run(method, lambda point: point, np.ones((4, 3)), 0.1, 10)
    assert found.calls == calls
    assert found.path.shape == (11, 4, 3)


@each_method
def test_many_starts_and_operators_run_as_one(method):
    random = np.random.default_rng(1)
    J, starts = random.normal(size=(5, 3, 3)), random.normal(size=(5, 3))
    rates = np.linspace(0.1, 0.3, 5)[:, None]
    box = projections.box(-0.5, 1.0)
    both = methods.run(method, methods.linear(J), starts, rates, 6, box).path
    for k in range(5):
        one = methods.run(method, methods.linear(J[k]), starts[k], rates[k], 6, box).path
        assert both[:, k] == pytest.approx(one, abs=1e-13)


@each_method
@pytest.mark.parametrize("project", [projections.box(-1, 1), projections.ball(1.0)])
def test_projected_runs_end_at_the_solution(method, project):
    """F(x) = x - (2, 0), whose solution on both sets is the nearest point, (1, 0)."""
    end = methods.run(method, lambda p: p - [2.0, 0.0], [-1.0, 0.7], 0.25, 120, project).path[-1]
    assert end == pytest.approx([1, 0], abs=1e-9)


def test_projections():
    point = np.array([[3.0, 4.0], [0.3, -0.4], [0.0, 0.0]])
    assert np.array_equal(projections.box(-1, 2)(point), [[2, 2], [0.3, -0.4], [0, 0]])
    assert projections.ball(1.0)(point) == pytest.approx(np.array([[0.6, 0.8], *point[1:]]))
    assert projections.ball(1.0, np.array([3.0, 2.0]))(point[0]) == pytest.approx([3, 3])
    assert projections.box(-1, 1)(Matrix([Rational(7, 2), -3])) == Matrix([1, -1])
    assert projections.none(point) is point


def test_witness_asks_once_and_states_what_it_knows():
    F = methods.Witness({y: g})
    after, now = FROM_THE_PAST.step(F, projections.none, h, (x, g))
    assert after == x - h * now
    assert F.values == {0: 0, y: g, x - h * g: now}
    assert F(x - h * g) is now
    assert len(F.monotone(1)) == len(F.lipschitz(1)) == 3
    values = list(F.monotone(Rational(1, 3)).values())
    assert expand(values[0] - (y * g - y**2 / 3)) == 0
    assert expand(next(iter(F.lipschitz(2).values())) - (4 * y**2 - g**2)) == 0
