"""Every model's Jacobian, field and matrices against automatic differentiation of its objective.

``autograd`` differentiates the objective by quadrature, for the true logistic loss; SymPy's
derivatives, the Taylor polynomial of the loss and exact moments have no part in it. Spectra are
compared with characteristic polynomials worked out by hand.
"""

from dataclasses import replace
from functools import cached_property

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from sympy import Abs, Max, Rational, Symbol, exp, expand, lambdify, log, symbols

from ganproof.claims.gan import losses, models, updates
from ganproof.claims.gan.games import NORMAL, UNIFORM, Game, orbit, symmetric, taylor

HALF = Rational(1, 2)
A, B, C, GAMMA, ETA, X = symbols("A B C gamma eta x")
FUNCTIONS = {"exp": anp.exp, "log": anp.log, "sqrt": anp.sqrt}
R1, CHARGE = Rational(3, 10), Rational(2, 5)


def few_nodes():
    """Enough for polynomials up to degree 11."""
    places, weights = np.polynomial.legendre.leggauss(6)
    return places, weights / 2


MODELS = {name: each for name, each in vars(models).items() if isinstance(each, Game)} | {
    "data at 2 z": models.linear_quadratic(data=2),
    "redundant features": models.tabular([Rational(1, 3), Rational(2, 3)], [[1, 0, 1], [0, 1, 1]]),
    "matching moments": models.matching_moments(-2),
    "shifted": models.shifted_dirac(HALF),
    "shifted, with a bias": models.shifted_dirac(HALF, bias=True),
    "segment with spread": models.segment(HALF),
    "energy": models.energy(HALF),
    "full rank": models.full_rank(2),
    "two latents": replace(
        models.LINEAR_QUADRATIC,
        makes=lambda theta, z: [(1, (theta[0] * (z[0] + z[1]),))],
        data=lambda z: [(1, (z[0] - z[1],))],
        law=replace(UNIFORM, size=2, nodes=few_nodes),
    ),
}
each_model = pytest.mark.parametrize("game", MODELS.values(), ids=MODELS)


def logistic(value):
    return -log(1 + exp(-value))


def cubic(value):
    return value / 2 - value**2 / 8 + value**3 / 12


def number(matrix):
    return np.array(matrix, dtype=float)


def close(found, expected):
    return np.allclose(found, expected, rtol=1e-10, atol=1e-10)


