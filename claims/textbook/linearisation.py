"""Linearisation of a flow: a Hurwitz Jacobian makes an equilibrium locally exponentially stable.

If the field is continuously differentiable near the equilibrium and every eigenvalue of its
Jacobian there has negative real part, nearby integral curves converge to it exponentially.
"""

from ganproof.verify import Claim, cited

claim = Claim(cited("H. K. Khalil, Nonlinear Systems, 3rd ed., Prentice Hall 2002, Theorem 4.7"))
