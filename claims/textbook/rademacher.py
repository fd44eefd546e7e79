"""Rademacher's theorem: a Lipschitz function on R^n has a gradient almost everywhere.

Where it has none is a set of Lebesgue measure zero, and so of measure zero for every law with a
density. A law on finitely many points may sit on that set.
"""

from ganproof.verify import Claim, cited

claim = Claim(cited("H. Federer, Geometric Measure Theory, Springer 1969, Theorem 3.1.6"))
