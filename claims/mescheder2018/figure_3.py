"""Figure 3: eight training methods on the Dirac-GAN, alternating updates.

Five discriminator steps a round for WGAN and WGAN-GP, one for the others. Penalties centred at
zero, instance noise and consensus optimisation reach the equilibrium; the standard GAN, WGAN and
WGAN-GP keep away from it; the non-saturating GAN comes nearer ever more slowly.
"""

from ganproof.claims.gan import portraits, updates
from ganproof.claims.mescheder2018 import NOTES, PAPER, lemma_2_5, lemma_3_1, lemma_3_3
from ganproof.claims.mescheder2018.panels import Panel, declare
from ganproof.verify import Claim, Verdict

claim = Claim(
    PAPER.figure("3", notes=NOTES),
    uses=[lemma_2_5.claim, lemma_3_1.claim, lemma_3_3.claim],
    expected=Verdict.UNREFUTED,
)


def once(rate):
    return updates.alternating(rate)


def five_times(rate):
    return updates.alternating(rate, discriminator_steps=5)


declare(
    claim,
    {
        "a": Panel(once, 1.33, 1.43, "keeps its distance"),
        "b": Panel(once, 0.26, 0.32, "comes nearer, ever more slowly"),
        "c": Panel(five_times, 0.43, 1.01, "keeps away"),
        "d": Panel(five_times, 0.67, 1.51, "keeps away"),
        "e": Panel(once, 1e-12, 1e-8, "converges"),
        "f": Panel(once, 1e-6, 1e-4, "converges"),
        "g": Panel(once, 2e-7, 1e-5, "converges"),
        "h": Panel(once, 5e-17, 1e-12, "converges"),
    },
)
claim.mutant("the same distances at half the learning rate", rate=0.1)
claim.mutant("the same distances after half the rounds", rounds=250)

draw = portraits.draw
