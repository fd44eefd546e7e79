"""Prints 20 settings of the Dirac-GAN with the numbers that the page's explorable must show.

Written from the update rule alone: eigenvalues come from NumPy's solver, the limit on the step from
bisection on the spectral radius, so that no formula of the page is repeated here.
"""

from __future__ import annotations

import json
import sys
from itertools import product

import numpy as np

PENALTIES = (0.0, 0.3, 0.75, 1.6, 3.0)
STEPS = (0.2, 1.5)
UPDATES = ("simultaneous", "alternating")
START = (1.0, 1.0)
FAR = 1e6


def slope(t: float) -> float:
    """f'(t) of f(t) = -log(1 + exp(-t))."""
    return float(0.5 * (1.0 - np.tanh(t / 2.0)))


def generator(state: np.ndarray, step: float) -> np.ndarray:
    theta, psi = state
    return np.array([theta - step * psi * slope(theta * psi), psi])


def discriminator(state: np.ndarray, gamma: float, step: float, theta: float) -> np.ndarray:
    psi = state[1]
    return np.array([state[0], psi + step * (theta * slope(theta * psi) - gamma * psi)])


def move(state: np.ndarray, gamma: float, step: float, update: str) -> np.ndarray:
    """One training step."""
    moved = generator(state, step)
    seen = moved[0] if update == "alternating" else state[0]
    return np.array([moved[0], discriminator(state, gamma, step, seen)[1]])


def jacobian(gamma: float, step: float, update: str) -> np.ndarray:
    """Of one step at the equilibrium, as a product of the two players' own matrices."""
    first = np.array([[1.0, -step * slope(0.0)], [0.0, 1.0]])
    second = np.array([[1.0, 0.0], [step * slope(0.0), 1.0 - step * gamma]])
    return second @ first if update == "alternating" else first + second - np.eye(2)


def radius(gamma: float, step: float, update: str) -> float:
    return float(np.max(np.abs(np.linalg.eigvals(jacobian(gamma, step, update)))))


def limit(gamma: float, update: str) -> float:
    """The step at which the spectral radius reaches 1, by bisection; 0 without a penalty."""
    if gamma == 0.0:
        return 0.0
    low, high = 1e-6, 50.0
    for _ in range(200):
        middle = (low + high) / 2.0
        low, high = (middle, high) if radius(gamma, middle, update) < 1.0 else (low, middle)
    return low


def setting(gamma: float, step: float, update: str) -> dict[str, object]:
    """The numbers of one setting."""
    state, taken = np.array(START), 0
    while taken < 400 and np.hypot(*state) < FAR:
        state, taken = move(state, gamma, step, update), taken + 1
    values = sorted(
        np.linalg.eigvals(jacobian(gamma, step, update)), key=lambda v: (v.real, v.imag)
    )
    return {
        "gamma": gamma,
        "step": step,
        "update": update,
        "start": START,
        "eigenvalues": [[float(value.real), float(value.imag)] for value in values],
        "radius": radius(gamma, step, update),
        "threshold": limit(gamma, update),
        "taken": taken,
        "end": [float(coordinate) for coordinate in state],
    }


def main() -> None:
    settings = [setting(*choice) for choice in product(PENALTIES, STEPS, UPDATES)]
    json.dump(settings, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
