"""On CIFAR-10 the WGAN with the explicit penalty reaches an Inception score of 8.34, FID 12.96.

These numbers stand in a public table of results for WGAN-ALP; the paper's own tables, its baselines
and deviations are not at hand. Nothing here tests them. To test them one needs CIFAR-10, the same
residual networks, 100,000 rounds of training with ten seeds, the Inception network, and 50,000
generated images for each score. A smaller run would be another statement. The final version's
abstract calls the performance competitive, the reading notes equal or better. What can be said of
the penalty itself is under soft penalty and local characterisation.
"""

from ganproof.claims.terjek2020 import NOTES, PAPER, local_characterisation, soft_penalty
from ganproof.verify import Claim, Verdict

claim = Claim(
    PAPER.finding("CIFAR-10 scores", notes=NOTES),
    uses=[local_characterisation.claim, soft_penalty.claim],
    expected=Verdict.NOT_TESTED,
)
