"""Without a restriction the optimal discriminator off the real data does not know where they are.

The optimum at a point minimises P_g phi(f) + P_r varphi(f) for the densities there and sees nothing
else. Where nothing is real, f* is a zero of phi' whatever the real distribution: the same constant
all over a generated support that is disjoint from the real one if there is one zero, as for least
squares, and no value at all if phi rises everywhere. So the gradient there says nothing about the
data. Where densities overlap it may: the standard GAN's,
for two normal laws with one precision matrix, is that matrix times the difference of the means.
"""

from sympy import And, Eq, Equivalent, Implies, Matrix, Ne, Or

from ganproof.claims.zhou2019 import NOTES, PAPER, unrestricted_optima
from ganproof.verify import Claim, Origin, real

p, r = real("p", latex="P_g(x)", within=(-1, 4)), real("r", latex="P_r(x)", within=(-1, 4))
up, down = real("up", latex=r"\phi'(f)"), real("down", latex=r"\varphi'(f)")
f, alpha, beta = real("f"), real("alpha", latex=r"\alpha"), real("beta", latex=r"\beta")
a, b, c = (real(f"S{k}", latex=rf"\Lambda_{{{k}}}") for k in (11, 12, 22))
x, generated, actual, other = (
    [real(f"{name}{k}", latex=rf"{letter}_{k}") for k in (1, 2)]
    for name, letter in (("x", "x"), ("m", "m"), ("n", "n"), ("o", "n'"))
)

claim = Claim(
    PAPER.proposition("Unrestricted discriminators", notes=NOTES, after="1"),
    given={"something is generated at the point": p > 0},
    uses=[unrestricted_optima.claim],
)


def gradient(to, precision=None):
    """Of log(P_r/P_g), the standard GAN's optimum, for normal laws around two means."""
    precision = Matrix([[a, b], [b, c]]) if precision is None else precision

    def exponent(mean):
        off = Matrix(x) - Matrix(mean)
        return (off.T * precision * off)[0] / 2

    log_ratio = exponent(generated) - exponent(to)
    return [log_ratio.diff(each).expand() for each in x]


def along(to):
    """Of that gradient, on the way from the generated mean to the real one."""
    return sum(
        slope * (end - start) for slope, end, start in zip(gradient(to), to, generated)
    ).expand()


@claim.states
def conclusions(*, alone=Eq(r, 0), constant=alpha, rises=up > 0, turned=1):
    slope = p * up + r * down
    least_squares = p * (f - alpha) ** 2 + r * (f - beta) ** 2
    differ = Or(*(Ne(end, start) for end, start in zip(actual, generated)))
    product = Matrix([[a, b], [b, c]]) * (Matrix(actual) - Matrix(generated))
    return {
        "where nothing is real f* is a zero of phi'": Implies(
            alone, Equivalent(Eq(slope, 0), Eq(up, 0))
        ),
        "where nothing is real and phi rises there is no f*": Implies(
            And(alone, rises), Ne(slope, 0)
        ),
        "least squares: f* is the constant alpha there": Implies(
            alone, Equivalent(Eq(least_squares.diff(f), 0), Eq(f, constant))
        ),
        "two normal laws: the gradient is the precision times the difference of means": And(
            *(
                Eq(mine, turned * its, evaluate=False)
                for mine, its in zip(gradient(actual), product)
            )
        ),
        "two normal laws: it has a positive component towards the real mean": Implies(
            And(a > 0, a * c > b**2, differ), turned * along(actual) > 0
        ),
    }


claim.mutant("the same where the real density is small but not 0", alone=r < 1)
claim.mutant("least squares: f* is beta there", constant=beta)
claim.mutant("it has no f* either if phi has a flat point", rises=up >= 0)
claim.mutant("the gradient points from the real mean to the generated one", turned=-1)
claim.mutant("nothing need be generated there", given={"something is generated at the point": None})

claim.does_not_say(
    "without a restriction the gradient never knows where the data are",
    states=And(*(Eq(*pair, evaluate=False) for pair in zip(gradient(actual), gradient(other)))),
    origin=Origin.FOLKLORE,
    instead="Commonly, not always: for two normal laws with one covariance the gradient of the "
    "unrestricted optimum depends on the real mean and is the same at every point.",
)
slope, place = real("slope", latex="f'(0)"), real("place", latex="x")
claim.does_not_say(
    "an uninformative gradient is a vanishing one",
    states=Eq((alpha + slope * place).diff(place), 0),
    instead="At a lone generated sample every discriminator with the right value is optimal, "
    "whatever its gradient: least squares allows alpha + f'(0) x for an atom at 0.",
)
