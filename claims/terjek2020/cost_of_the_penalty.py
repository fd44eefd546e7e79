"""A step of the search costs a forward and a backward pass; nothing is differentiated twice.

With the critic's values at the samples at hand, n steps take n + 1 forward passes, at n probes and
at the perturbed points, and n backward passes to the input. The perturbation is then held fixed: in
the critic's parameters the penalty has an ordinary gradient, through f(x) and f(x + r), where the
gradient penalty's takes second derivatives of f. The author's semi-supervised code computes f(x)
again in each step, 2 n + 1 forward passes. No architecture is ruled out; where batch normalisation
couples the samples, a direction is not that of its sample alone.
"""

from collections import Counter

import numpy as np
from sympy import Eq, Implies, Ne, symbols

from ganproof.claims.gan import perturbations
from ganproof.claims.terjek2020 import NOTES, PAPER, explicit_penalty
from ganproof.verify import Claim, Origin, Trial, integer, real

n = integer("n", within=(-1, 6))
x, r, w = real("x"), real("r"), real("w")
s_x, s_r = real("s_x", latex=r"\rho'(wx)"), real("s_r", latex=r"\rho'(w(x+r))")
b_x, b_r = real("b_x", latex=r"\rho''(wx)"), real("b_r", latex=r"\rho''(w(x+r))")

claim = Claim(
    PAPER.remark("Cost of the penalty", notes=NOTES),
    given={"weight and input do not vanish": Ne(w * x, 0)},
    uses=[explicit_penalty.claim],
)
PASSES = "n steps and the penalty take one forward pass more than backward passes"
weight, place = symbols("weight place")


def unit(at, slope, bend):
    """The critic rho(weight place) near (w, ``at``), by rho's first two derivatives at w at."""
    step = weight * place - w * at
    return slope * step + bend * step**2 / 2


def there(expression, at):
    return expression.subs({weight: w, place: at})


def forward(steps, again=0):
    """At the probes, the perturbed points, and ``again`` at the samples in each step."""
    return steps + 1 + again * steps


@claim.states
def conclusions(*, again=0, backward=n, bent=b_x):
    at_x, at_r = unit(x, s_x, bent), unit(x + r, s_r, b_r)
    explicit = there(at_r.diff(weight), x + r) - there(at_x.diff(weight), x)
    of_gradient = there(at_x.diff(place).diff(weight), x)
    return {
        PASSES: Eq(forward(n, again), backward + 1, evaluate=False),
        "f(x + r) - f(x) for a unit rho(w x): its gradient in w has first derivatives only": Eq(
            explicit, (x + r) * s_r - x * s_x, evaluate=False
        ),
        "that of f'(x) has the second one": Eq(of_gradient, s_x + w * x * b_x, evaluate=False),
        "which is not zero where rho bends": Implies(Ne(b_x, 0), Ne(of_gradient, s_x)),
    }


claim.mutant("a step computes f(x) again", again=1)
claim.mutant("a step takes no backward pass", backward=0)
claim.mutant("the unit is linear", bent=0)
claim.does_not_say(
    "multiple forward passes are avoided",
    states=Implies(n >= 1, forward(n) <= 1),
    origin=Origin.NOTES,
    instead="A penalty with n steps takes n + 1 forward passes more, two in the released code.",
)


def a_step_without_gradients():
    """Backward passes of one step of the search."""
    asked = []

    def slopes(points):
        asked.append(points)
        return perturbations.two_regimes_slopes(points)

    start = perturbations.probes(np.random.default_rng(52), 1, 2)
    perturbations.direction(perturbations.two_regimes, slopes, np.zeros((1, 2)), start, 0.1)
    return Trial(not asked, f"{len(asked)} backward pass in one step", values={"n": len(asked)})


claim.does_not_say(
    "gradients need not be computed",
    trial=a_step_without_gradients,
    origin=Origin.NOTES,
    instead="Each step takes a backward pass to the input; what is avoided is to differentiate "
    "through it.",
)


@claim.simulation(supports=PASSES)
def counted_passes(*, extra=1):
    """Passes away from the samples, for one to five steps of the search on a critic."""
    holds, shows, samples = True, [], np.zeros((1, 2))
    start = perturbations.probes(np.random.default_rng(51), 1, 2)
    for steps in range(1, 6):
        passes = Counter()

        def values(points, passes=passes):
            passes["forward"] += int(points is not samples)
            return perturbations.two_regimes(points)

        def slopes(points, passes=passes):
            passes["backward"] += 1
            return perturbations.two_regimes_slopes(points)

        d = perturbations.direction(values, slopes, samples, start, 0.1, steps)
        perturbations.quotient(values, samples, d)
        holds = holds and passes["forward"] == passes["backward"] + extra == steps + extra
        shows.append(f"{passes['forward']} and {passes['backward']}")
    return Trial(holds, f"forward and backward: {', '.join(shows)}", cases=5)


claim.mutant("there are as many forward as backward passes", extra=0)
