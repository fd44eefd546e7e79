"""In a zero-sum game the players' coupling cancels in the symmetric part of the Jacobian.

For F = (V_theta, -V_phi) with continuous second derivatives the blocks off the diagonal are B and
-B', B = V_theta,phi. So (J + J')/2 holds A = V_theta,theta and C = -V_phi,phi only, and mu is the
smaller of their least eigenvalues, whatever the coupling: strong monotonicity asks each player for
curvature of his own. If the players' losses do not sum to 0 the coupling stays: J = [[1, c], [c,
1]] has mu = 1 - |c|. Non-saturating GAN losses are of this kind: with -log sigma(D) for the
generator the Dirac-GAN's entry off the diagonal of J + J' is 2 sigma(D) - 1 + 2 D sigma'(D), D =
theta psi, which is 0 at D = 0 only.
"""

import numpy as np
from sympy import And, Eq, Implies, Ne, ZeroMatrix, symbols

from ganproof.claims.gan import operators
from ganproof.claims.giagtzoglou2026 import PAPER
from ganproof.verify import Claim, Origin, Trial, blocks, matrix, matrix_identity, real, size

n, m = size("n"), size("m")
A, C = matrix("A", n, n, symmetric=True), matrix("C", m, m, symmetric=True)
B = matrix("B", n, m)
least, other = real("a", latex=r"\lambda_{\min}(A)"), real("c", latex=r"\lambda_{\min}(C)")
p, q = real("p", latex="u'Au"), real("q", latex="v'Cv")
S, T = real("S", latex="|u|^2", within=(-1, 3)), real("T", latex="|v|^2", within=(-1, 3))
mu, cross = real("mu", latex=r"\mu"), real("cross", latex="u'(B+B_2)v")
s, D = real("s"), real("D")
E = real("E", latex="e^D", within=(0, 6))
sigmoid = E / (1 + E)

claim = Claim(
    PAPER.proposition("The Jacobian of a zero-sum game", attribution="own"),
    given={
        "the coupling cancels": Eq(cross, 0),
        "A has the least eigenvalue a": p >= least * S,
        "C has the least eigenvalue c": q >= other * T,
        "squares are not negative": And(S >= 0, T >= 0),
    },
    origin=Origin.BEYOND,
)


def entry(slope, curvature):
    """Mixed derivative of loss(theta psi), given the loss's derivatives at D = theta psi."""
    return slope + D * curvature


SATURATING = (-sigmoid, -sigmoid * (1 - sigmoid))
NON_SATURATING = (sigmoid - 1, sigmoid * (1 - sigmoid))
DISCRIMINATOR = (sigmoid, sigmoid * (1 - sigmoid))


@claim.states
def conclusions(*, back=-B.T, both=And(mu <= least, mu <= other), share=1, loss=NON_SATURATING):
    J = blocks([[A, B], [back, C]])
    twice = blocks([[2 * A, ZeroMatrix(n, m)], [ZeroMatrix(m, n), 2 * share * C]])
    form, coupling = p + cross + q, entry(*loss) + entry(*DISCRIMINATOR)
    return {
        "J + J' is 2A and 2C on the diagonal, 0 elsewhere": matrix_identity(J + J.T, twice),
        "J is mu-strongly monotone for every mu up to a and c": Implies(both, form >= mu * (S + T)),
        "and for no other: along the eigenvectors there is equality": And(
            Implies(And(S > 0, Eq(p, least * S), Eq(T, 0), Eq(q, 0), form >= mu * S), mu <= least),
            Implies(And(T > 0, Eq(q, other * T), Eq(S, 0), Eq(p, 0), form >= mu * T), mu <= other),
        ),
        "on the Dirac-GAN non-saturating losses leave a coupling where D > 0": Implies(
            And(D > 0, E > 1), coupling > 0
        ),
        "and where D < 0": Implies(And(D < 0, E > 0, E < 1), coupling < 0),
    }


claim.mutant("the coupling comes back with its own sign", back=B.T)
claim.mutant("the discriminator's curvature counts twice", share=2)
claim.mutant("the generator's curvature is enough", both=mu <= least)
claim.mutant("saturating losses leave one too", loss=SATURATING)
claim.mutant("a game that is not zero-sum", given={"the coupling cancels": None})

X, Y = symbols("X Y")
PEANO = X * Y * (X**2 - Y**2) / (X**2 + Y**2)
claim.does_not_say(
    "the blocks are B and -B' without continuous second derivatives",
    states=Implies(
        Ne(s, 0),
        Eq(PEANO.diff(X).subs({X: 0, Y: s}) / s, PEANO.diff(Y).subs({X: s, Y: 0}) / s),
    ),
    instead="For V = xy (x^2 - y^2)/(x^2 + y^2) the mixed derivatives at 0 are -1 and 1.",
)


@claim.simulation(supports="J is mu-strongly monotone for every mu up to a and c")
def random_zero_sum_games(*, turned=-1, count=500, exact=8):
    """Least eigenvalues of (J + J')/2 and of the blocks; bounds in fractions for some of them."""
    worst, apart, shapes = 0.0, 0, [(1, 1), (2, 1), (1, 3), (3, 3), (4, 4)]
    for k, shape in enumerate(shapes):
        A, B, C = operators.random_blocks(count, *shape, seed=k)
        J = operators.stacked(A, B, C, turned * B.transpose(0, 2, 1))
        blockwise = np.minimum(operators.moduli(A), operators.moduli(C))
        worst = max(worst, float(np.abs(operators.moduli(J) - blockwise).max()))
        for game in zip(J[:exact], A, C):
            whole, *parts = (operators.modulus_between(each) for each in game)
            low, high = (min(ends) for ends in zip(*parts))
            apart += whole[1] < low or high < whole[0]
    shows = f"they differ by {worst:.0e} at most; bounds in fractions contradict it {apart} times"
    return Trial(worst < 1e-12 and apart == 0, shows, cases=count * len(shapes))


claim.mutant("random games with the coupling B and B'", turned=1)
