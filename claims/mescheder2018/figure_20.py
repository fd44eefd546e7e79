"""Figure 20: the training methods of Figure 3 with one discriminator step a round throughout.

WGAN and WGAN-GP keep further away than with five steps; all else is as in Figure 3.

Learning rate 0.2 for both players, 500 rounds from (1, 1); the parameters are those of the released
notebook, which need not be the paper's. Consensus optimisation has the right gradient here.
"""

from ganproof.claims.gan import portraits, updates
from ganproof.claims.mescheder2018 import (
    NOTES,
    PAPER,
    consensus_optimisation,
    lemma_2_5,
    lemma_3_1,
    lemma_3_2,
    lemma_3_3,
    nonsaturating_gan,
    wgan_gp,
)
from ganproof.claims.mescheder2018.panels import Panel, declare
from ganproof.verify import Claim, Verdict

claim = Claim(
    PAPER.figure("20", notes=NOTES),
    uses=[
        lemma_2_5.claim,
        lemma_3_1.claim,
        lemma_3_2.claim,
        lemma_3_3.claim,
        nonsaturating_gan.claim,
        wgan_gp.claim,
        consensus_optimisation.claim,
    ],
    expected=Verdict.UNREFUTED,
)
in_turn = updates.alternating

declare(
    claim,
    {
        "a": Panel(in_turn, 1.33, 1.43, "keeps its distance"),
        "b": Panel(in_turn, 0.26, 0.32, "has come nearer"),
        "c": Panel(in_turn, 0.94, 1.05, "keeps away"),
        "d": Panel(in_turn, 1.13, 1.44, "keeps away"),
        "e": Panel(in_turn, 1e-12, 1e-8, "converges"),
        "f": Panel(in_turn, 1e-6, 1e-4, "converges"),
        "g": Panel(in_turn, 2e-7, 1e-5, "converges"),
        "h": Panel(in_turn, 5e-17, 1e-12, "converges"),
    },
)

draw = portraits.draw
