"""With a line of equilibria the flow comes to one of them, which one the start decides.

The generator is a softmax over finitely many outcomes; D has a parameter for each, its value. A
shift of all logits changes nothing, so that equilibria form a line, and the logits' mean stays what
it was at the start, whatever the loss. Apart from that one direction the equilibrium is
exponentially stable. For f(t) = t the mean of D's values stays as well, and every constant D will
do.
"""

from dataclasses import replace
from functools import cache

import numpy as np
from sympy import And, Eq, Equivalent, Function, Matrix, Ne, factor, log

from ganproof.claims.gan import flows, models
from ganproof.claims.gan.games import taylor
from ganproof.claims.gan.losses import LOGISTIC, WASSERSTEIN
from ganproof.claims.nagarajan2017 import NOTES, PAPER
from ganproof.claims.textbook import linearisation
from ganproof.verify import Claim, Trial, Verdict, examples, hurwitz, real

slope, curvature = real("slope", latex="f'(0)"), real("curvature", latex="f''(0)", within=(-3, 2))
p, q, shift = real("p", within=(-1, 2)), real("q", within=(-1, 2)), real("shift")
d = real("d", within=(-2, 2))
f1, f2 = (real(f"f{j}", latex=rf"f(-\psi_{j})") for j in (1, 2))

claim = Claim(
    PAPER.remark("Multiple equilibria", notes=NOTES, after="3.1"),
    given={
        "the loss has a slope": Ne(slope, 0),
        "the loss is strictly concave at 0": curvature < 0,
        "both outcomes are in the data": And(p > 0, p < 1),
    },
    uses=[linearisation.claim],
    expected=Verdict.EXAMPLES,
)
VALUES = real("psi1", latex=r"\psi_1"), real("psi2", latex=r"\psi_2")
GAME = replace(models.tabular([p, 1 - p], Matrix.eye(2)), discriminator=VALUES)
MADE = dict(zip(GAME.generator, (shift + log(q / p), shift + log((1 - q) / (1 - p)))))
"""All logits at which the first outcome is made with probability q."""
ANY, LINEAR = taylor(slope, curvature), taylor(1)
J = GAME.jacobian(ANY)


@cache
def moves(loss, value=None):
    """The velocities of the logits and of D's values, where D has one value or any."""
    same = {} if value is None else dict.fromkeys(VALUES, value)
    return GAME.velocity(loss).subs({**MADE, **same}).applyfunc(factor)


@cache
def logits_move():
    """-dV/dtheta for any loss f, whose values are variables."""
    f = Function("f")
    objective, named = GAME.integrand(f), {f(-VALUES[0]): f1, f(-VALUES[1]): f2}
    return [factor(-objective.diff(each).subs({**named, **MADE})) for each in GAME.generator]


def rest(velocity):
    return And(*(Eq(each, 0) for each in velocity if each != 0))


@claim.states
def conclusions(*, weight=1, constant=0, loss=LINEAR):
    first, second = logits_move()
    _, _, value, other = moves(loss)
    across = Matrix([[1, -1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])
    stated = {
        "the mean of the logits does not change, whatever the loss": Eq(
            weight * first, -second, evaluate=False
        ),
        "with D zero both players rest exactly where the data's law is made": Equivalent(
            rest(moves(ANY, constant)), Eq(p, q)
        ),
        "apart from the shift it is stable": hurwitz(across * J * across.pinv()),
        "f(t) = t: the mean of D's values does not change": Eq(
            weight * value, -other, evaluate=False
        ),
        "f(t) = t: they rest there with every constant D": Equivalent(
            rest(moves(loss, d)), Eq(p, q)
        ),
    }
    return {name: examples("a softmax of two outcomes", each) for name, each in stated.items()}


claim.mutant("means with the data's probabilities do not change", weight=p / (1 - p))
claim.mutant("both rest with every constant D, whatever the loss", constant=d)
claim.mutant("the mean of D's values stays, whatever the loss", loss=ANY)

claim.does_not_say(
    "each single equilibrium attracts",
    states=hurwitz(J),
    instead="The line of equilibria does. A start whose logits have another mean than the "
    "equilibrium's stays away from it for ever.",
)


def end(loss, eta, time):
    """Probabilities less the data's, shift of the logits' mean, D: where a flow ends."""
    field, law = models.TABULAR.field(loss, eta=eta), np.array([1 / 2, 1 / 3, 1 / 6])

    def velocity(point):
        return np.concatenate(field((point[:3], point[3:])))

    last = flows.integrate(velocity, START, [0.0, time], tolerance=1e-9)[-1]
    made = law * np.exp(last[:3])
    return np.abs(made / made.sum() - law).max(), last[:3].mean() - np.mean(START[:3]), last[3:]


START = [0.5, -0.1, 0.2, 0.3, -0.2, 0.1]


@claim.simulation(supports="apart from the shift it is stable")
def flows_find_the_data_and_keep_their_mean(*, eta=2.0):
    """Three outcomes: the logistic loss, and f(t) = t with the regulariser."""
    off, drift, answers = end(LOGISTIC, 0.0, 300.0)
    wgan_off, wgan_drift, values = end(WASSERSTEIN, eta, 300.0)
    arrived = max(off, wgan_off, np.abs(answers).max(), np.ptp(values))
    kept = max(abs(drift), abs(wgan_drift))
    shows = f"within {arrived:.0e} of the data's law; logits' mean kept to {kept:.0e}"
    return Trial(bool(arrived < 1e-4 and kept < 1e-7), shows, cases=2)


claim.mutant("flows of the WGAN find the data without a regulariser", eta=0.0)


def the_regularised_wgans_discriminator_fades():
    values = end(WASSERSTEIN, 2.0, 300.0)[2]
    shows = f"D ends at {values.mean():.4f} for each outcome, the mean of its values at the start"
    return Trial(bool(np.abs(values).max() < 1e-3), shows, values={"eta": 2})


claim.does_not_say(
    "the regularised WGAN's discriminator becomes zero",
    trial=the_regularised_wgans_discriminator_fades,
    instead="It becomes constant. The WGAN does not see constants, and the mean of D's values "
    "stays what it was.",
)
