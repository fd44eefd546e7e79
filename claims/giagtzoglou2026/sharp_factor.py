"""The sharp factor of extrapolation from the past, step 1/(4L), to 1/2000 for four values of mu/L.

On F(x) = mu x the squared distance shrinks by ((1 - 2 s + sqrt(1 + 4 s^2))/2)^2 a step in the long
run, s = mu/(4L): by 1 - 2 s + 3 s^2 up to higher order, so that 1 - mu/(4L) gives away half of the
exponent. For mu/L = 1/20, 1/5, 1/2 and 4/5 certificates show that no mu-strongly monotone and
L-Lipschitz operator is slower than this factor plus 1/2000. What lies between, and other mu/L, are
open here. The energies are forms in the iterate, the last point of evaluation and F there.
"""

from sympy import Rational, sqrt

from ganproof.claims.gan import certified_rates, methods
from ganproof.claims.gan.methods import FROM_THE_PAST
from ganproof.claims.giagtzoglou2026 import PAPER, linear_rate
from ganproof.verify import Claim, Origin, Trial, Verdict, real, spectrum

s = real("s", latex=r"\eta\mu", within=(-1, 1))
MODULI = (Rational(1, 20), Rational(1, 5), Rational(1, 2), Rational(4, 5))
QUARTER = Rational(1, 4)

claim = Claim(
    PAPER.proposition("Sharp factor of EFTP", after="EFTP", attribution="own"),
    given={"the step is at most 1/(4 mu)": 4 * s <= 1, "F is strongly monotone": s > 0},
    uses=[linear_rate.claim],
    expected=Verdict.PROVED_WITHIN,
    origin=Origin.BEYOND,
)


@claim.states
def conclusions(*, root=sqrt(1 + 4 * s**2), above=1 - 2 * s + 3 * s**2, linear=1 - s):
    slow = (1 - 2 * s + root) / 2
    return {
        "on F(x) = mu x the rates are (1 - 2 s +- sqrt(1 + 4 s^2))/2": spectrum(
            methods.matrix(FROM_THE_PAST, [[s]], 1), equals=[slow, slow - root]
        ),
        "the slow one, squared, is at most 1 - 2 s + 3 s^2": slow**2 <= above,
        "and 1 - 2 s + 3 s^2 - 2 s^3 - s^4 at least": slow**2 >= above - 2 * s**3 - s**4,
        "which is below 1 - s": above < linear,
    }


claim.mutant("no 4 under the root", root=sqrt(1 + s**2))
claim.mutant("the slow one, squared, is at most 1 - 2 s", above=1 - 2 * s)
claim.mutant("it is below 1 - 2 s", linear=1 - 2 * s)


@claim.program(decides="no operator is slower than this factor plus 1/2000, for four mu/L")
def certificates(*, slack=Rational(1, 2000), method=FROM_THE_PAST):
    """Of the step 1/(4L): energies that shrink by it."""
    found, shown = [], []
    for modulus in MODULI:
        slow = float(methods.spectral_rates(FROM_THE_PAST, float(modulus), 0.25)) ** 2
        bound = Rational(round(slow * 10**6), 10**6) + slack
        attained = float(methods.spectral_rates(method, float(modulus), 0.25)) ** 2
        if attained > bound:
            shows = f"F(x) = {modulus} x has the factor {attained:.6f} > {float(bound):.6f}"
            return Trial(False, shows, values={"mu": modulus})
        found.append(certified_rates.asymptotic(method, QUARTER, bound, modulus))
        shown.append(f"{modulus}: {slow:.5f} to {float(bound):.5f}")
    return Trial(True, "; ".join(shown), cases=len(found), certificates=found)


claim.mutant("it is less than this factor by 1/2000", slack=-Rational(1, 2000))
