"""The compact dual equals the Wasserstein distance exactly, with certificates on rational measures.

Points of the plane with taxicab distances and rational weights make both programs rational. A
vertex that attains the value and multipliers that bound it, an optimal plan among them, are checked
with fractions alone. A critic that attains the compact dual, the first that is found on each
instance, is 1-Lipschitz on all points, although the program asks it of pairs of a generated and a
real point only; that all of them are is shown elsewhere.
"""

from fractions import Fraction

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


def any_real_point(distances):
    return distances


def nearest_real_point(distances):
    """Of the generated point of each row, by the constraints of that pair alone."""
    return {pair: d for pair, d in distances.items() if d == least(distances, pair[0])}


def half_as_far_apart(distances):
    return {pair: d / 2 for pair, d in distances.items()}


def least(distances, fake):
    return min(d for (i, _), d in distances.items() if i == fake)


def alike(fake):
    """Equal weights on the generated points."""
    number = sum(1 for p in fake if p)
    return [Fraction(1, number) if p else p for p in fake]


@claim.program(decides="the compact dual has the value of the Lipschitz dual")
def values(*, pairs=any_real_point, weighed=list, count=30):
    """Of both programs, each on its own certificate; ``pairs`` are those that bind the compact."""
    from ganproof.claims.gan.transport_certificates import (
        random_measures,
        score,
        taxicab,
        wasserstein,
    )

    certificates = []
    for points, fake, real in random_measures(count, 7):
        between = {
            (i, j): taxicab(points[i], points[j])
            for i, p in enumerate(fake)
            for j, q in enumerate(real)
            if p * q and i != j
        }
        rows = [({f"f{j}": 1, f"f{i}": -1}, "<=", d) for (i, j), d in pairs(between).items()]
        compact = linear_optimum(
            f"compact dual of the Wasserstein distance on {len(points)} points",
            score(weighed(fake), real),
            [*rows, *within(100, points), ({"f0": 1}, "=", 0)],
        )
        certificates += [compact, wasserstein(points, fake, real)]
        low, high = (Fraction(each["optimum"]) for each in certificates[-2:])
        if low != high:
            pair = certificates[-2:]
            return Trial(False, f"{low} against {high}", cases=count, certificates=pair)
    shown = f"the same value, for the last one {low}"
    return Trial(True, shown, cases=count, certificates=certificates)


claim.mutant("each generated point binds its nearest real one alone", pairs=nearest_real_point)
claim.mutant("distances half as long have the same value", pairs=half_as_far_apart)
claim.mutant("the weights of the generated points do not matter", weighed=alike)


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
