"""Short pairs tell the Lipschitz constant; pairs of one length, or from a least one on, do not.

In a convex domain a point z halfway from x to y splits the pair: one of its halves is at least as
steep. So however small the radius, the pairs within it have the same largest quotient as all. The
penalty draws lengths from 0.1 on, and there a zero penalty leaves more room: pairs of length e or
more have quotients up to K if f oscillates by no more than K e, however steeply. In the whole space
|f(x) - f(y)| <= K d + 2 K e follows at every distance: from x go back by e, then on to y in steps
of e to 2 e.
"""

import numpy as np
from sympy import Abs, And, Eq, Implies, Or

from ganproof.claims.terjek2020 import PAPER, difference_quotients
from ganproof.verify import Claim, Trial, real

to_z, to_y = real("to_z", latex="f(z)-f(x)"), real("to_y", latex="f(y)-f(z)")
d_xz, d_zy = real("d_xz", latex="d(x,z)", within=(-1, 3)), real("d_zy", latex="d(z,y)")
d = real("d", latex="d(x,y)", within=(-1, 4))
K, e = real("K", within=(-1, 3)), real("e", latex=r"\epsilon_{\min}", within=(-1, 2))
A, w = real("A", latex=r"\operatorname{osc}f", within=(-1, 2)), real("w", within=(-1, 2))
level = real("level", latex="M", within=(-1, 9))

claim = Claim(
    PAPER.proposition("Local characterisation"),
    given={
        "lengths are positive": And(d_xz > 0, d_zy > 0, d > 0),
        "z lies on the way from x to y": Eq(d_xz + d_zy, d),
    },
    uses=[difference_quotients.claim],
)
BLIND = "an oscillation of at most K e is free from the distance e on"


@claim.states
def conclusions(*, allowed=K * e, detour=2 * K * e, both=Or):
    first, second, whole = Abs(to_z), Abs(to_y), Abs(to_z + to_y)
    return {
        "K chains from short pairs to long ones": Implies(
            And(first <= K * d_xz, second <= K * d_zy), whole <= K * d
        ),
        "one part is at least as steep as the whole": both(
            first * d >= whole * d_xz, second * d >= whole * d_zy
        ),
        BLIND: Implies(And(e > 0, d >= e, whole <= A, allowed >= A), whole <= K * d),
        "and its slope A/w can be above any level": Implies(
            And(A > 0, w > 0, w * level < A), A / w > level
        ),
        "what follows at every distance is K d + 2 K e, by a detour": Implies(
            And(e > 0, first <= K * e, second <= K * (d + e)), whole <= K * d + detour
        ),
    }


claim.mutant("an oscillation of 2 K e is free as well", allowed=2 * K * e)
claim.mutant("the detour costs nothing", detour=0)
claim.mutant("both parts are at least as steep", both=And)
claim.does_not_say(
    "on a finite set of points near pairs suffice too",
    given={"z lies on the way from x to y": None},
    instead="If all points are farther apart than the radius there are no near pairs at all.",
)


def slope_of_the_pairs(length, waves=500.0, amplitude=0.05):
    """Largest quotient of pairs at this distance, of amplitude sin(2 pi waves x)."""
    return abs(2 * amplitude * np.sin(np.pi * waves * length)) / length


@claim.simulation(supports=BLIND)
def sawtooth_blind_spot(*, shortest=0.1, waves=500.0):
    """0.05 sin(1000 pi x): quotients at 20000 distances from 0.1 to 10, and the slope 50 pi."""
    lengths = np.geomspace(shortest, 10, 20_000)
    largest = slope_of_the_pairs(lengths, waves).max()
    constant = 0.05 * 2 * np.pi * waves
    shows = f"quotients reach {largest:.3f} from {shortest:g} on, the constant is {constant:.1f}"
    return Trial(bool(largest <= 1 < constant), shows, cases=len(lengths))


claim.mutant("pairs from 0.01 on see nothing either", shortest=0.01)


def a_fixed_radius_tells():
    """Pairs at the distance 0.1 exactly, of 0.05 sin(20 pi x)."""
    seen = float(slope_of_the_pairs(0.1, waves=10.0))
    return Trial(seen > 1, f"quotients at the distance 0.1 are {seen:.1e}, the constant is 3.14")


claim.does_not_say(
    "pairs at one fixed distance tell the constant",
    trial=a_fixed_radius_tells,
    instead="A function with that distance as its period has all those quotients 0; only steps of "
    "that length chain, so that f is Lipschitz on a large scale.",
)


def zero_penalty_means_one_lipschitz():
    trial = sawtooth_blind_spot()
    return Trial(not trial.holds, trial.shows)


claim.does_not_say(
    "if all pairs at distances from 0.1 to 10 have quotients up to 1, f is 1-Lipschitz",
    trial=zero_penalty_means_one_lipschitz,
    instead="It is up to an oscillation: |f(x) - f(y)| <= d + 0.2; its slope has no bound.",
)


@claim.figure(
    "What the penalty cannot see",
    caption="0.05 sin(1000 pi x), largest quotient of pairs by their distance, and its bound "
    "0.1/d: from 0.1 on (vertical line) none exceeds 1, while pairs at short distances reach the "
    "Lipschitz constant 157.",
    illustrates=BLIND,
)
def quotients_by_distance():
    lengths = np.geomspace(1e-4, 1, 2000)
    return {"length": lengths, "quotient": slope_of_the_pairs(lengths), "bound": 0.1 / lengths}


def draw(axes, data):
    axes.plot(data["length"], data["quotient"], linewidth=0.8)
    axes.plot(data["length"], data["bound"], linewidth=0.8)
    axes.axhline(1, linewidth=0.6)
    axes.axvline(0.1, linewidth=0.6)
    axes.set(xscale="log", yscale="log", ylim=(1e-2, 1e3))
    axes.set(xlabel="distance of a pair", ylabel="difference quotient")
