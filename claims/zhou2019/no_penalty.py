"""Without the penalty no discriminator is optimal: for losses that rise everywhere it runs away.

Where phi' > 0, let the supports be disjoint. With lambda = 0, lowering the discriminator on the
generated samples always gains, so that no minimum is attained: for phi(t) = t the objective falls
below every bound, for exp(t) it approaches 0 and never reaches it. With lambda > 0 the growth of
the Lipschitz constant is charged: two point masses have an optimum for each of the listed losses.
"""

from sympy import And, Eq, Implies

from ganproof.claims.zhou2019 import PAPER, loss_conditions
from ganproof.verify import Claim, Origin, real

before, after = real("before", latex=r"\phi(f)"), real("after", latex=r"\phi(f-c)")
slope = real("slope", latex=r"\phi'(f-c)", within=(-2, 3))
f, c = real("f"), real("c", within=(-1, 4))
p, r = real("p", latex="P_g", within=(-1, 3)), real("r", latex="P_r", within=(-1, 3))
E, G = real("E", latex="e^{f(x)}", within=(-1, 4)), real("G", latex="e^{f(y)}", within=(-1, 4))
epsilon = real("epsilon", latex=r"\varepsilon", within=(-1, 3))
k, K = real("k", within=(0, 4)), real("K", latex="k'", within=(0, 4))

claim = Claim(
    PAPER.remark("Theorem 1 without the penalty", after="1", attribution="own"),
    given={
        "phi is convex": before >= after + slope * c,
        "phi rises": slope > 0,
        "the value is lowered": c > 0,
        "something is generated there": p > 0,
        "something is real elsewhere": r > 0,
        "E and G are exponentials": And(E > 0, G > 0),
    },
    uses=[loss_conditions.claim],
    origin=Origin.BEYOND,
)


@claim.states
def conclusions(*, penalty=0, fall=p * c, infimum=0, least=3):
    """Lipschitz constants are k before and k' after."""
    charged = penalty * (K**2 - k**2)
    exponential = p * E + r / G
    reached = exponential.subs({E: epsilon / (least * p), G: least * r / epsilon})
    return {
        "lowering f on generated samples gains": p * after + charged < p * before,
        "phi(t) = t: it gains as much as one likes": Eq(
            p * (f - c) + charged - p * f, -fall, evaluate=False
        ),
        "exp(t): the objective stays above 0": exponential + charged > infimum,
        "exp(t): the objective comes as near to 0 as one likes": Implies(
            epsilon > 0, reached < infimum + epsilon
        ),
    }


claim.mutant("lowering f gains even if the Lipschitz constant is charged", penalty=1)
claim.mutant("phi(t) = t: it gains half of that", fall=p * c / 2)
claim.mutant("exp(t): the infimum is 1", infimum=1)
claim.mutant("a flat loss gains too", given={"phi rises": slope >= 0})
