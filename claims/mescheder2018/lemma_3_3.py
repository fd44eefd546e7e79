"""Lemma 3.3: a gradient penalty on the discriminator makes the Dirac-GAN locally convergent.

The penalty gamma/2 psi^2 moves both eigenvalues of the linearised gradient field into the left half
plane, so that training converges locally for every small enough learning rate. From the critical
penalty gamma = 2|f'(0)| on the eigenvalues are real: the rotation around the equilibrium is gone.
"""

import numpy as np
from sympy import Abs, And, Eq, Implies, Matrix, Ne, eye, sqrt

from ganproof.claims.gan import dirac, updates
from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.claims.textbook import linearisation, ostrowski
from ganproof.verify import Claim, Origin, Trial, hurwitz, real, schur, spectrum

a = real("a", latex="f'(0)", within=(-3, 3))
gamma = real("gamma", latex=r"\gamma", within=(-2, 7))
h = real("h", within=(-1, 5))

claim = Claim(
    PAPER.lemma("3.3", equation="8", notes=NOTES),
    given={"the penalty is on": gamma > 0, "the loss has a slope": Ne(a, 0)},
    uses=[linearisation.claim, ostrowski.claim],
)


@claim.states
def conclusions(
    *,
    J=dirac.jacobian(slope=a, penalty=gamma),
    root=sqrt(gamma**2 / 4 - a**2),
    critical=2 * Abs(a),
):
    return {
        "eigenvalues": spectrum(J, equals=[-gamma / 2 + root, -gamma / 2 - root]),
        "stable": hurwitz(J),
        "no rotation from the critical penalty on": Implies(
            gamma >= critical, gamma**2 / 4 - a**2 >= 0
        ),
        "rotation below the critical penalty": Implies(gamma < critical, gamma**2 / 4 - a**2 < 0),
    }


claim.mutant("a zero penalty is enough", given={"the penalty is on": gamma >= 0})
claim.mutant("the penalty's sign is flipped", J=dirac.jacobian(slope=a, penalty=-gamma))
claim.mutant("no 1/4 under the root", root=sqrt(gamma**2 - a**2), origin=Origin.FOLKLORE)
claim.mutant("the critical penalty is |f'(0)|", critical=Abs(a))
claim.mutant("a loss without slope will do", given={"the loss has a slope": None})

alternating = updates.alternating(dirac.jacobian(slope=a, penalty=gamma), h)
simultaneous = updates.simultaneous(dirac.jacobian(slope=a, penalty=gamma), h)

claim.does_not_say(
    "alternating updates tolerate every step that simultaneous updates do",
    states=Implies(h > 0, Implies(schur(simultaneous), schur(alternating))),
    instead="Either kind can be the more tolerant one, depending on the penalty.",
)
claim.does_not_say(
    "simultaneous updates converge for every step below gamma/f'(0)^2, whatever the penalty",
    states=Implies(h > 0, Implies(h < gamma / a**2, schur(simultaneous))),
    instead="Beyond the critical penalty the bound is (gamma - sqrt(gamma^2 - 4 f'(0)^2))/f'(0)^2.",
)
theta, psi = real("theta", latex=r"\theta"), real("psi", latex=r"\psi")
at_once = (eye(2) + dirac.jacobian(slope=a, penalty=gamma) / Abs(a)) * Matrix([theta, psi])
claim.does_not_say(
    "at the critical penalty the step 1/|f'(0)| lands on the equilibrium at once",
    states=Implies(Eq(gamma, 2 * Abs(a)), And(Eq(at_once[0], 0), Eq(at_once[1], 0))),
    origin=Origin.FOLKLORE,
    instead="The linearised update is nilpotent there, not zero: it takes two steps.",
)


@claim.simulation(supports="stable")
def logistic_iterates_decay_at_the_spectral_radius(*, penalties=(0.3, 0.6, 2.0), step=0.2):
    """Rate of the distance to the equilibrium over rounds 150 to 450, against the prediction."""
    shows, holds = [], True
    for alternate in (False, True):
        for penalty in penalties:
            path = dirac.orbit([1.0, 1.0], step, 450, penalty=penalty, alternate=alternate)
            radius = np.hypot(path[:, 0, 0], path[:, 1, 0])
            rate = (radius[450] / radius[150]) ** (1 / 300)
            J = np.array([[0, -0.5], [0.5, -penalty]])
            first = np.eye(2) + step * np.diag([1, 0]) @ J
            second = np.eye(2) + step * np.diag([0, 1]) @ J
            update = second @ first if alternate else np.eye(2) + step * J
            predicted = np.abs(np.linalg.eigvals(update)).max()
            holds = holds and abs(rate - predicted) < 1e-3
            kind = "alternating" if alternate else "simultaneous"
            shows.append(f"{kind}, gamma {penalty}: {rate:.5f} against {predicted:.5f}")
    return Trial(bool(holds), "; ".join(shows), cases=2 * len(penalties))


@claim.figure(
    "Eigenvalues as the penalty grows",
    caption="Eigenvalues of the flow's Jacobian for f'(0) = 1/2 and gamma from 0 to 2: they start "
    "at +-i/2, meet at -1/2 at the critical penalty 1, and part on the real axis.",
)
def eigenvalue_paths():
    penalties = np.linspace(0, 2, 401)
    pairs = [np.linalg.eigvals(np.array([[0, -0.5], [0.5, -each]])) for each in penalties]
    pairs = np.array([sorted(pair, key=lambda z: (z.imag, z.real)) for pair in pairs])
    return {"penalty": penalties, "real": pairs.real.T, "imaginary": pairs.imag.T}


def draw(axes, data):
    for real_part, imaginary_part in zip(data["real"], data["imaginary"]):
        axes.plot(real_part, imaginary_part, ".", markersize=2)
    axes.axvline(0, linewidth=0.6)
    axes.plot([0, 0], [-0.5, 0.5], "o", fillstyle="none")
    axes.plot([-0.5], [0], "s", fillstyle="none")
    axes.annotate("critical penalty", (-0.5, 0), xytext=(-0.9, 0.2))
    axes.set(xlabel="real part", ylabel="imaginary part", aspect="equal")
