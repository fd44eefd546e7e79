"""Figure 2: the standard Dirac-GAN, simultaneous updates spiral out, alternating ones turn.

From (1, 1) at learning rate 0.2, simultaneous updates are at distance 3.097 after 500 rounds.
Alternating ones turn in a band around the circle of their start.
"""

from ganproof.claims.gan import dirac, portraits, spectra, updates
from ganproof.claims.mescheder2018 import NOTES, PAPER, lemma_2_4, lemma_2_5
from ganproof.verify import Claim, Trial, Verdict

claim = Claim(
    PAPER.figure("2", notes=NOTES),
    uses=[lemma_2_4.claim, lemma_2_5.claim],
    expected=Verdict.UNREFUTED,
)
OUT = "(a) simultaneous updates spiral out to distance 3.097"
AROUND = "(b) alternating updates turn between distances 1.27 and 1.43"


def path(rule, rate=0.2):
    return dirac.orbit([1.0, 1.0], rule(rate), 500)


@claim.simulation(decides=OUT)
def simultaneous(*, rate=0.2, rule=updates.simultaneous):
    distance = spectra.distances(path(rule, rate))[:, 0]
    grows = bool((distance[1:] > distance[:-1]).all()) and abs(distance[-1] - 3.097) < 1e-3
    return Trial(grows, f"the distance ends at {distance[-1]:.4f}, having grown in every round")


@claim.simulation(decides=AROUND)
def alternating(*, rate=0.2, nearest=1.27, farthest=1.43):
    distance = spectra.distances(path(updates.alternating, rate))
    low, high = float(distance.min()), float(distance.max())
    return Trial(nearest < low and high < farthest, f"distances from {low:.3f} to {high:.3f}")


claim.mutant("alternating updates spiral out", rule=updates.alternating)
claim.mutant("the same at twice the learning rate", rate=0.4)
claim.mutant("alternating updates stay on the circle", nearest=1.41, farthest=1.42)


@claim.figure(
    "(a) Simultaneous updates",
    caption="500 rounds from (1, 1), the circle, at h = 0.2: every round ends further out.",
    illustrates=OUT,
)
def spiral():
    return portraits.portrait(dirac.field, path(updates.simultaneous))


@claim.figure(
    "(b) Alternating updates",
    caption="The same start and learning rate: the iterates turn around the equilibrium.",
    illustrates=AROUND,
)
def turning():
    return portraits.portrait(dirac.field, path(updates.alternating))


draw = portraits.draw
