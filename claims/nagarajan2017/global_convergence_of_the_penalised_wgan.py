"""With the generator penalised, the linear-quadratic WGAN converges from everywhere with a > 0.

The penalty eta |dV/dw|^2 on the generator makes H = w^2 + a^2/2 - s^2 log a fall along the flow by
4 eta m2^2 (a^2 - s^2)^2, and no orbit stays where a = s but the equilibrium. Any eta > 0 is enough.
At the end the distance decays at the rate 4 eta/9 on the uniform law with s = 1, for eta up to 3/2.
"""

import numpy as np
from sympy import And, Eq, Implies, Ne, log

from ganproof.claims.gan import flows
from ganproof.claims.gan.games import symmetric, taylor
from ganproof.claims.gan.models import LINEAR_QUADRATIC, linear_quadratic
from ganproof.claims.nagarajan2017 import PAPER, theorem_3_2
from ganproof.claims.textbook import lasalle
from ganproof.verify import Claim, Origin, Trial, real

a, w = real("a", within=(-2, 3)), real("w", within=(-3, 3))
s = real("s", within=(-1, 3))
m2 = real("m2", latex="m_2", within=(-1, 3))
eta = real("eta", latex=r"\eta", within=(-2, 3))

claim = Claim(
    PAPER.proposition("Theorem 4.1, WGAN, global", attribution="own", after="4.1"),
    given={
        "the generator keeps its sign": a > 0,
        "the data are not a point": s > 0,
        "nor is the latent": m2 > 0,
        "the penalty is on": eta > 0,
    },
    uses=[theorem_3_2.claim, lasalle.claim],
    origin=Origin.BEYOND,
)
H = w**2 + a**2 / 2 - s**2 * log(a)


def field(**weights):
    return flows.on_symbols(linear_quadratic(symmetric(m2=m2), s), taylor(1), **weights)((a, w))


change_a, change_w = field(eta=eta)


@claim.states
def conclusions(*, factor=4, falls=Ne(a, s), stays=change_a, H=H):
    change = H.diff(a) * change_a + H.diff(w) * change_w
    return {
        "H falls by 4 eta m2^2 (a^2 - s^2)^2": Eq(
            change, -factor * eta * m2**2 * (a**2 - s**2) ** 2
        ),
        "it falls wherever a is not s": Implies(falls, change < 0),
        "no orbit stays where a = s, but the equilibrium": Implies(
            And(Eq(a, s), Eq(stays, 0)), And(Eq(a, s), Eq(w, 0))
        ),
    }


claim.mutant("H falls by 2 eta m2^2 (a^2 - s^2)^2", factor=2)
claim.mutant("it falls wherever w is not 0", falls=Ne(w, 0))
claim.mutant("orbits stay where a = s", stays=change_w)
claim.mutant("w^2 + a^2/2 falls", H=w**2 + a**2 / 2)
claim.mutant("no penalty is needed", given={"the penalty is on": eta >= 0})
claim.does_not_say(
    "from every start",
    states=Implies(Eq(a, 0), Eq(change_w, 0)),
    given={"the generator keeps its sign": None},
    instead="From a = 0 the generator never moves and w grows for ever; starts with a < 0 come to "
    "the mirror image a = -s.",
)


@claim.simulation(supports="it falls wherever a is not s")
def far_starts_arrive(*, weight=0.5):
    """Starts with a up to 3 and w up to 3, uniform law with s = 1, until time 80."""
    field = flows.on_numbers(LINEAR_QUADRATIC, taylor(1), eta=weight)
    starts, ends, rises = ((2.0, 0.0), (0.05, -3.0), (0.2, 3.0), (3.0, -3.0)), [], []
    for start in starts:
        a, w = flows.integrate(field, start, np.linspace(0, 80, 321), tolerance=1e-10).T
        rises.append(np.diff(w**2 + a**2 / 2 - np.log(a)).max())
        ends.append(np.hypot(a[-1] - 1, w[-1]))
    shows = f"the distance ends at {max(ends):.1e} or less, H never rises by {max(rises):.0e}"
    return Trial(bool(max(ends) < 1e-4 and max(rises) < 1e-9), shows, cases=len(starts))


@claim.simulation(supports="it falls wherever a is not s")
def returns_come_nearer(*, weights=(0.1, 0.25, 0.5, 1.0), share=4 / 9):
    """Poincare's section w = 0, a > 1: near the equilibrium a turn shrinks by the local rate."""
    shows, holds = [], True
    for weight in weights:
        field = flows.on_numbers(LINEAR_QUADRATIC, taylor(1), eta=weight)
        far = [flows.turn(field, (start, 0.0))[1][0] for start in (1.5, 3.0)]
        time, end = flows.turn(field, (1 + 1e-5, 0.0))
        rate = -np.log((end[0] - 1) / 1e-5) / time
        holds = holds and far[0] < 1.45 and far[1] < 2.5 and abs(rate / weight - share) < 1e-3
        shows.append(f"eta {weight}: 3 to {far[1]:.4f}, local rate {rate:.4f}")
    return Trial(bool(holds), "; ".join(shows), cases=3 * len(weights))


claim.mutant("far starts arrive without a penalty", weight=0.0)
claim.mutant("the local rate is 8 eta/9", share=8 / 9)
