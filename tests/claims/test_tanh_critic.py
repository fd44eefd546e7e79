"""The tanh critic: its penalty's derivatives against closed forms and against SymPy."""

import numpy as np
import pytest
from sympy import diff, hessian, symbols, tanh

from ganproof.claims.gan import tanh_critic

A, B, W, X = symbols("a b w x")
PHI = np.array([1.3, -0.4, 0.7])
POINTS = np.array([[0.5], [-1.2], [2.0]])


def mean(expression):
    at = dict(zip((A, B, W), PHI, strict=True))
    return sum(float(expression.subs({**at, X: x})) for x in POINTS[:, 0]) / len(POINTS)


def test_one_unit_agrees_with_sympy():
    slope = diff(A * tanh(W * X + B), X)
    turning = [diff(slope, each) for each in (A, B, W)]
    R = slope**2 / 2
    assert tanh_critic.penalty(PHI, POINTS) == pytest.approx(mean(R), rel=1e-13)
    expected = [mean(diff(R, each)) for each in (A, B, W)]
    assert tanh_critic.penalty_slope(PHI, POINTS) == pytest.approx(expected, rel=1e-12)
    gram = [[mean(one * other) for other in turning] for one in turning]
    assert np.allclose(tanh_critic.gramian(PHI, POINTS), gram, rtol=1e-12)
    second = hessian(R, (A, B, W))
    exact = [[mean(second[i, j]) for j in range(3)] for i in range(3)]
    assert np.allclose(tanh_critic.hessian(PHI, POINTS), exact, atol=1e-8)


def test_several_inputs_and_units():
    random = np.random.default_rng(3)
    phi, points = random.normal(size=3 * 4), random.normal(size=(5, 2))
    D = lambda x: np.tanh(x @ phi[6:].reshape(3, 2).T + phi[3:6]) @ phi[:3]  # noqa: E731
    step = 1e-6 * np.eye(2)
    expected = [(D(points + each) - D(points - each)) / 2e-6 for each in step]
    assert np.allclose(tanh_critic.slopes(phi, points), np.transpose(expected), atol=1e-8)
    assert tanh_critic.turning(phi, points).shape == (5, 2, 12)
