"""With K = 0, constant d_X, the first power and KL for d_Y the penalty is that of VAT.

Virtual adversarial training penalises the divergence between the class probabilities at x and at
x + r. In this setting, that of the author's released semi-supervised code, lambda (q - K)_+ is
lambda d_Y; with a target or a square it is not. The KL divergence is no metric: it has no part of
first order in r, and along r the second derivative r'J'(diag(p) - p p')J r, J the Jacobian of the
logits: the variance of their slopes. So its quotient vanishes for short r. For d_Y = |.| the
largest change of f within |r| <= e is e |g| up to M e^2/2, |g| the dual norm: to first order,
robustness and a small gradient are the same.
"""

from sympy import Abs, And, Eq, Implies, Symbol, exp, log

from ganproof.claims.terjek2020 import NOTES, PAPER, adversarial_penalty, gradient_characterisation
from ganproof.verify import Claim, real

D, lam = real("D", latex="d_Y", within=(-1, 4)), real("lam", latex=r"\lambda", within=(-1, 4))
chances = [real(f"p{i}", latex=f"p_{i}", within=(-1, 2)) for i in (1, 2)]
slopes = [real(f"u{i}", latex=f"u_{i}") for i in (1, 2, 3)]
p = real("p", within=(-1, 2))
norm, M = real("norm", latex="|g|", within=(-1, 4)), real("M", within=(-1, 3))
e, f_r = real("e", within=(-1, 2)), real("f_r", latex="|f(x+r)-f(x)|", within=(-1, 5))
f_best = real("f_best", latex="|f(x+r^*)-f(x)|", within=(-1, 5))
slope = real("slope", latex=r"|g\cdot r|", within=(-1, 4))
t, level = real("t", within=(-1, 2)), real("level", latex=r"\delta", within=(-1, 2))
C = real("C", within=(-1, 4))

claim = Claim(
    PAPER.remark("Virtual adversarial training", notes=NOTES),
    given={"d_Y is not negative": D >= 0},
    uses=[adversarial_penalty.claim, gradient_characterisation.claim],
)
s = Symbol("s")
LAW = [*chances, 1 - sum(chances)]
"""Probabilities of three classes."""
LARGEST = "the largest change within |r| <= e is e |g| up to M e^2/2"


def mean(values):
    return sum(each * value for each, value in zip(LAW, values))


def divergence():
    """From p to softmax(log p + s u): of the classes at x from those at x + s r, u = J r."""
    return log(mean(exp(s * slope) for slope in slopes)) - s * mean(slopes)


@claim.states
def conclusions(*, setting=(0, adversarial_penalty.plain), middle=1, error=2, powers=2):
    target, hinge = setting
    first, second = (divergence().diff(s, k).subs(s, 0) for k in (1, 2))
    variance = mean(slope**2 for slope in slopes) - middle * mean(slopes) ** 2
    close = And(Abs(f_r - slope) <= M * e**2 / 2, Abs(f_best - e * norm) <= M * e**2 / 2)
    return {
        "K = 0, d_X = 1, first power: the penalty is lambda d_Y": Eq(
            adversarial_penalty.penalty(D / 1, target, lam, hinge), lam * D
        ),
        "three classes: the KL divergence has no part of first order": Eq(first, 0, evaluate=False),
        "its second derivative is the variance of the logits' slopes": Eq(second, variance),
        "a divergence of at most C t^2 at the distance t has a small quotient": Implies(
            And(C > 0, t > 0, C * t < level, C * t**powers >= D), D / t < level
        ),
        LARGEST: Implies(
            And(close, slope <= e * norm),
            And(f_r <= e * norm + M * e**2 / error, f_best >= e * norm - M * e**2 / error),
        ),
    }


claim.mutant("K = 1 gives VAT as well", setting=(1, adversarial_penalty.plain))
claim.mutant("the square gives VAT as well", setting=(0, adversarial_penalty.squared))
claim.mutant("the second derivative is the mean square of the slopes", middle=0)
claim.mutant("a divergence of at most C t has a small quotient", powers=1)
claim.mutant("the largest change is e |g| up to M e^2/4", error=4)
claim.does_not_say(
    "the KL divergence is symmetric, as a metric is",
    states=Implies(
        And(p > 0, p < 1),
        Eq(
            p * log(2 * p) + (1 - p) * log(2 * (1 - p)),
            -(log(2 * p) + log(2 * (1 - p))) / 2,
        ),
    ),
    instead="It is not symmetric, and its square root, not itself, is of the order of a distance: "
    "the penalty of VAT is no Lipschitz penalty in the strict sense.",
)
