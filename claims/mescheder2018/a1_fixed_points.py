"""Appendix A: a fixed point attracts where the spectral radius is below one, and repels above one.

Below one, iterates from nearby converge at least linearly, at any rate above the spectral radius;
above one the fixed point is unstable; at one, higher terms decide. For smooth maps of any dimension
this rests on Ostrowski's theorem. Here explicit neighbourhoods are proved for maps of the line. For
maps of the plane Jury's inequalities decide if the spectral radius is below one: a matrix has the
eigenvalues of the companion matrix of its trace and determinant.
"""

import numpy as np
from sympy import Abs, And, Equivalent, Implies, Matrix, Ne, diag

from ganproof.claims.gan import dirac, updates
from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.claims.textbook import ostrowski
from ganproof.verify import Claim, Origin, Trial, Verdict, examples, real, schur, unstable

x = real("x", within=(-2, 2))
r, c = real("r", within=(-3, 3)), real("c", within=(-2, 2))
q = real("q", within=(-1, 3))
s, y = real("s", within=(-3, 3)), real("y", within=(-2, 2))
trace = real("trace", latex=r"\operatorname{tr}M", within=(-3, 3))
det = real("det", latex=r"\det M", within=(-2, 2))

M = Matrix([[0, -det], [1, trace]])
F = r * x + c * x**2

claim = Claim(
    PAPER.proposition("Appendix A, fixed-point iteration", notes=NOTES),
    given={"the start is not the fixed point": Ne(x, 0), "the rate is below one": q < 1},
    uses=[ostrowski.claim],
    expected=Verdict.EXAMPLES,
)


@claim.states
def conclusions(
    *,
    near=Abs(c * x) <= q - Abs(r),
    rate=q,
    room=(Abs(r) - 1) / 2,
    inwards=-1,
    jury=And(det < 1, 1 + trace + det > 0, 1 - trace + det > 0),
):
    quadratic, cubic = "quadratic maps of the line", "cubic maps of the line"
    return {
        "below one it attracts, linearly": examples(
            quadratic, Implies(near, And(Abs(F) <= rate * Abs(x), Abs(c * F) <= q - Abs(r)))
        ),
        "above one it repels": examples(
            quadratic,
            Implies(And(Abs(r) > 1, Abs(c * x) <= room), Abs(F) >= (Abs(r) + 1) / 2 * Abs(x)),
        ),
        "at one it may do either": examples(
            cubic,
            Implies(
                Abs(x) < 1,
                And(Abs(x + inwards * x**3) < Abs(x), Abs(x - inwards * x**3) > Abs(x)),
            ),
        ),
        "in the plane trace and determinant decide": examples(
            "maps of the plane", Equivalent(schur(M), jury)
        ),
    }


claim.mutant("every start is attracted", near=Abs(r) <= q)
claim.mutant("the rate is the spectral radius itself", rate=Abs(r))
claim.mutant("starts at any distance up to |r|/|c| are repelled", room=Abs(r))
claim.mutant("at one the linear part decides, and x + x^3 attracts", inwards=1)
claim.mutant(
    "a spectral radius of one is enough",
    jury=And(det <= 1, 1 + trace + det >= 0, 1 - trace + det >= 0),
    instead="At one nothing follows: x - x^3 attracts, x + x^3 repels, a rotation does neither.",
)
claim.mutant(
    "two of Jury's inequalities are enough",
    jury=And(det < 1, 1 + trace + det > 0),
    instead="The matrix with 6/5 and 1/2 on its diagonal satisfies both and is unstable.",
)

claim.does_not_say(
    "with an eigenvalue outside the unit circle nothing converges",
    states=Implies(unstable(diag(r, s)), (r * x) ** 2 >= x**2),
    origin=Origin.NOTES,
    instead="Starts (x, 0) on a stable direction shrink by |r| a round and converge, whatever s: "
    "the fixed point is unstable, and nearly all other starts leave.",
)


def powers_keep_to_the_spectral_radius():
    """The critical penalty 1 at f'(0) = 1/2 and step 1/5, where 9/10 is a double eigenvalue."""
    J = dirac.jacobian(slope=0.5, penalty=1)
    step = np.array(updates.matrix(updates.simultaneous(0.2), J), dtype=float)
    norms = [np.linalg.norm(np.linalg.matrix_power(step, rounds), 2) for rounds in (50, 500)]
    after_50, after_500 = norms[0] / 0.9**50, norms[1] / 0.9**500
    return Trial(
        bool(after_500 < 2 * after_50),
        f"|M^50| = {norms[0]:.4f} is {after_50:.1f} times 0.9^50, and |M^500| is "
        f"{after_500:.1f} times 0.9^500",
    )


claim.does_not_say(
    "the distance after k rounds is at most a constant times the spectral radius to the k",
    trial=powers_keep_to_the_spectral_radius,
    origin=Origin.FOLKLORE,
    instead="A double eigenvalue can bring a further factor k: only rates above the radius hold.",
)