class Differentiated:
    """A game on arrays; a point holds all parameters, the generator's first."""

    def __init__(self, game, loss=logistic):
        self.game, self.split = game, len(game.generator)
        self.places, self.weights = game.law.grid()
        self.values = self.compiled(game.parameters, game.integrand(loss))
        inputs = symbols(f"y0:{len(game.real[0][1])}")
        names, answer = [*game.discriminator, *inputs], game.answers(game.discriminator, inputs)
        self.answers = lambdify(names, answer, modules=[FUNCTIONS])

    def compiled(self, names, expression):
        """An expression at every node, for values of the names."""
        compute = lambdify([*names, *self.game.law.latents], expression, modules=[FUNCTIONS])
        return lambda point=(): compute(*point, *self.places) * np.ones(len(self.weights))

    def samples(self, symbolic, names=()):
        """Pairs of weights and coordinates, each a function of the names' values."""
        return [
            (self.compiled(names, weight), [self.compiled(names, each) for each in point])
            for weight, point in symbolic
        ]

    @cached_property
    def real(self):
        pairs = self.samples(self.game.real)
        return [(self.weights * weight(), [each() for each in x]) for weight, x in pairs]

    @cached_property
    def there(self):
        return number(self.game.equilibrium)

    def objective(self, point):
        return anp.dot(self.weights, self.values(point))

    def answer(self, psi, x):
        unused = 0 * (sum(x) + anp.sum(psi))  # so that autograd sees every variable
        return self.answers(*psi, *x) + unused

    def slopes(self, psi, x):
        """grad_psi D at every node, shape (nodes, n_D)."""
        return autograd.jacobian(lambda each: self.answer(each, x))(psi)

    def input_slopes(self, psi, x):
        """The coordinates of grad_x D, shape (nodes,) each."""

        def answer(each, k):
            return self.answer(psi, [*x[:k], each, *x[k + 1 :]])

        return [autograd.elementwise_grad(answer)(each, k) for k, each in enumerate(x)]

    def penalty(self, psi):
        return sum(
            anp.dot(weight, each**2) / 2
            for weight, x in self.real
            for each in self.input_slopes(psi, x)
        )

    def velocity(self, point, r1=0.0, eta=0.0):
        slope = autograd.grad(self.objective)

        def charged(at):
            return self.objective(at) + eta * anp.sum(slope(at)[self.split :] ** 2)

        by_theta = -(autograd.grad(charged) if eta else slope)(point)[: self.split]
        by_psi = slope(point)[self.split :]
        if r1:
            by_psi = by_psi - r1 * autograd.grad(self.penalty)(point[self.split :])
        return anp.concatenate([by_theta, by_psi])

    def k_dd(self):
        psi = self.there[self.split :]
        pairs = [(weight, self.slopes(psi, x)) for weight, x in self.real]
        return sum(each.T @ (weight[:, None] * each) for weight, each in pairs)

    def k_dg(self):
        theta, psi = np.split(self.there, [self.split])
        made = self.samples(self.game.made, self.game.generator)

        def means(theta):
            return sum(
                anp.dot(self.weights * weight(theta), self.slopes(psi, [each(theta) for each in x]))
                for weight, x in made
            )

        return autograd.jacobian(means)(theta)

    def l_dd(self):
        psi, total = self.there[self.split :], 0
        for weight, x in self.real:
            for k in range(len(x)):

                def slope(each, x=x, k=k):
                    return self.input_slopes(each, x)[k] + 0 * anp.sum(each)

                mixed = autograd.jacobian(slope)(psi)
                total = total + mixed.T @ (weight[:, None] * mixed)
        return total


@each_model
def test_the_jacobian_for_the_logistic_loss(game):
    symbolic = game.jacobian(taylor(HALF, -HALF / 2), r1=R1, eta=CHARGE)
    numeric = Differentiated(game)
    found = autograd.jacobian(lambda at: numeric.velocity(at, float(R1), float(CHARGE)))
    assert close(found(numeric.there), number(symbolic))


@each_model
def test_the_players_are_at_rest_at_the_equilibrium(game):
    assert close(Differentiated(game).velocity(number(game.equilibrium)), 0)


@each_model
def test_the_field_on_arrays(game):
    numeric, split = Differentiated(game), len(game.generator)
    points = numeric.there + np.random.default_rng(0).normal(size=(3, len(numeric.there))) / 2
    for weights in ({}, {"r1": 0.3}, {"eta": 0.4}, {"r1": 0.3, "eta": 0.4}):
        expected = np.array([numeric.velocity(each, **weights) for each in points])
        field = game.field(logistic, **weights)
        for point, each in zip(points, expected, strict=True):
            assert close(np.concatenate(field((point[:split], point[split:]))), each)
        together = field((points.T[:split], points.T[split:]))
        assert close(np.concatenate(together), expected.T)


@each_model
def test_the_matrices_of_the_theorems(game):
    numeric = Differentiated(game)
    assert close(numeric.k_dd(), number(game.k_dd()))
    assert close(numeric.k_dg(), number(game.k_dg()))
    assert close(numeric.l_dd(), number(game.l_dd()))


@each_model
def test_the_field_in_symbols_for_a_polynomial_loss(game):
    velocity = game.velocity(cubic, r1=R1, eta=CHARGE)
    symbolic = lambdify(game.parameters, list(velocity), modules="numpy")
    field, split = game.field(cubic, r1=float(R1), eta=float(CHARGE)), len(game.generator)
    count = len(game.equilibrium)
    points = number(game.equilibrium) + np.random.default_rng(1).normal(size=(3, count)) / 2
    for point in points:
        assert close(np.concatenate(field((point[:split], point[split:]))), symbolic(*point))


