"""Tikhonov on the discriminator keeps an interior equilibrium exactly if phi* = 0; else it moves.

The discriminator is charged with gamma/2 |phi|^2, so that F_gamma(w*) = F(w*) + gamma (0, phi*). In
the game V = mu_theta (theta - a)^2/2 + sigma (theta - a)(phi - b) - mu_phi (phi - b)^2/2 the new
equilibrium is phi = b (mu_theta mu_phi + sigma^2)/N, theta = a + gamma sigma b/N, with
N = mu_theta mu_phi + sigma^2 + gamma mu_theta. In a bilinear game, of any size, it is the generator
that moves: A'(theta - a) = gamma b, and phi = b stays. Where a constraint holds an equilibrium in
place, a small gamma may not move it although phi* is not 0.
"""

import numpy as np
from sympy import And, Eq, Equivalent, Identity, Implies, Rational, ZeroMatrix

from ganproof.claims.gan import operators
from ganproof.claims.giagtzoglou2026 import NOTES, PAPER
from ganproof.verify import Claim, Origin, Trial, blocks, matrix, matrix_identity, real, size

theta, phi = real("theta", latex=r"\theta"), real("phi", latex=r"\phi")
a, b = real("a", latex=r"\theta^*"), real("b", latex=r"\phi^*")
p, q = real("p", latex=r"\mu_\theta"), real("q", latex=r"\mu_\phi")
sigma = real("sigma", latex=r"\sigma")
gamma = real("gamma", latex=r"\gamma", within=(-1, 4))
n = size("n")
A, z = matrix("A", n, n), matrix("z", n, 1)

claim = Claim(
    PAPER.definition("Tikhonov regularisation of the discriminator", notes=NOTES),
    given={"the penalty is on": gamma > 0},
)
CHARGE, CENTRE = gamma * phi**2 / 2, {theta: a, phi: b}


def quadratic(p=p, q=q):
    return p * (theta - a) ** 2 / 2 + sigma * (theta - a) * (phi - b) - q * (phi - b) ** 2 / 2


def vanishes(field):
    return And(*(Eq(each, 0, evaluate=False) for each in field if each != 0))


@claim.states
def conclusions(*, kept=Eq(b, 0), twice=1, discriminator=b, held=gamma <= 1, generator=gamma):
    F = operators.operator(quadratic(), [theta], [phi], CHARGE)
    bilinear = operators.operator(quadratic(0, 0), [theta], [phi], CHARGE)
    N = p * q + sigma**2 + gamma * p
    cornered = operators.operator(phi * (1 - theta), [theta], [phi], CHARGE)
    inside = And(theta <= 0, phi <= 1, phi >= -1)

    def solved(at):
        there = {theta: 0, phi: at}
        slopes = [each.subs(there) for each in cornered]
        return theta * slopes[0] + (phi - at) * slopes[1] >= 0

    return {
        "the equilibrium is kept exactly if phi* = 0": Equivalent(vanishes(F.subs(CENTRE)), kept),
        "else it moves along this curve": Implies(
            vanishes(F),
            And(
                Eq(N * phi, b * (p * q + sigma**2)), Eq(N * (theta - a), twice * gamma * sigma * b)
            ),
        ),
        "a bilinear game's discriminator stays, its generator moves by gamma phi*/sigma": Implies(
            vanishes(bilinear) & (sigma > 0),
            And(Eq(phi, discriminator), Eq(sigma * (theta - a), generator * b)),
        ),
        "in every size by gamma z, where A'z = phi*: J_gamma (gamma z, 0) = -gamma (0, A'z)": (
            matrix_identity(
                blocks([[ZeroMatrix(n, n), A], [-A.T, gamma * Identity(n)]])
                * blocks([[generator * z], [ZeroMatrix(n, 1)]]),
                blocks([[ZeroMatrix(n, 1)], [-gamma * A.T * z]]),
            )
        ),
        "V = phi (1 - theta), theta <= 0, |phi| <= 1: (0, 1) is kept for gamma <= 1": Implies(
            inside & held, solved(1)
        ),
        "beyond it moves to (0, 1/gamma)": Implies(inside & (gamma >= 1), solved(1 / gamma)),
    }


claim.mutant("it is kept exactly if theta* = 0", kept=Eq(a, 0))
claim.mutant("it moves half as far", twice=Rational(1, 2))
claim.mutant("a bilinear game's discriminator moves, to 0", discriminator=0)
claim.mutant("a bilinear game's generator stays", generator=0)
claim.mutant("the corner is kept for gamma <= 2", held=gamma <= 2)

claim.does_not_say(
    "it introduces curvature without altering the equilibrium point",
    states=vanishes(operators.operator(quadratic(), [theta], [phi], CHARGE).subs(CENTRE)),
    origin=Origin.NOTES,
    instead="An interior equilibrium is kept exactly if phi* = 0 there, as for a discriminator "
    "that is linear in phi, with independent features, and vanishes at the equilibrium.",
)
claim.does_not_say(
    "under constraints too it is kept only if phi* = 0",
    states=Implies(
        And(theta <= 0, phi <= 1, phi >= -1, gamma <= 1),
        -theta + (gamma - 1) * (phi - 1) < 0,
    ),
    instead="For V = phi (1 - theta), theta <= 0, |phi| <= 1 the equilibrium (0, 1) is kept up to "
    "gamma = 1.",
)


def equilibrium(J, centre, gamma, generator=1):
    """Where J (w - centre) + gamma (0, phi) vanishes."""
    charge = gamma * np.diag(np.arange(len(J)) >= generator)
    return np.linalg.solve(J + charge, J @ centre)


@claim.simulation(supports="else it moves along this curve")
def random_quadratic_games(*, exponent=1, count=500, n=3):
    """Monotone games of 3 parameters each: w - w* is -gamma J_gamma^-1 (0, phi*)."""
    rng = np.random.default_rng(5)
    A, B, C = operators.random_blocks(count, n, n, seed=4)
    J, worst = operators.stacked(A @ A, B, C @ C), 0.0
    for each, centre in zip(J + np.eye(2 * n), rng.normal(size=(count, 2 * n))):
        gamma, push = rng.uniform(0.1, 4), np.where(np.arange(2 * n) < n, 0, centre)
        charged = each + gamma * np.diag(np.arange(2 * n) >= n)
        change = -(gamma**exponent) * np.linalg.solve(charged, push)
        found = equilibrium(each, centre, gamma, n)
        worst = max(worst, float(np.abs(found - centre - change).max()))
    return Trial(worst < 1e-12, f"predictions are {worst:.0e} off at most", cases=count)


claim.mutant("in random games it moves by gamma^2", exponent=2)


@claim.figure(
    "Equilibria as gamma grows from 0 to 8",
    caption="For theta* = phi* = 1, sigma = 1 and mu_phi = 0. In the bilinear game, mu_theta = 0, "
    "the discriminator stays and the generator leaves; else phi goes to 0, and theta to "
    "1 + 1/mu_theta.",
    illustrates="else it moves along this curve",
)
def shifts():
    weights = np.linspace(0, 8, 81)
    return {
        f"mu_theta = {p}": np.array(
            [equilibrium(np.array([[p, 1], [-1, 0]]), np.ones(2), w) for w in weights]
        ).T
        for p in (0, 0.25, 1)
    }


def draw(axes, data):
    for name, (theta, phi) in data.items():
        axes.plot(theta, phi, label=name)
    axes.plot([1], [1], "o", color="C3", label="gamma = 0")
    axes.set(xlabel="theta", ylabel="phi", xlim=(0.5, 5), ylim=(-0.1, 1.2))
    axes.legend(fontsize="small")
