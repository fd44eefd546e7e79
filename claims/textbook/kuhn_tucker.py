"""Kuhn-Tucker: a convex program with linear constraints has multipliers at every minimum.

Where a differentiable convex function is least under finitely many linear inequalities there are
multipliers, not negative and zero for constraints that are slack, that make the Lagrangian's
gradient zero. Conversely a feasible point with such multipliers is a minimum.
"""

from ganproof.verify import Claim, cited

claim = Claim(
    cited(
        "S. Boyd and L. Vandenberghe, Convex Optimization, Cambridge University Press 2004, "
        "Sections 5.2.3 and 5.5.3"
    )
)
