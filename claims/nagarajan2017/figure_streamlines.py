"""The streamline figure: without the regulariser the WGAN circles, with it both GANs spiral in.

The linear-quadratic GAN (logistic loss, above) and WGAN (below), D(x) = w x^2 and G(z) = a z on the
uniform law, around the equilibrium w = 0, a = 1, for eta = 0, 1/4, 1/2 and 1. Its eigenvalues are
the roots of x^2 + (1/10 + 2 eta/9) x + 1/9 for the GAN, of x^2 + 8 eta/9 x + 4/9 for the WGAN: the
distance falls like exp(-(1/20 + eta/9) t) and exp(-4 eta/9 t) there.
"""

from functools import cache, partial
from inspect import Parameter, Signature
from itertools import product

import numpy as np
from sympy import I, Rational, sqrt

from ganproof.claims.gan.games import taylor
from ganproof.claims.gan.losses import LOGISTIC, WASSERSTEIN
from ganproof.claims.gan.models import LINEAR_QUADRATIC
from ganproof.claims.nagarajan2017 import (
    PAPER,
    regulariser,
    root_locus,
    theorem_3_2,
    theorem_4_1_wgan,
)
from ganproof.claims.textbook import linearisation
from ganproof.verify import Claim, Trial, real, spectrum

eta = real("eta", latex=r"\eta")
LOSSES = {"GAN": LOGISTIC, "WGAN": WASSERSTEIN}
NEAR_0 = {"GAN": taylor(Rational(1, 2), -Rational(1, 4)), "WGAN": taylor(1)}
WEIGHTS = Rational(0), Rational(1, 4), Rational(1, 2), Rational(1)
PANELS = dict(zip("abcdefgh", product(LOSSES, WEIGHTS)))

claim = Claim(
    PAPER.figure("Figure of streamlines"),
    uses=[
        linearisation.claim,
        regulariser.claim,
        root_locus.claim,
        theorem_3_2.claim,
        theorem_4_1_wgan.claim,
    ],
)


@cache
def jacobian(kind):
    return LINEAR_QUADRATIC.jacobian(NEAR_0[kind], eta=eta)


@claim.states
def conclusions(*, growth=Rational(2, 9), wgan_growth=Rational(8, 9), frequency=Rational(2, 3)):
    def eigenvalues(kind, weight):
        damping = Rational(1, 10) + growth * weight if kind == "GAN" else wgan_growth * weight
        turn = Rational(1, 3) if kind == "GAN" else frequency
        root = sqrt(turn**2 - damping**2 / 4)
        J = jacobian(kind).subs(eta, weight)
        return spectrum(J, equals=[-damping / 2 + I * root, -damping / 2 - I * root])

    panels = {says(letter): eigenvalues(*panel) for letter, panel in PANELS.items()}
    return panels | {f"{kind}, every eta": eigenvalues(kind, eta) for kind in LOSSES}


def title(letter):
    kind, weight = PANELS[letter]
    return f"({letter}) {kind}, eta = {weight}"


def says(letter):
    kind, weight = PANELS[letter]
    rate = Rational(1, 20) + weight / 9 if kind == "GAN" else 4 * weight / 9
    return f"{title(letter)}: " + (f"decays at the rate {rate}" if rate else "only turns")


claim.mutant("the GAN's damping grows by eta/9", growth=Rational(1, 9))
claim.mutant("the WGAN's damping grows by 4 eta/9", wgan_growth=Rational(4, 9))
claim.mutant("the WGAN turns at 1/3", frequency=Rational(1, 3))


def check(letter):
    """A curve of the field near the equilibrium has the panel's eigenvalues."""
    kind, weight = PANELS[letter]
    name = f"eta_{letter}"
    expected = np.linalg.eigvals(np.array(jacobian(kind).subs(eta, weight), dtype=float))

    def curve(**varied):
        found = root_locus.fitted(LOSSES[kind], varied.get(name, float(weight)))
        rate, turn = -found.real.max(), found.imag.max()
        holds = np.allclose([-rate, turn], [expected.real.max(), expected.imag.max()], atol=1e-3)
        return Trial(
            bool(holds), f"it decays at {round(rate, 4) + 0.0:.4f} and turns at {turn:.4f}"
        )

    curve.__name__ = f"panel_{letter}"
    # A mutant replaces the weight of one panel: each needs a name of its own.
    own = Parameter(name, Parameter.KEYWORD_ONLY, default=float(weight))
    curve.__signature__ = Signature([own])
    return curve


def streamlines(letter, *, step=0.1, rounds=150):
    """Curves from eight starts, by the classical Runge-Kutta method; every second point."""
    kind, weight = PANELS[letter]
    velocity = LINEAR_QUADRATIC.field(LOSSES[kind], eta=float(weight))

    def field(point):
        return np.concatenate(velocity((point[:1], point[1:])))

    a = [0.3, 0.3, 1.0, 1.0, 1.8, 1.8, 1.25, 0.75]
    here = np.array([a, [-0.6, 0.6, 0.9, -0.9, -0.6, 0.6, 0.0, 0.0]])
    path = [here]
    for _ in range(rounds):
        k1 = field(here)
        k2 = field(here + step / 2 * k1)
        k3 = field(here + step / 2 * k2)
        k4 = field(here + step * k3)
        here = here + step / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        path.append(here)
    a, w = np.array(path[::2]).transpose(1, 2, 0)
    return {"a": a, "w": w}


for letter, (kind, weight) in PANELS.items():
    claim.simulation(supports=says(letter))(check(letter))
    shape = "Closed curves around" if (kind, weight) == ("WGAN", 0) else "Curves spiral into"
    claim.figure(
        title(letter),
        caption=f"{shape} the equilibrium (+), discriminator w to the right, generator a upwards.",
        illustrates=says(letter),
    )(partial(streamlines, letter))
    claim.mutant(f"({letter}) the field is that of eta = 3/4", **{f"eta_{letter}": 0.75})


def draw(axes, data):
    for a, w in zip(data["a"], data["w"]):
        axes.plot(w, a, linewidth=0.7, color="C0")
        axes.annotate("", (w[8], a[8]), (w[7], a[7]), arrowprops={"arrowstyle": "->"})
    axes.plot([0], [1], "+", color="C1", zorder=3)
    axes.set(xlim=(-1, 1), ylim=(0.2, 2), xlabel="w", ylabel="a", xticks=[-1, 0, 1])
    axes.set(yticks=[0.5, 1, 1.5, 2])
