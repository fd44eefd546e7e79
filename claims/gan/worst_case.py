"""Worst cases of methods over all operators, by two semidefinite programs that share no code.

What is bounded is |x_n - x*|^2 for |x_0 - x*| = 1, over mu-strongly monotone and L-Lipschitz F in
any dimension, and over convex sets if ``constrained``. PEPit writes the primal program; the other
one is its dual, written here from :class:`methods.Witness` and solved through CVXPY. Both are
upper bounds, and as exact as the solver. Each problem has a process of its own, as PEPit keeps its
state in global counters: ``python -m ganproof.claims.gan.worst_case PROBLEM``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from ganproof.claims.gan import methods, projections

SECONDS = 60


@dataclass(frozen=True)
class Problem:
    """A method by its name, rounds, mu, L = 1 and the step, numbers as texts such as "1/4"."""

    method: str
    rounds: int
    modulus: str
    step: str = "1/4"
    constrained: bool = False


def solve(problem: Problem, seconds: float = SECONDS) -> tuple[float, float]:
    """The worst case by PEPit and by the dual program, in a fresh process.

    Raises:
        ModuleNotFoundError: PEPit or CVXPY is not installed.
        TimeoutError: it took longer than that.
        RuntimeError: the process failed.
    """
    from importlib.util import find_spec

    for name in ("PEPit", "cvxpy"):
        if find_spec(name) is None:
            missing = f"{name} is not installed: pip install 'ganproof[programs]'"
            raise ModuleNotFoundError(missing, name=name)
    call = [sys.executable, "-m", "ganproof.claims.gan.worst_case"]
    call.append(json.dumps(asdict(problem)))
    try:  # our own module, called with a list of texts and without a shell
        done = subprocess.run(call, capture_output=True, text=True, timeout=seconds)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise TimeoutError(f"a worst case took longer than {seconds} s") from None
    if done.returncode:
        raise RuntimeError(f"a worst case was not found: {done.stderr[-400:]}")
    primal, dual = json.loads(done.stdout.splitlines()[-1])
    return primal, dual


def _method(problem: Problem) -> methods.Method:
    return next(each for each in methods.METHODS if each.name == problem.method)


def by_pepit(problem: Problem) -> float:
    """PEPit's bound."""
    from PEPit import PEP
    from PEPit.functions import ConvexIndicatorFunction
    from PEPit.operators import LipschitzStronglyMonotoneOperatorCheap
    from PEPit.primitive_steps import proximal_step

    program, method = PEP(), _method(problem)
    F = program.declare_function(
        LipschitzStronglyMonotoneOperatorCheap, mu=float(Fraction(problem.modulus)), L=1.0
    )
    project, total = projections.none, F
    if problem.constrained:
        indicator = program.declare_function(ConvexIndicatorFunction)
        total = F + indicator

        def project(point: Any) -> Any:
            return proximal_step(point, indicator, 1)[0]

    solution, start = total.stationary_point(), program.set_initial_point()
    program.set_initial_condition((start - solution) ** 2 <= 1)
    if problem.constrained:
        start = project(start)
    state = method.start(F.gradient, start)
    for _ in range(problem.rounds):
        state = method.step(F.gradient, project, float(Fraction(problem.step)), state)
    program.set_performance_metric((state[0] - solution) ** 2)
    return float(program.solve(verbose=0, wrapper="cvxpy", solver="CLARABEL"))


def by_dual(problem: Problem) -> float:
    """The least t for which t |x_0|^2 - |x_n|^2 is a combination of what is known, and a square."""
    import cvxpy
    import numpy as np
    from sympy import Rational, Symbol, expand

    from ganproof.claims.gan import certified_rates

    known, x = methods.Witness(), Symbol("x")
    project = known.project if problem.constrained else projections.none
    method, step = _method(problem), Rational(problem.step)
    state = method.start(known, x)
    for _ in range(problem.rounds):
        state = method.step(known, project, step, state)
    facts = known.monotone(Rational(problem.modulus)) | known.lipschitz(1) | known.convex()
    forms = [x**2, state[0] ** 2, *facts.values()]
    vectors = sorted({each for form in forms for each in expand(form).free_symbols}, key=str)
    start, end, *rest = (
        np.array(certified_rates.gram(form, vectors), dtype=float) for form in forms
    )
    bound, weights = cvxpy.Variable(), cvxpy.Variable(len(rest), nonneg=True)
    left = bound * start - end - sum(weights[k] * form for k, form in enumerate(rest))
    program = cvxpy.Problem(cvxpy.Minimize(bound), [left >> 0])
    return float(program.solve(solver=cvxpy.CLARABEL))


if __name__ == "__main__":
    asked = Problem(**json.loads(sys.argv[1]))
    sys.stdout.write(json.dumps([by_pepit(asked), by_dual(asked)]) + "\n")
