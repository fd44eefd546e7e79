"""Figure 19: the training methods of Figure 3 with simultaneous updates.

The standard GAN now moves away from the equilibrium, and the non-saturating GAN ends on a cycle;
WGAN and WGAN-GP keep further away. The regularised methods still converge.
"""

from ganproof.claims.gan import portraits, updates
from ganproof.claims.mescheder2018 import NOTES, PAPER, lemma_2_4, lemma_3_1, lemma_3_3
from ganproof.claims.mescheder2018.panels import Panel, declare
from ganproof.verify import Claim, Verdict

claim = Claim(
    PAPER.figure("19", notes=NOTES),
    uses=[lemma_2_4.claim, lemma_3_1.claim, lemma_3_3.claim],
    expected=Verdict.UNREFUTED,
)
at_once = updates.simultaneous

declare(
    claim,
    {
        "a": Panel(at_once, 3.05, 3.1, "moves away"),
        "b": Panel(at_once, 0.61, 0.65, "ends on a cycle"),
        "c": Panel(at_once, 1.0, 1.27, "keeps away"),
        "d": Panel(at_once, 1.61, 1.97, "keeps away"),
        "e": Panel(at_once, 1e-11, 1e-7, "converges"),
        "f": Panel(at_once, 1e-5, 1e-3, "converges"),
        "g": Panel(at_once, 2e-6, 5e-5, "converges"),
        "h": Panel(at_once, 9e-22, 1e-16, "converges"),
    },
)
claim.mutant("the same distances at half the learning rate", rate=0.1)
claim.mutant("the same distances after half the rounds", rounds=250)

draw = portraits.draw
