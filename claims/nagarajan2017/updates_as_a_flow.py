"""Small simultaneous gradient steps follow a flow, and share its stability up to a limit on steps.

A step of length h turns an eigenvalue l of the flow's Jacobian into 1 + hl. Where every l has a
negative real part, small steps contract; a pair s +- it allows h < -2s/(s^2 + t^2). On the
linear-quadratic GAN with the uniform law that is h < 9/10. On its WGAN the eigenvalues are
imaginary, no step contracts, and the flow's linearisation decides nothing; with the penalty of
weight eta on the generator the limit is 2 eta, and beyond eta = 3/2 it falls again.
"""

import numpy as np
from sympy import And, Equivalent, Implies, Not, Rational, sqrt

from ganproof.claims.gan import flows, spectra, updates
from ganproof.claims.gan.games import taylor
from ganproof.claims.gan.losses import LOGISTIC, t
from ganproof.claims.gan.models import LINEAR_QUADRATIC
from ganproof.claims.nagarajan2017 import NOTES, PAPER
from ganproof.claims.textbook import linearisation, ostrowski
from ganproof.verify import Claim, Origin, Trial, hurwitz, real, schur

h = real("h", within=(-1, 4))
s, turning = real("s"), real("turning", latex="t")
eta = real("eta", latex=r"\eta", within=(-1, 4))

claim = Claim(
    PAPER.remark("Updates as a differential equation", notes=NOTES, after="2"),
    given={"the step is positive": h > 0},
    uses=[linearisation.claim, ostrowski.claim],
)


def gan():
    return LINEAR_QUADRATIC.jacobian(taylor(Rational(1, 2), -Rational(1, 4)))


def wgan(weight=0):
    return LINEAR_QUADRATIC.jacobian(taylor(1), eta=weight)


@claim.states
def conclusions(
    *,
    pair=h * (s**2 + turning**2) < -2 * s,
    step=h < Rational(9, 10),
    penalised=2 * eta,
    most=Rational(3, 2),
    beyond=2 * eta - sqrt(4 * eta**2 - 9),
    weight=0,
):
    squared_modulus = (1 + h * s) ** 2 + (h * turning) ** 2

    def contracts(jacobian):
        return schur(updates.matrix(updates.simultaneous(h), jacobian))

    return {
        "a pair s +- it allows h < -2s/(s^2 + t^2)": Equivalent(squared_modulus < 1, pair),
        "the GAN allows h < 9/10": Equivalent(contracts(gan()), step),
        "the WGAN allows no step": Not(contracts(wgan(weight))),
        "the penalised WGAN allows h < 2 eta up to eta = 3/2": Implies(
            And(eta > 0, eta <= most), Equivalent(contracts(wgan(eta)), h < penalised)
        ),
        "beyond, its limit falls": Implies(
            eta > Rational(3, 2), Equivalent(contracts(wgan(eta)), h < beyond)
        ),
    }


claim.mutant(
    "every step converges where the flow does",
    step=h > 0,
    origin=Origin.FOLKLORE,
    instead="On the linear-quadratic GAN the flow converges, and steps of length 1 do not.",
)
claim.mutant("h < -1/Re l, which is 20, is enough", step=h < 20)
claim.mutant("a pair allows h < -s/(s^2 + t^2)", pair=h * (s**2 + turning**2) < -s)
claim.mutant("the penalised WGAN allows h < eta", penalised=eta)
claim.mutant("its limit is 2 eta for every eta", most=4)
claim.mutant("a penalty does not make the WGAN's steps contract", weight=1)
claim.mutant("backward steps do it too", given={"the step is positive": h < 0})


def rounds_beside(rates, field, jacobian, rounds=2000):
    """The factor on the distance a round, from a start nearby, beside the spectral radius."""
    rule = updates.simultaneous(np.array(rates))
    point = np.full((1, len(rates)), 1 + 1e-5), np.zeros((1, len(rates)))
    path = []
    for _ in range(rounds):
        point = rule(field, point)
        path.append(np.hypot(point[0][0] - 1, point[1][0]))
    found = np.exp(np.polyfit(np.arange(rounds), np.log(path), 1)[0])
    steps = [np.eye(2) + rate * np.array(jacobian, dtype=float) for rate in rates]
    expected = [spectra.spectral_radius(each) for each in steps]
    agree = np.allclose(found, expected, atol=2e-5)
    shows = "; ".join(
        f"h = {rate}: {factor:.5f} a round, spectral radius {radius:.5f}"
        for rate, factor, radius in zip(rates, found, expected)
    )
    return Trial(bool(agree and found[0] < 1 < found[1]), shows, cases=2)


@claim.simulation(supports="the GAN allows h < 9/10")
def steps_of_the_gan(*, rates=(0.89, 0.91)):
    field = LINEAR_QUADRATIC.field(lambda value: LOGISTIC.formula.subs(t, value))
    return rounds_beside(rates, field, gan())


@claim.simulation(supports="the penalised WGAN allows h < 2 eta up to eta = 3/2")
def steps_of_the_penalised_wgan(*, steps=(0.49, 0.51), weight_there=0.25):
    field = LINEAR_QUADRATIC.field(lambda value: value, eta=weight_there)
    return rounds_beside(steps, field, wgan(Rational(weight_there)))


claim.mutant("the GAN's limit lies above 0.92", rates=(0.92, 0.95))
claim.mutant("the penalised WGAN's limit does not grow with eta", weight_there=0.3)


def imaginary_means_periodic():
    """The loss t - t^4 has the same Jacobian as t."""
    field = flows.on_numbers(LINEAR_QUADRATIC, lambda value: value - value**4)
    path = flows.integrate(field, (1.5, 0.0), np.array([0.0, 100.0]), tolerance=1e-9)
    distance = float(np.hypot(path[-1][0] - 1, path[-1][1]))
    return Trial(distance > 0.4, f"from 0.5 the distance falls to {distance:.3f} by time 100")


claim.does_not_say(
    "a flow with imaginary eigenvalues keeps its distance",
    trial=imaginary_means_periodic,
    origin=Origin.FOLKLORE,
    instead="Linearisation is silent there: with the loss t - t^4 the same eigenvalues belong to a "
    "flow that converges, and with t to closed orbits.",
)
claim.does_not_say(
    "a flow that is stable makes steps of length 1 converge",
    states=Implies(hurwitz(wgan(eta)), schur(updates.matrix(updates.simultaneous(1), wgan(eta)))),
    instead="The limit on steps is -2s/(s^2 + t^2) for a pair of eigenvalues s +- it.",
)
