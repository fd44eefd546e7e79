"""Table 1: where the optima without a Lipschitz condition exist, and why WGAN's has no closed form.

A discriminator that minimises point by point is unique where it sees both densities. Off both
supports least squares accepts every value. The Fisher GAN needs mu to be positive wherever the laws
differ: else it scores above every bound at no cost in E_mu f^2. The optima of the Wasserstein and
the Lipschitz GAN have no such form: they depend on the laws elsewhere. Of two pairs of laws with
the same weights at 0 and at 1, the critics of one rise by 1 in between, those of the other fall by
1; and with one generated and one real sample, the Lipschitz GAN's value -t at the generated one is
another for every distance.
"""

from sympy import Abs, And, Eq, Equivalent, Implies

from ganproof.claims.zhou2019 import PAPER, general_formulation, two_point_masses
from ganproof.claims.zhou2019 import unrestricted_optima as closed_forms
from ganproof.verify import Claim, real

p, r = real("p", latex="P_g", within=(-1, 3)), real("r", latex="P_r", within=(-1, 3))
mu, F = real("mu", latex=r"\mu", within=(-1, 3)), real("F", within=(-1, 9))
f = real("f")
alpha, beta = real("alpha", latex=r"\alpha"), real("beta", latex=r"\beta")
WIDE = {"within": (-12, 12)}
near = {x: real(f"f{x}".replace("-", "m"), latex=f"f({x})", **WIDE) for x in (-1, 0, 1, 2)}
far = {x: real(f"g{x}", latex=f"g({x})", **WIDE) for x in (0, 1, 10, 11)}
t, lam = real("t", within=(-1, 3)), real("lam", latex=r"\lambda", within=(-1, 3))
E, d, D = real("E", latex="e^{t}", within=(-1, 4)), real("d"), real("D", latex="d'")

claim = Claim(
    PAPER.remark("Table 1, columns"),
    given={
        "densities are not negative": And(p >= 0, r >= 0, mu >= 0),
        "f and g are 1-Lipschitz": And(
            *(
                Abs(h[y] - h[x]) <= y - x
                for h in (near, far)
                for x, y in zip(sorted(h), sorted(h)[1:])
            )
        ),
        "distances are positive": And(d > 0, D > 0),
    },
    uses=[closed_forms.claim, general_formulation.claim, two_point_masses.claim],
)


@claim.states
def conclusions(*, seen=p + r > 0, off=Eq(p + r, 0), support=Eq(mu, 0), turn=-1, rate=4):
    """Generated 1/4 at 0, real 1/4 at 1; the other 3/4 at 2 and -1 for f, at 10 and 11 for g."""
    least_squares = 2 * p * (f - alpha) + 2 * r * (f - beta)
    rises = (near[1] - near[0] + 3 * (near[-1] - near[2])) / 4
    other = (far[1] - far[0] + 3 * (far[11] - far[10])) / 4
    at_best = And(Eq(d**2, rate * lam * t * E), Eq(D**2, 4 * lam * t * E))
    return {
        "least squares: one value exactly where something is generated or real": Implies(
            seen, Equivalent(Eq(least_squares, 0), Eq((p + r) * f, alpha * p + beta * r))
        ),
        "least squares: off both supports every value is optimal": Implies(
            off, Eq(least_squares, 0)
        ),
        "Fisher: where mu is 0 and the laws differ any score F costs nothing": Implies(
            And(support, r > p, Eq((r - p) * f, F)), Eq(mu * f**2, 0)
        ),
        "Wasserstein: a critic scores 2 between the first laws exactly if it falls": Equivalent(
            rises >= 2,
            And(
                Eq(near[1] - near[0], turn),
                Eq(near[0] - near[-1], -1),
                Eq(near[2] - near[1], -1),
            ),
        ),
        "Wasserstein: a critic scores 1 between the others exactly if it rises": Equivalent(
            other >= 1, And(Eq(far[1] - far[0], 1), Eq(far[11] - far[10], 1))
        ),
        "Lipschitz, exp(t): equal values at the generated sample mean equal distances": Implies(
            at_best, Eq(d, D)
        ),
    }


claim.mutant("off the real data alone every value is optimal for least squares", off=Eq(r, 0))
claim.mutant("Fisher: where mu is small scores cost nothing either", support=mu <= 1)
claim.mutant("Wasserstein: the critics of the first laws rise as well", turn=1)
claim.mutant("Lipschitz: with a quarter of the penalty the distance is the same", rate=1)
claim.mutant("critics need not be Lipschitz", given={"f and g are 1-Lipschitz": None})
claim.does_not_say(
    "the Wasserstein critic at a point is a function of the two densities there",
    states=Implies(
        And(
            (near[1] - near[0] + 3 * (near[-1] - near[2])) / 4 >= 2,
            (far[1] - far[0] + 3 * (far[11] - far[10])) / 4 >= 1,
        ),
        Eq(near[1] - near[0], far[1] - far[0]),
    ),
    instead="It depends on the laws elsewhere: with the same weights at 0 and 1 it may rise or "
    "fall from the one to the other.",
)
claim.does_not_say(
    "least squares has one optimal value at every point",
    states=Equivalent(
        Eq(2 * p * (f - alpha) + 2 * r * (f - beta), 0), Eq((p + r) * f, alpha * (p + r))
    ),
    instead="Only where something is generated or real; elsewhere every value is optimal.",
)
