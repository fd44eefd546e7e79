"""Equation (14): the penalty pulls the discriminator alone; R1 and R2 agree where G is right.

The penalised field is v_i = (-grad_theta L, grad_psi L - grad_psi R_i). R2 is a mean over
generated samples and so depends on theta too, but the generator is not charged with it. Where the
generator makes the data's law both penalties are the same function of psi. Data on a segment and
the loss f(t) = f'(0) t + f''(0) t^2/2 make every term a polynomial.
"""

from dataclasses import replace

from sympy import And, Eq, Equivalent, Implies, Matrix, Ne

from ganproof.claims.gan import models
from ganproof.claims.gan.games import taylor
from ganproof.claims.mescheder2018 import NOTES, PAPER, equations_9_10
from ganproof.verify import Claim, Verdict, examples, real

a, b = real("a", latex="f'(0)", within=(-3, 3)), real("b", latex="f''(0)", within=(-3, 2))
gamma = real("gamma", latex=r"\gamma", within=(-2, 5))
theta = [real(f"t{k}", latex=rf"\theta_{k}") for k in (1, 2)]
psi = [real(f"p{k}", latex=rf"\psi_{k}") for k in range(4)]
RIGHT, AHEAD = And(*(Eq(each, 0) for each in theta)), Eq(theta[0], 0)

claim = Claim(
    PAPER.definition("Equation 14", equation="14", after="3", notes=NOTES),
    given={"the loss has a slope at 0": Ne(a, 0)},
    uses=[equations_9_10.claim],
    expected=Verdict.EXAMPLES,
)
SEGMENT = replace(models.SEGMENT, generator=tuple(theta), discriminator=tuple(psi))
R1, R2 = gamma * SEGMENT.penalty(SEGMENT.real), gamma * SEGMENT.penalty(SEGMENT.made)


def gradient(value, by):
    return Matrix([value.diff(each) for each in by])


def field(penalty, charged=0, sign=1):
    """Equation (14), with the generator ``charged`` for a share of the penalty."""
    L = SEGMENT.objective(taylor(a, b))
    by_theta = -gradient(L, theta) - charged * gradient(penalty, theta)
    return by_theta, gradient(L, psi) - sign * gradient(penalty, psi)


def equal(left, right):
    return And(*(Eq(*pair, evaluate=False) for pair in zip(left, right) if any(pair)))


@claim.states
def conclusions(*, charged=0, sign=1, where=RIGHT):
    unpenalised = SEGMENT.velocity(taylor(a, b))
    by_theta, by_psi = field(R2, charged, sign)
    flat = dict.fromkeys(psi, 0)
    rest = equal([*by_theta.subs(flat), *by_psi.subs(flat)], [0] * 6)
    pull = field(R1, charged, sign)[1] - unpenalised[2:, :]
    statements = {
        "R2 does not pull the generator": equal(by_theta, unpenalised[:2, :]),
        "R1 and R2 pull alike where the generator is right": Implies(
            where, equal(gradient(R1, psi), gradient(R2, psi))
        ),
        "D = 0 is at rest exactly where the generator is right": Equivalent(rest, RIGHT),
        "R1 pulls towards D = 0": Implies(gamma > 0, pull.dot(psi).expand() <= 0),
    }
    return {name: examples("data on a segment", each) for name, each in statements.items()}


claim.mutant("the generator is charged with the penalty too", charged=1)
claim.mutant("R1 and R2 always pull alike", where=Ne(gamma, 0))
claim.mutant("R1 and R2 pull alike where the generator's mean is right", where=AHEAD)
claim.mutant("the penalty is added to what the discriminator maximises", sign=-1)
claim.mutant("a loss without slope will do", given={"the loss has a slope at 0": None})

claim.does_not_say(
    "v_2 is the gradient field of the game with the value L - R2",
    states=equal(gradient(R2, theta), [0, 0]),
    instead="Such a game would pull the generator by the gradient of R2 in theta, which "
    "equation (14) leaves out. At equilibria, where D is flat, that gradient is 0.",
)
