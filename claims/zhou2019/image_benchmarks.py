"""On image benchmarks LGANs reach better scores than the WGAN, for several losses.

The paper reports Inception scores and Frechet distances on CIFAR-10 and Tiny ImageNet, for the
losses t, exp(t), -log sigma(-t) and t + sqrt(t^2 + 1) with a sampled Lipschitz penalty. Its numbers
are not at hand, and nothing here tests it. To test it one needs them, both data sets, the same
residual networks, the Inception network, a weight of the penalty that is tuned for each loss with
seeds of its own, and some ten seeds for each loss. A smaller run would be another statement. One
caveat: the released drawing script reports the best score along a run, which is not the score of
the network that training ends with. What can be said of the losses themselves is under loss
conditions and uniqueness.
"""

from ganproof.claims.zhou2019 import NOTES, PAPER, loss_conditions, theorem_1_uniqueness
from ganproof.verify import Claim, Verdict

claim = Claim(
    PAPER.finding("Table 2, image benchmarks", notes=NOTES, after="2"),
    uses=[loss_conditions.claim, theorem_1_uniqueness.claim],
    expected=Verdict.NOT_TESTED,
)
