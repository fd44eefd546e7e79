"""Gradient descent on a quadratic converges exactly for steps below 2/L.

On a loss with the curvatures mu and L, a step of length h multiplies the error along each axis by
1 - h mu and 1 - h L. The best step balances the flattest axis against the steepest one.
"""

# The docstring's first line is the title, the rest its explanation. Nothing else needs a name or
# a list: a file that defines ``claim`` in a claim package is found.

import numpy as np
from sympy import Eq, Equivalent, Implies, diag

from ganproof.verify import Claim, Origin, Trial, real, schur, spectrum

# Let the search range ``within`` reach to where an assumption fails: only then can its need show.
mu = real("mu", latex=r"\mu", within=(-2, 4))
L = real("L", within=(-2, 4))
h = real("h", within=(-1, 4))

# A lemma of a paper would begin with its place there: Claim(PAPER.lemma("3.3"), given=...).
claim = Claim(
    given={
        "the loss is strongly convex": mu > 0,
        "L is the steepest axis": mu <= L,
        "the step is positive": h > 0,
    },
)


# Whatever a false variant may change is a keyword parameter; its default is the true case.
@claim.states
def conclusions(*, M=diag(1 - h * mu, 1 - h * L), bound=2 / L, best=2 / (mu + L)):
    rate = (L - mu) / (L + mu)
    return {
        "converges": Equivalent(schur(M), h < bound),
        "best step": Implies(Eq(h, best), spectrum(M, equals=[rate, -rate])),
    }


# A check that cannot fail shows nothing: each of these must be refuted, and two at least must be
# given. ``origin`` is who says it, where it is not ours.
claim.mutant("the flattest axis sets the bound", bound=2 / mu)
claim.mutant(
    "steps must stay below 1/L",
    bound=1 / L,
    origin=Origin.FOLKLORE,
    instead="Up to 1/L no coordinate overshoots; descent converges up to 2/L.",
)
claim.mutant("the best step looks at the steepest axis only", best=1 / L)
claim.mutant("a flat axis does no harm", given={"the loss is strongly convex": mu >= 0})
claim.mutant("the gradient is climbed", M=diag(1 + h * mu, 1 + h * L))

# Where a true statement invites a false reading, say so; the counterexample is shown with it.
claim.does_not_say(
    "a step that converges never overshoots",
    states=Implies(h * L < 2, h * L <= 1),
    instead="Between 1/L and 2/L the steepest coordinate changes sign with every step.",
)


# Numbers can refute a conclusion and never prove it. Predict first, then measure.
@claim.simulation(supports="best step")
def descent_at_the_best_step(*, curvatures=((1.0, 3.0), (0.5, 4.0), (2.0, 2.5)), steps=60):
    """Per-step shrinkage of the error from (1, 1), against (L - mu)/(L + mu)."""
    shows, holds = [], True
    for flattest, steepest in curvatures:
        point, curvature = np.ones(2), np.array([flattest, steepest])
        for _ in range(steps):
            point = point - 2 / (flattest + steepest) * curvature * point
        measured = (np.linalg.norm(point) / np.sqrt(2)) ** (1 / steps)
        predicted = (steepest - flattest) / (steepest + flattest)
        holds = holds and abs(measured - predicted) < 1e-9
        shows.append(f"curvature {flattest} to {steepest}: {measured:.6f} against {predicted:.6f}")
    return Trial(bool(holds), "; ".join(shows), cases=len(curvatures))
