"""Appendix D: the Jacobian of regularised training at an equilibrium, the same for R1 and R2.

It is [[0, -K_DG'], [K_DG, K_DD - L_DD]] with K_DG = f'(0) d_theta E[grad_psi D], K_DD = 2 f''(0)
E[grad_psi D grad_psi D'] and L_DD = gamma E[A A'], A = d_psi grad_x D. As D vanishes near the data,
the generator's curvature does not enter, and R2, though it depends on theta, adds nothing mixed.
K_DG is f'(0) times the derivative of g, and the Hessian of h is 2 (E[grad_psi D grad_psi D'] +
E[A A']). It is checked for D(x) = p1 (A0 + A1 x) + p2 (B0 + B1 x) + E p1 p2 x on data of variance
m2 on the line, which the generator moves by g theta + k theta^2.
"""

from sympy import And, Eq, hessian, symbols

from ganproof.claims.gan import models
from ganproof.claims.gan.games import Game, symmetric
from ganproof.claims.mescheder2018 import NOTES, PAPER, equation_14, manifolds
from ganproof.verify import Claim, Verdict, examples, real

a, b, gamma = real("a", latex="f'(0)"), real("b", latex="f''(0)"), real("gamma", latex=r"\gamma")
m2 = real("m2", latex="m_2")
g, k, A0, A1, B0, B1, E = (real(each) for each in ("g", "k", "A0", "A1", "B0", "B1", "E"))
c = real("c")

claim = Claim(
    PAPER.lemma("Appendix D, Jacobian", notes=NOTES),
    uses=[equation_14.claim],
    expected=Verdict.EXAMPLES,
)
theta = symbols("theta")


def discriminator(psi, x):
    linear = psi[0] * (A0 + A1 * x[0]) + psi[1] * (B0 + B1 * x[0])
    return linear + E * psi[0] * psi[1] * x[0]


GAME = Game(
    generator=(theta,),
    discriminator=symbols("psi1 psi2"),
    makes=lambda t, z: [(1, (z[0] + g * t[0] + k * t[0] ** 2,))],
    data=lambda z: [(1, (z[0],))],
    answers=discriminator,
    equilibrium=(0, 0, 0),
    law=symmetric(m2=m2),
)


def equal(left, right):
    return And(*(Eq(*pair, evaluate=False) for pair in zip(left, right)))


@claim.states
def conclusions(*, slope=a, factor=2, damping=gamma, second=gamma):
    coupling, curved, flat = GAME.k_dg(), GAME.k_dd(), GAME.l_dd()
    own = factor * b * curved - damping * flat
    J1 = manifolds.jacobian(GAME, a, b, r1=gamma)
    J2 = manifolds.jacobian(GAME, a, b, r2=second)
    bend = hessian(manifolds.h(GAME), GAME.discriminator).subs(GAME.there)
    change = manifolds.g(GAME).jacobian([theta]).subs(GAME.there)
    statements = {
        "the generator's row is 0, -K_DG'": equal(J1[0, :], [0, *(-slope * coupling)]),
        "below it stands K_DG": equal(J1[1:, 0], slope * coupling),
        "the discriminator's block is K_DD - L_DD": equal(J1[1:, 1:], own),
        "with R2 the discriminator's rows are the same": equal(J2[1:, :], J1[1:, :]),
        "the derivative of g is K_DG/f'(0)": equal(change, coupling),
        "the Hessian of h is twice the sum of both means": equal(bend, 2 * (curved + flat)),
    }
    words = "two discriminator parameters and a moving generator"
    return {name: examples(words, each) for name, each in statements.items()}


claim.mutant("K_DD has no factor 2", factor=1)
claim.mutant("K_DG does not feel the loss", slope=1)
claim.mutant("L_DD has the factor gamma/2", damping=gamma / 2)
claim.mutant("the second field has no penalty", second=0)

ENERGY = manifolds.jacobian(models.energy(c), a, b, r2=gamma)
claim.does_not_say(
    "the generator's block is zero whatever D does beside the data",
    states=Eq(ENERGY[0, 0], 0),
    instead="D(x) = psi x + c x^2 has -2 f'(0) c there: the generator moves along its bend.",
)
claim.does_not_say(
    "R2 adds nothing mixed whatever D does beside the data",
    states=Eq(ENERGY[1, 0], a),
    instead="With D(x) = psi x + c x^2 the penalty R2 adds -2 gamma c to K_DG, R1 nothing.",
)
