"""Where only moments match, a discriminator linear in its parameters is stable; others need not be.

The data are +-1, the generator makes a z with E z^2 = 1, and D(x) = w x^2 + k w^2 x^4. At w = 0 the
discriminator sees second moments alone, and rests where they agree, whether the laws do or not. If
they do not, the second derivative of D no longer cancels between data and generated samples: it
adds 2 k f'(0)(1 - E z^4) to the damping f''(0)(1 + E z^4). For k = 0 all is well; for the logistic
loss and z uniform on [-sqrt(3), sqrt(3)] the equilibrium is stable for k > -7/8 only. The
regulariser eta |grad_w V|^2 can make up for it: at k = -2 it does for eta > 9/20.
"""

import numpy as np
from sympy import Eq, Equivalent, Ne, Rational

from ganproof.claims.gan import flows, models
from ganproof.claims.gan.games import symmetric, taylor
from ganproof.claims.gan.losses import LOGISTIC
from ganproof.claims.nagarajan2017 import PAPER
from ganproof.claims.textbook import linearisation
from ganproof.verify import Claim, Trial, Verdict, examples, hurwitz, real

slope, curvature = real("slope", latex="f'(0)"), real("curvature", latex="f''(0)", within=(-3, 2))
a, k, eta = real("a"), real("k"), real("eta", latex=r"\eta", within=(-1, 3))
m4, m6, m8 = (real(f"m{n}", latex=rf"\mathrm{{E}}\,z^{n}", within=(-3, 5)) for n in (4, 6, 8))

claim = Claim(
    PAPER.remark("Data that no generator makes", after="3.1"),
    given={
        "the loss has a slope": Ne(slope, 0),
        "the loss is strictly concave at 0": curvature < 0,
        "E z^4 is positive": m4 > 0,
    },
    uses=[linearisation.claim],
    expected=Verdict.EXAMPLES,
)

LAW = symmetric(m2=1, m4=m4, m6=m6, m8=m8)
ANY = taylor(slope, curvature)
THE_LOGISTIC = taylor(Rational(1, 2), -Rational(1, 4))


@claim.states
def conclusions(*, bend=0, share=2, border=-Rational(7, 8), enough=Rational(9, 20), match=1):
    general = models.matching_moments(k, LAW)
    slope_of_V = general.velocity(ANY)[1].subs({models.w: 0, models.a: a})
    uniform = models.matching_moments(k).jacobian(THE_LOGISTIC)
    regularised = models.matching_moments(-2).jacobian(THE_LOGISTIC, eta=eta)
    stated = {
        "at w = 0 D rests exactly where the second moments match": Equivalent(
            Eq(slope_of_V, 0), Eq(a**2, match)
        ),
        "a linear D is stable": hurwitz(models.matching_moments(bend, LAW).jacobian(ANY)),
        "any D is stable where damping outweighs the mismatch": Equivalent(
            hurwitz(general.jacobian(ANY)),
            curvature * (1 + m4) + share * k * slope * (1 - m4) < 0,
        ),
        "logistic loss, uniform z: stable for k > -7/8 only": Equivalent(
            hurwitz(uniform), k > border
        ),
        "k = -2, regularised: stable for eta > 9/20 only": Equivalent(
            hurwitz(regularised), eta > enough
        ),
    }
    model = "D(x) = w x^2 + k w^2 x^4, G(z) = a z, data +-1"
    return {name: examples(model, formula) for name, formula in stated.items()}


claim.mutant("D rests where second moments differ by the factor 2", match=2)
claim.mutant("half the mismatch", share=1)
claim.mutant("the logistic loss and uniform z are stable for all k > -2", border=-2)
claim.mutant("half that regulariser is enough", enough=Rational(9, 40))

claim.does_not_say(
    "a D that sees the right moments is stable, linear or not",
    bend=k,
    instead="It is where D is linear in its parameters. At k = -2, for the logistic loss and "
    "uniform z, the eigenvalues are 0.45 +- 0.89i.",
)


@claim.simulation(supports="k = -2, regularised: stable for eta > 9/20 only")
def flows_beside_the_equilibrium(*, settings=((0, 0, True), (-2, 0, False), (-2, 1, True))):
    """Distance to (1, 0) after a time 8, from 1/100 away, for uniform z and the logistic loss."""
    shows, holds = [], True
    for bend, weight, stable in settings:
        field = models.matching_moments(bend).field(LOGISTIC, eta=weight)

        def velocity(point, field=field):
            return np.concatenate(field((point[:1], point[1:])))

        end = flows.integrate(velocity, [1.01, 0.0], [0.0, 8.0], tolerance=1e-8)[-1]
        ratio = float(np.hypot(end[0] - 1, end[1])) / 0.01
        holds = holds and (ratio < 0.2 if stable else ratio > 5)
        shows.append(f"k = {bend}, eta = {weight}: {ratio:.2g} times as far")
    return Trial(holds, "; ".join(shows), cases=len(settings))


claim.mutant("at k = -2 flows return with eta = 3/10", settings=((-2, 0.3, True),))
