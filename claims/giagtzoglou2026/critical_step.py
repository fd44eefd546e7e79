"""Extrapolation from the past converges inside an explicit curve of eta lambda, and not outside.

Its rates for an eigenvalue lambda are the roots z of z^2 - (1 - 2 s) z - s, s = eta lambda. One is
e^(i t) if (5 - 4 c) s = (1 - c)(1 - 2 c) - i (3 - 2 c) sin t, c = cos t. Inside this curve the
method converges: on a rotation for eta |lambda| < 1/sqrt(3), on a real lambda for eta lambda < 2/3,
and for |lambda| = L, Re lambda = mu as long as r = eta L satisfies 3 r^3 + 4 (mu/L) r^2 < r +
2 mu/L. For mu/L = 1/1000, 1/4, 1/2 and 3/4 certificates for all mu-strongly monotone, L-Lipschitz
operators on the whole space reach 999/1000 of this step: an energy shrinks by 999/1000 a round.
"""

import numpy as np
from sympy import And, Eq, Equivalent, Implies, Matrix, Rational

from ganproof.claims.gan import certified_rates, methods
from ganproof.claims.gan.methods import FROM_THE_PAST, METHODS
from ganproof.claims.giagtzoglou2026 import PAPER, linear_rate
from ganproof.verify import Claim, Origin, Trial, Verdict, real, schur

u = real("u", latex=r"\Re s", within=(-1, 2))
c = real("c", latex=r"\cos t", within=(-2, 2))
q, m = real("q", latex="|s|^2", within=(-1, 2)), real("m", latex=r"\mu/L", within=(-1, 2))
r = real("r", latex=r"\eta L", within=(-1, 2))
s = real("s", latex=r"\eta\sigma", within=(-1, 2))
claim = Claim(
    PAPER.proposition("Largest stable step of EFTP", after="EFTP", attribution="own"),
    uses=[linear_rate.claim],
    expected=Verdict.PROVED_WITHIN,
    origin=Origin.BEYOND,
)
CURVE = "its border is |s|^2 = (2 - 2 c)/(5 - 4 c), Re s = (1 - c)(1 - 2 c)/(5 - 4 c)"
INSIDE = "it converges exactly inside: |s|^2 < 1/2, |s|^2 (3 |s|^2 - 1) < 2 (1 - 2 |s|^2) Re s"


@claim.states
def conclusions(*, part=(1 - c) * (1 - 2 * c), lifted=3, straight=2, bent=4):
    left, right = q * (lifted * q - 1), 2 * u * (1 - 2 * q)
    inside = And(2 * q < 1, left < right)
    there = {q: (2 - 2 * c) / (5 - 4 * c), u: part / (5 - 4 * c)}
    pair = Matrix([[0, -q], [1, 2 * u]])  # with the eigenvalues u +- i sqrt(q - u^2)
    return {
        CURVE: Implies(And(c >= -1, c <= 1), Eq(left.subs(there), right.subs(there))),
        INSIDE: Implies(
            q >= u**2, Equivalent(schur(methods.matrix(FROM_THE_PAST, pair, 1)), inside)
        ),
        "on a rotation for eta sigma < 1/sqrt(3)": Implies(
            s > 0, Equivalent(inside.subs({u: 0, q: s**2}), lifted * s**2 < 1)
        ),
        "on a real lambda for eta lambda < 2/3": Implies(
            u > 0, Equivalent(schur(methods.matrix(FROM_THE_PAST, [[u]], 1)), 3 * u < straight)
        ),
        "in terms of eta L and mu/L the curve is a cubic": Implies(
            And(r > 0, m >= 0, m <= 1),
            Equivalent(inside.subs({u: m * r, q: r**2}), 3 * r**3 + bent * m * r**2 < r + 2 * m),
        ),
    }


