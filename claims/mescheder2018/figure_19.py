"""Figure 19: the training methods of Figure 3 with simultaneous updates.

The standard GAN now moves away from the equilibrium, and the non-saturating GAN ends on a cycle;
WGAN and WGAN-GP keep further away. The regularised methods still converge.

Learning rate 0.2 for both players, 500 rounds from (1, 1); the parameters are those of the released
notebook, which need not be the paper's. Consensus optimisation has the right gradient here.
"""

from ganproof.claims.gan import portraits, updates
from ganproof.claims.mescheder2018 import (
    NOTES,
    PAPER,
    consensus_optimisation,
    lemma_2_4,
    lemma_3_1,
    lemma_3_2,
    lemma_3_3,
    nonsaturating_gan,
    wgan_gp,
)
from ganproof.claims.mescheder2018.panels import Panel, declare
from ganproof.verify import Claim, Verdict

claim = Claim(
    PAPER.figure("19", notes=NOTES),
    uses=[
        lemma_2_4.claim,
        lemma_3_1.claim,
        lemma_3_2.claim,
        lemma_3_3.claim,
        nonsaturating_gan.claim,
        wgan_gp.claim,
        consensus_optimisation.claim,
    ],
    expected=Verdict.UNREFUTED,
)
at_once = updates.simultaneous

declare(
    claim,
    {
        "a": Panel(at_once, 3.05, 3.1, "has moved away"),
        "b": Panel(at_once, 0.61, 0.65, "stays near distance 0.63"),
        "c": Panel(at_once, 1.0, 1.27, "keeps away"),
        "d": Panel(at_once, 1.61, 1.97, "keeps away"),
        "e": Panel(at_once, 1e-11, 1e-7, "converges"),
        "f": Panel(at_once, 1e-5, 1e-3, "converges"),
        "g": Panel(at_once, 2e-6, 5e-5, "converges"),
        "h": Panel(at_once, 9e-22, 1e-16, "converges"),
    },
)

draw = portraits.draw
