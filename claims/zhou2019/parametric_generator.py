"""A generator that makes one point only has no pure equilibrium with data on two points.

The Lipschitz GAN's equilibrium needs a generator that can make every law. Let it make delta_theta.
One of two real points is not theta. It pulls on f*, and what it is tied to is theta, the only
generated point: as chains of ties collapse, multipliers from theta to real points are enough. So f*
is higher at that point by k times the distance, and k > 0: a generator that wants f* large leaves
theta, wherever it is. With data on a single point it can stay there.
"""

import numpy as np
from sympy import And, Eq

from ganproof.claims.gan.discriminator_losses import EXPONENTIAL, LISTED, both
from ganproof.claims.gan.lipschitz import optimum
from ganproof.claims.gan.transport import measures
from ganproof.claims.zhou2019 import PAPER, gradients_towards_data, nash_equilibrium
from ganproof.verify import Claim, Origin, Trial, real

at_theta, at_real = real("at_theta", latex=r"f^*(\theta)"), real("at_real", latex="f^*(y)")
pull, other_pull = (real(name, latex=name[0], within=(-1, 3)) for name in ("r", "s"))
d, other_d = real("d", latex=r"|y-\theta|", within=(-1, 3)), real("e", latex=r"|y'-\theta|")
k, penalty = real("k", within=(-1, 3)), real("lambda", latex=r"\lambda", within=(-1, 3))

claim = Claim(
    PAPER.remark("Nash equilibrium, parametric generators", after="2", attribution="own"),
    given={
        "the penalty is on": penalty > 0,
        "a real point y is not theta": d > 0,
        "it pulls": pull > 0,
        "the other real point is theta or pulls as well": And(other_pull >= 0, other_d >= 0),
        "y is tied to theta or does not pull": Eq(pull * (k * d - at_real + at_theta), 0),
        "k is stationary": Eq(2 * penalty * k, pull * d + other_pull * other_d),
    },
    uses=[gradients_towards_data.claim, nash_equilibrium.claim],
    origin=Origin.BEYOND,
)


@claim.states
def conclusions(*, rise=k * d, least=pull * d**2 / (2 * penalty)):
    """``pull`` is -varphi'(f*) P_r at y, the multiplier of the pair theta and y."""
    return {
        "k is positive": k > 0,
        "f* is higher at y than at theta": at_real > at_theta,
        "by k times the distance": Eq(at_real - at_theta, rise),
        "which is at least r |y - theta|^2/(2 lambda)": at_real - at_theta >= least,
    }


claim.mutant("f* rises by k", rise=k)
claim.mutant("by at least r |y - theta|^2/lambda", least=pull * d**2 / penalty)
claim.mutant("theta may be the only real point", given={"a real point y is not theta": d >= 0})


THETAS = np.linspace(-2, 2, 81)


@claim.simulation(supports="f* is higher at y than at theta")
def every_theta_from_minus_two_to_two(*, floor=0.4077):
    """Highest value of f* less f*(theta), lambda = 1; for exp(t) at 0 it is 2 u with 4 u = e^-u."""
    found = [
        [optimum(*measures([theta], [-1, 1]), both(loss), 1.0).values for theta in THETAS]
        for loss in LISTED
    ]
    gaps = np.array([[f.max() - f[0] for f in row] for row in found])
    exponential = gaps[LISTED.index(EXPONENTIAL)]
    least = THETAS[exponential.argmin()]
    return Trial(
        bool(gaps.min() > 0.1 and exponential.min() >= floor and abs(least) < 1e-12),
        f"at least {exponential.min():.4f} for exp(t), at theta = {least:g}; over all losses "
        f"{gaps.min():.4f}",
        cases=gaps.size,
        values={"theta": float(least)},
    )


claim.mutant("for exp(t) f* is higher by 1/2 at some real point", floor=0.5)


def some_theta_stays():
    """Best responses of the generator to the discriminator's best response, over the grid."""
    found = [optimum(*measures([theta], [-1, 1]), both(EXPONENTIAL), 1.0) for theta in THETAS]
    moves = [float(o.values.max() - o.values[0]) for o in found]
    return Trial(min(moves) <= 0, f"every theta gains by moving, {min(moves):.4f} at least")


claim.does_not_say(
    "there is a unique Nash equilibrium, with no condition on the generator",
    trial=some_theta_stays,
    origin=Origin.NOTES,
    instead="The unique equilibrium P_g = P_r is one of generators that can make every law; those "
    "with few parameters may have none.",
)
