"""Figure 4: instance noise moves the eigenvalues off the imaginary axis.

For f'(0) = 1/2 and f''(0) = -1/4 they start at +-i/2 without noise, meet at -1/2 at the critical
noise sigma = sqrt(2), and part on the real axis beyond it. The field is never that of an ordinary
optimisation problem: whatever the noise, its Jacobian is not symmetric.
"""

import numpy as np
from sympy import I, Matrix, Ne, Rational, sqrt

from ganproof.claims.gan import dirac, updates
from ganproof.claims.mescheder2018 import NOTES, PAPER, lemma_3_2
from ganproof.verify import Claim, Origin, real, spectrum

sigma = real("sigma", latex=r"\sigma", within=(-1, 4))
a, b = real("a", latex="f'(0)"), real("b", latex="f''(0)")
theta, psi = real("theta", latex=r"\theta"), real("psi", latex=r"\psi")

claim = Claim(
    PAPER.figure("4", notes=NOTES),
    given={
        "the loss has a slope": Ne(a, 0),
        "the loss is strictly concave at 0": b < 0,
        "there is noise": Ne(sigma, 0),
    },
    uses=[lemma_3_2.claim],
)
MEET = "at the critical noise they meet at -1/2"
DAMPED = "where the generator is right, noise pulls the slope back"


def jacobian(variance, slope=Rational(1, 2), curvature=-Rational(1, 4)):
    return dirac.noisy_jacobian(
        slope=slope, curvature=curvature, on_fake=variance, on_real=variance
    )


@claim.states
def conclusions(*, start=0, critical=2, middle=sigma**2 / 4):
    root = sqrt(sigma**4 / 16 - Rational(1, 4))
    J = jacobian(sigma**2, slope=a, curvature=b)
    return {
        "eigenvalues": spectrum(jacobian(sigma**2), equals=[-middle + root, -middle - root]),
        "without noise they are +-i/2": spectrum(jacobian(start), equals=[I / 2, -I / 2]),
        MEET: spectrum(jacobian(critical), equals=[-Rational(1, 2)] * 2),
        DAMPED: J[1, 1] < 0,
        "the Jacobian is never symmetric": Ne(J[0, 1], J[1, 0]),
    }


claim.mutant("they start off the axis", start=Rational(1, 2))
claim.mutant("they meet at sigma = 2, the ratio |f'(0)/f''(0)| itself", critical=4)
claim.mutant("their mean is -sigma^2/2", middle=sigma**2 / 2)
claim.mutant("nor is it without a slope", given={"the loss has a slope": None})
claim.mutant("a linear loss will do", given={"the loss is strictly concave at 0": b <= 0})

M = updates.matrix(updates.simultaneous(Rational(1, 5)), jacobian(2))
after = M * Matrix([theta, psi])
claim.does_not_say(
    "training behaves like a normal optimisation problem: no step leads away",
    origin=Origin.PAPER,
    states=after[0] ** 2 + after[1] ** 2 <= theta**2 + psi**2,
    instead="Steps can lead away at first: at the critical noise and h = 1/5 the update's norm is "
    "1.0055, though its spectral radius is 0.9.",
)


@claim.figure(
    "(a) Noise on both samples",
    caption="Data at 0 (green) and generator at 1 (blue), spread by noise of deviation 0.5. A "
    "strictly concave loss makes a slope costly on spread samples: near the equilibrium noise "
    "pulls it back by 2 f''(0) sigma^2 psi.",
    illustrates=DAMPED,
)
def spread():
    x = np.linspace(-2, 3, 101)
    bells = [np.exp(-((x - centre) ** 2) / 0.5) for centre in (0, 1)]
    return {"x": x, "data": bells[0], "generator": bells[1]}


@claim.figure(
    "(b) Eigenvalues as the noise grows",
    caption="Deviations from 0 to 2: from +-i/2 (circles) along arcs to -1/2 (square), then apart "
    "on the real axis.",
    illustrates=MEET,
)
def eigenvalue_paths():
    noises = np.linspace(0, 2, 201)
    roots = [np.roots([1, noise**2 / 2, 0.25]) for noise in noises]
    pairs = np.array([sorted(pair, key=lambda z: (z.imag, z.real)) for pair in roots])
    return {"real": pairs.real.T, "imaginary": pairs.imag.T}


def draw(axes, data):
    if "x" in data:
        axes.plot(data["x"], data["data"], color="C2")
        axes.plot(data["x"], data["generator"], color="C0")
        axes.plot([-2, 3], [-0.8, 1.2], color="C3")
        axes.set(xlabel="x", ylabel="density, D(x)")
        return
    for real_part, imaginary_part in zip(data["real"], data["imaginary"]):
        axes.plot(real_part, imaginary_part, color="C0")
    axes.axvline(0, linewidth=0.6)
    axes.plot([0, 0], [-0.5, 0.5], "o", fillstyle="none", color="C1")
    axes.plot([-0.5], [0], "s", fillstyle="none", color="C2")
    axes.set(xlabel="real part", ylabel="imaginary part", aspect="equal")
