"""The linear-quadratic GAN as eta grows: its rate rises to 1/3 at eta = 51/20, then falls.

The eigenvalues are the roots of x^2 + (1/10 + 2 eta/9) x + 1/9. While they are complex they move
along the circle of radius 1/3; they meet at -1/3 for eta = 51/20 and part on the real axis. At the
bound of Theorem 4.1, eta = 1/(2 lambda_max(-J_DD)) = 5, they are -1/10 and -10/9: the flow stays
stable, as for every eta > -9/20. It is faster than without the regulariser for 0 < eta < 391/40.
Logistic loss, D(x) = w x^2, G(z) = a z, data and latent uniform on [-1, 1].
"""

import numpy as np
from sympy import And, Equivalent, I, Implies, Not, Rational, sqrt

from ganproof.claims.gan import flows
from ganproof.claims.gan.games import taylor
from ganproof.claims.gan.losses import LOGISTIC
from ganproof.claims.gan.models import LINEAR_QUADRATIC
from ganproof.claims.nagarajan2017 import PAPER, regulariser, speed_up
from ganproof.claims.textbook import linearisation
from ganproof.verify import Claim, Origin, Trial, hurwitz, real, spectral_abscissa, spectrum

eta = real("eta", latex=r"\eta", within=(-2, 14))
SLOPE, CURVATURE = Rational(1, 2), -Rational(1, 4)

claim = Claim(
    PAPER.proposition("Linear-quadratic GAN, root locus", after="4.1", attribution="own"),
    uses=[linearisation.claim, regulariser.claim, speed_up.claim],
    origin=Origin.BEYOND,
)


@claim.states
def conclusions(
    *,
    damping=Rational(1, 10) + 2 * eta / 9,
    radius=Rational(1, 3),
    meeting=Rational(51, 20),
    bound=1 / (-4 * CURVATURE * LINEAR_QUADRATIC.k_dd()[0]),
    stable=eta > -Rational(9, 20),
    until=Rational(391, 40),
):
    """``bound`` is the paper's: -J_DD = -2 f''(0) K_DD is a number here."""
    J = LINEAR_QUADRATIC.jacobian(taylor(SLOPE, CURVATURE), eta=eta)
    root = sqrt(damping**2 / 4 - Rational(1, 9))
    third, tenth = Rational(1, 3), Rational(1, 10)
    cosine = 3 * damping / 2
    turned = sqrt(1 - cosine**2)
    return {
        "eigenvalues": spectrum(J, equals=[-damping / 2 + root, -damping / 2 - root]),
        "they are (-k +- i sqrt(1 - k^2))/3, k = 3/20 + eta/3": spectrum(
            J, equals=[radius * (-cosine + each * turned) for each in (I, -I)]
        ),
        "so they lie on a circle up to eta = 51/20": Implies(
            And(eta >= 0, eta < meeting), turned**2 > 0
        ),
        "at eta = 51/20 they meet": spectrum(J.subs(eta, meeting), equals=[-third, -third]),
        "no eta makes the rate larger than 1/3": Not(spectral_abscissa(J, below=-radius)),
        "at the bound of Theorem 4.1": spectrum(
            J.subs(eta, bound), equals=[-tenth, -Rational(10, 9)]
        ),
        "the flow is stable exactly for eta > -9/20": Equivalent(hurwitz(J), stable),
        "it is faster than without exactly for 0 < eta < 391/40": Equivalent(
            spectral_abscissa(J, below=-tenth / 2), And(eta > 0, eta < until)
        ),
    }


claim.mutant("the damping grows by eta/9", damping=Rational(1, 10) + eta / 9)
claim.mutant("the circle's radius is 1/4", radius=Rational(1, 4))
claim.mutant("they meet at eta = 13/5", meeting=Rational(13, 5))
claim.mutant("the bound of Theorem 4.1 is 5/2", bound=Rational(5, 2))
claim.mutant("from that bound on the flow is unstable", stable=And(eta > -Rational(9, 20), eta < 5))
claim.mutant("every eta > -1/2 will do", stable=eta > -Rational(1, 2))
claim.mutant("it is faster for every eta up to 10", until=10)


def fitted(loss, eta, *, size=1e-3, span=10.0, every=0.5):
    """Both eigenvalues, from one curve near the equilibrium: largest real part first.

    A linear map is fitted that takes each point to that a time ``every`` later.
    """
    velocity = LINEAR_QUADRATIC.field(loss, eta=eta)
    curve = flows.integrate(
        lambda point: np.concatenate(velocity((point[:1], point[1:]))),
        (1 + size, size),
        np.arange(0, span, every),
        tolerance=1e-10,
    )
    offset = curve - [1, 0]
    step = np.linalg.lstsq(offset[:-1], offset[1:], rcond=None)[0]
    return np.sort_complex(np.log(np.linalg.eigvals(step).astype(complex)) / every)[::-1]


@claim.simulation(supports="eigenvalues")
def logistic_curves_decay_at_this_rate(*, weights=(0, 391 / 40, 20), growth=2 / 9):
    """At 0 and at 391/40 the same rate, at 20 half of it."""
    shows, holds = [], True
    for weight in weights:
        found = fitted(LOGISTIC, weight)[0].real
        predicted = np.roots([1, 1 / 10 + growth * weight, 1 / 9]).real.max()
        holds = holds and abs(found - predicted) < 1e-3
        shows.append(f"eta {weight}: {found:.4f} against {predicted:.4f}")
    return Trial(bool(holds), "; ".join(shows), cases=len(weights))


claim.mutant("curves decay as with damping eta/9", growth=1 / 9)


@claim.figure(
    "Root locus of the linear-quadratic GAN",
    caption="Eigenvalues for eta from 0 to 12: from -1/20 +- 0.33i (circles) along a circle to "
    "-1/3 at eta = 51/20 (square), then apart; at 5, the bound of Theorem 4.1 (triangles), -1/10 "
    "and -10/9; at 391/40 (diamond) one is back at -1/20, the other at -20/9, off the picture.",
)
def locus():
    marks = {"circle": 0.0, "square": 2.55, "triangle": 5.0, "diamond": 9.775}
    paths = np.array([_roots(weight) for weight in np.linspace(0, 12, 601)])
    marked = np.array([_roots(weight) for weight in marks.values()])
    return {
        "real": paths.real.T,
        "imaginary": paths.imag.T,
        "marked_real": marked.real,
        "marked_imaginary": marked.imag,
    }


def _roots(weight):
    """Eigenvalues from np.roots, rounded where they meet."""
    return np.sort_complex(np.round(np.roots([1, 1 / 10 + 2 * weight / 9, 1 / 9]), 6))


def draw(axes, data):
    for real_part, imaginary_part in zip(data["real"], data["imaginary"]):
        axes.plot(real_part, imaginary_part, ".", markersize=1.5, color="C0")
    for marker, x, y in zip("os^D", data["marked_real"], data["marked_imaginary"]):
        axes.plot(x, y, marker, color="C1", fillstyle="none")
    axes.axvline(0, linewidth=0.6)
    axes.set(xlabel="real part", ylabel="imaginary part", xlim=(-1.2, 0.1), aspect="equal")
