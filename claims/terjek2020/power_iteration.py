"""Power iteration turns the direction to the top eigenvector at the rate lambda_2/lambda_1.

A positive semidefinite H with the largest eigenvalue lambda_1, the others at most lambda_2: a step
multiplies the part of d along the top eigenvector by lambda_1, the length of the rest by at most
lambda_2. So the tangent of the angle between them falls by lambda_2/lambda_1 at least, k steps make
its k-th power. For H = 2 J'J this is the square of the ratio of the singular values; where the
critic has one output, lambda_2 = 0 and one step is enough.
"""

import numpy as np
from sympy import Abs, And, Eq, Implies, Ne

from ganproof.claims.terjek2020 import PAPER, perturbation_direction
from ganproof.verify import Claim, Origin, Trial, real

top, rest = (
    real("top", latex="|d_1|", within=(-1, 3)),
    real("rest", latex="|d_{>1}|", within=(-1, 3)),
)
after = real("after", latex="|(Hd)_{>1}|", within=(-1, 6))
large = real("large", latex=r"\lambda_1", within=(-2, 4))
small = real("small", latex=r"\lambda_2", within=(-3, 4))
tangent = real("tangent", latex=r"\tan_k", within=(-1, 4))
first = real("first", latex=r"\tan_0", within=(-1, 4))
power = real("power", latex=r"(\lambda_2/\lambda_1)^k", within=(-1, 2))
s_1, s_2 = real("s_1", latex=r"\sigma_1", within=(-1, 3)), real("s_2", latex=r"\sigma_2")
p, q = real("p", latex="d_1"), real("q", latex="d_2")

claim = Claim(
    PAPER.proposition("Rate of the power iteration", attribution="own"),
    given={
        "d is not perpendicular to the top eigenvector": top > 0,
        "H is positive semidefinite": And(small >= 0, after >= 0, rest >= 0),
        "the other eigenvalues are at most lambda_2": after <= small * rest,
        "lambda_1 is positive": large > 0,
    },
    uses=[perturbation_direction.claim],
    origin=Origin.BEYOND,
)
STEP = "a step multiplies the tangent by at most lambda_2/lambda_1"


@claim.states
def conclusions(*, rate=small / large, singular=2, turned=small):
    return {
        STEP: after / (large * top) <= rate * rest / top,
        "k + 1 steps by at most its power": Implies(
            And(tangent <= power * first, tangent >= 0),
            rate * tangent <= small / large * power * first,
        ),
        "in the plane this is an equality": Implies(
            Ne(p, 0), Eq(turned * q / (large * p), small / large * q / p, evaluate=False)
        ),
        "one output, lambda_2 = 0: one step is enough": Implies(Eq(small, 0), Eq(after, 0)),
        "H = 2 J'J: the rate is the square of the singular values' ratio": Implies(
            And(s_1 > 0, s_2 > 0),
            Eq(2 * s_2**2 / (2 * s_1**2), (s_2 / s_1) ** singular, evaluate=False),
        ),
        "lambda_2 < lambda_1: the tangent falls unless it is 0": Implies(
            And(small < large, rest > 0), after / (large * top) < rest / top
        ),
    }


claim.mutant("the rate is its square", rate=(small / large) ** 2)
claim.mutant("the rate is the singular values' ratio", singular=1)
claim.mutant("the second part of d is not turned", turned=large)
claim.does_not_say(
    "the sine falls at the same rate",
    states=Implies(
        And(Ne(p, 0), Ne(q, 0)),
        small**2 * q**2 / (large**2 * p**2 + small**2 * q**2)
        <= (small / large) ** 2 * q**2 / (p**2 + q**2),
    ),
    instead="The tangent does. Near a right angle the sine hardly falls: it is at most 1.",
)
claim.does_not_say(
    "it converges from every direction",
    states=Implies(And(Eq(p, 0), Ne(q, 0)), Ne(large * p, 0)),
    instead="From a direction perpendicular to the top eigenvector every step stays perpendicular; "
    "such directions are drawn with probability 0.",
)
claim.does_not_say(
    "equal eigenvalues do no harm",
    states=Implies(
        And(Eq(small, large), Ne(p, 0), Ne(q, 0)), Abs(small * q / (large * p)) < Abs(q / p)
    ),
    instead="For lambda_2 = lambda_1 the direction stays where it is in the plane of both.",
)
claim.does_not_say(
    "on an indefinite H it finds the largest eigenvalue",
    given={"H is positive semidefinite": None, "the other eigenvalues are at most lambda_2": None},
    states=Implies(
        And(Ne(p, 0), Ne(q, 0), small < large), Abs(small * q / (large * p)) < Abs(q / p)
    ),
    instead="It finds the eigenvalue that is largest in modulus, which may be a negative one.",
)


@claim.simulation(supports=STEP)
def random_matrices(*, power=1.0, cases=2000, steps=5):
    """J'J for Gaussian 5 x 5 Jacobians: five steps each; the tangent over its bound."""
    rng = np.random.default_rng(47)
    J = rng.normal(size=(cases, 5, 5))
    values, vectors = np.linalg.eigh(J.transpose(0, 2, 1) @ J)
    parts = abs((vectors.transpose(0, 2, 1) @ rng.normal(size=(cases, 5, 1)))[..., 0])
    start, worst = np.linalg.norm(parts[:, :-1], axis=1) / parts[:, -1], 0.0
    for k in range(1, steps + 1):
        after = parts * values**k
        tangent = np.linalg.norm(after[:, :-1], axis=1) / after[:, -1]
        bound = (values[:, -2] / values[:, -1]) ** (power * k) * start
        worst = max(worst, (tangent / bound).max())
    return Trial(
        bool(worst <= 1 + 1e-12), f"tangent at most {worst:.3f} of its bound", cases * steps
    )


claim.mutant("the tangent falls by the square of the ratio", power=2.0)
