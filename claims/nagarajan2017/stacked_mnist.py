"""On stacked MNIST digits, too, the regulariser is of use against mode collapse.

The paper compares it with unrolled GANs on images that hold an MNIST digit in each colour channel;
a mode is a combination of digits, one of a thousand. The details of that comparison are not at
hand, and nothing here tests it. To test it one needs them, the images of MNIST, convolutional GANs
of that size, the unrolled GAN beside them, a classifier of digits with a known error to count
modes, and several seeds of each. A smaller run would be another statement. How the two methods are
related for small eta is under unrolled GANs.
"""

from ganproof.claims.nagarajan2017 import PAPER, unrolled_gan
from ganproof.verify import Claim, Verdict

claim = Claim(
    PAPER.finding("Stacked MNIST", after="4.1"),
    uses=[unrolled_gan.claim],
    expected=Verdict.NOT_TESTED,
)
