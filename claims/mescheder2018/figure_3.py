"""Figure 3: eight training methods on the Dirac-GAN, alternating updates.

Five discriminator steps a round for WGAN and WGAN-GP, one for the others. Penalties centred at
zero, instance noise and consensus optimisation reach the equilibrium; the standard GAN, WGAN and
WGAN-GP keep away from it; the non-saturating GAN comes nearer ever more slowly.

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
    PAPER.figure("3", notes=NOTES),
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


def once(rate):
    return updates.alternating(rate)


def five_times(rate):
    return updates.alternating(rate, discriminator_steps=5)


declare(
    claim,
    {
        "a": Panel(once, 1.33, 1.43, "keeps its distance"),
        "b": Panel(once, 0.26, 0.32, "has come nearer"),
        "c": Panel(five_times, 0.43, 1.01, "keeps away"),
        "d": Panel(five_times, 0.67, 1.51, "keeps away"),
        "e": Panel(once, 1e-12, 1e-8, "converges"),
        "f": Panel(once, 1e-6, 1e-4, "converges"),
        "g": Panel(once, 2e-7, 1e-5, "converges"),
        "h": Panel(once, 5e-17, 1e-12, "converges"),
    },
)

draw = portraits.draw
