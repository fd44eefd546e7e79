"""On stacked MNIST digits, too, the regulariser is of use against mode collapse.

The paper compares it with unrolled GANs on images that hold an MNIST digit in each colour channel;
a mode is a combination of digits. The details of that comparison are not at hand, and nothing here
tests it: it would take large convolutional GANs and a classifier of digits, and a smaller run would
be another statement. How the two methods are related for small eta is under unrolled GANs.
"""

from ganproof.claims.nagarajan2017 import PAPER, unrolled_gan
from ganproof.verify import Claim, Verdict

claim = Claim(
    PAPER.finding("Stacked MNIST", after="4.1"),
    uses=[unrolled_gan.claim],
    expected=Verdict.NOT_TESTED,
)
