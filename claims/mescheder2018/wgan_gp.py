"""WGAN-GP on the Dirac-GAN: training does not reach the equilibrium, but may reach a wrong point.

The penalty gamma/2 (|psi| - g0)^2 pulls the discriminator's slope towards +-g0 even where the
generator is right: near (0, 0) the discriminator never comes to rest. But the field jumps across
psi = 0, and beside the jump (-+gamma g0, 0) is stationary. For gamma > 2 a cone of starts stays
beside the jump and converges to it at two geometric rates, the generator off by gamma g0; the
field is odd, so the other side is its mirror image.
"""

import numpy as np
from sympy import Abs, And, Eq, Implies, Matrix, Ne, sign, sqrt

from ganproof.claims.gan import dirac, updates
from ganproof.claims.gan.losses import WASSERSTEIN
from ganproof.claims.gan.penalties import centred
from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.claims.textbook import linearisation
from ganproof.verify import Claim, Origin, Trial, hurwitz, real, spectrum

theta = real("theta", latex=r"\theta", within=(-3, 3))
psi = real("psi", latex=r"\psi", within=(-2, 2))
h = real("h", within=(-1, 2))
gamma = real("gamma", latex=r"\gamma", within=(-1, 5))
g0 = real("g0", latex="g_0", within=(-1, 3))
slow, fast = gamma / 2 - sqrt(gamma**2 / 4 - 1), gamma / 2 + sqrt(gamma**2 / 4 - 1)

claim = Claim(
    PAPER.finding("Section 3, WGAN-GP", notes=NOTES),
    given={
        "the penalty is on": gamma > 0,
        "the target slope is positive": g0 > 0,
        "the learning rate is positive": h > 0,
        "the discriminator is not flat": Ne(psi, 0),
    },
    uses=[linearisation.claim],
)


def after_a_step(side, target=g0):
    """One simultaneous step of WGAN-GP, f(t) = t, with ``side`` for the sign of psi."""
    return theta - h * psi, psi + h * (theta - gamma * side * (side * psi - target))


def in_cone(offset, slope):
    return And(slope > 0, slope <= fast * offset)


@claim.states
def conclusions(
    *,
    target=g0,
    near=And(Abs(psi) <= g0 / 2, Abs(theta) <= gamma * g0 / 4),
    limit=-gamma * g0,
    small_step=h * fast < 1,
    J=Matrix([[0, -1], [1, -gamma]]),
):
    _, moved = after_a_step(sign(psi), target)
    theta_next, psi_next = after_a_step(1)
    error, error_next = theta - limit, theta_next - limit
    return {
        "near the equilibrium the discriminator keeps moving": Implies(
            near, Abs(moved - psi) >= h * gamma * g0 / 4
        ),
        "eigenvalues beside the jump": spectrum(J, equals=[-slow, -fast]),
        "beside the jump their real parts are negative": hurwitz(J),
        "a cone of starts stays beside the jump": Implies(
            gamma > 2,
            Implies(
                And(small_step, in_cone(theta + gamma * g0, psi)),
                in_cone(theta_next + gamma * g0, psi_next),
            ),
        ),
        "its orbits converge to the wrong point": Implies(
            gamma > 2,
            And(
                Eq(fast * error_next - psi_next, (1 - h * slow) * (fast * error - psi)),
                Eq(psi_next - slow * error_next, (1 - h * fast) * (psi - slow * error)),
            ),
        ),
    }


claim.mutant("the penalty is centred at zero", target=0)
claim.mutant("the discriminator keeps moving everywhere", near=Ne(psi, 0))
claim.mutant("the limit is the equilibrium", limit=0)
claim.mutant("a step of any length stays in the cone", small_step=h < 2)
claim.mutant("the penalty's sign is flipped", J=Matrix([[0, -1], [1, gamma]]))
claim.mutant(
    "WGAN-GP never converges to anything",
    rests=False,
    origin=Origin.FOLKLORE,
    instead="WGAN-GP can converge, to a wrong point with the generator off by gamma g0.",
)


def the_wrong_point_attracts(*, gamma=1.0, target=0.3):
    start, rule = [-gamma * target, 1e-3], updates.simultaneous(0.01)
    path = orbit(gamma, target, start, rule, 20_000)[-3000:, :, 0]
    low, high = (float(end(np.hypot(*path.T))) for end in (np.min, np.max))
    shows = f"the distance to (0, 0) ends between {low:.3f} and {high:.3f}"
    return Trial(high - low < 1e-3, shows, values={"gamma": gamma, "g0": target})


claim.does_not_say(
    "the wrong point attracts for every penalty",
    trial=the_wrong_point_attracts,
    instead="For gamma < 2 the eigenvalues are complex: orbits cross the jump and end on a cycle.",
)
claim.does_not_say(
    "the discriminator also leaves psi = 0 itself",
    instead="With sign(0) = 0, as programs have it, (0, 0) is stationary: starts must avoid it.",
    given={"the discriminator is not flat": None},
    near=And(Eq(psi, 0), Eq(theta, 0)),
)


def orbit(gamma, target, start, rule, rounds):
    """Iterates of shape (rounds + 1, 2, starts) for the Wasserstein loss."""
    penalty = centred(gamma, target)
    return dirac.orbit(start, rule, rounds, slope=WASSERSTEIN.slope, penalty=penalty)


@claim.simulation(supports="its orbits converge to the wrong point")
def iterates_come_to_rest_at_the_wrong_point(*, rests=True):
    """Five discriminator steps a round at gamma 1, four starts; one step a round at gamma 5/2."""
    starts = [[1.0, -1.0, 0.5, -2.0], [1.0, 0.4, -1.5, -0.3]]
    many = orbit(1.0, 0.3, starts, updates.alternating(0.2, discriminator_steps=5), 3000)[-1]
    once = orbit(2.5, 0.3, [1.0, 1.0], updates.simultaneous(0.2), 3000)[-1]
    ends = np.concatenate([many, once], axis=1)
    rest = np.allclose(np.abs(ends), [[0.3, 0.3, 0.3, 0.3, 0.75], [0] * 5], atol=1e-9)
    many, once = np.abs(ends[0, [0, -1]])
    return Trial(rest == rests, f"|theta| ends at {many:.6f} (n_d = 5), {once:.6f} (gamma 5/2)", 5)


@claim.figure(
    "Where WGAN-GP comes to rest",
    caption="Simultaneous updates at h = 0.05, target slope 0.3 and penalty 5/2: three starts end "
    "at the wrong points (-3/4, 0) and (3/4, 0), marked by squares, not at the equilibrium (+).",
)
def orbits():
    path = orbit(2.5, 0.3, [[1, -1, 1.2], [1, 0.5, -1.2]], updates.simultaneous(0.05), 400)
    return {"theta": path[:, 0].T, "psi": path[:, 1].T}


def draw(axes, data):
    for theta, psi in zip(data["theta"], data["psi"]):
        axes.plot(theta, psi, "-o", color="C0", fillstyle="none", markevery=[0])
    axes.plot([-0.75, 0.75], [0, 0], "s", color="C1", fillstyle="none")
    axes.plot([0], [0], "+", color="C2")
    axes.set(xlabel="generator theta", ylabel="discriminator psi", aspect="equal")
