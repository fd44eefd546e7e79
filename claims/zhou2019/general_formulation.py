"""A generated sample moves by psi'(f(x)) times the discriminator's gradient: length and direction.

The discriminator minimises E_g phi(f) + E_r varphi(f), the generator E_g psi(f). By the chain rule
a sample's gradient is psi'(f(x)) grad f(x). Vanishing is the number psi'(f(x)), which another psi
cures; being uninformative is the direction of grad f(x), which no psi changes. With psi = -phi of
the standard GAN the number is -E/(1 + E), E = e^f, which is near 0 where the discriminator is sure;
psi(f) = log(1 + e^-f) and psi(f) = -f keep it away from 0 there.
"""

import numpy as np
from sympy import And, Eq, Equivalent, Implies, Rational

from ganproof.claims.gan.discriminator_losses import EXPONENTIAL, LOGISTIC, t
from ganproof.claims.gan.loss_calculus import by_exponential, mirrored
from ganproof.claims.zhou2019 import NOTES, PAPER
from ganproof.verify import Claim, Trial, real

q = real("q", latex=r"\psi'(f(x))", within=(-3, 2))
dot = real("dot", latex=r"\langle\nabla f(x),w\rangle")
length = real("length", latex=r"\|\nabla f(x)\|", within=(-1, 3))
E = real("E", latex="e^{f(x)}", within=(-1, 3))
epsilon = real("epsilon", latex=r"\varepsilon", within=(-1, 2))

claim = Claim(
    PAPER.definition("General formulation", notes=NOTES, after="0"),
    given={
        "the generator's loss falls": q < 0,
        "E is an exponential": E > 0,
    },
)


@claim.states
def conclusions(
    *,
    saturating=-LOGISTIC.formula,
    other=mirrored(LOGISTIC.formula),
    second=q,
    gain=0,
    floor=Rational(1, 2),
):
    """A sample moves by -psi' grad f; w is any direction, such as that to a real sample."""
    slope = by_exponential(saturating.diff(t), E)
    lasting = by_exponential(other.diff(t), E)
    moved = -second * dot
    return {
        "no falling loss changes to which side of w the sample moves": Equivalent(
            moved > 0, dot > 0
        ),
        "a move at right angles to w stays so": Implies(Eq(dot, 0), Eq(moved, gain)),
        "the move vanishes only where the gradient does": Equivalent(
            Eq(second**2 * length**2, 0), Eq(length, 0)
        ),
        "the saturating loss vanishes where f is low": Implies(
            And(epsilon > 0, epsilon > E), And(slope < 0, -slope < epsilon)
        ),
        "the non-saturating loss does not": Implies(E <= 1, -lasting >= floor),
    }


claim.mutant("another loss turns an uninformative move towards the data", gain=-q)
claim.mutant("a generator's loss that rises does as well", second=-q)
claim.mutant("the saturating loss does not vanish either", other=-LOGISTIC.formula)
claim.mutant("the non-saturating loss vanishes too", saturating=mirrored(LOGISTIC.formula))
claim.mutant("its slope is at least 3/4", floor=Rational(3, 4))

claim.does_not_say(
    "the generator's loss is minus the discriminator's on generated samples",
    states=Eq(by_exponential(-EXPONENTIAL.formula.diff(t), E), -1),
    instead="The authors' released code lets the generator minimise -f for every phi; -phi has the "
    "slope -1 for phi(t) = t alone.",
)


@claim.simulation(supports="no falling loss changes to which side of w the sample moves")
def a_network(*, losses=("saturating", "non-saturating", "linear"), sign=-1.0):
    """Numerical gradients of psi(f(x)) for a random network f: cosines with grad f, 30 samples."""
    rng = np.random.default_rng(5)
    A, bias, last = rng.normal(size=(16, 3)), rng.normal(size=16), rng.normal(size=16)
    points, h = rng.normal(size=(30, 3)), 1e-5
    psi = {
        "saturating": lambda f: -np.logaddexp(0, f),
        "non-saturating": lambda f: np.logaddexp(0, -f),
        "linear": lambda f: -f,
    }

    def gradient(function):
        shifts = [function(points + h * e) - function(points - h * e) for e in np.eye(3)]
        return np.stack(shifts, axis=1) / (2 * h)

    def f(x):
        return np.tanh(x @ A.T + bias) @ last

    own, worst = gradient(f), 1.0
    for name in losses:
        moved = sign * gradient(lambda x, name=name: psi[name](f(x)))
        lengths = np.linalg.norm(moved, axis=1) * np.linalg.norm(own, axis=1)
        worst = min(worst, ((moved * own).sum(axis=1) / lengths).min())
    return Trial(bool(worst > 1 - 1e-6), f"smallest cosine {worst:.9f}", cases=30 * len(losses))


claim.mutant("a network's samples move against its gradient", sign=1.0)
