"""Theorem 4.1: with R1 or R2, training converges locally to the manifold of equilibria.

Under Assumptions I to III and for small enough learning rates, simultaneous and alternating
updates of either penalised field converge to M_G x M_D from every start near (theta*, psi*), at
least at a linear rate. On these models the Jacobian, with R1 as with R2, has as many zero
eigenvalues as the manifold has dimensions; all others have negative real parts.
"""

from dataclasses import replace

import numpy as np
from sympy import And, Eq, Implies, Ne, Not, Or, Rational, sqrt

from ganproof.claims.gan import losses, models, spectra, updates
from ganproof.claims.gan.games import orbit
from ganproof.claims.mescheder2018 import NOTES, PAPER, a5_small_steps, manifolds
from ganproof.claims.mescheder2018 import a3_manifolds_of_fixed_points as fixed_points
from ganproof.claims.mescheder2018 import beyond_theorem_4_1 as beyond
from ganproof.claims.mescheder2018 import damping_off_the_manifold as damping
from ganproof.verify import Claim, Origin, Trial, Verdict, examples, hurwitz, real, schur, spectrum

a, b = real("a", latex="f'(0)", within=(-3, 3)), real("b", latex="f''(0)", within=(-3, 2))
gamma, h = real("gamma", latex=r"\gamma", within=(-2, 5)), real("h", within=(-1, 3))
SLOPE, CONCAVE = "the loss has a slope at 0", "the loss is strictly concave at 0"

claim = Claim(
    PAPER.theorem("4.1", equation="14", notes=NOTES),
    given={SLOPE: Ne(a, 0), CONCAVE: b < 0, "the penalty is on": gamma > 0},
    uses=[damping.claim, fixed_points.claim, a5_small_steps.claim],
    expected=Verdict.EXAMPLES,
)

G, D = (Rational(3, 5), Rational(4, 5)), (Rational(5, 13), Rational(12, 13))
CIRCLES = replace(models.CIRCLES, equilibrium=(*G, *D))
"""At one point of both circles; rotations of either player turn it into any other."""
OFF_CROSSING = [replace(models.CROSS, equilibrium=each) for each in ((0, 1, 0), (0, 0, 1))]
TO_CIRCLES = [[*G, 0, 0], [0, 0, *D]]
TO_LINES = [[1, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 1]]


def J(game, r1=gamma, r2=0):
    return manifolds.jacobian(game, a, b, r1=r1, r2=r2)


@claim.states
def conclusions(*, dirac=models.DIRAC, segment=models.SEGMENT, second=gamma, zeros=(0, 0)):
    def stable(game, across=None):
        """With R1 and with R2; on a manifold, across it."""
        both = J(game), J(game, 0, second)
        parts = [spectra.across(each, across) if across else each for each in both]
        return And(*(hurwitz(block) for part in parts for block in spectra.blocks(part)))

    def eigenvalues(game, middle, root, *others):
        return spectrum(J(game), equals=[*zeros, *others, middle + root, middle - root])

    root = sqrt(gamma**2 - 4 * a**2)
    off_crossing = [zeros[1], (-gamma + root) / 2, (-gamma - root) / 2]
    fields = [each for game in OFF_CROSSING for each in (J(game), J(game, 0, second))]
    on_circles = eigenvalues(CIRCLES, -2 * gamma, sqrt(4 * gamma**2 - 16 * a**2))
    on_lines = eigenvalues(models.LINES, -gamma, root, 2 * b)
    circles, lines = "equilibria on two circles", "equilibria on two lines"
    return {
        "two circles: eigenvalues": examples(circles, on_circles),
        "two circles: stable across them": examples(circles, stable(CIRCLES, TO_CIRCLES)),
        "two lines: eigenvalues": examples(lines, on_lines),
        "two lines: stable across them": examples(lines, stable(models.LINES, TO_LINES)),
        "D(x) = p1 p2 x off the crossing: eigenvalues": examples(
            "D(x) = p1 p2 x at psi* = (1, 0) and (0, 1)",
            And(*(spectrum(each, equals=off_crossing) for each in fields)),
        ),
        "segment: stable": examples("data on a segment", stable(segment)),
        "Dirac-GAN: stable": examples("the Dirac-GAN", stable(dirac)),
    }