claim.mutant("the curve has 1 + c for 1 - c", part=(1 + c) * (1 - 2 * c))
claim.mutant("rotations converge for eta sigma < 1/2 only", lifted=4)
claim.mutant("a real lambda may have eta lambda up to 1", straight=3)
claim.mutant("the cubic has 2 (mu/L) r^2", bent=2)
claim.does_not_say(
    "the step limit is extragradient's",
    states=Implies(
        And(s > 0, s < 1), schur(methods.matrix(FROM_THE_PAST, Matrix([[0, -s], [s, 0]]), 1))
    ),
    instead="On a rotation of speed L extragradient is stable up to 1/L, extrapolation from the "
    "past up to 1/(sqrt(3) L).",
)


def critical(ratio):
    """The root r in (0, 1) for mu/L = ``ratio``."""
    roots = np.roots([3, 4 * ratio, -1, -2 * ratio])
    return float(roots[(abs(roots.imag) < 1e-12) & (roots.real > 0)].real.max())


RATIOS = (Rational(1, 1000), Rational(1, 4), Rational(1, 2), Rational(3, 4))


@claim.program(decides="all operators converge at 999/1000 of this step, for four mu/L")
def certificates(*, share=Rational(999, 1000), factor=Rational(999, 1000)):
    """An energy that shrinks by ``factor``, for mu/L = 1/1000, 1/4, 1/2, 3/4."""
    found = []
    for ratio in RATIOS:
        step = Rational(round(critical(float(ratio)) * 10**5), 10**5) * share
        eigenvalue = complex(ratio, float(1 - ratio**2) ** 0.5)
        radius = methods.spectral_rates(FROM_THE_PAST, eigenvalue, float(step))
        if radius**2 > factor:
            shows = f"an operator with mu/L = {ratio} has the factor {radius**2:.5f}"
            return Trial(False, shows, values={"eta": step})
        found.append(certified_rates.asymptotic(FROM_THE_PAST, step, factor, ratio))
    return Trial(True, f"mu/L = {', '.join(map(str, RATIOS))}", len(found), certificates=found)


claim.mutant("all operators converge at 1001/1000 of this step", share=Rational(1001, 1000))
claim.mutant("an energy shrinks by 99/100 there", factor=Rational(99, 100))


@claim.figure(
    "Stability regions",
    caption="Products s of step and eigenvalue in the complex plane at which methods converge: "
    "forward-backward inside the circle about 1, extragradient inside the tallest curve, "
    "extrapolation from the past inside the smallest region, whose border is the exact curve "
    "(dashed). The real part is the strength of monotonicity, the imaginary part the rotation.",
)
def regions():
    across, up = np.linspace(-0.3, 2.1, 201), np.linspace(-1.5, 1.5, 251)
    z = np.exp(1j * np.linspace(-np.pi, np.pi, 401))
    curve = z * (1 - z) / (2 * z - 1)
    s = across + 1j * up[:, None]
    radii = {each.name: methods.spectral_rates(each, s) for each in METHODS[:3]}
    return {"across": across, "up": up, "u": curve.real, "v": curve.imag, **radii}


@claim.figure(
    "Critical step of extrapolation from the past",
    caption="eta L against mu/L: the cubic, from 1/sqrt(3) to 2/3, and steps certified for all "
    "operators (dots). The line is 1/(4L), up to which the linear rate 1 - eta mu is proved.",
)
def critical_steps():
    ratios = np.linspace(0, 1, 101)
    steps = np.array([critical(each) for each in ratios])
    at = np.array([float(each) for each in RATIOS])
    certified = np.array([0.999 * critical(each) for each in at])
    return {"ratio": ratios, "step": steps, "at": at, "certified": certified}


def draw(axes, data):
    if "ratio" in data:
        axes.plot(data["ratio"], data["step"])
        axes.plot(data["at"], data["certified"], "o", markersize=3)
        axes.axhline(0.25, linewidth=0.6)
        axes.set(xlabel="mu/L", ylabel="eta L", ylim=(0, 0.75))
        return
    for k, method in enumerate(METHODS[:3]):
        axes.contour(data["across"], data["up"], data[method.name], [1.0], colors=f"C{k}")
        axes.plot([], [], color=f"C{k}", label=method.name)
    axes.plot(data["u"], data["v"], "k--", linewidth=0.8)
    axes.set(xlabel="Re s", ylabel="Im s", aspect="equal")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0))
