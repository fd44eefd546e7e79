"""The compact dual equals the Wasserstein distance exactly, with certificates on rational measures.

Points of the plane with taxicab distances and rational weights make both programs rational. A
vertex that attains the value and multipliers that bound it, an optimal plan among them, are checked
with fractions alone. A critic that attains the compact dual, the first that is found on each
instance, is 1-Lipschitz on all points, although the program asks it of pairs of a generated and a
real point only; that all of them are is shown elsewhere.
"""

from fractions import Fraction
from operator import eq, gt, lt

from ganproof.claims.zhou2019 import PAPER
from ganproof.verify import Claim, Origin, Trial, Verdict, linear_optimum

claim = Claim(
    PAPER.proposition("Compact dual form, certificates", after="1", attribution="own"),
    origin=Origin.BEYOND,
    expected=Verdict.PROVED_WITHIN,
)


def all_of_both(fake, real):
    return fake, real


def within(bound, points):
    """The same bound on all values, far beyond those of optimal critics, so that there is one."""
    return [({f"f{k}": sign}, "<=", bound) for k in range(len(points)) for sign in (1, -1)]


def reversed_roles(fake, real):
    return real, fake


def the_last_point_alone(fake, real):
    return [0 * p for p in fake], [0 * q for q in real[:-1]] + [Fraction(1)]


@claim.program(decides="the compact dual has the value of the Lipschitz dual")
def values(*, relation=eq, count=30):
    """Of both programs, each on its own certificate."""
    from ganproof.claims.gan.transport_certificates import random_measures, wasserstein

    pairs = [
        (wasserstein(*measures, compact=True), wasserstein(*measures))
        for measures in random_measures(count, 7)
    ]
    optima = [tuple(Fraction(each["optimum"]) for each in pair) for pair in pairs]
    failing = [pair for pair in optima if not relation(*pair)]
    shown = failing[0] if failing else optima[-1]
    return Trial(
        not failing,
        f"{shown[0]} and {shown[1]}, for the {'first that fails' if failing else 'last one'}",
        cases=count,
        certificates=[each for pair in pairs for each in pair],
    )


claim.mutant("the compact dual is smaller", relation=lt)
claim.mutant("the compact dual is larger", relation=gt)


@claim.program(decides="a critic found to attain the compact dual is 1-Lipschitz on all points")
def steepest_slopes(*, scored=all_of_both, count=30):
    """Largest |f(x) - f(y)|/|x - y| over all pairs of points, in fractions."""
    from ganproof.claims.gan.transport_certificates import (
        random_measures,
        score,
        steepness,
        taxicab,
    )

    certificates, steepest = [], Fraction(0)
    for points, fake, real in random_measures(count, 8):
        pairs = [(i, j) for i, p in enumerate(fake) for j, q in enumerate(real) if p * q and i != j]
        found = linear_optimum(
            f"critics of the compact dual on {len(points)} points",
            score(*scored(fake, real)),
            [*steepness(points, pairs), *within(100, points), ({"f0": 1}, "=", 0)],
        )
        certificates.append(found)
        f = [Fraction(found["point"].get(f"f{k}", 0)) for k in range(len(points))]
        slopes = (
            abs(f[i] - f[j]) / taxicab(points[i], points[j])
            for i in range(len(points))
            for j in range(i)
        )
        steepest = max([steepest, *slopes])
    return Trial(
        steepest <= 1, f"steepest slope {steepest}", cases=count, certificates=certificates
    )


claim.mutant("critics with the least score are 1-Lipschitz on all points", scored=reversed_roles)
claim.does_not_say(
    "a critic that satisfies the constraints of the compact dual is 1-Lipschitz",
    scored=the_last_point_alone,
    instead="If it attains the maximum it is 1-Lipschitz on both supports; else it need not be.",
)
