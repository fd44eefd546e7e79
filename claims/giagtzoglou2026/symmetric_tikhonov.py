"""Regularising both players makes every monotone game strongly monotone, and moves the generator.

Symmetric Tikhonov adds gamma (theta, phi) to F, so that mu grows by gamma, in a bilinear game from
0; an interior equilibrium is kept exactly if theta* = phi* = 0. Regularising the discriminator only
keeps it if phi* = 0, and leaves mu = 0 in a bilinear game, whose eigenvalues have the real part
gamma/2, not gamma. It is still a zero-sum game, V - gamma R, as long as R does not depend on theta.
Neither is always the faster one. For the bilinear game and simultaneous steps at their best length
the squared rates are sigma^2/(sigma^2 + gamma^2) and, up to gamma = 2 sigma, 1 - gamma^2/(4
sigma^2): the second one is the smaller one from sqrt(3) sigma on.
"""

import numpy as np
from sympy import And, Eq, Equivalent, I, Identity, Implies, ZeroMatrix, sqrt

from ganproof.claims.gan import methods, operators
from ganproof.claims.gan.methods import EXTRAGRADIENT, FORWARD_BACKWARD, FROM_THE_PAST
from ganproof.claims.giagtzoglou2026 import NOTES, PAPER, strong_monotonicity, tikhonov
from ganproof.verify import Claim, Trial, blocks, matrix, matrix_identity, real, size, spectrum

n, m = size("n"), size("m")
A, B = matrix("A", n, n, symmetric=True), matrix("B", n, m)
C = matrix("C", m, m, symmetric=True)
gamma = real("gamma", latex=r"\gamma", within=(-1, 4))
sigma, eta = real("sigma", latex=r"\sigma", within=(-1, 3)), real("eta", latex=r"\eta")
theta, phi, a, b = tikhonov.theta, tikhonov.phi, tikhonov.a, tikhonov.b
V_theta = real("V_theta", latex=r"\nabla_\theta V")
R_theta = real("R_theta", latex=r"\nabla_\theta R")

claim = Claim(
    PAPER.proposition("Comparison with symmetric Tikhonov regularisation", notes=NOTES),
    given={"the penalty is on": gamma > 0},
    uses=[tikhonov.claim, strong_monotonicity.claim],
)
BOTH = operators.jacobian(gamma, sigma, gamma)
ONE = operators.jacobian(0, sigma, gamma)


def squared_rate(J, rate):
    """Squared modulus of a step's two eigenvalues, where they are conjugate."""
    return methods.matrix(FORWARD_BACKWARD, J, rate).det().expand()


def quadratic(generator_pays):
    """F of the quadratic game around (a, b), both players charged, or the discriminator only."""
    charge = gamma * phi**2 / 2
    value = tikhonov.quadratic() + generator_pays * gamma * theta**2 / 2
    return operators.operator(value, [theta], [phi], charge).subs({theta: a, phi: b})


