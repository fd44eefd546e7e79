"""Ostrowski's theorem: a Schur Jacobian makes a fixed point locally linearly attracting.

If the update is continuously differentiable near the fixed point and its Jacobian there has
spectral radius below one, nearby iterates converge to it at least linearly, at any rate above the
spectral radius.
"""

from ganproof.verify import Claim, cited

claim = Claim(
    cited(
        "J. M. Ortega and W. C. Rheinboldt, Iterative Solution of Nonlinear Equations in Several "
        "Variables, Academic Press 1970, Theorem 10.1.3"
    )
)
