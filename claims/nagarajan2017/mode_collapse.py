"""The regulariser helps against mode collapse: the GAN covers more modes of the data, and sooner.

The experiment, as the released code runs it, is a mixture of eight Gaussians on a circle, learned
by small fully connected networks with alternating Adam steps on fresh minibatches, with and without
the regulariser. Nothing here tests it yet: it is a statement about trained networks, decided by
many paired runs under a rule that is fixed before the first. Nor does local stability imply it. A
GAN that has collapsed is not near the equilibrium of which the theorems speak, and Adam on
minibatches is not their flow.
"""

from ganproof.claims.nagarajan2017 import NOTES, PAPER, regulariser
from ganproof.verify import Claim, Verdict

claim = Claim(
    PAPER.finding("Mode collapse", notes=NOTES, after="4.1"),
    uses=[regulariser.claim],
    expected=Verdict.NOT_TESTED,
)
