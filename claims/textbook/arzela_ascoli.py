"""Arzela-Ascoli: from bounded functions with one Lipschitz constant a subsequence converges.

Functions on a separable metric space that share a Lipschitz constant and are bounded at one point
have a subsequence that converges at every point, uniformly on compact sets; the limit has the same
Lipschitz constant.
"""

from ganproof.verify import Claim, cited

claim = Claim(cited("G. B. Folland, Real Analysis, 2nd ed., Wiley 1999, Theorems 4.43 and 4.44"))
