"""On CIFAR-10 and ImageNet, R1 reaches at least the Inception scores of WGAN-GP.

Figures 6 and 7 show Inception scores along trainings on images; on ImageNet the score is higher
with R1. Nothing here tests it. To test it one needs the data sets, the Inception network, the
paper's residual networks with RMSProp at 0.0001 (batches of 64, on ImageNet of 128, an average of
the generator's parameters with decay 0.999), 10^5 steps and more for each method, and several seeds
for each, where the figures show one curve. A smaller run would be another statement. One caveat:
the released code multiplies its penalty by 10 without the 1/2 of equation (9): there gamma is 20.
"""

from ganproof.claims.mescheder2018 import NOTES, PAPER, equations_9_10
from ganproof.verify import Claim, Verdict

claim = Claim(
    PAPER.finding("Figures 6 and 7", notes=NOTES, after="Figure 5"),
    uses=[equations_9_10.claim],
    expected=Verdict.NOT_TESTED,
)
