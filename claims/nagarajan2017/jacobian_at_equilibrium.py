"""K_DD and K_DG give the Jacobian at equilibria where the generator is right and D is zero near by.

With the discriminator first it is [[2 f''(0) K_DD, -f'(0) K_DG], [f'(0) K_DG', 0]]. The generator
has no curvature of its own there, as D is zero on all that nearby generators make, and the second
derivatives of D in its own parameters cancel between data and generated samples. Of the loss no
more than f'(0) and f''(0) enters; the quadratic discriminator's loss below has an f'''(0) too.
"""

from dataclasses import replace
from functools import cache

import numpy as np
from sympy import And, Eq, Matrix, zeros

from ganproof.claims.gan import models
from ganproof.claims.gan.games import taylor
from ganproof.claims.nagarajan2017 import NOTES, PAPER
from ganproof.verify import Claim, Trial, Verdict, examples, real

slope, curvature = real("slope", latex="f'(0)"), real("curvature", latex="f''(0)")
third = real("third", latex="f'''(0)")
s, t, w, c = (real(name, within=(-2, 2)) for name in "stwc")

claim = Claim(
    PAPER.lemma("Jacobian at equilibrium", notes=NOTES, after="3.1"),
    given={"the generator makes the data": Eq(t, s), "the discriminator is zero": Eq(w, 0)},
    expected=Verdict.EXAMPLES,
)

GAMES = {
    "D(x) = w x^2, G(z) = t z, data s z": replace(
        models.linear_quadratic(data=s), equilibrium=(t, w)
    ),
    "D(x) = w x^2, G(z) = t1 t2 z": models.TWO_FACTORS,
    "a softmax of three outcomes": models.TABULAR,
    "a segment in the plane": replace(models.SEGMENT, high_on_data=True),
}


@cache
def found(game, third=0):
    """The Jacobian of the field, at rest or not, discriminator first, and K_DD and K_DG."""
    field = game.velocity(lambda value: taylor(slope, curvature)(value) + third * value**3 / 6)
    J = field.jacobian(game.parameters).subs(game.there).expand()
    order = [*range(len(game.generator), J.rows), *range(len(game.generator))]
    return J.extract(order, order), game.k_dd(), game.k_dg()


def equal(game, third=0, *, twice=2, turned=1):
    """Every entry that does not vanish on both sides."""
    J, K, L = found(game, third)
    block = slope * L
    formula = Matrix([[twice * curvature * K, -block], [turned * block.T, zeros(L.cols)]])
    return And(*(Eq(*pair, evaluate=False) for pair in zip(J, formula) if pair != (0, 0)))


@claim.states
def conclusions(*, twice=2, turned=1):
    stated = {}
    for model, game in GAMES.items():
        higher = third if game.equilibrium == (t, w) else 0
        stated[model] = examples(model, equal(game, higher, twice=twice, turned=turned))
    return stated


claim.mutant("f''(0) K_DD, without the factor 2", twice=1)
claim.mutant("both blocks of K_DG have the same sign", turned=-1)

wrong = replace(models.PRODUCT, equilibrium=(t, 0, 0))
claim.does_not_say(
    "K_DD and K_DG give the Jacobian at every equilibrium",
    given={"the generator makes the data": None},
    states=equal(wrong),
    instead="D(x) = p1 p2 x^2 at p = 0 is at rest with any generator a. Where a is wrong, the "
    "Jacobian has f'(0)(1 - a^2)/3 between p1 and p2, though K_DD and K_DG vanish.",
)
claim.does_not_say(
    "it is enough that D is zero on what the generator makes at the equilibrium",
    states=equal(replace(models.energy(c), high_on_data=True)),
    instead="D has to be zero on what nearby generators make. On the Dirac-GAN D(x) = psi x + "
    "c x^2 at psi = 0 is zero at x = 0 only, and the generator's block is 2 f'(0) c.",
)


def network(parameters, x, inputs, hidden, outputs):
    """One layer of tanh; ``parameters`` may have further axes in front."""
    ends = np.cumsum([inputs * hidden, hidden, hidden * outputs])
    W, b, V, c = np.split(parameters, ends, axis=-1)
    W, V = (each.reshape(*each.shape[:-1], -1, n) for each, n in ((W, hidden), (V, outputs)))
    return np.tanh(x @ W + b[..., None, :]) @ V + c[..., None, :]


def generated(theta, z):
    return network(theta, z, 2, 3, 2)


def answer(psi, x):
    return network(psi, x, 2, 4, 1)[..., 0]


def gradient(function, point):
    """Complex steps: exact up to rounding; shape (parameters, ...)."""
    return function(point + 1e-30j * np.eye(len(point))).imag / 1e-30


def jacobian(function, point, size=1e-3):
    """Central differences of fourth order."""

    def slope(step):
        return (function(point + step) - function(point - step)) / (12 * size)

    steps = size * np.eye(len(point))
    return np.column_stack([8 * slope(step) - slope(2 * step) for step in steps])


def difference(seed, twice, shift):
    """Largest entry of Jacobian less formula, for one pair of networks with 17 parameters each."""
    random = np.random.default_rng(seed)
    psi, theta = random.normal(size=(2, 17))
    psi[12:] = 0  # the last layer: D is zero, its gradient is not
    z = random.normal(size=(32, 2))
    data = generated(theta, z) + shift

    def objective(point):
        psi, theta = np.split(point, 2, axis=-1)
        real, made = answer(psi, data), answer(psi, generated(theta, z))
        return -(np.log(1 + np.exp(-real)) + np.log(1 + np.exp(made))).mean(axis=-1)

    def mean_slopes(theta):
        return gradient(lambda each: answer(each, generated(theta, z)).mean(axis=-1), psi)

    signs = np.repeat([1, -1], 17)
    J = jacobian(lambda point: signs * gradient(objective, point), np.concatenate([psi, theta]))
    slopes = gradient(lambda each: answer(each, data), psi)
    K, L = slopes @ slopes.T / len(z), jacobian(mean_slopes, theta)
    formula = np.block([[-twice * K / 4, -L / 2], [L.T / 2, np.zeros((17, 17))]])
    return float(np.abs(J - formula).max())


@claim.simulation(supports="D(x) = w x^2, G(z) = t z, data s z")
def two_tanh_networks(*, twice=2, shift=0.0, seeds=(0, 1, 2)):
    """Three pairs of them, the logistic loss, 32 samples."""
    worst = max(difference(seed, twice, shift) for seed in seeds)
    return Trial(worst < 1e-9, f"largest difference {worst:.1e}", cases=len(seeds))


claim.mutant("networks that make the data half a unit off", shift=0.5)
