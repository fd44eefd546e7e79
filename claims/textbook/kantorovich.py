"""Kantorovich-Rubinstein duality: W1 is the largest difference of means of a 1-Lipschitz function.

For two laws with finite first moments on a complete separable metric space W1 is the least mean
distance over all couplings, and equals the maximum of E_r f - E_g f over 1-Lipschitz f; both are
attained. A maximal f, a Kantorovich potential, rises at unit speed along every pair in the support
of every optimal coupling.
"""

from ganproof.verify import Claim, cited

claim = Claim(
    cited(
        "C. Villani, Optimal Transport: Old and New, Springer 2009, Theorem 5.10 and "
        "Particular Case 5.16"
    )
)
