"""Assumptions I to III, and what they say on models.

I: the generator makes the data's law and the discriminator vanishes near the data. II: f'(0) != 0
and f''(0) < 0. III: M_G and M_D are C^1 manifolds near (theta*, psi*); h bends along every
direction off the tangent space of M_D, and g changes along every direction off that of M_G. On the
circles I and both halves of III are checked; on the lines and the segment, where psi* = 0 gives
D = 0, III.
"""

from dataclasses import replace

from sympy import And, Eq, Implies, Matrix, Ne, Or, hessian

from ganproof.claims.gan import models
from ganproof.claims.mescheder2018 import NOTES, PAPER, equations_11_13, manifolds
from ganproof.verify import Claim, Origin, Verdict, examples, real

x = real("x")
c1, c2 = real("c1", latex=r"\theta^*_1"), real("c2", latex=r"\theta^*_2")
d1, d2 = real("d1", latex=r"\psi^*_1"), real("d2", latex=r"\psi^*_2")
v = [real(f"v{k}", latex=f"v_{k}") for k in range(4)]
w = [real(f"w{k}", latex=f"w_{k}") for k in (1, 2)]

claim = Claim(
    PAPER.definition("Assumptions I to III", after="3", notes=NOTES),
    uses=[equations_11_13.claim],
    expected=Verdict.EXAMPLES,
)
CIRCLES = replace(models.CIRCLES, equilibrium=(c1, c2, d1, d2))


def bend(game):
    """Second derivative of h at psi* along v."""
    direction = Matrix(v[: len(game.discriminator)])
    curved = hessian(manifolds.h(game), game.discriminator).subs(game.there)
    return (direction.T * curved * direction)[0].expand()


def change(game):
    """Squared length of the derivative of g at theta* along w."""
    direction = Matrix(w[: len(game.generator)])
    moved = manifolds.g(game).jacobian(game.generator).subs(game.there) * direction
    return moved.dot(moved).expand()


def some(*terms):
    return Or(*(Ne(each, 0) for each in terms))


@claim.states
def conclusions(
    *,
    segment=models.SEGMENT,
    circles=CIRCLES,
    theta_on=Eq(c1**2 + c2**2, 1),
    psi_on=Eq(d1**2 + d2**2, 1),
    off=some(d1 * v[0] + d2 * v[1]),
):
    """What stands before each arrow says that v or w is no tangent direction."""
    (_, (made,)), *_ = circles.made
    flat = Eq(circles.answers((d1, d2), (x,)), 0)
    in_psi = some(*v[: len(segment.discriminator)])
    on, off_theta = And(theta_on, psi_on), some(c1 * w[0] + c2 * w[1])
    statements = {
        "two circles: I": Implies(on, And(Eq(made.subs(circles.there), 0), flat)),
        "two circles: III (i)": Implies(And(on, off), bend(circles) > 0),
        "two circles: III (ii)": Implies(And(on, off_theta), change(circles) > 0),
        "two lines: III (i)": Implies(some(v[0], v[1] + v[2]), bend(models.LINES) > 0),
        "two lines: III (ii)": Implies(some(w[0] + w[1]), change(models.LINES) > 0),
        "segment: III (i)": Implies(in_psi, bend(segment) > 0),
        "segment: III (ii)": Implies(some(*w), change(segment) > 0),
    }
    return {name: examples(name.partition(":")[0], each) for name, each in statements.items()}


def on_circles(answers):
    return replace(CIRCLES, answers=answers)


claim.mutant(
    "D may bend beside the data: (|psi|^2 - 1) x + x^2",
    circles=on_circles(lambda psi, x: (psi[0] ** 2 + psi[1] ** 2 - 1) * x[0] + x[0] ** 2),
)
claim.mutant(
    "h bends for D(x) = (|psi|^2 - 1)^3 x too",
    circles=on_circles(lambda psi, x: (psi[0] ** 2 + psi[1] ** 2 - 1) ** 3 * x[0]),
)
claim.mutant("h bends along the circle as well", off=some(v[0], v[1]))
claim.mutant(
    "g shows every change of the generator to a discriminator that cannot see its tilt",
    segment=models.SEGMENT_WITHOUT_TILT,
)
claim.mutant("psi* may lie inside the circle", psi_on=d1**2 + d2**2 <= 1)
claim.mutant("theta* may lie inside the circle", theta_on=c1**2 + c2**2 <= 1)

CROSS = manifolds.h(replace(models.CROSS, discriminator=(v[0], v[1])))
claim.does_not_say(
    "M_D is a manifold anyway",
    states=Implies(
        And(Eq(CROSS, 0), Eq(CROSS.subs({v[0]: v[2], v[1]: v[3]}, simultaneous=True), 0)),
        Eq(CROSS.subs({v[0]: v[0] + v[2], v[1]: v[1] + v[3]}, simultaneous=True), 0),
    ),
    origin=Origin.NOTES,
    instead="That M_G and M_D are C^1 manifolds near (theta*, psi*) is part of Assumption III; the "
    "notes leave it out. For D(x) = p1 p2 x the set M_D is a cross, its directions at 0 no space.",
)
