"""Consensus optimisation makes the Dirac-GAN locally convergent.

Both players also descend on gamma |v|^2/2. At the equilibrium this adds -gamma f'(0)^2 to both
eigenvalues, +-i f'(0) of the plain game, whatever f''. It is a local statement: for the logistic
loss there are other stationary points, and some starts run away.
"""

import numpy as np
from sympy import Eq, I, Matrix, Ne, Rational

from ganproof.claims.gan import dirac, spectra, updates
from ganproof.claims.gan.losses import LOGISTIC, arbitrary
from ganproof.claims.mescheder2018 import PAPER
from ganproof.claims.textbook import linearisation
from ganproof.verify import Claim, Origin, Trial, hurwitz, real, spectrum

theta, psi = real("theta", latex=r"\theta"), real("psi", latex=r"\psi")
slope = real("slope", latex=r"f'(\theta\psi)")
curvature = real("curvature", latex=r"f''(\theta\psi)")
a, b = real("a", latex="f'(0)", within=(-3, 3)), real("b", latex="f''(0)")
gamma = real("gamma", latex=r"\gamma", within=(-1, 4))

claim = Claim(
    PAPER.remark("Section 3, consensus optimisation"),
    given={"the penalty is on": gamma > 0, "the loss has a slope": Ne(a, 0)},
    uses=[linearisation.claim],
)


@claim.states
def conclusions(*, share=1, damping=-gamma * a**2, sign=1):
    loss, bend = arbitrary(a, b), lambda _: b
    J = dirac.jacobian_at_equilibrium(
        dirac.consensus_field(dirac.PARAMETERS, gamma=sign * gamma, slope=loss, curvature=bend)
    )
    v = Matrix(dirac.field((theta, psi), slope=lambda _: slope))
    turning = slope + theta * psi * curvature
    jacobian = Matrix([[-(psi**2) * curvature, -turning], [turning, theta**2 * curvature]])
    field = dirac.consensus_field(
        (theta, psi),
        gamma=gamma,
        slope=lambda _: slope,
        curvature=lambda _: curvature,
        share=share,
    )
    expected = v - gamma * jacobian.T * v
    return {
        "eigenvalues": spectrum(J, equals=[damping + I * a, damping - I * a]),
        "stable": hurwitz(J),
        "the generator descends on |v|^2/2": Eq(field[0], expected[0], evaluate=False),
        "the discriminator descends on |v|^2/2": Eq(field[1], expected[1], evaluate=False),
    }


claim.mutant("no penalty is needed", given={"the penalty is on": gamma >= 0})
claim.mutant("the penalty's sign is flipped", sign=-1)
claim.mutant("the damping is gamma f'(0)", damping=-gamma * a)
claim.mutant("a loss without slope will do", given={"the loss has a slope": None})
claim.mutant(
    "half of the part that comes from f''",
    share=Rational(1, 2),
    origin=Origin.CODE,
    instead="The gradient of |v|^2/2 has the whole of that part. The released notebook has a stray "
    "1/2 there, which changes trajectories but not the eigenvalues at the equilibrium.",
)


def velocity(point, gamma=1.0):
    terms = {"slope": LOGISTIC.slope, "curvature": LOGISTIC.curvature}
    return dirac.consensus_field(point, gamma=gamma, **terms)


def every_start_converges():
    path = dirac.orbit([2.0, 2.0], updates.simultaneous(0.2), 500, velocity)
    theta, psi = path[-1, :, 0]
    shows = f"from (2, 2) the iterates run off to ({theta:.2f}, {psi:.1f}) in 500 rounds"
    return Trial(bool(np.hypot(theta, psi) < 1), shows, values={"gamma": 1, "h": 0.2})


def the_origin_is_the_only_stationary_point():
    """Newton's method from nearby, with differences for the Jacobian."""
    point, size = np.array([0.34, 2.2]), 1e-6
    for _ in range(20):
        value = np.array(velocity(tuple(point)))
        columns = [np.array(velocity(tuple(point + e))) - value for e in size * np.eye(2)]
        point = point - size * np.linalg.solve(np.column_stack(columns), value)
    shows = f"v vanishes at ({point[0]:.5f}, {point[1]:.5f}), a saddle, for the logistic loss"
    elsewhere = np.abs(value).max() < 1e-12 and np.hypot(*point) > 0.1
    return Trial(not elsewhere, shows, values={"gamma": 1})


claim.does_not_say(
    "every start converges",
    trial=every_start_converges,
    instead="Convergence is local: far starts can run away.",
)
claim.does_not_say(
    "the origin is the only stationary point",
    trial=the_origin_is_the_only_stationary_point,
    instead="Adding the gradient of |v|^2 makes saddles of points where v does not vanish.",
)


@claim.simulation(supports="stable")
def logistic_iterates_decay_at_the_spectral_radius(
    *, gammas=(0.5, 1.0), rate=0.2, share_of_damping=1.0
):
    """Simultaneous updates from (1, 1), from round 50 on, against the prediction."""
    shows, holds = [], True
    for gamma in gammas:
        path = dirac.orbit([1.0, 1.0], updates.simultaneous(rate), 150, velocity, gamma=gamma)
        found = spectra.decay_rate(path, since=50)
        predicted = abs(1 + rate * (-share_of_damping * gamma / 4 + 0.5j))
        holds = holds and abs(found - predicted) < 2e-3
        shows.append(f"gamma {gamma}: {found:.5f} against {predicted:.5f}")
    return Trial(bool(holds), "; ".join(shows), cases=len(gammas))


claim.mutant("iterates decay at half the damping", share_of_damping=0.5)
