"""G(z) = t1 t2 z: equilibria on a hyperbola break Property I, and the flow converges all the same.

Property I asks that what the generator gets wrong stays 0 along every straight line in which it is
flat to second order. With two factors the equilibria t1 t2 = 1 bend away from that line, so the
theorem does not apply. But t1^2 - t2^2 stays what it was, whatever the loss, and the product t1 t2
moves as the generator of the linear-quadratic GAN does, t1^2 + t2^2 times as fast. So a start near
the hyperbola ends on it, at the point that t1^2 - t2^2 tells.
"""

from dataclasses import replace

import numpy as np
from sympy import And, Derivative, Eq, Function, Gt, Implies, Ne, Subs, diag

from ganproof.claims.gan import flows, models
from ganproof.claims.gan.games import taylor
from ganproof.claims.gan.losses import LOGISTIC, WASSERSTEIN
from ganproof.claims.nagarajan2017 import PAPER, property_one
from ganproof.claims.textbook import linearisation
from ganproof.verify import Claim, Origin, Trial, hurwitz, real

t1, t2, w = real("t1", latex="t_1"), real("t2", latex="t_2"), real("w")
slope, curvature = real("slope", latex="f'(0)"), real("curvature", latex="f''(0)", within=(-3, 2))
pull = real("pull", latex="f'(-D)")
z, e = real("z", within=(-1, 1)), real("e", latex=r"\varepsilon", within=(-2, 2))
speed = real("speed", latex=r"t_1^2+t_2^2", within=(-1, 4))

claim = Claim(
    PAPER.proposition("Theorem 3.1, curved equilibria", after="3.1", attribution="own"),
    given={
        "the loss has a slope": Ne(slope, 0),
        "the loss is strictly concave at 0": curvature < 0,
        "not both factors are 0": speed > 0,
    },
    uses=[property_one.claim, linearisation.claim],
    origin=Origin.BEYOND,
)
GAME = replace(models.TWO_FACTORS, generator=(t1, t2), discriminator=(w,), equilibrium=(t1, t2, 0))
ONE_FACTOR = replace(models.LINEAR_QUADRATIC, discriminator=(w,))


def by_generator(game):
    """-dV/dtheta at one latent z for any loss; its derivative where it is taken is ``pull``."""
    objective = game.integrand(Function("f")).subs(game.law.latents[0], z)

    def named(term):
        return term.replace(lambda part: isinstance(part, (Derivative, Subs)), lambda _: pull)

    return [named(-objective.diff(each)) for each in game.generator]


def wrong_moments(theta):
    """|E_data grad D - E_made grad D|^2, the function of the generator in Property I."""
    differences = [
        GAME.mean(GAME.real, lambda x, by=by: GAME.answers((w,), x).diff(by))
        - GAME.mean(GAME.made, lambda x, by=by: GAME.answers((w,), x).diff(by))
        for by in GAME.discriminator
    ]
    return sum(each**2 for each in differences).subs(dict(zip((t1, t2), theta)))


@claim.states
def conclusions(*, line=(1 - e, 1 + e), flat=(t1, -t2), kept=-1, times=t1**2 + t2**2):
    first, second = by_generator(GAME)
    (alone,) = by_generator(ONE_FACTOR)
    blind = [left * right for left, right in zip(GAME.k_dg(), flat)]
    at_rest = GAME.velocity(taylor(slope, curvature)).subs(w, 0)
    J = diag(speed, 1) * ONE_FACTOR.jacobian(taylor(slope, curvature))
    return {
        "all of t1 t2 = 1 is at rest, w = 0": Implies(
            Eq(t1 * t2, 1), And(*(Eq(each, 0) for each in at_rest if each != 0))
        ),
        "K_DG vanishes on the hyperbola's tangents": Eq(blind[0], -blind[1], evaluate=False),
        "along the tangent at (1, 1) the second moment is wrong": Implies(
            And(Ne(e, 0), e**2 < 2), Gt(wrong_moments(line), 0, evaluate=False)
        ),
        "t1^2 - t2^2 does not change": Eq(t1 * first, -kept * t2 * second, evaluate=False),
        "t1 t2 moves as one factor does, t1^2 + t2^2 times as fast": Eq(
            t2 * first + t1 * second, times * alone.subs(models.a, t1 * t2)
        ),
        "that speed is a function of t1 t2 and t1^2 - t2^2": Eq(
            times**2, (t1**2 - t2**2) ** 2 + 4 * (t1 * t2) ** 2
        ),
        "at any such speed t1 t2 and w are stable": hurwitz(J),
    }


claim.mutant("the tangent is the line t1 = t2", flat=(t1, t2))
claim.mutant("t1^2 + t2^2 does not change", kept=1)
claim.mutant("the product moves as fast as one factor does", times=1)
claim.mutant("along the hyperbola itself the second moment is wrong", line=(e, 1 / e))


def run(game, starts, loss=LOGISTIC, time=200.0):
    """Where the flow from each of the starts is after a time, shape (parameters, starts)."""
    starts, field = np.array(starts).T, game.field(loss)

    def velocity(point):
        theta, psi = np.split(np.reshape(point, starts.shape), [len(game.generator)])
        return np.concatenate(field((theta, psi))).ravel()

    return flows.integrate(velocity, starts.ravel(), [0.0, time], tolerance=1e-8)[-1].reshape(
        starts.shape
    )


@claim.simulation(supports="at any such speed t1 t2 and w are stable")
def flows_end_where_their_balance_tells(*, loss=LOGISTIC):
    """Three starts, the logistic loss: t1 t2 = 1, w = 0, and t1^2 - t2^2 as at the start."""
    starts = [(1.3, 0.9, 0.1), (0.6, 1.4, -0.2), (2.0, 0.6, 0.0)]
    first, second, discriminator = run(models.TWO_FACTORS, starts, loss)
    arrived = np.abs([first * second - 1, discriminator]).max()
    balance = [start[0] ** 2 - start[1] ** 2 for start in starts]
    moved = np.abs(first**2 - second**2 - balance).max()
    shows = f"t1 t2 and w within {arrived:.0e} of 1 and 0, t1^2 - t2^2 kept to {moved:.0e}"
    return Trial(bool(arrived < 1e-4 and moved < 1e-5), shows, cases=len(starts))


claim.mutant("flows of the Wasserstein loss end there too", loss=WASSERSTEIN)


def a_product_discriminator_finds_the_data():
    end = float(run(models.PRODUCT, [(1.2, 0.01, 0.01)])[0, 0])
    shows = f"from a = 1.2, p = (1/100, 1/100) the flow ends at a = {end:.5f}; the data have 1"
    return Trial(abs(end - 1) < 0.01, shows)


claim.does_not_say(
    "Property I can be left out of the theorem",
    trial=a_product_discriminator_finds_the_data,
    instead="D(x) = p1 p2 x^2 does not have the property at p = 0 either, and there every wrong "
    "generator is at rest.",
)
