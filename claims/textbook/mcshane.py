"""McShane's extension: a Lipschitz function on a part of a metric space extends to the whole.

For real f with the constant k on a set S, inf over x in S of f(x) + k d(z, x) agrees with f on S
and has the constant k everywhere; it is the largest such function, and the supremum of
f(x) - k d(z, x) the smallest.
"""

from ganproof.verify import Claim, cited

claim = Claim(
    cited(
        "E. J. McShane, Extension of range of functions, Bulletin of the American Mathematical "
        "Society 40 (1934), pp. 837-842, Theorem 1"
    )
)
