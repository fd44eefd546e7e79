"""Figure 20: the training methods of Figure 3 with one discriminator step a round throughout.

WGAN and WGAN-GP keep further away than with five steps; all else is as in Figure 3.
"""

from ganproof.claims.gan import portraits, updates
from ganproof.claims.mescheder2018 import NOTES, PAPER, lemma_2_5, lemma_3_1, lemma_3_3
from ganproof.claims.mescheder2018.panels import Panel, declare
from ganproof.verify import Claim, Verdict

claim = Claim(
    PAPER.figure("20", notes=NOTES),
    uses=[lemma_2_5.claim, lemma_3_1.claim, lemma_3_3.claim],
    expected=Verdict.UNREFUTED,
)
in_turn = updates.alternating

declare(
    claim,
    {
        "a": Panel(in_turn, 1.33, 1.43, "keeps its distance"),
        "b": Panel(in_turn, 0.26, 0.32, "comes nearer, ever more slowly"),
        "c": Panel(in_turn, 0.94, 1.05, "keeps away"),
        "d": Panel(in_turn, 1.13, 1.44, "keeps away"),
        "e": Panel(in_turn, 1e-12, 1e-8, "converges"),
        "f": Panel(in_turn, 1e-6, 1e-4, "converges"),
        "g": Panel(in_turn, 2e-7, 1e-5, "converges"),
        "h": Panel(in_turn, 5e-17, 1e-12, "converges"),
    },
)
claim.mutant("the same distances at half the learning rate", rate=0.1)
claim.mutant("the same distances after half the rounds", rounds=250)

draw = portraits.draw
