"""At the critical penalty simultaneous updates with h = 1/|f'(0)| converge superlinearly.

The linearised update is nilpotent, not zero: one round makes the parameters equal up to a cubic
term, and equal parameters become cubically small. In simulation two rounds cube the distance: the
R-order is sqrt(3), not two. Written for f'(u) = f'(0) + f''(0) u with f'(0) > 0, in units where it
is 1; k stands for f''(0)/f'(0).
"""

from sympy import Abs, Eq, Implies, Matrix, expand

from ganproof.claims.gan import dirac
from ganproof.claims.gan.penalties import zero_centred
from ganproof.claims.mescheder2018 import PAPER, lemma_3_3
from ganproof.verify import Claim, Origin, Trial, real

theta = real("theta", latex=r"\theta", within=(-2, 2))
psi = real("psi", latex=r"\psi", within=(-2, 2))
k, r = real("k", within=(-2, 2)), real("r", within=(-1, 2))

claim = Claim(
    PAPER.proposition("Lemma 3.3, order", attribution="own"),
    given={
        "the radius is at most 1": r <= 1,
        "theta is inside": Abs(theta) <= r,
        "psi is inside": Abs(psi) <= r,
        "the curvature is moderate": Abs(k) <= 1,
    },
    uses=[lemma_3_3.claim],
    origin=Origin.BEYOND,
)


def one_round(point, penalty=2):
    """In units of f'(0): slope 1 + k u, penalty 2, step 1."""
    field = dirac.field(point, slope=lambda u: 1 + k * u, penalty=zero_centred(penalty))
    return tuple(expand(now + change) for now, change in zip(point, field))


@claim.states
def conclusions(*, penalty=2, cubic=k * theta * psi * (theta + psi), power=3, factor=2):
    once = one_round((theta, psi), penalty)
    gap = once[0] - once[1]
    return {
        "after one round the parameters differ by a cubic term": Eq(gap, -cubic),
        "so small is their difference": Abs(gap) <= factor * r**power,
        "equal parameters become cubically small": Implies(
            Eq(psi, theta), Abs(one_round((theta, theta), penalty)[0]) <= r**power
        ),
    }


claim.mutant("at half the critical penalty too", penalty=1)
claim.mutant("the difference is of fourth order", power=4)
claim.mutant("the difference is at most the cube", factor=1)
claim.mutant("the cubic term is k theta psi (theta - psi)", cubic=k * theta * psi * (theta - psi))


def logarithms(rounds=11, digits=4000):
    """Natural logarithms of the distance from (1/10, 1/20), logistic loss, to 4000 digits."""
    import mpmath

    with mpmath.workdps(digits):
        theta, psi = mpmath.mpf(1) / 10, mpmath.mpf(1) / 20
        found = []
        for _ in range(rounds):
            slope = 1 / (1 + mpmath.exp(theta * psi))
            theta, psi = theta - 2 * psi * slope, psi + 2 * (theta * slope - psi)
            found.append(float(mpmath.log(mpmath.hypot(theta, psi))))
    return found


@claim.simulation(supports="so small is their difference")
def the_order_over_two_rounds_is_three(*, order=3.0):
    logs = logarithms()
    ratios = [logs[j + 2] / logs[j] for j in range(len(logs) - 2)]
    single = [logs[j + 1] / logs[j] for j in range(len(logs) - 1)]
    shows = f"two rounds {ratios[-1]:.3f}, single rounds {single[-2]:.3f} and {single[-1]:.3f}"
    return Trial(abs(ratios[-1] - order) < 0.02, f"ratios of the logarithms: {shows}")


claim.mutant("the order over two rounds is four", order=4.0)


def convergence_is_quadratic():
    logs = logarithms()
    excess = [logs[j + 1] - 2 * logs[j] for j in range(len(logs) - 1)]
    shows = ", ".join(f"{each / 2.302585:.1f}" for each in excess[-4:])
    return Trial(max(excess) < 5, f"log10 of the distance over its last square: ..., {shows}")


claim.does_not_say(
    "at the critical penalty with h = 1/|f'(0)| convergence is quadratic",
    trial=convergence_is_quadratic,
    origin=Origin.FOLKLORE,
    instead="Convergence is superlinear of R-order sqrt(3) = 1.732: two rounds cube the distance, "
    "and the distance over the square of the one before is unbounded.",
)
claim.does_not_say(
    "one round lands on the equilibrium to first order",
    states=Eq(Matrix(one_round((theta, psi)))[0].subs(k, 0), 0),
    instead="The linearised update is nilpotent: it takes two rounds.",
)
