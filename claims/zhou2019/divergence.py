"""What an optimal discriminator gains over a constant is a divergence: 0 only if P_g = P_r.

Let D = h(a) - min J over all f, J = J_D + lambda k^2, h = phi + varphi and s = phi'(a). By
convexity J is at least h(a) - s k W1 + lambda k^2, so that D <= (s W1)^2/(4 lambda). On the other
side, on bounded supports, a + e g, with a 1-Lipschitz g that maximises E_r g - E_g g, has at most
the value h(a) - s W1 e + (C + lambda) e^2 for some C and all small e: for C large enough D is at
least (s W1)^2/(4 (lambda + C)). So D is positive unless P_g = P_r, and its ratio to the bound tends
to 1 as lambda grows. A constant f has J >= h(a): k = 0 means D = 0, and P_g = P_r. As lambda grows,
neither k nor D does.
"""

import numpy as np
from sympy import And, Eq, Implies, Not

from ganproof.claims.textbook import kantorovich
from ganproof.claims.zhou2019 import PAPER, theorem_1_existence, theorem_1_uniqueness
from ganproof.verify import Claim, Origin, Trial, real

lam = real("lam", latex=r"\lambda", within=(-1, 4))
s, W = real("s", latex=r"\phi'(a)", within=(-1, 3)), real("W", latex="W_1", within=(-1, 3))
k, C = real("k", within=(-1, 4)), real("C", within=(-1, 4))
h, least = real("h", latex="h(a)"), real("least", latex=r"\min J")
J = real("J_D", latex="J_D(f)")
e = real("e")
values = [real(f"J_{i}", latex=f"J_D(f_{i})") for i in (1, 2)]
slopes = [real(f"k_{i}", latex=f"k(f_{i})", within=(-1, 4)) for i in (1, 2)]
weights = [real(f"lam_{i}", latex=rf"\lambda_{i}", within=(-1, 4)) for i in (1, 2)]

claim = Claim(
    PAPER.proposition("LGAN divergence", after="2", attribution="own"),
    given={
        "the penalty is on": lam > 0,
        "phi rises": s > 0,
        "J_D is at least h(a) - s k W1": h - s * k * W <= J,
        "f is a minimiser": And(k >= 0, Eq(least, J + lam * k**2), least <= h),
    },
    uses=[kantorovich.claim, theorem_1_existence.claim, theorem_1_uniqueness.claim],
    origin=Origin.BEYOND,
)


RATIO = "D is at least (s W1)^2/(4 (lambda + C)), a share lambda/(lambda + C) of the bound"


@claim.states
def conclusions(*, upper=4, lower=4, equal=Eq(W, 0), still=Eq(k, 0), order=1):
    D, ((J_1, J_2), (k_1, k_2), (lam_1, lam_2)) = h - least, (values, slopes, weights)
    best_1 = J_1 + lam_1 * k_1**2 <= J_2 + lam_1 * k_2**2
    best_2 = J_2 + lam_2 * k_2**2 <= J_1 + lam_2 * k_1**2
    stepped = And(C >= 0, Eq(2 * (lam + C) * e, s * W), least <= h - s * W * e + (C + lam) * e**2)
    return {
        "D is at most (s W1)^2/(4 lambda)": upper * lam * D <= (s * W) ** 2,
        RATIO: Implies(stepped, lower * (lam + C) * D >= (s * W) ** 2),
        "so that D is positive if the laws differ": Implies(And(stepped, Not(equal)), D > 0),
        "P_g = P_r makes D and k vanish": Implies(equal, And(Eq(D, 0), Eq(k, 0))),
        "k = 0 makes D vanish": Implies(still, Eq(D, 0)),
        "as lambda grows k does not": Implies(
            And(order * lam_1 < order * lam_2, k_1 >= 0, k_2 >= 0, best_1, best_2), k_2 <= k_1
        ),
        "nor does D": Implies(
            And(order * lam_1 < order * lam_2, best_1, best_2),
            J_1 + lam_1 * k_1**2 <= J_2 + lam_2 * k_2**2,
        ),
    }


