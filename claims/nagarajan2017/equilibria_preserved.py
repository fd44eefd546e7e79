"""The regulariser moves no equilibrium: its field is the plain one times an invertible matrix.

Charging the generator with eta |g|^2, g the discriminator's gradient, adds -2 eta W g to the
generator's velocity, W = grad_G grad_D' V: along a direction y of the generator g changes by W'y,
and |g|^2 by 2 y'W g to first order. With h the generator's gradient the new field is M (g, -h),
where M has units on its diagonal and -2 eta W below. M is invertible for every eta; of the game
only two derivatives are needed. So both fields vanish at the same points, for games of every size.
"""

from sympy import Eq, Identity, Implies, ZeroMatrix

from ganproof.claims.nagarajan2017 import NOTES, PAPER
from ganproof.verify import Claim, blocks, matrix, matrix_identity, real, size

n_D, n_G = size("n_D"), size("n_G")
g, h, W = matrix("g", n_D, 1), matrix("h", n_G, 1), matrix("W", n_G, n_D)
y = matrix("y", n_G, 1)
eta = real("eta", latex=r"\eta")
bend, pull = real("H1", latex="H"), real("g0", latex="g")

claim = Claim(PAPER.proposition("Equilibria are preserved", after="4.1", notes=NOTES))


@claim.states
def conclusions(*, twist=2, back=-1, share=1):
    def M(weight):
        rows = [[Identity(n_D), ZeroMatrix(n_D, n_G)], [-twist * weight * W, Identity(n_G)]]
        return blocks(rows)

    moved = g + W.T * y
    plain = blocks([[g], [-h]])
    charged = -h - 2 * eta * W * g
    unit = blocks([[Identity(n_D), ZeroMatrix(n_D, n_G)], [ZeroMatrix(n_G, n_D), Identity(n_G)]])
    return {
        "the gradient of |g|^2 is 2 W g": matrix_identity(
            moved.T * moved,
            g.T * g + share * (y.T * W * g + g.T * W.T * y) + y.T * W * W.T * y,
        ),
        "the regularised field is M times the plain one": matrix_identity(
            blocks([[g], [charged]]), M(eta) * plain
        ),
        "M is invertible for every eta": matrix_identity(M(eta) * M(back * eta), unit),
    }


claim.mutant("the gradient of |g|^2 is 4 W g", share=2)
claim.mutant("M has -eta W in its corner", twist=1)
claim.mutant("M is its own inverse", back=1)

claim.does_not_say(
    "the discriminator may be given eta |g|^2 as well",
    states=Implies(Eq((1 + 2 * eta * bend) * pull, 0), Eq(pull, 0)),
    instead="Maximising V + eta |g|^2, its field becomes (I + 2 eta H) g, H its own Hessian, which "
    "vanishes without g where 2 eta H has the eigenvalue -1.",
)
