"""The free generator's only Nash equilibrium: equal laws, k = 0, and the constant discriminator a.

The discriminator minimises its loss with the penalty lambda k^2, the generator E_g psi(f) over all
laws, psi decreasing: against f it puts all mass where f is maximal. Let f be m there and f(y) <= m
at a real sample. Since varphi falls, the pair costs at least phi(m) + varphi(m) >= h(a), and the
objective is at least h(a) + lambda k^2. The constant a costs h(a), and less can be had where the
laws differ: so they agree, k = 0, and f is a if h = phi + varphi has its minimum there alone. The
equilibrium is weak: against a constant all generators do equally well. The notes name Theorems 2
and 4 for it; it belongs to Theorem 2, and nothing here needs the other.
"""

import numpy as np
from sympy import Abs, And, Eq, Implies, Ne

from ganproof.claims.zhou2019 import NOTES, PAPER, loss_conditions, squared_penalty
from ganproof.verify import Claim, Trial, real

m, f_y, a = real("m"), real("f_y", latex="f(y)"), real("a")
phi_m, psi_m = real("phi_m", latex=r"\phi(m)"), real("psi_m", latex=r"\varphi(m)")
psi_y = real("psi_y", latex=r"\varphi(f(y))")
h = real("h", latex="h(a)")
down = real("down", latex=r"\varphi'(m)", within=(-3, 2))
k, lam = real("k", within=(-1, 3)), real("lam", latex=r"\lambda", within=(-1, 3))
d, W = real("d", within=(-1, 3)), real("W", latex="W_1", within=(-1, 3))
J, s = real("J", latex="J_D"), real("s", latex=r"\phi'(a)", within=(-1, 3))
P_g, P_r = real("P_g", within=(-1, 3)), real("P_r", within=(-1, 3))

claim = Claim(
    PAPER.remark("Nash equilibrium", after="2", notes=NOTES),
    given={
        "the generator is optimal": f_y <= m,
        "varphi falls": down < 0,
        "varphi is convex": psi_y >= psi_m + down * (f_y - m),
        "h is least at a": phi_m + psi_m >= h,
        "the penalty is on": lam > 0,
    },
    uses=[loss_conditions.claim, squared_penalty.claim],
)


@claim.states
def conclusions(*, lone=Implies(Ne(m, a), phi_m + psi_m > h), charge=lam * k**2, better=h, still=0):
    objective = phi_m + psi_y + charge
    optimal = objective <= better
    return {
        "against an optimal generator the objective is at least h(a) + lambda k^2": objective
        >= h + lam * k**2,
        "so an optimal discriminator has k = 0": Implies(optimal, Eq(k, 0)),
        "and the same value on real as on generated samples": Implies(optimal, Eq(f_y, m)),
        "which is a, where h has its minimum there alone": Implies(And(lone, optimal), Eq(m, a)),
        "equal laws: no discriminator beats the constant a": phi_m + psi_m + charge >= h,
        "with k = 0 no move of a generated sample changes its loss": Implies(
            And(Abs(m - f_y) <= k * d, Eq(k, still)), Eq(f_y, m)
        ),
    }


claim.mutant(
    "under the constraint k <= 1, without a penalty, an optimal discriminator has k = 0 too",
    charge=0,
    instead="With k <= 1 for a penalty, equal laws admit discriminators that fall off the data.",
)
claim.mutant("a discriminator slightly worse than the optimum has k = 0", better=h + 1)
claim.mutant("with k <= 1 moves change nothing either", still=1)
claim.mutant("varphi need not fall", given={"varphi falls": down <= 0})

claim.does_not_say(
    "for phi(t) = t too the discriminator is one constant",
    lone=phi_m + psi_m >= h,
    instead="For phi(t) = t the laws agree and k = 0, and every constant is optimal.",
)
claim.does_not_say(
    "with the penalty lambda k the laws agree at every equilibrium",
    states=Implies(
        And(h - s * k * W <= J, k >= 0, s > 0, W > 0, lam >= s * W, J + lam * k <= h), k > 0
    ),
    instead="With lambda k the constant a is optimal against every generator within W1 <= "
    "lambda/phi'(a): all of those are equilibria.",
)
claim.does_not_say(
    "least squares with one target for real and generated samples has the same equilibrium",
    states=Implies(
        And(Ne(P_g, P_r), P_g >= 0, P_r >= 0, Eq(m, a)), Ne(P_g * (m - a) + P_r * (m - a), 0)
    ),
    instead="Where both targets agree the constant target is optimal against every generator.",
)


def one_generated_sample(*, positions=np.linspace(-2, 2, 401)):
    """exp(t), lambda = 1, real samples at -1 and 1, one generated sample at theta.

    Both real samples are tight, f = f(theta) + k distance; the best f(theta) leaves
    2 sqrt(S) + k^2, S the mean of exp(-k distance), to be minimised over k.
    """
    distances = np.abs(np.stack([positions - 1, positions + 1]))
    low, high = np.zeros_like(positions), np.full_like(positions, 3.0)
    for _ in range(60):
        k = (low + high) / 2
        weights = np.exp(-k * distances)
        rises = 2 * k > (weights * distances).mean(axis=0) / np.sqrt(weights.mean(axis=0))
        low, high = np.where(rises, low, k), np.where(rises, k, high)
    gains = k * distances.max(axis=0)
    at = positions[gains.argmin()]
    shows = f"moving to a real sample raises f by at least {gains.min():.4f}, at theta = {at:.2f}"
    return Trial(bool(gains.min() < 1e-6), shows, cases=len(positions))


claim.does_not_say(
    "a generator with few parameters has an equilibrium too",
    trial=one_generated_sample,
    instead="One generated sample against two real ones has no equilibrium of fixed strategies: "
    "wherever it is, a real sample has a higher value.",
)
