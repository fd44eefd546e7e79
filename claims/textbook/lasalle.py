"""LaSalle's invariance principle: where a function stops decreasing, bounded curves end.

If V is continuously differentiable, grows without bound, and does not increase along the integral
curves, every curve approaches the largest invariant set inside the set where V stands still.
"""

from ganproof.verify import Claim, cited

claim = Claim(cited("H. K. Khalil, Nonlinear Systems, 3rd ed., Prentice Hall 2002, Theorem 4.4"))
