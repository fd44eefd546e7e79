"""The loss conditions: which losses rise on generated samples, fall on real ones, and balance.

The discriminator's losses phi on generated and varphi on real samples are admissible if phi' > 0,
varphi' < 0, phi'' >= 0 and varphi'' >= 0, and some a has phi'(a) + varphi'(a) = 0. With
varphi(t) = phi(-t) the balance at a = 0 is automatic. The standard GAN's pair is the logistic one
and satisfies all of them. The fifth condition does not follow from the other four.
"""

from sympy import And, Eq, Equivalent, Ge, Gt, Implies, Le, Lt, Ne, atan, exp, log, tanh

from ganproof.claims.gan.discriminator_losses import (
    EXPONENTIAL,
    HINGE,
    LEAST_SQUARES,
    LINEAR,
    LOGISTIC,
    ROOT,
    t,
)
from ganproof.claims.gan.loss_calculus import by_exponential, by_root, mirrored
from ganproof.claims.zhou2019 import NOTES, PAPER
from ganproof.verify import Claim, real

x = real("x", latex="t")
E = real("E", latex="e^{t}", within=(-1, 4))
u = real("u", latex=r"e^{\operatorname{arsinh} t}", within=(-1, 4))

claim = Claim(
    PAPER.definition("Loss conditions", notes=NOTES, attribution="confirmed", after="1"),
    given={"E is an exponential": E > 0, "u is an exponential": u > 0},
)


def derivatives(first, second, variable, read):
    """phi', varphi', phi'' and varphi'' at t, each in the variable in which it is rational."""
    each = [first.diff(t), second.diff(t), first.diff(t, 2), second.diff(t, 2)]
    return [read(expression, variable) for expression in each]


def directly(expression, variable):
    return expression.subs(t, variable)


def four(first, second, variable, read, bends=Gt):
    """The conditions but for the balance; strict convexity, unless ``bends`` says otherwise."""
    up, down, bend, other = derivatives(first, second, variable, read)
    return And(
        Gt(up, 0, evaluate=False),
        Lt(down, 0, evaluate=False),
        bends(bend, 0, evaluate=False),
        bends(other, 0, evaluate=False),
    )


def balance(first, second, variable, read):
    up, down, *_ = derivatives(first, second, variable, read)
    return Eq(up + down, 0, evaluate=False)


def unbalanced(first, second, variable, read):
    pair = (first, second, variable, read)
    return And(four(*pair, Ge), Ne(*balance(*pair).args, evaluate=False))


def flat(expression):
    return Eq(expression, 0, evaluate=False)


@claim.states
def conclusions(
    *, root=ROOT, only=1, convex=flat, bend=x > 0, low=x <= -1, saturating=Lt, steep=Ne(x, 0)
):
    phi, other = LINEAR.formula, mirrored(LINEAR.formula)
    linear = (phi, other, x, directly)
    stated = {
        "t rises": Gt(phi.diff(t), 0, evaluate=False),
        "t is convex, and not strictly": convex(phi.diff(t, 2)),
        "t balances at every a": balance(*linear),
    }
    for loss, variable, read in (
        (EXPONENTIAL, E, by_exponential),
        (LOGISTIC, E, by_exponential),
        (root, u, by_root),
    ):
        pair = (loss.formula, mirrored(loss.formula), variable, read)
        stated[f"{loss.name} rises and is strictly convex"] = four(*pair)
        stated[f"{loss.name} balances at a = 0 alone"] = Equivalent(
            balance(*pair), Eq(variable, only)
        )
    softplus = (t + LOGISTIC.formula, -t + mirrored(LOGISTIC.formula), E, by_exponential)
    stated["t + log(1 + exp(t)) rises and is strictly convex"] = four(*softplus)
    stated["t + log(1 + exp(t)) balances at a = 0 alone"] = Equivalent(
        balance(*softplus), Eq(E, only)
    )
    log_sigma = by_exponential(log(1 / (1 + exp(-t))).diff(t, 2), E)
    hyperbolic = by_exponential(tanh(t).diff(t, 2), E)
    return stated | {
        "max(0, 1 + t) fails: it is constant below -1": Implies(low, Eq(HINGE(x), 0)),
        "(t + 1)^2 fails: it does not rise below -1": Equivalent(
            Le(directly(LEAST_SQUARES.formula.diff(t), x), 0), low
        ),
        "-log sigma(t) fails for phi: it falls": (
            by_exponential(mirrored(LOGISTIC.formula).diff(t), E) < 0
        ),
        "log sigma(t), the saturating loss, fails: it is concave": saturating(log_sigma, 0),
        "tanh(t) fails: it is concave for t > 0": Implies(E > 1, hyperbolic < 0),
        "atan(t) fails: it is concave for t > 0": Implies(bend, atan(x).diff(x, 2) < 0),
        "t^3 fails: it rises except at 0, where it is flat": Equivalent(
            directly((t**3).diff(t), x) > 0, steep
        ),
        "2t and -t have all but the balance": unbalanced(2 * t, -t, x, directly),
        "t + exp(t) and -t have all but the balance": unbalanced(t + exp(t), -t, E, by_exponential),
    }


claim.mutant("t is strictly convex", convex=lambda second: Gt(second, 0, evaluate=False))
claim.mutant("least squares rises everywhere", root=LEAST_SQUARES)
claim.mutant("the listed losses balance at t = log 2", only=2)
claim.mutant("the hinge and least squares fail below 0 only", low=x <= 0)
claim.mutant("atan(t) is concave for t < 0", bend=x < 0)
claim.mutant("the saturating loss is convex", saturating=Gt)
claim.mutant("t^3 rises everywhere", steep=Eq(x, x, evaluate=False))

claim.does_not_say(
    "the balance follows from the other four conditions",
    states=balance(t + exp(t), -t, E, by_exponential),
    instead="For phi(t) = t + exp(t) and varphi(t) = -t the two slopes sum to exp(t), never 0.",
)
claim.does_not_say(
    "losses that satisfy the conditions are strictly convex",
    states=Gt(LINEAR.formula.diff(t, 2), 0, evaluate=False),
    instead="The Wasserstein GAN's phi(t) = t satisfies them and is not strictly convex.",
)
