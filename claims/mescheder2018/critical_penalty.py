"""Where the critical penalty of Lemma 3.3 is the best one, and where it is not.

For the flow it is: no other penalty moves the spectral abscissa as far left as -|f'(0)|. For
simultaneous updates it is, whatever the learning rate. For alternating updates half of it is
better: at gamma = |f'(0)| and h = 1/|f'(0)| the linearised update is nilpotent, while at the
critical penalty no learning rate brings the spectral radius below 2/3.
"""

import numpy as np
from sympy import Abs, And, Eq, Implies, Ne, Not, Rational

from ganproof.claims.gan import dirac, spectra, updates
from ganproof.claims.mescheder2018 import PAPER, lemma_3_3
from ganproof.verify import Claim, Origin, Trial, real, schur, spectral_abscissa, spectrum

a = real("a", latex="f'(0)", within=(-3, 3))
gamma = real("gamma", latex=r"\gamma", within=(-2, 7))
h = real("h", within=(-1, 5))

claim = Claim(
    PAPER.proposition("Lemma 3.3, critical penalty", equation="8", attribution="own"),
    given={"the loss has a slope": Ne(a, 0), "the learning rate is positive": h > 0},
    uses=[lemma_3_3.claim],
    origin=Origin.BEYOND,
)


def flow(penalty):
    return dirac.jacobian(slope=a, penalty=penalty)


def update(rule, penalty, rate=h):
    return updates.matrix(rule(rate), flow(penalty))


@claim.states
def conclusions(*, best=2 * Abs(a), share=1, best_in_turn=Abs(a), reached=Rational(2, 3)):
    J, M = flow(gamma), update(updates.simultaneous, gamma)
    rate, bound = 1 - h * Abs(a), 1 - share * h * Abs(a)
    nilpotent = update(updates.alternating, best_in_turn, 1 / Abs(a)) ** 2
    at_critical = update(updates.alternating, 2 * Abs(a))
    return {
        "flow: no penalty does better than -|f'(0)|": Not(spectral_abscissa(J, below=-Abs(a))),
        "flow: the critical penalty does as well": spectrum(flow(best), equals=[-Abs(a)] * 2),
        "simultaneous: no penalty does better than |1 - h|f'(0)||": Implies(
            Ne(bound, 0), Not(schur(M / bound))
        ),
        "simultaneous: the critical penalty does as well": spectrum(
            update(updates.simultaneous, best), equals=[rate] * 2
        ),
        "alternating: at half the critical penalty two rounds give 0": And(
            *(Eq(entry, 0, evaluate=False) for entry in nilpotent)
        ),
        "alternating: at the critical penalty no rate gets below 2/3": Not(
            schur(at_critical / reached)
        ),
    }


claim.mutant("the best penalty is |f'(0)| for the flow", best=Abs(a))
claim.mutant("no penalty does better than |1 - h|f'(0)|/2|", share=Rational(1, 2))
claim.mutant(
    "the critical penalty is the best one for alternating updates too",
    best_in_turn=2 * Abs(a),
    origin=Origin.FOLKLORE,
    instead="For alternating updates half the critical penalty is best: with h = 1/|f'(0)| the "
    "square of the linearised update is zero.",
)
claim.mutant("at the critical penalty no rate gets below 7/10", reached=Rational(7, 10))


@claim.simulation(supports="alternating: at the critical penalty no rate gets below 2/3")
def best_rates(*, floor=0.68, shares=(1.0, 0.5, 0.25)):
    """Smallest spectral radius over learning rates, at shares of the critical penalty."""
    rates = np.linspace(0.02, 4.0, 400)
    found = []
    for share in shares:
        J = np.array([[0, -0.5], [0.5, -share]])
        radii = [spectra.spectral_radius(_alternating(J, rate)) for rate in rates]
        found.append(min(radii))
    shows = ", ".join(f"{each:.3f}" for each in found)
    near = abs(found[0] - floor) < 0.01 and found[1] < 0.05 and abs(found[2] - 0.5) < 0.02
    return Trial(bool(near), f"{shows} at shares {shares} of the critical penalty", cases=1200)


def _alternating(J, rate):
    first, second = np.eye(2) + rate * np.diag([1, 0]) @ J, np.eye(2) + rate * np.diag([0, 1]) @ J
    return second @ first


claim.mutant("at the critical penalty some rate reaches 1/2", floor=0.5)


@claim.figure(
    "Spectral radius of alternating updates against the learning rate",
    caption="f'(0) = 1/2. At half the critical penalty the radius falls to 0 at h = 2; at the "
    "critical penalty, and at a quarter of it, it stays well above.",
)
def radii():
    rates = np.linspace(0.02, 3.0, 150)
    data = {"rate": rates}
    for name, share in (("critical", 1.0), ("half", 0.5), ("quarter", 0.25)):
        J = np.array([[0, -0.5], [0.5, -share]])
        data[name] = [spectra.spectral_radius(_alternating(J, rate)) for rate in rates]
    return data


def draw(axes, data):
    for name in ("critical", "half", "quarter"):
        axes.plot(data["rate"], data[name], label=name)
    axes.axhline(1, linewidth=0.6)
    axes.set(xlabel="learning rate h", ylabel="spectral radius", ylim=(0, 1.6))
    axes.legend(title="penalty")