claim.mutant("a convex loss will do", given={CONCAVE: b > 0})
claim.mutant("a loss that is concave, not strictly", given={CONCAVE: b <= 0})
claim.mutant("a loss without slope will do", given={SLOPE: None})
claim.mutant("no penalty is needed", given={"the penalty is on": gamma >= 0})
claim.mutant(
    "the second field is v_o, read as one without a penalty",
    second=0,
    origin=Origin.NOTES,
    instead="The notes print v_i and v_o where v_1 and v_2 are meant, as their line on R_1 and R_2 "
    "shows; without a penalty the Dirac-GAN has eigenvalues on the imaginary axis.",
)
claim.mutant(
    "D(x) = p^3 x will do, on which h does not bend",
    dirac=replace(models.DIRAC, answers=lambda psi, x: psi[0] ** 3 * x[0]),
)
claim.mutant(
    "the discriminator need not see the generator's tilt", segment=models.SEGMENT_WITHOUT_TILT
)
claim.mutant("one direction of the manifold is attracting", zeros=(0, -gamma))

at_once = updates.matrix_of_many(updates.simultaneous(h), J(models.DIRAC), 1)
claim.does_not_say(
    "every learning rate will do",
    states=Implies(h > 0, schur(at_once)),
    instead="Only small learning rates will do; the theorem does not say how small.",
)
claim.does_not_say(
    "the rate is linear, not at least linear",
    states=Implies(h > 0, Or(Ne(at_once.trace(), 0), Ne(at_once.det(), 0))),
    origin=Origin.NOTES,
    instead="The rate is at least linear. Where all eigenvalues of the update vanish, as on the "
    "Dirac-GAN with gamma = 2|f'(0)| and h = 1/|f'(0)|, convergence is faster than that.",
)
claim.does_not_say(
    "it covers the WGAN, f(t) = t",
    given={CONCAVE: Eq(b, 0)},
    instead="f(t) = t violates Assumption II: data on a segment leaves an eigenvalue 0, as no "
    "force brings a constant discriminator back to 0.",
)
claim.does_not_say(
    "Assumption II is necessary",
    given={CONCAVE: b >= 0},
    states=Not(hurwitz(J(models.DIRAC))),
    instead="It is sufficient. With R1 the Dirac-GAN converges locally for f(t) = t too.",
)
left = beyond.theta < 0
claim.does_not_say(
    "it covers networks with kinks",
    states=Implies(And(beyond.h > 0, beyond.slope > 0, left), beyond.kinked() > beyond.theta),
    instead="It is proved for smooth ones. With D(x) = |psi| x one side is driven away.",
)
claim.does_not_say(
    "it covers sampled gradients",
    states=Eq(beyond.sampled(), 0),
    instead="It is proved for full gradients. Sampled ones leave the equilibrium.",
)


def the_limit_is_the_equilibrium():
    """Circles with theta* = psi* = (1, 0): R1 and R2 in one column each."""
    velocity = models.CIRCLES.field(losses.LOGISTIC, r1=np.array([0.5, 0]), r2=np.array([0, 0.5]))
    start = [[1.1, 1.1], [0.2, 0.2]], [[0.9, 0.9], [-0.1, -0.1]]
    end = orbit(updates.simultaneous(0.05), velocity, start, 600)[-1]
    near = np.abs(np.hypot(end[[0, 2]], end[[1, 3]]) - 1).max()
    away = np.hypot(end[0] - 1, end[1]).min()
    shows = f"after 600 rounds {near:.0e} from the circles, but {away:.2f} from theta* = (1, 0)"
    return Trial(away < 1e-3, shows, cases=2)


claim.does_not_say(
    "iterates converge to (theta*, psi*)",
    trial=the_limit_is_the_equilibrium,
    instead="They converge to a point of M_G x M_D that depends on the start.",
)
