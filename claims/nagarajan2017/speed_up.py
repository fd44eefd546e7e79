"""With one parameter each, a weak regulariser speeds up games that turn; any slows down the others.

The rate is the distance of the flow's eigenvalues from the imaginary axis. A singular value s of
f'(0) K_DG gives the WGAN the rate eta s^2 as long as eta s < 1, so that the least one decides.
With one parameter for each player, A = -2 f''(0) K_DD and b = f'(0) K_DG, a GAN that turns without
the regulariser, A < 2|b|, is faster with it exactly for eta < (4 b^2 - A^2)/(4 A b^2). A GAN that
does not turn becomes slower for every eta.
"""

import numpy as np
from sympy import And, Equivalent, Implies, Ne, Rational, sqrt

from ganproof.claims.gan import quadratic
from ganproof.claims.nagarajan2017 import NOTES, PAPER, regulariser, theorem_4_1_wgan
from ganproof.claims.textbook import linearisation
from ganproof.verify import Claim, Origin, real, spectral_abscissa, spectrum

A, b = real("A", within=(-1, 4)), real("b", within=(-2, 2))
eta = real("eta", latex=r"\eta", within=(-1, 4))
s, rate = real("s", within=(-1, 3)), real("rate", within=(-1, 4))
plain, regularised = quadratic.jacobian(A, b), quadratic.jacobian(A, b, eta)

claim = Claim(
    PAPER.finding("Speed of convergence", notes=NOTES, after="4.1", attribution="own"),
    given={
        "the regulariser is on": eta > 0,
        "the loss is strictly concave at 0": A > 0,
        "the players feel each other": Ne(b, 0),
    },
    uses=[linearisation.claim, regulariser.claim, theorem_4_1_wgan.claim],
    origin=Origin.BEYOND,
)


def slower(damping):
    """The rate of the slower eigenvalue of x^2 + damping x + b^2, where both are real."""
    return (damping - sqrt(damping**2 - 4 * b**2)) / 2


@claim.states
def conclusions(
    *,
    damping=A + 2 * eta * b**2,
    wgan_rate=eta * s**2,
    up_to=eta * s < 1,
    bound=4 * b**2 - A**2,
    kept=1,
):
    root = sqrt(damping**2 / 4 - b**2)
    wgan = quadratic.wasserstein(s, eta)
    return {
        "a singular value of the WGAN decays at the rate eta s^2": Implies(
            And(s > 0, up_to),
            Equivalent(spectral_abscissa(wgan, below=-rate), rate < wgan_rate),
        ),
        "eigenvalues of a GAN": spectrum(
            regularised, equals=[-damping / 2 + root, -damping / 2 - root]
        ),
        "a GAN that turns is faster exactly for eta < (4 b^2 - A^2)/(4 A b^2)": Implies(
            4 * b**2 > A**2,
            Equivalent(spectral_abscissa(regularised, below=-A / 2), 4 * A * b**2 * eta < bound),
        ),
        "a GAN that does not turn is slower": Implies(
            4 * b**2 <= A**2, slower(damping) < kept * slower(A)
        ),
    }


claim.mutant("a singular value of the WGAN decays at the rate eta s", wgan_rate=eta * s)
claim.mutant("it does so up to eta s < 2", up_to=eta * s < 2)
claim.mutant("the regulariser damps by eta b^2", damping=A + eta * b**2)
claim.mutant("a GAN that turns is faster for eta < 1/A", bound=4 * b**2)
claim.mutant("a negative eta will do", given={"the regulariser is on": Ne(eta, 0)})
claim.mutant("a GAN that does not turn loses half of its rate", kept=Rational(1, 2))

claim.does_not_say(
    "the regulariser speeds up convergence",
    states=Implies(
        spectral_abscissa(plain, below=-rate), spectral_abscissa(regularised, below=-rate)
    ),
    origin=Origin.NOTES,
    instead="It speeds up games that turn, up to a bound on eta, and slows down games that do not. "
    "The notes list it among the findings; the abstract speaks of practical promise.",
)
claim.does_not_say(
    "below the bound eta < 1/(2A) of Theorem 4.1 it does",
    states=Implies(
        And(2 * eta * A < 1, spectral_abscissa(plain, below=-rate)),
        spectral_abscissa(regularised, below=-rate),
    ),
    instead="With A = 1 and b = 3/10 the rate falls from 1/10 to 0.0902 at eta = 49/100, below "
    "that bound.",
)


@claim.figure(
    "Rate of convergence against eta",
    caption="A WGAN with s = 1 (solid) has no rate without the regulariser and is best at eta = 1. "
    "A GAN that turns, A = 1/2 and b = 1 (dashed), gains up to eta = 15/8. One that does not, A = "
    "1 and b = 3/10 (dotted), only loses.",
)
def rates():
    weights = np.linspace(0, 3, 301)
    games = {"wgan": (0, 1), "turning": (0.5, 1), "still": (1, 0.3)}
    curves = {}
    for name, (damping, coupling) in games.items():
        half = (damping + 2 * weights * coupling**2) / 2
        curves[name] = half - np.sqrt(np.maximum(half**2 - coupling**2, 0))
    return {"eta": weights, **curves}


def draw(axes, data):
    for name, style in (("wgan", "-"), ("turning", "--"), ("still", ":")):
        axes.plot(data["eta"], data[name], style)
    axes.set(xlabel="eta", ylabel="rate", ylim=(0, None))
