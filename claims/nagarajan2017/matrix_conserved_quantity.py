"""The conserved quantity for matrices: |W|^2 + |A|^2/2 - s^2 log |det A|, for isotropic data.

D(x) = x'Wx and G(z) = Az in any dimension, the data s times a latent of unit covariance: the WGAN's
flow moves W by s^2 - AA' and A by (W + W')A. Then det A grows at the rate tr(W + W'), so that it
keeps its sign, and |W|^2 + |A|^2/2 changes by s^2 times that. Level sets are bounded and stay away
from det A = 0: no orbit converges but from an equilibrium. For data of another covariance the
quantity changes. Orbits need not be closed: with diagonal matrices each axis turns at its own
speed. Below for two dimensions, from the game itself.
"""

import numpy as np
from sympy import Eq, Matrix, Rational, symbols

from ganproof.claims.gan import flows
from ganproof.claims.gan.games import Game, Law, taylor
from ganproof.claims.nagarajan2017 import PAPER, theorem_3_2
from ganproof.verify import Claim, Origin, Trial, Verdict, real, sizes

ENTRIES = ("11", "12", "21", "22")
A = Matrix(2, 2, [real(f"a{k}", latex=f"A_{{{k}}}") for k in ENTRIES])
W = Matrix(2, 2, [real(f"w{k}", latex=f"W_{{{k}}}") for k in ENTRIES])
s = real("s", within=(-1, 3))

claim = Claim(
    PAPER.proposition("Theorem 3.2, matrices", attribution="own", after="3.2"),
    uses=[theorem_3_2.claim],
    expected=Verdict.PROVED_WITHIN,
    origin=Origin.BEYOND,
)

UNIT = Law(2, lambda power: {0: 1, 1: 0, 2: 1}[power])
"""Two latents of variance 1."""


def game(scales):
    """D(x) = x'Wx and G(z) = Az in the plane; the data are the latents times ``scales``."""

    def answers(psi, x):
        point = Matrix(x)
        return (point.T * Matrix(2, 2, psi) * point)[0]

    return Game(
        generator=symbols("A:4"),
        discriminator=symbols("W:4"),
        makes=lambda theta, z: [(1, tuple(Matrix(2, 2, theta) * Matrix(z)))],
        data=lambda z: [(1, (scales[0] * z[0], scales[1] * z[1]))],
        answers=answers,
        equilibrium=(scales[0], 0, 0, scales[1], 0, 0, 0, 0),
        law=UNIT,
        high_on_data=True,
    )


def velocity(scales):
    found = flows.on_symbols(game(scales), taylor(1))((*A, *W))
    return Matrix(2, 2, found[:4]), Matrix(2, 2, found[4:])


@claim.states
def conclusions(*, scales=(s, s), share=Rational(1, 2), growth=2, weight=s**2):
    change_A, change_W = velocity(scales)
    size = share * sum(each**2 for each in A) + sum(each**2 for each in W)

    def change(quantity):
        pairs = zip((*A, *W), (*change_A, *change_W), strict=True)
        return sum(quantity.diff(each) * by for each, by in pairs)

    return {
        "det A grows at the rate tr(W + W')": sizes(
            "two dimensions", Eq(change(A.det()), growth * W.trace() * A.det())
        ),
        "|W|^2 + |A|^2/2 changes by s^2 tr(W + W')": sizes(
            "two dimensions", Eq(change(size), 2 * weight * W.trace())
        ),
    }


claim.mutant("the same for |W|^2 + |A|^2", share=1)
claim.mutant("log |det A| with twice the weight", weight=2 * s**2)
claim.mutant("det A grows at the rate tr W", growth=1)
claim.mutant("data of another covariance keep it", scales=(s, 2 * s))


def diagonal(starts=(1.2, 2.0)):
    """Diagonal matrices, unit data: the two axes after turns of the first one, and how far off."""
    field = flows.on_numbers(game((1, 1)), taylor(1))
    start = np.array([starts[0], 0, 0, starts[1], 0, 0, 0, 0])
    time, place = flows.turn(field, start, coordinate=4)
    return time, np.abs(place - start).max()


@claim.simulation(supports="|W|^2 + |A|^2/2 changes by s^2 tr(W + W')")
def a_long_orbit_keeps_it(*, half=0.5):
    """From a generic start, up to time 40."""
    field = flows.on_numbers(game((1, 1)), taylor(1))
    start = np.random.default_rng(32).normal(size=8)
    path = flows.integrate(field, start, np.linspace(0, 40, 401), tolerance=1e-11)
    generators, discriminators = path[:, :4], path[:, 4:]
    size = (discriminators**2).sum(axis=1) + half * (generators**2).sum(axis=1)
    quantity = size - np.linalg.slogdet(generators.reshape(-1, 2, 2))[1]
    drift = float(np.ptp(quantity))
    return Trial(drift < 1e-7, f"it stays within {drift:.1e} of {quantity[0]:.4f}")


claim.mutant("|W|^2 + |A|^2 - log |det A| stays on the orbit", half=1.0)


def orbits_close():
    time, off = diagonal()
    shows = f"the first axis is back at time {time:.4f}; the second is then {off:.2f} off its start"
    return Trial(bool(off < 1e-6), shows)


claim.does_not_say(
    "every orbit is back once one entry is, as with one parameter",
    trial=orbits_close,
    instead="With diagonal matrices each axis turns with its own period, which grows with its "
    "distance: such an orbit fills a torus or closes after many turns.",
)
