"""Appendix D: the discriminator is damped in every direction in which h bends.

For a direction v let P = E (d_v D)^2 and Q = E |d_v grad_x D|^2, means over the data at psi*. Then
h bends by d_v^2 h = 2 (P + Q), and the damping -v' (K_DD - L_DD) v = -2 f''(0) P + gamma Q is at
least min(-f''(0), gamma/2) times that: by Assumptions II and III (i) it is positive off the tangent
space of M_D. An eigenvector (w, v) of the game's Jacobian with the eigenvalue sigma + i omega has
sigma (|w|^2 + |v|^2) = -(damping of v), as the players' blocks cancel. So no real part is positive,
and one is zero only if h does not bend along v.
"""

from sympy import And, Implies, Max, Min, Rational

from ganproof.claims.mescheder2018 import NOTES, PAPER, a7_eigenvalue_bounds, regularised_jacobian
from ganproof.verify import Claim, real

b = real("b", latex="f''(0)", within=(-3, 2))
gamma = real("gamma", latex=r"\gamma", within=(-2, 5))
P = real("P", latex=r"\mathbb{E}(\partial_v D)^2", within=(-1, 4))
Q = real("Q", latex=r"\mathbb{E}|\partial_v\nabla_x D|^2", within=(-1, 4))
sigma = real("sigma", latex=r"\sigma")
W, V = real("W", latex="|w|^2", within=(-1, 4)), real("V", latex="|v|^2", within=(-1, 4))

CONCAVE, PENALTY = "the loss is strictly concave at 0", "the penalty is on"
claim = Claim(
    PAPER.lemma("Appendix D, damping", notes=NOTES),
    given={
        CONCAVE: b < 0,
        PENALTY: gamma > 0,
        "P and Q are means of squares": And(P >= 0, Q >= 0),
    },
    uses=[regularised_jacobian.claim, a7_eigenvalue_bounds.claim],
)


@claim.states
def conclusions(*, bend=2 * (P + Q), share=1, penalty=gamma, lengths=W + V):
    damping = -2 * b * P + penalty * Q
    eigenvector = And(W >= 0, V >= 0, lengths > 0, sigma * (W + V) <= -damping)
    return {
        "damped where h bends": Implies(bend > 0, damping > 0),
        "the damping is at least in proportion to the bend": (
            damping >= share * Min(-b, gamma / 2) * bend
        ),
        "and at most": damping <= share * Max(-b, gamma / 2) * bend,
        "no eigenvalue has a positive real part": Implies(eigenvector, sigma <= 0),
        "nor a zero one where h bends": Implies(And(eigenvector, bend > 0), sigma < 0),
    }


claim.mutant("a loss that is concave, not strictly", given={CONCAVE: b <= 0})
claim.mutant("a penalty of either sign", given={PENALTY: None})
claim.mutant("no penalty is needed", penalty=0)
claim.mutant("the proportion is twice as large", share=2)
claim.mutant("the proportions are half as large", share=Rational(1, 2))
claim.mutant("h has no gradient term", bend=2 * P)
claim.mutant("the eigenvector may be zero", lengths=W + V + 1)

claim.does_not_say(
    "every direction v is damped",
    states=Implies(V > 0, -2 * b * P + gamma * Q > 0),
    instead="Along the tangent space of M_D there is none: P = Q = 0.",
)