@claim.states
def conclusions(
    *, credited=A, kept=And(Eq(a, 0), Eq(b, 0)), part=gamma / 2, rate=1, crossing=3, still=R_theta
):
    charged = C + gamma * Identity(m)
    off = ZeroMatrix(n, m), ZeroMatrix(m, n)
    J, K = (blocks([[each, B], [-B.T, charged]]) for each in (A + gamma * Identity(n), A))
    half = sqrt(gamma**2 / 4 - sigma**2)
    symmetric, asymmetric = sigma**2 / (sigma**2 + gamma**2), 1 - gamma**2 / (4 * sigma**2)
    slow = And(sigma > 0, gamma < 2 * sigma)
    return {
        "symmetric: J + J' gains 2 gamma everywhere on its diagonal": matrix_identity(
            J + J.T, blocks([[2 * A + 2 * gamma * Identity(n), off[0]], [off[1], 2 * charged]])
        ),
        "asymmetric: in the discriminator's block only": matrix_identity(
            K + K.T, blocks([[2 * credited, off[0]], [off[1], 2 * charged]])
        ),
        "symmetric: an interior equilibrium is kept exactly if theta* = phi* = 0": Equivalent(
            tikhonov.vanishes(quadratic(1)), kept
        ),
        "asymmetric: exactly if phi* = 0": Equivalent(tikhonov.vanishes(quadratic(0)), Eq(b, 0)),
        "asymmetric: F_gamma belongs to V - gamma R exactly if R_theta = 0": Equivalent(
            Eq(V_theta - gamma * R_theta, V_theta), Eq(still, 0)
        ),
        "bilinear, symmetric: eigenvalues gamma +- i sigma": spectrum(
            BOTH, equals=[gamma + I * sigma, gamma - I * sigma]
        ),
        "bilinear, asymmetric: their real part is gamma/2 up to gamma = 2 sigma": spectrum(
            ONE, equals=[part + half, part - half]
        ),
        "symmetric: the squared rate is sigma^2/(sigma^2 + gamma^2) at best": And(
            squared_rate(BOTH, eta) >= rate * symmetric,
            Eq(squared_rate(BOTH, gamma / (sigma**2 + gamma**2)), symmetric, evaluate=False),
        ),
        "asymmetric: 1 - gamma^2/(4 sigma^2) at best": Implies(
            slow,
            And(
                squared_rate(ONE, eta) >= rate * asymmetric,
                Eq(squared_rate(ONE, gamma / (2 * sigma**2)), asymmetric, evaluate=False),
            ),
        ),
        "the symmetric rate is smaller exactly below gamma = sqrt(3) sigma": Implies(
            slow, Equivalent(symmetric < asymmetric, gamma**2 < crossing * sigma**2)
        ),
    }


claim.mutant("asymmetric: the generator's block gains as much", credited=A + gamma * Identity(n))
claim.mutant("symmetric: it is kept if phi* = 0", kept=Eq(b, 0))
claim.mutant("asymmetric: the real part is gamma", part=gamma)
claim.mutant("the best squared rates are twice as large", rate=2)
claim.mutant("the symmetric rate is smaller for every gamma", crossing=4)
claim.mutant("F_gamma belongs to V - gamma R exactly if V_theta = 0", still=V_theta)
claim.mutant("without a penalty too", given={"the penalty is on": gamma >= 0})

claim.does_not_say(
    "regularising the discriminator only is faster",
    states=Implies(
        And(sigma > 0, gamma < 2 * sigma),
        1 - gamma**2 / (4 * sigma**2) <= sigma**2 / (sigma**2 + gamma**2),
    ),
    instead="Its advantage is that it needs phi* = 0 only to keep the equilibrium; which one is "
    "faster depends on gamma and on the method.",
)

STEPS = np.linspace(0.0005, 1.6, 3200)
METHODS = (FORWARD_BACKWARD, EXTRAGRADIENT, FROM_THE_PAST)


def best_rates(J):
    """Least spectral radius over the steps, of the three methods; sigma = 1."""
    eigenvalues = np.linalg.eigvals(np.array(J, dtype=complex))
    rates = [methods.spectral_rates(each, eigenvalues, STEPS[:, None]) for each in METHODS]
    return np.array([each.max(axis=1).min() for each in rates])


@claim.simulation(supports="the symmetric rate is smaller exactly below gamma = sqrt(3) sigma")
def best_tuned_methods(*, weak=0.5, strong=2.0):
    """Forward-backward, extragradient and extrapolation from the past, best steps of a grid."""
    shows, gains = [], []
    for gamma in (weak, strong):
        pair = [best_rates([[first, 1], [-1, gamma]]) for first in (gamma, 0)]
        closed = [1 / np.sqrt(1 + gamma**2), np.sqrt(max(1 - gamma**2 / 4, 0))]
        gains.append(pair[1] - pair[0])
        off = max(abs(rates[0] - exact) for rates, exact in zip(pair, closed))
        floor = min(rates[2] for rates in pair) - np.sqrt(0.5)
        if off > 1e-3 or floor < -1e-9:
            return Trial(False, f"gamma = {gamma}: forward-backward is {off:.3f} off")
        text = (" / ".join(f"{rate:.3f}" for rate in rates) for rates in pair)
        shows.append("gamma = {}: symmetric {}, asymmetric {}".format(gamma, *text))
    holds = gains[0][0] > 0 > gains[1][0] and gains[0][1] > 0 and gains[1][1] > 0
    return Trial(bool(holds), "; ".join(shows), cases=12)


claim.mutant("the asymmetric rate is the smaller one at gamma = 1.5 sigma already", strong=1.5)
