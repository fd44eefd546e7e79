"""Fatou's lemma: the integral of a lower limit is no larger than the lower limit of the integrals.

For measurable functions that are not negative, or that all lie above one integrable function.
"""

from ganproof.verify import Claim, cited

claim = Claim(cited("G. B. Folland, Real Analysis, 2nd ed., Wiley 1999, Lemma 2.18"))
