"""A generator that makes one point only has no pure equilibrium with data on two points.

A Lipschitz GAN has a unique Nash equilibrium if its generator can make every law. Let it make
delta_theta, the data lying on two points: whatever theta is, also one of the two, the discriminator's
best answer is higher at some real point than at theta, so that the generator moves on.
"""

import numpy as np
from sympy import And, Eq, Max

from ganproof.claims.gan.discriminator_losses import EXPONENTIAL, LISTED, both
from ganproof.claims.gan.lipschitz import optimum
from ganproof.claims.gan.transport import measures
from ganproof.claims.zhou2019 import NOTES, PAPER
from ganproof.verify import Claim, Origin, Trial, real

# The generated point 0 and the real points 1 and 2; w is k times the distance to them.
f0, f1, f2 = (real(f"f{i}", latex=f"f_{i}") for i in (0, 1, 2))
d1, d2, d12 = (real(f"d{i}", latex=f"d_{{{i}}}", within=(-1, 4)) for i in ("01", "02", "12"))
pull1, pull2 = (real(f"pull{i}", latex=f"r_{i}", within=(-1, 3)) for i in (1, 2))
across = real("across", latex=r"\pi_{12}", within=(-2, 2))
k, penalty = real("k", within=(-1, 3)), real("lambda", latex=r"\lambda", within=(-1, 3))

claim = Claim(
    PAPER.remark("Nash equilibrium, parametric generators", after="2", attribution="own"),
    given={},
    origin=Origin.BEYOND,
)
