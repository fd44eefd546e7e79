"""On a tight pair a k-Lipschitz f is affine; in the Euclidean norm its gradient is k along it.

The pair (x, y) is tight if f(y) - f(x) = k |y - x|. Then f climbs at the full rate k through every
point z between x and y, in any norm. In the Euclidean norm a gradient g there has slope g.u = k
along the unit vector u of y - x, and |g| <= k; as |g - k u|^2 = |g|^2 - 2 k g.u + k^2, it is k u,
in every dimension. In the maximum norm and the sum norm it can point elsewhere. On a pair that is
tight up to a share eps, the mean of g.u is at least (1 - eps) k, and the mean cosine of the angle
between gradient and pair at least 1 - 2 eps.
"""

import numpy as np
from sympy import Abs, And, Eq, Implies, Max, Ne, Rational

from ganproof.claims.zhou2019 import PAPER
from ganproof.verify import Claim, Trial, matrix, matrix_identity, real, size

f_x, f_y, f_z = real("f_x", latex="f(x)"), real("f_y", latex="f(y)"), real("f_z", latex="f(z)")
d_xz, d_zy = real("d_xz", latex="|z-x|"), real("d_zy", latex="|y-z|")
d_xy, eps = real("d_xy", latex="|y-x|"), real("eps", latex=r"\varepsilon", within=(-1, 2))
k = real("k", within=(-1, 4))

# A gradient and a direction in any dimension; then |g|, g.u and the cosine as numbers.
n = size("n")
g, u = matrix("g", n, 1), matrix("u", n, 1)
norm, slope = real("norm", latex="|g|", within=(-1, 4)), real("slope", latex=r"g\cdot u")
cosine, c = real("cosine", latex=r"\cos", within=(-2, 2)), real("c", within=(-2, 2))
p, q = real("p"), real("q")
share, fall = real("share", latex="w", within=(-1, 2)), real("fall", latex=r"\delta")

claim = Claim(
    PAPER.proposition("Tight pairs and the gradient", after="2"),
    given={
        "f is k-Lipschitz": And(f_z - f_x <= k * d_xz, f_y - f_z <= k * d_zy),
        "z lies between x and y": Eq(d_xz + d_zy, d_xy),
        "the pair is tight up to a share eps": f_y - f_x >= (1 - eps) * k * d_xy,
    },
)


@claim.states
def conclusions(*, cross=1, largest=k, gradient=(1, 0), tilt=1, twice=2):
    affine = f_x + k * d_xz
    vector, (a, b) = g - k * u, gradient
    mean = (f_y - f_x) / d_xy
    return {
        "f is affine on a tight pair": Implies(Eq(eps, 0), Eq(f_z, affine)),
        "else it is eps k |y - x| from affine at most": And(
            f_z <= affine, f_z >= affine - eps * k * d_xy
        ),
        "|g - k u|^2 is |g|^2 - 2 k g.u + k^2 |u|^2": matrix_identity(
            vector.T * vector, g.T * g - cross * k * (g.T * u + u.T * g) + k**2 * u.T * u
        ),
        "so that |u| = 1, g.u = k and |g| <= k leave k u only": Implies(
            And(Eq(slope, k), norm >= 0, norm <= largest),
            norm**2 - 2 * k * slope + k**2 <= 0,
        ),
        "maximum norm: x1 is 1-Lipschitz and tight from (0, 0) to (1, 1), its gradient askew": And(
            Abs(a * p + b * q) <= Max(Abs(p), Abs(q)),
            Eq(a + b, 1, evaluate=False),
            Ne(a, b, evaluate=False),
        ),
        "sum norm: so is x1 + c x2 from (0, 0) to (1, 0), for |c| <= 1": Implies(
            Abs(c) <= tilt, Abs(p + c * q) <= Abs(p) + Abs(q)
        ),
        "the cosine is at least 2 g.u/k - 1": Implies(
            And(norm > 0, norm <= k, Abs(cosine) <= 1), cosine >= twice * norm * cosine / k - 1
        ),
        "whose mean over the segment is at least 1 - 2 eps": Implies(
            And(k > 0, d_xy > 0), 2 * mean / k - 1 >= 1 - twice * eps
        ),
    }


claim.mutant("the cross term is k g.u", cross=Rational(1, 2))
claim.mutant("a gradient longer than k is k u too", largest=2 * k)
claim.mutant("the maximum norm turns the gradient along the pair", gradient=(Rational(1, 2),) * 2)
claim.mutant("x1 + x2 is 1-Lipschitz in the maximum norm", gradient=(1, 1))
claim.mutant("in the sum norm c may be 2", tilt=2)
claim.mutant("the mean cosine is at least 1 - eps", twice=1)
claim.mutant(
    "any k above the Lipschitz constant will do",
    given={"the pair is tight up to a share eps": f_y - f_x <= k * d_xy},
)
claim.does_not_say(
    "a mean slope of (1 - eps) k makes the mean cosine 1 - eps",
    states=Implies(
        And(share > 0, share < 1, fall > 0, fall < k),
        1 - 2 * share >= (k * (1 - share) - fall * share) / k,
    ),
    instead="On the line, let f fall at the rate delta on a share w of the pair and climb at the "
    "rate k else: its mean slope is k - (k + delta) w, its mean cosine 1 - 2 w.",
)


def extension(points, values, k, order):
    """Largest k-Lipschitz function with these values or less: z of shape (..., n)."""
    return lambda z: np.min(
        values + k * np.linalg.norm(z[..., None, :] - points, ord=order, axis=-1), axis=-1
    )


@claim.simulation(supports="so that |u| = 1, g.u = k and |g| <= k leave k u only")
def gradients_of_random_functions(*, order=2, dimension=4, cases=200, k=1.5, step=1e-5):
    """Random cones' minimum: central differences at the middle of tight pairs, against k u."""
    rng = np.random.default_rng(20)
    points, values = rng.normal(size=(6, dimension)), rng.normal(size=6) / 10
    f, ends = extension(points, values, k, order), 2 * rng.normal(size=(cases, dimension))
    climbs = values + k * np.linalg.norm(ends[:, None] - points, ord=order, axis=-1)
    along = ends - points[climbs.argmin(axis=1)]
    z = (ends - along / 2)[:, None]
    moves = step * np.eye(dimension)
    gradients = (f(z + moves) - f(z - moves)) / (2 * step)
    unit = along / np.linalg.norm(along, axis=1, keepdims=True)
    worst = float(np.abs(gradients - k * unit).max())
    return Trial(worst < 1e-6, f"largest difference {worst:.1e} in R^{dimension}", cases=cases)


claim.mutant("gradients are k u in the maximum norm", order=np.inf)
