"""Simultaneous steps of the linear-quadratic WGAN move outward; alternating ones keep an area.

A simultaneous step of any length h > 0 that keeps a > 0 raises the flow's H = w^2 + a^2/2 - log a
by h^2 m2^2 ((1 - a^2)^2 + 2 a^2 w^2) or more, so that iterates, as long as a > 0, leave every
bounded region away from a = 0: they neither converge nor cycle there. (A step so long that a
changes its sign can cycle: w = -1/(h m2), a = +-1.) It expands the area da dw/a. Alternating steps
keep that area, whichever player begins: in log a and w they are two shears. In runs of them, and
of leapfrog steps, H stays in a narrow band.
"""

from functools import cache

import numpy as np
from sympy import And, Eq, I, Implies, Matrix, Ne, Or, log

from ganproof.claims.gan import flows, updates
from ganproof.claims.gan.games import orbit, symmetric, taylor
from ganproof.claims.gan.models import LINEAR_QUADRATIC, linear_quadratic
from ganproof.claims.nagarajan2017 import NOTES, PAPER, theorem_3_2
from ganproof.verify import Claim, Origin, Trial, on_unit_circle, real, spectrum, unstable

a, w = real("a", within=(-1, 3)), real("w", within=(-3, 3))
h = real("h", within=(-1, 3))
m2 = real("m2", latex="m_2", within=(-1, 3))
u, log_growth = real("u"), real("log_growth", latex=r"\log(a^+/a)")

claim = Claim(
    PAPER.proposition("Theorem 3.2, updates", notes=NOTES, attribution="own", after="3.2"),
    given={
        "the step is positive": h > 0,
        "the data are not a point": m2 > 0,
        "the generator is positive": a > 0,
    },
    uses=[theorem_3_2.claim],
    origin=Origin.BEYOND,
)
GAME = linear_quadratic(symmetric(m2=m2))
NAMES = "simultaneous", "alternating", "leapfrog"


def discriminator_first(rate):
    players = updates.DISCRIMINATOR, updates.GENERATOR
    return updates.in_turn(*(updates.step(each, rate) for each in players))


@cache
def step(rule):
    """The next point, by how much the step expands da dw, and its Jacobian at the equilibrium."""
    after = rule(h)(flows.on_symbols(GAME, taylor(1)), (a, w))
    there = updates.matrix(rule(h), GAME.jacobian(taylor(1)))
    return *after, Matrix(after).jacobian((a, w)).det(), there


@claim.states
def conclusions(*, rule=updates.simultaneous, in_turn=discriminator_first, most=1, side=1):
    (a_next, w_next, area, M), (*_, neutral) = step(rule), step(in_turn)
    keeping = map(step, (in_turn, updates.alternating))
    rise = w_next**2 - w**2 + (a_next**2 - a**2) / 2 - log_growth
    turn = 2 * I * h * m2
    least = (h * m2) ** 2 * ((1 - a**2) ** 2 + 2 * a**2 * w**2)
    return {
        "log(1 + u) is at most u": Implies(u > -1, side * u * (u - log(1 + u)).diff(u) >= 0),
        "a simultaneous step raises H": Implies(log_growth <= a_next / a - 1, rise >= least),
        "but at the equilibrium": Implies(Or(Ne(a, 1), Ne(w, 0)), least > 0),
        "it expands the area da dw/a": Implies(a_next > 0, area * a > a_next),
        "its eigenvalues are 1 +- 2i h m2": spectrum(M, equals=[1 + turn, 1 - turn]),
        "an alternating step keeps the area da dw/a": And(
            *(Eq(area * a, a_next) for a_next, _, area, _ in keeping)
        ),
        "its eigenvalues have modulus 1 up to h m2 = 1": Implies(
            h * m2 <= most, on_unit_circle(neutral)
        ),
        "beyond, one lies outside": Implies(h * m2 > most, unstable(neutral)),
    }


claim.mutant("alternating steps raise H too", rule=discriminator_first)
claim.mutant("simultaneous steps keep the area", in_turn=updates.simultaneous)
claim.mutant("alternating steps are neutral up to h m2 = 2", most=2)
claim.mutant("log(1 + u) is at least u", side=-1)
claim.mutant("steps of length 0 raise H too", given={"the step is positive": None})


def level(a, w):
    return w**2 + a**2 / 2 - np.log(a)


def run(rule, rounds, start=1.2):
    """Iterates from (start, 0) on the uniform law: all a, all w."""
    field = flows.on_numbers(LINEAR_QUADRATIC, taylor(1))
    return orbit(rule, field, ([start], [0.0]), rounds).T


@claim.simulation(supports="a simultaneous step raises H")
def simultaneous_steps_run_away(*, runs=updates.simultaneous, rounds=3058):
    a, w = run(runs(0.1), rounds)
    rises, beyond = np.diff(level(a, w)), np.flatnonzero(np.abs(w) > 50)
    shows = f"H is {level(a, w)[-1]:.4g} and w {w[-1]:.3g} after {rounds} steps of 1/10"
    return Trial(bool((rises > 0).all() and list(beyond) == [rounds]), shows)


@claim.simulation(supports="an alternating step keeps the area da dw/a")
def alternating_steps_stay_in_a_band(*, stays=discriminator_first, rounds_in_turn=30_000):
    H = level(*run(stays(0.1), rounds_in_turn))
    shows = f"H from {H.min():.5f} to {H.max():.5f} in {rounds_in_turn} steps of 1/10"
    return Trial(bool(np.ptp(H) < 0.003), shows)


@claim.simulation(supports="an alternating step keeps the area da dw/a")
def leapfrog_keeps_H_to_second_order(*, order=2):
    wide, narrow = (np.ptp(level(*run(flows.leapfrog(rate), 4000))) for rate in (0.1, 0.05))
    shows = f"the band of H is {wide:.2e} wide at h = 1/10, {narrow:.2e} at 1/20"
    return Trial(abs(np.log2(wide / narrow) - order) < 0.05, shows, cases=2)


claim.mutant("alternating steps run away", runs=discriminator_first)
claim.mutant(
    "gradient descent on the WGAN, both players at once, runs on a cycle",
    stays=updates.simultaneous,
    rounds_in_turn=3000,
    origin=Origin.NOTES,
    instead="The flow's orbits are closed; simultaneous steps of any length that keep a > 0 move "
    "outward. The abstract has the same phrase, of small steps.",
)
claim.mutant("leapfrog keeps H to first order only", order=1)


@claim.figure(
    "Three ways to take steps",
    caption="From (1.6, 0), 60 steps of 3/10, on level sets of H: simultaneous steps spiral "
    "outward, alternating and leapfrog steps stay near the level set of their start.",
)
def orbits():
    rules = zip(NAMES, (updates.simultaneous, discriminator_first, flows.leapfrog))
    return {name: run(rule(0.3), 60, 1.6) for name, rule in rules}


def draw(axes, data):
    a, w = np.meshgrid(np.linspace(0.05, 2.8, 56), np.linspace(-1.8, 1.8, 73))
    levels = level(np.arange(1.3, 3, 0.3), 0)
    axes.contour(w, a, level(a, w), levels=levels, linewidths=0.5, colors="C3")
    for name, style in zip(NAMES, ("o-", "s", "^")):
        axes.plot(*data[name][::-1], style, markersize=2, linewidth=0.5, label=name)
    axes.legend()
    axes.set(xlabel="discriminator w", ylabel="generator a", aspect="equal")
