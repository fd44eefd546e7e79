"""Worst cases of a few rounds by PEPit agree with a program of our own, and with what is proved.

The largest |x_n - x*|^2 for |x_0 - x*| = 1 over all mu-strongly monotone, 1-Lipschitz operators, in
any dimension, for the step 1/4. Our program is the dual of PEPit's, written from the methods'
definitions alone; under projections it uses less of what is known of the solution and is larger.
"""

from functools import cache

from ganproof.claims.gan.methods import EXTRAGRADIENT, FORWARD_BACKWARD, FROM_THE_PAST
from ganproof.claims.gan.worst_case import Problem, solve
from ganproof.claims.giagtzoglou2026 import PAPER, extragradient, forward_backward, linear_rate
from ganproof.verify import Claim, Origin, Trial, Verdict

claim = Claim(
    PAPER.proposition("Worst cases, numerically", after="EFTP", attribution="own"),
    uses=[linear_rate.claim, extragradient.claim, forward_backward.claim],
    expected=Verdict.UNREFUTED,
    origin=Origin.BEYOND,
)
PROBLEMS = (
    Problem(FORWARD_BACKWARD.name, 2, "1/5"),
    Problem(EXTRAGRADIENT.name, 1, "1/5"),
    Problem(FROM_THE_PAST.name, 1, "1/5"),
    Problem(FROM_THE_PAST.name, 3, "1/5"),
    Problem(FROM_THE_PAST.name, 2, "1/20", constrained=True),
)
FORWARD, PAST = PROBLEMS[:1], PROBLEMS[2:]


worst_case = cache(solve)


def number(text):
    over, _, under = text.partition("/")
    return int(over) / int(under)


def shown(problem):
    on = " on convex sets" if problem.constrained else ""
    primal, dual = worst_case(problem)
    return f"{primal:.5f} and {dual:.5f} for {problem.rounds} of {problem.method}{on}"


@claim.simulation(decides="PEPit and the dual program agree")
def both_programs(*, scale=1.0, tolerance=1e-4):
    """Difference on the whole space, and the dual's excess under projections."""
    pairs = [(each.constrained, *pair) for each in PROBLEMS for pair in [worst_case(each)]]
    apart = max(abs(scale * primal - dual) for on, primal, dual in pairs if not on)
    excess = [dual - scale * primal for on, primal, dual in pairs if on]
    holds = apart < tolerance and -tolerance < min(excess) and max(excess) < 1e-3
    return Trial(holds, "; ".join(map(shown, PROBLEMS)), cases=len(PROBLEMS))


@claim.simulation(decides="forward-backward steps have the worst case (1 - 2 eta mu + eta^2 L^2)^n")
def forward_backward_formula(*, squared=1.0):
    found = [worst_case(each)[0] for each in FORWARD]
    bounds = [(1 - number(each.modulus) / 2 + squared / 16) ** each.rounds for each in FORWARD]
    apart = max(abs(p - b) for p, b in zip(found, bounds))
    return Trial(apart < 1e-4, f"{found[0]:.5f} against {bounds[0]:.5f}", cases=len(found))


@claim.simulation(
    decides="n rounds of EFTP are below (1 - mu/4)^n, one round equals extragradient's"
)
def from_the_past(*, share=4.0, other=PROBLEMS[1]):
    found = [worst_case(each)[0] for each in PAST]
    bounds = [(1 - number(each.modulus) / share) ** each.rounds for each in PAST]
    holds = all(p <= b for p, b in zip(found, bounds))
    holds &= abs(found[0] - worst_case(other)[0]) < 1e-4
    shows = ", ".join(f"{p:.5f} below {b:.5f}" for p, b in zip(found, bounds))
    return Trial(holds, shows, cases=len(found))


claim.mutant("PEPit's worst cases are a thousandth smaller", scale=0.999)
claim.mutant("forward-backward steps have (1 - 2 eta mu)^n", squared=0.0)
claim.mutant("EFTP is below (1 - mu)^n", share=1.0)
claim.mutant("one round of EFTP equals a forward-backward step", other=PROBLEMS[0])
