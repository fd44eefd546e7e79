"""Each condition of the bound on mu is needed: games that violate one, and what becomes of it.

The bound is min{mu_theta, mu_phi + gamma lambda_0}. It fails if the game is not zero-sum; if the
penalty is taken at generated samples, which makes it depend on the generator although only the
discriminator pays it; and if lambda_0 bounds the penalty's Gauss-Newton Gramian in place of its
Hessian. Each model satisfies the other conditions.
"""

from sympy import And, Eq, Equivalent, Matrix, Min, Ne, Not, sqrt

from ganproof.claims.gan import operators
from ganproof.claims.giagtzoglou2026 import PAPER, gauss_newton_gramian, strong_monotonicity
from ganproof.verify import Claim, Origin, positive_definite, real, spectrum

claim = Claim(
    PAPER.proposition(
        "Strong monotonicity of the regularised operator, its conditions", attribution="own"
    ),
    uses=[strong_monotonicity.claim, gauss_newton_gramian.claim],
    origin=Origin.BEYOND,
)
gamma = real("gamma", latex=r"\gamma", within=(-1, 6))
a, c = real("a"), real("c", within=(-6, 6))
theta, phi = real("theta", latex=r"\theta"), real("phi", latex=r"\phi")
b, b_2 = real("b"), real("b_2")


@claim.states
def conclusions(*, share=1):
    """With one parameter each, whatever the coupling."""
    J = Matrix([[a, b], [b_2, c]])
    root = sqrt((a - c) ** 2 + share * (b + b_2) ** 2)
    low, high = (a + c - root) / 2, (a + c + root) / 2
    return {
        "J = [[a, b], [b_2, c]]: mu is (a + c - sqrt((a - c)^2 + (b + b_2)^2))/2": spectrum(
            (J + J.T) / 2, equals=[low, high]
        ),
        "this is min{a, c} exactly for b + b_2 = 0": Equivalent(Eq(low, Min(a, c)), Eq(b + b_2, 0)),
    }


claim.mutant("the coupling does not matter", share=0)
claim.mutant("it counts four times", share=4)
COMMON = Matrix([[1, c], [c, 1 + gamma]])
claim.ablation(
    "the game is zero-sum",
    model="J = [[1, c], [c, 1 + gamma]]",
    where=And(gamma > 0, c**2 > 1 + gamma),
    keeps=positive_definite(operators.jacobian(1, 0, 1 + gamma)),
    violates=Ne(COMMON[1, 0], -COMMON[0, 1]),
    breaks=Not(positive_definite(COMMON)),
    happens="The bound says 1. With c^2 > 1 + gamma it is not even monotone.",
)

# D(x) = phi x - a x^2/2, one datum at 0 and one generated sample at theta, which is penalised.
slope = phi - a * theta
MOVED = operators.operator(
    a * theta**2 / 2 - phi * theta, [theta], [phi], gamma * slope**2 / 2
).jacobian([theta, phi])
claim.ablation(
    "the penalty does not depend on the generator",
    model="D(x) = phi x - a x^2/2, penalised at the generated sample theta",
    where=And(a > 0, gamma * a > 4),
    keeps=MOVED[0, 0] > 0,
    violates=Ne(slope.diff(theta), 0),
    breaks=And(Not(positive_definite(MOVED)), MOVED.trace() > 0, MOVED.det().expand() > 0),
    happens="J_G = 1, so that the bound says min{a, gamma}. Beyond gamma a = 4 it is not monotone, "
    "though still stable: det J = 1 and tr J = a + gamma.",
)
tanh, gram = gauss_newton_gramian.T, gauss_newton_gramian.GRAMIAN
CURVED = operators.jacobian(gamma * gram, c, gamma * gauss_newton_gramian.HESSIAN)
claim.ablation(
    "the penalty's Hessian is at least lambda_0",
    model="D(x) = x tanh(phi), lambda_0 the Gramian; mu_theta = gamma lambda_0",
    where=And(gamma > 0, tanh**2 < 1, Ne(tanh, 0)),
    keeps=gram > 0,
    violates=gram > gauss_newton_gramian.HESSIAN,
    breaks=CURVED[1, 1] < gamma * gram,
    happens="The bound says gamma lambda_0, J has less along phi. Where tanh(phi)^2 > 1/3 "
    "the Hessian is negative, and F_gamma not monotone.",
)