claim.mutant("D is at most (s W1)^2/(8 lambda)", upper=8)
claim.mutant("D is at least (s W1)^2/(2 (lambda + C))", lower=2)
claim.mutant("P_g and P_r need not be equal", equal=W <= 1)
claim.mutant("k and D grow with lambda", order=-1)
claim.mutant("a penalty of 0 will do", given={"the penalty is on": lam >= 0})


def gain(points, fake, real, penalty):
    """D for phi = exp, where h(0) = 2, and k."""
    from ganproof.claims.gan import lipschitz
    from ganproof.claims.gan.discriminator_losses import EXPONENTIAL, both

    laws = (np.asarray(each, dtype=float) for each in (points, fake, real))
    f = lipschitz.optimum(*laws, both(EXPONENTIAL), penalty)
    return 2 - f.objective, f.constant


def triangle(*, shares=(0.0, 0.01, 0.1), apart=20.0):
    """Laws on two points with these shares on the first, lambda = 1: longer by 1.7 per cent."""
    laws = [(share, 1 - share) for share in shares]
    pairs = (laws[:2], laws[1:], laws[::2])
    first, second, long = (np.sqrt(gain([[0], [apart]], *pair, 1.0)[0]) for pair in pairs)
    shows = f"sqrt(D) is {long:.4f} between two laws, {first:.4f} and {second:.4f} via a third"
    return Trial(round(100 * (long / (first + second) - 1), 1) != 1.7, shows)


claim.does_not_say(
    "sqrt(D) satisfies the triangle inequality, as W1 does",
    trial=triangle,
    instead="sqrt(D) comes near to s W1/(2 sqrt(lambda)), a metric, for large lambda. For exp(t) "
    "it violates the triangle inequality by 1.7 per cent between laws on two points "
    "20 sqrt(lambda) apart, with the shares 0, 1/100 and 1/10 on one of them.",
)


@claim.simulation(supports=RATIO)
def ratios_of_samples(*, penalties=(1.0, 10.0, 100.0, 1000.0), second=1.0, cases=6):
    """Phi = exp: point masses 2 apart, where C = 1, then random samples, lambda in diameters^2."""
    from ganproof.claims.gan import transport

    rng, holds, ratios = np.random.default_rng(17), True, []
    samples = [transport.measures([0], [2])]
    samples += [transport.random_measures(rng) for _ in range(cases - 1)]
    for each in samples:
        scale = transport.distances(each.points).max() ** 2 / 4
        length, _ = transport.wasserstein(*each)
        pairs = np.array([gain(*each, scale * penalty) for penalty in penalties])
        ratio = pairs[:, 0] * 4 * scale * np.array(penalties) / length**2
        holds &= bool((ratio < 1 + 1e-6).all() and (np.diff(pairs, axis=0) < 0).all())
        ratios.append(ratio)
    least = np.array(penalties) / (second + np.array(penalties))
    holds &= bool((ratios[0] >= least).all())
    shows = ", ".join(f"{each:.4f}" for each in ratios[0])
    return Trial(holds, f"ratios {shows} for the point masses", cases=len(samples) * len(penalties))


claim.mutant("C is 1/2 for point masses 2 apart", second=0.5)


@claim.figure(
    "The divergence against its bound",
    caption="Between point masses 2 apart, D 4 lambda/(s W1)^2 against lambda: it is 1 for "
    "phi(t) = t and tends to 1 for the other losses.",
)
def ratios():
    from ganproof.claims.gan.discriminator_losses import LISTED

    t, zero, data = np.geomspace(0.005, 3, 81), np.zeros(81), {}
    for loss in LISTED:  # f is -t and t if lambda t = phi'(-t)
        penalty = loss.slope(-t) / t
        saved = 2 * loss.value(zero) - 2 * loss.value(-t) - penalty * t**2
        data[loss.name] = np.stack([penalty, saved * penalty / loss.slope(zero) ** 2])
    return data


def draw(axes, data):
    for name, (penalty, ratio) in data.items():
        axes.semilogx(penalty, ratio, label=name)
    axes.set(xlabel="lambda", ylabel="D 4 lambda/(s W1)^2", ylim=(0, 1.05))
    axes.legend()