DIRAC, CIRCLES = X**2 + GAMMA * X + A**2, X**2 * (X**2 + 4 * GAMMA * X + 16 * A**2)
ACROSS = (X**2 + GAMMA * X + A**2) * (X**2 + GAMMA * X / 3 + A**2 / 9)
SPECTRA = {
    "Dirac": (models.DIRAC, DIRAC),
    "circles": (models.CIRCLES, CIRCLES),
    "circles, elsewhere": (
        replace(
            models.CIRCLES,
            equilibrium=(Rational(3, 5), Rational(4, 5), Rational(5, 13), -Rational(12, 13)),
        ),
        CIRCLES,
    ),
    "segment": (models.SEGMENT, (X - 2 * B) * (X - 2 * B / 3 + GAMMA) * ACROSS),
    "segment without tilt": (
        models.SEGMENT_WITHOUT_TILT,
        X * (X - 2 * B) * (X - 2 * B / 3 + GAMMA) * (X**2 + GAMMA * X + A**2),
    ),
    "lines": (models.LINES, X**2 * (X - 2 * B) * (X**2 + 2 * GAMMA * X + 4 * A**2)),
    "cross": (models.CROSS, X**3),
    "beside the cross": (replace(models.CROSS, equilibrium=(0, 1, 0)), X * DIRAC),
    "energy": (models.energy(C), X**2 + (2 * A * C + GAMMA) * X + A**2 + 2 * A * C * GAMMA),
    "full rank": (models.full_rank(C), X**2 + (GAMMA - 2 * B * C**2) * X + A**2),
    "shifted": (models.shifted_dirac(C), X**2 + (GAMMA - 2 * B * C**2) * X + A**2),
    "linear-quadratic": (
        models.LINEAR_QUADRATIC,
        X**2 + (4 * GAMMA / 3 - 2 * B / 5) * X + 4 * A**2 / 9,
    ),
    "Gaussian": (models.GAUSSIAN, X**2 + (4 * GAMMA - 6 * B) * X + 4 * A**2),
    "two factors": (
        models.TWO_FACTORS,
        X * (X**2 + (4 * GAMMA / 3 - 2 * B / 5) * X + 8 * A**2 / 9),
    ),
    "three equally likely outcomes": (
        models.tabular([Rational(1, 3)] * 3, [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        X * (X + GAMMA - 2 * B / 3) * (X**2 + (GAMMA - 2 * B / 3) * X + A**2 / 9) ** 2,
    ),
}


def characteristic(matrix):
    return matrix.charpoly(X).as_expr()


@pytest.mark.parametrize(("game", "polynomial"), SPECTRA.values(), ids=SPECTRA)
def test_characteristic_polynomials(game, polynomial):
    J = game.jacobian(taylor(A, B), r1=GAMMA)
    assert expand(characteristic(J) - polynomial) == 0


def test_the_bias_of_a_shifted_dirac_gan():
    J = models.shifted_dirac(C, bias=True).jacobian(taylor(A, B))
    expected = X**3 - 2 * B * (1 + C**2) * X**2 + A**2 * X - 2 * A**2 * B
    assert expand(characteristic(J) - expected) == 0


@pytest.mark.parametrize("name", ["Dirac", "circles", "segment", "segment without tilt", "lines"])
def test_both_penalties_have_the_same_jacobian_where_the_generator_is_right(name):
    game, loss = SPECTRA[name][0], taylor(A, B)
    assert game.jacobian(loss, r1=GAMMA) == game.jacobian(loss, r2=GAMMA)


def test_regularised_spectra():
    # with D(x) = w x^2 + p x the parameter p stands still where f''(0) = 0
    J = models.WITH_LINEAR_TERM.jacobian(taylor(1), eta=ETA)
    assert expand(characteristic(J) - X * (X**2 + 8 * ETA * X / 9 + Rational(4, 9))) == 0
    # trace -1/10 - 2 eta/9 and determinant 1/9, whatever eta
    J = models.LINEAR_QUADRATIC.jacobian(taylor(HALF, -HALF / 2), eta=ETA)
    expected = X**2 + (Rational(1, 10) + 2 * ETA / 9) * X + Rational(1, 9)
    assert expand(characteristic(J) - expected) == 0
    # data +-1, E z^4 = 9/5: f''(0)(1 + 9/5) + 2 k f'(0)(1 - 9/5) - 8 eta f'(0)^2
    J = models.matching_moments(C).jacobian(taylor(A, B), eta=ETA)
    trace = Rational(14, 5) * B - Rational(8, 5) * C * A - 8 * ETA * A**2
    assert expand(characteristic(J) - (X**2 - trace * X + 4 * A**2)) == 0


def test_orbits_decay_at_the_spectral_radius():
    # x^2 + gamma x/3 + a^2/9 for gamma = 2/5, a = 1/2 is the slowest factor of the segment
    slowest = np.roots([1, 0.4 / 3, 0.25 / 9])
    field = models.SEGMENT.field(losses.LOGISTIC, r1=0.4)
    start = np.full(2, 0.01), np.full(4, 0.01)
    path = orbit(updates.simultaneous(0.1), field, start, 1500)
    assert path.shape == (1501, 6)
    distance = np.log(np.linalg.norm(path, axis=1))
    rate = np.exp(np.polyfit(np.arange(501, 1501), distance[501:], 1)[0])
    assert abs(rate - np.abs(1 + 0.1 * slowest).max()) < 1e-4


@pytest.mark.parametrize(
    ("law", "moments"),
    [(UNIFORM, [1, 0, Rational(1, 3), 0, Rational(1, 5)]), (NORMAL, [1, 0, 1, 0, 3, 0, 15])],
)
def test_moments_and_nodes_of_a_law(law, moments):
    (z,), weights = law.grid()
    for power, expected in enumerate(moments):
        assert law.mean(law.latents[0] ** power) == expected
        assert close(weights @ z**power, float(expected))


def test_independent_latents():
    law = replace(NORMAL, size=2)
    first, second = law.latents
    assert law.mean(expand((first + second) ** 4)) == 12  # 3 + 6 + 3
    (z, y), weights = law.grid()
    assert close(weights @ (z + y) ** 4, 12)


def test_a_law_of_which_moments_are_known():
    law = symmetric(m2=Rational(1, 3), m4=Rational(1, 5))
    known, uniform = models.linear_quadratic(law), models.LINEAR_QUADRATIC
    assert known.jacobian(taylor(A, B)) == uniform.jacobian(taylor(A, B))
    with pytest.raises(KeyError, match="8"):
        known.jacobian(lambda value: value**4)
    with pytest.raises(ValueError, match="name a law such as UNIFORM"):
        known.field(losses.LOGISTIC)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"equilibrium": (1, 0)}, "does not vanish"),
        ({"data": lambda _z: [(HALF, (0,))]}, "do not add up"),
        ({"answers": lambda psi, x: psi[0] * Max(x[0], x[0] / 5)}, "kinks"),
        ({"answers": lambda psi, x: psi[0] * Abs(x[0])}, "kinks"),
    ],
)
def test_a_jacobian_needs_a_smooth_game_at_rest(change, says):
    with pytest.raises(ValueError, match=says):
        replace(models.DIRAC, **change).jacobian(taylor(A, B))


def test_parameters_are_told_apart():
    t = models.DIRAC.generator[0]
    with pytest.raises(ValueError, match="same symbol"):
        replace(models.DIRAC, discriminator=(t,))
    with pytest.raises(ValueError, match="3 values for 2"):
        replace(models.DIRAC, equilibrium=(0, 0, 0))


def test_a_parameter_may_be_called_as_a_latent():
    named = replace(models.LINEAR_QUADRATIC, generator=(Symbol("z0"),))
    assert named.jacobian(taylor(A, B)) == models.LINEAR_QUADRATIC.jacobian(taylor(A, B))
