"""Equilibria solve the variational inequality of F; the converse needs a convex-concave objective.

The generator minimises V over a convex set, the discriminator maximises it over another one, and F
= (V_theta, -V_phi). The inequality asks for <F(w*), w - w*> >= 0 at every w = (theta, phi) of both
sets, that is for V_theta.(theta - theta*) >= 0 >= V_phi.(phi - phi*). An equilibrium satisfies it
for every differentiable V: along a direction in which V falls the generator would move. Where V is
convex in theta and concave in phi a solution is an equilibrium; else it is a stationary point only.
Solutions are the fixed points of w -> P(w - eta F(w)), P the projection, for one step eta and then
for all; in the interior they are the zeros of F, at the boundary they need not be. P(v) is the
point p of the set with <v - p, z - p> <= 0 for all its z; on a box it clips each coordinate.
"""

from functools import partial

import numpy as np
from sympy import And, Eq, Equivalent, Implies, Max, Min, Or

from ganproof.claims.gan import methods, operators, projections
from ganproof.claims.giagtzoglou2026 import NOTES, PAPER
from ganproof.verify import Claim, Origin, Trial, real

V = real("V", latex=r"V(\theta^*,\phi^*)")
V_theta = real("V_theta", latex=r"V(\theta,\phi^*)")
V_phi = real("V_phi", latex=r"V(\theta^*,\phi)")
d = real("d", latex=r"\langle\nabla_\theta V,\theta-\theta^*\rangle")
e = real("e", latex=r"\langle\nabla_\phi V,\phi-\phi^*\rangle")
t, rest = real("t", within=(-1, 2)), real("rest", latex="o(t)/t")
V_t = real("V_t", latex=r"V(\theta^*+t(\theta-\theta^*),\phi^*)")
w, F, low, high = real("w"), real("F"), real("low", latex=r"\ell"), real("high", latex="u")
eta = real("eta", latex=r"\eta", within=(-1, 4))
inner = real("inner", latex=r"\langle F(w),z-w\rangle")
theta, phi = real("theta", latex=r"\theta"), real("phi", latex=r"\phi")

claim = Claim(
    PAPER.definition("GAN training as a variational inequality", notes=NOTES),
    given={
        "V is convex in theta": V_theta >= V + d,
        "V is concave in phi": V_phi <= V + e,
        "the point is in the set": And(low <= w, w <= high),
        "the step is positive": eta > 0,
    },
)


def fixed(rate):
    return Eq(Max(low, Min(high, w - rate * F)), w)


@claim.states
def conclusions(*, sign=1, along=1, inside=And(low < w, w < high), fall=rest < -d):
    solved = Or(Eq(F, 0), And(Eq(w, low), F >= 0), And(Eq(w, high), F <= 0))
    return {
        "an equilibrium solves it: where V falls at first, a short move gains": Implies(
            And(d < 0, t > 0, fall, Eq(V_t, V + t * (d + rest))), V_t < V
        ),
        "a solution is an equilibrium": Implies(
            And(d >= 0, -sign * e >= 0), And(V_theta >= V, V_phi <= V)
        ),
        "w = P(w - eta F) says so, whatever the step: <-eta F, z - w> <= 0 for all z": Equivalent(
            -eta * inner <= 0, along * inner >= 0
        ),
        "on an interval, where P clips: F = 0, or -F points outwards at an end": Equivalent(
            fixed(eta), solved
        ),
        "inside they are the zeros of F": Implies(inside, Equivalent(fixed(eta), Eq(F, 0))),
    }


claim.mutant("F is (V_theta, V_phi), without the minus sign", sign=-1)
claim.mutant("the projected step goes along F", along=-1)
claim.mutant("at the boundary too they are the zeros of F", inside=low < high)
claim.mutant("the remainder may be of the size of the slope", fall=rest <= -d)

saddle = operators.operator(-(theta**2) + phi**2, [theta], [phi])
claim.does_not_say(
    "a solution is an equilibrium for every smooth V",
    states=Implies(And(*(Eq(each, 0) for each in saddle)), -(w**2) >= -(theta**2)),
    origin=Origin.FOLKLORE,
    instead="For V = phi^2 - theta^2 on [-1, 1]^2 the point 0 solves the inequality, and is the "
    "worst one for both players. For networks solutions are stationary points.",
)
corner = operators.operator(phi * (1 - theta), [theta], [phi]).subs({theta: 0, phi: 1})
claim.does_not_say(
    "F vanishes at every equilibrium",
    states=Implies(
        And(theta <= 0, theta * corner[0] + (phi - 1) * corner[1] >= 0, phi <= 1),
        Eq(corner[0] ** 2 + corner[1] ** 2, 0, evaluate=False),
    ),
    instead="For V = phi (1 - theta) with theta <= 0 and |phi| <= 1 the equilibrium is (0, 1), and "
    "F = (-1, -1) there.",
)


@claim.simulation(supports="a solution is an equilibrium")
def random_games_on_a_box(*, turn=1.0, games=8, deviations=500):
    """Convex-concave quadratics on [-1, 1]^(2n), solved by extragradient; gains by deviating."""
    rng, unit_box = np.random.default_rng(11), projections.box(-1, 1)
    gain, residual = -np.inf, 0.0
    for n in (1, 2, 3, 4):
        A, C = (L @ L.transpose(0, 2, 1) + np.eye(n) / 4 for L in rng.normal(size=(2, games, n, n)))
        B = rng.normal(size=(games, n, n))
        shift = 2 * rng.normal(size=(games, 2 * n))
        J = operators.stacked(A, B, C)
        flip = np.concatenate([np.ones(n), turn * np.ones(n)])
        F = partial(turned, J, shift, flip)
        rate = 0.7 / operators.constants(J)[:, None]
        path = methods.run(methods.EXTRAGRADIENT, F, np.zeros((games, 2 * n)), rate, 800, unit_box)
        found = path.path[-1]
        residual = max(residual, float(np.abs(found - unit_box(found - F(found))).max()))
        here, value = found - shift, (A, B, C)
        for player in (slice(0, n), slice(n, 2 * n)):
            moved = np.repeat(here[None], deviations, axis=0)
            moved[..., player] = rng.uniform(-1, 1, (deviations, games, n)) - shift[:, player]
            change = objective(value, moved, n) - objective(value, here, n)
            gain = max(gain, float((-change if player.start == 0 else change).max()))
    shows = f"the best deviation gains {gain:.1e}; |w - P(w - F(w))| is at most {residual:.0e}"
    return Trial(gain < 1e-6 and residual < 1e-6, shows, cases=4 * games)


def turned(J, shift, signs, x):
    return signs * methods.linear(J)(x - shift)


def objective(blocks, x, n):
    A, B, C = blocks
    theta, phi = x[..., :n], x[..., n:]
    squares = (theta * methods.linear(A)(theta) - phi * methods.linear(C)(phi)) / 2
    return (squares + theta * methods.linear(B)(phi)).sum(axis=-1)


claim.mutant("random games with the discriminator's gradient turned round", turn=-1.0)
