"""Between finite measures the objective over all functions is a convex program in n + 1 numbers.

The loss sees f at the n points only, and its Lipschitz constant is at least k where the values
satisfy f_j - f_i <= k d_ij for no smaller k. McShane's extension, the least of f_i + k d(z, x_i),
agrees with the values and has the constant k everywhere: nothing is lost. The program is convex and
its constraints are linear, so that multipliers exist at every optimum. They also prove one: if the
optimality conditions hold at (f, k), any other (g, k') costs at least lambda (k' - k)^2 more.
"""

from sympy import And, Eq, Implies, Max, Min, Ne

from ganproof.claims.gan.discriminator_losses import EXPONENTIAL, LOGISTIC, ROOT, both
from ganproof.claims.textbook import kuhn_tucker, mcshane
from ganproof.claims.zhou2019 import PAPER
from ganproof.verify import Claim, Origin, Trial, Verdict, real, sizes

f = {i: real(f"f{i}", latex=f"f_{i}") for i in (1, 2)}
to_z = {i: real(f"z{i}", latex=f"k d(z,x_{i})", within=(-1, 4)) for i in (1, 2)}
to_v = {i: real(f"v{i}", latex=f"k d(v,x_{i})", within=(-1, 4)) for i in (1, 2)}
z_v, between = (
    real("zv", latex="k d(z,v)", within=(-1, 4)),
    real("between", latex="k d_{12}", within=(-1, 4)),
)
# One pair: its multiplier, its distance, and by how much f and another function rise along it.
pi, d = real("pi", latex=r"\pi", within=(-2, 3)), real("d", within=(-1, 3))
rise, other = real("rise", latex="f_j-f_i"), real("other", latex="g_j-g_i")
k, k_g = real("k", within=(-1, 3)), real("k_g", latex="k'", within=(-1, 3))
lam = real("lam", latex=r"\lambda", within=(-1, 3))
J_f, J_g, work = real("J_f", latex="J_D(f)"), real("J_g", latex="J_D(g)"), real("work")

# Three points: values of f and g, losses of both at each, and the slopes of those of f.
POINTS = (1, 2, 3)
ORDERED = [(i, j) for i in POINTS for j in POINTS if i != j]
flow = {(i, j): real(f"pi{i}{j}", latex=rf"\pi_{{{i}{j}}}") for i, j in ORDERED}
step = {i: real(f"step{i}", latex=f"g_{i}-f_{i}") for i in POINTS}

claim = Claim(
    PAPER.proposition("Finite measures", after="1", attribution="own"),
    given={
        "the penalty is on": lam > 0,
        "multipliers are not negative": pi >= 0,
        "only tight pairs have multipliers": Eq(pi * (k * d - rise), 0),
        "the other function has the constant k'": other <= k_g * d,
        "the values have the constant k": And(f[2] - f[1] <= between, f[1] - f[2] <= between),
        "distances satisfy the triangle inequality": And(
            *(to_z[i] <= to_v[i] + z_v for i in (1, 2))
        ),
    },
    uses=[kuhn_tucker.claim, mcshane.claim],
    origin=Origin.BEYOND,
    expected=Verdict.PROVED_WITHIN,
)


def extension(lengths, choose):
    return choose(*(f[i] + lengths[i] for i in (1, 2)))


@claim.states
def conclusions(*, choose=Min, factor=2, more=1, passed=1):
    """By parts, the multipliers' sum of steps is minus what stationary values gain."""
    at_first = {1: 0, 2: between}
    pulls = {i: sum(flow[i, j] - passed * flow[j, i] for j in POINTS if j != i) for i in POINTS}
    by_parts = sum(flow[i, j] * (step[j] - step[i]) for i, j in ORDERED)
    return {
        "the extension agrees with the values": sizes(
            "two points", Eq(extension(at_first, choose), f[1])
        ),
        "and has the constant k": sizes(
            "two points", extension(to_z, choose) - extension(to_v, choose) <= z_v
        ),
        "along a pair another function rises by at most pi d (k' - k) more": pi * (other - rise)
        <= pi * d * (k_g - k),
        "which sums to what stationary values gain, with the sign changed": sizes(
            "three points",
            Eq(sum(pulls[i] * step[i] for i in POINTS), -by_parts, evaluate=False),
        ),
        "any other function costs at least lambda (k' - k)^2 more": Implies(
            And(J_g >= J_f - work * (k_g - k), Eq(work, factor * lam * k)),
            J_g + lam * k_g**2 >= J_f + lam * k**2 + more * lam * (k_g - k) ** 2,
        ),
        "and more than (f, k) if its constant is another": Implies(
            And(J_g >= J_f - work * (k_g - k), Eq(work, factor * lam * k), Ne(k_g, k)),
            J_g + lam * k_g**2 > J_f + lam * k**2,
        ),
    }


claim.mutant("the extension is the largest of f_i + k d(z, x_i)", choose=Max)
claim.mutant("k is stationary where lambda k is the sum of multipliers times distances", factor=1)
claim.mutant("it costs at least 2 lambda (k' - k)^2 more", more=2)
claim.mutant("values are stationary whatever multipliers enter", passed=0)


@claim.program(supports="any other function costs at least lambda (k' - k)^2 more")
def conditions_of_random_measures(*, count=6):
    """Solutions of the optimality conditions, enclosed, with all constraints and multipliers."""
    from ganproof.claims.gan.lipschitz_certificates import certificate, random_instances

    losses = [both(loss) for loss in (EXPONENTIAL, LOGISTIC, ROOT)]
    optima = [certificate(each) for each in random_instances(count, 11, losses)]
    return Trial(True, f"{count} optima are enclosed", cases=count, certificates=optima)
