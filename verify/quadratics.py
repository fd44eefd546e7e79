"""Certificates of inequalities between quadratic forms of vectors, for check functions of claims.

A form is written as a SymPy polynomial whose symbols stand for vectors: x*y for their inner
product, (x - y)**2 for a squared distance. What is proved holds in every dimension.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from . import certificates
from .programs import Degenerate, sealed

DENOMINATOR = 10**6


def quadratic_inequality(
    says: str, claimed: Any, given: Mapping[str, Any], *, free: Sequence[Any] = ()
) -> dict[str, Any]:
    """A certificate that a form is not negative where others are not.

    Args:
        says: what it is, for a reader.
        claimed: the form that is not negative.
        given: forms that are known not to be, by name.
        free: further forms of which any nonnegative combination may be added to ``claimed``, such
            as a Lyapunov function's second part; what was chosen stands in the certificate.

    Raises:
        Degenerate: no multipliers leave a positive definite form, or none that are rational.
        ModuleNotFoundError: the extra with Clarabel is not installed.
    """
    from sympy import Expr, Poly, expand

    if not isinstance(given, Mapping):
        raise TypeError(f"{says}: the forms that are given have names, {{'monotone': x*g}}")
    for form in (claimed, *given.values(), *free):
        if not isinstance(form, Expr):
            raise TypeError(f"{says}: a form is written as x*g - x**2, without >= 0, not {form!r}")
    forms = [claimed, *given.values(), *free]
    vectors = sorted({x for form in forms for x in expand(form).free_symbols}, key=str)
    base, *others = (_matrix(Poly(expand(form), *vectors)) for form in forms)
    known, added = others[: len(given)], others[len(given) :]
    weights = _largest_margin(base, [*added, *([[-x for x in row] for row in m] for m in known)])
    if weights is None:
        raise Degenerate(
            f"{says}: no multipliers found that leave a positive definite form; that refutes "
            "nothing, and where the inequality is sharp a little slack is needed"
        )
    chosen, multipliers = weights[: len(free)], weights[len(free) :]
    total = [row[:] for row in base]
    for weight, form in zip(chosen, added, strict=True):
        for i, j in product(range(len(vectors)), repeat=2):
            total[i][j] += weight * form[i][j]
    certificate = {
        "kind": certificates.QUADRATIC_INEQUALITY,
        "says": says,
        "vectors": [str(each) for each in vectors],
        "claimed": _texts(total),
        "given": [
            {"name": name, "form": _texts(form), "multiplier": str(multiplier)}
            for name, form, multiplier in zip(given, known, multipliers, strict=True)
        ],
    }
    return sealed(certificate, certificates.check)


def _matrix(form: Any) -> list[list[Fraction]]:
    size = len(form.gens)
    matrix = [[Fraction(0)] * size for _ in range(size)]
    for powers, coefficient in form.terms():
        if coefficient == 0:
            continue
        if sum(powers) != 2 or not coefficient.is_Rational:
            raise ValueError(
                f"{form.as_expr()} is no quadratic form with rational coefficients; write "
                "Rational(1, 2) for 0.5"
            )
        i, *rest = [k for k, power in enumerate(powers) for _ in range(power)]
        value = Fraction(int(coefficient.p), int(coefficient.q)) / 2
        matrix[i][rest[0]] += value
        matrix[rest[0]][i] += value
    return matrix


def _texts(matrix: Sequence[Sequence[Fraction]]) -> list[list[str]]:
    return [[str(entry) for entry in row] for row in matrix]


def _largest_margin(base: Any, terms: Sequence[Any]) -> list[Fraction] | None:
    """Nonnegative weights for which base + sum of weighted terms is most definite; None if not.

    Minimising a trace instead finds boundary points, whose rounding is not definite.
    """
    import clarabel
    import numpy as np
    from scipy.sparse import csc_matrix

    size, count = len(base), len(terms)
    upper = [(i, j) for j in range(size) for i in range(j + 1)]

    def column(matrix: Any) -> Any:
        scale = [1.0 if i == j else 2**0.5 for i, j in upper]
        return np.array([float(matrix[i][j]) * s for (i, j), s in zip(upper, scale, strict=True)])

    identity = [[Fraction(int(i == j)) for j in range(size)] for i in range(size)]
    rows = [np.column_stack([*(-column(each) for each in terms), column(identity)])]
    rows += [np.column_stack([-np.eye(count), np.zeros(count)])]
    rows += [np.eye(1, count + 1, count)]
    bounds = np.concatenate([column(base), np.zeros(count), [1.0]])
    cones = [clarabel.PSDTriangleConeT(size), clarabel.NonnegativeConeT(count + 1)]
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.max_threads = 1
    cost = np.zeros(count + 1)
    cost[-1] = -1.0
    found = clarabel.DefaultSolver(
        csc_matrix((count + 1, count + 1)),
        cost,
        csc_matrix(np.vstack(rows)),
        bounds,
        cones,
        settings,
    ).solve()
    if "Solved" not in str(found.status) or found.x[-1] <= 0:
        return None
    return [
        max(Fraction(0), Fraction(each).limit_denominator(DENOMINATOR)) for each in found.x[:-1]
    ]
