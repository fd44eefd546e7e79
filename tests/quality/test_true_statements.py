"""True statements must be proved; that each is true is shown here by a route of its own.

The route is numeric eigenvalues, or the derivation in the file's docstring, at random points.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ganproof.verify.evidence import Verdict

FILES = sorted((Path(__file__).parent / "true").glob("*.py"))
COUNT = 4000
CLEAR = 1e-6
"""Points nearer to a boundary are left out: floats cannot tell the sides apart."""


def matrices(rows):
    """A stack (COUNT, n, n) from rows of numbers and columns."""
    return np.stack(
        [np.stack([np.broadcast_to(entry, COUNT) for entry in row], axis=-1) for row in rows],
        axis=-2,
    )


def times(scalars, stack):
    return scalars[:, None, None] * stack


def radius(stack):
    return np.abs(np.linalg.eigvals(stack)).max(axis=1)


def abscissa(stack):
    return np.linalg.eigvals(stack).real.max(axis=1)


def same_side(left, right):
    """Two quantities are positive together, wherever both are clear of zero."""
    clear = (np.abs(left) > CLEAR) & (np.abs(right) > CLEAR)
    assert clear.sum() > COUNT / 2
    return ((left > 0) == (right > 0)) | ~clear


def lists_spectrum(stack, *listed):
    """The characteristic polynomial vanishes at each listed value, and the trace is their sum."""
    size = stack.shape[1]
    values = [np.broadcast_to(each, COUNT).astype(complex) for each in listed]
    residual = [np.linalg.det(times(each, np.eye(size)[None]) - stack) for each in values]
    scale = 1 + np.abs(stack).max(axis=(1, 2)) ** size
    traces = np.abs(np.trace(stack, axis1=1, axis2=2) - sum(values)) < 1e-9 * scale
    return np.logical_and.reduce([np.abs(each) < 1e-8 * scale for each in residual]) & traces


def bilinear(a):
    return matrices([[0, -a], [a, 0]])


def extragradient_step_bound(rng):
    a, h = rng.uniform(-3, 3, COUNT), rng.uniform(0, 2, COUNT)
    step = times(h, bilinear(a))
    at_bound = bilinear(np.sign(a))
    on_circle = np.abs(np.linalg.eigvals(np.eye(2) + at_bound + at_bound @ at_bound))
    converges = same_side(1 - radius(np.eye(2) + step + step @ step), 1 - h * np.abs(a))
    return converges & (np.abs(on_circle - 1) < 1e-12).all(axis=1)


def optimistic_step_bound(rng):
    t = rng.uniform(-1.5, 1.5, COUNT)
    top = np.concatenate([np.eye(2) + 2 * bilinear(t), -bilinear(t)], axis=2)
    shift = np.broadcast_to(np.eye(2, 4), (COUNT, 2, 4))
    return same_side(1 - radius(np.concatenate([top, shift], axis=1)), 1 / np.sqrt(3) - np.abs(t))


def heavy_ball_on_a_quadratic(rng):
    beta, hk = rng.uniform(-1, 2, COUNT), rng.uniform(0, 5, COUNT)
    bound = np.minimum(1 - beta, 2 * (1 + beta) - hk)
    return same_side(1 - radius(matrices([[1 + beta - hk, -beta], [1, 0]])), bound)


def momentum_never_helps_simultaneous_play(rng):
    beta, u = rng.uniform(0, 3, COUNT), rng.uniform(0.1, 3, COUNT)
    trace = 1 + beta + 1j * u
    root = np.sqrt(trace**2 - 4 * beta)
    return np.maximum(np.abs(trace + root), np.abs(trace - root)) / 2 > 1


def proximal_point_converges_for_every_step(rng):
    a, h = rng.uniform(0.1, 3, COUNT), rng.uniform(-3, -0.1, COUNT)
    M = np.linalg.inv(np.eye(2) - times(h, bilinear(a)))
    listed = 1 / (1 - 1j * h * a)
    return lists_spectrum(M, listed, listed.conj()) & (radius(M) < 1)


def consensus_regularisation(rng):
    a, gamma = rng.uniform(-3, 3, COUNT), rng.uniform(0, 4, COUNT)
    J = bilinear(a)
    regularised = J - times(gamma, J.swapaxes(1, 2) @ J)
    listed = -gamma * a**2 + 1j * a
    below = abscissa(regularised) < -gamma * a**2 / 2
    return lists_spectrum(regularised, listed, listed.conj()) & below


def two_learning_rates(rng):
    a, gamma = rng.uniform(-3, 3, COUNT), rng.uniform(-2, 5, COUNT)
    g, d = rng.uniform(0, 1, (2, COUNT))
    M = matrices([[1, -g * a], [d * a, 1 - d * gamma]])
    return same_side(1 - radius(M), np.minimum(gamma - g * a**2, 4 + g * d * a**2 - 2 * d * gamma))


def instance_noise(rng):
    a, b = rng.uniform(0.1, 3, COUNT), rng.uniform(-3, -0.1, COUNT)
    s = rng.uniform(0.1, 2, COUNT)
    J = matrices([[0, -a], [a, 2 * b * s**2]])
    eigenvalues = np.linalg.eigvals(J)
    real = np.abs(eigenvalues.imag).max(axis=1) < CLEAR
    root = np.sqrt((b**2 * s**4 - a**2).astype(complex))
    return (
        lists_spectrum(J, b * s**2 + root, b * s**2 - root)
        & (eigenvalues.real.max(axis=1) < 0)
        & (real | (s**2 < np.abs(a / b) + CLEAR))
    )


def weight_decay_on_both_players(rng):
    a, w, h = rng.uniform(-3, 3, COUNT), rng.uniform(0.01, 3, COUNT), rng.uniform(0, 3, COUNT)
    J = matrices([[-w, -a], [a, -w]])
    return (
        lists_spectrum(J, -w + 1j * a, -w - 1j * a)
        & (abscissa(J) < -0.9 * w)
        & same_side(1 - radius(np.eye(2) + times(h, J)), 2 * w / (w**2 + a**2) - h)
    )


def discriminator_with_two_features(rng):
    a, b, gamma = rng.uniform(0.1, 3, COUNT), rng.uniform(-3, 3, COUNT), rng.uniform(0.1, 5, COUNT)
    J = matrices([[0, -a, -b], [a, -gamma, 0], [b, 0, -gamma]])
    slope = np.hypot(a, b)
    dirac = np.linalg.eigvals(matrices([[0, -slope], [slope, -gamma]]))
    alone = abscissa(matrices([[0, 0, 0], [0, -gamma, 0], [0, 0, -gamma]])) == 0
    return lists_spectrum(J, -gamma, dirac[:, 0], dirac[:, 1]) & (abscissa(J) < 0) & alone


def partial_penalty_spreads_through_coupling(rng):
    t, gamma = rng.uniform(0.1, 2, COUNT) * rng.choice([-1, 1], COUNT), rng.uniform(0.1, 4, COUNT)
    return abscissa(matrices([
        [0, 0, -1, -t],
        [0, 0, 0, -1],
        [1, 0, -gamma, 0],
        [t, 1, 0, 0],
    ])) < 0  # fmt: skip


def definite_chain(rng):
    t = rng.uniform(-2, 2, COUNT)
    found = np.linalg.eigvalsh(matrices([[2, -t, 0], [-t, 2, -t], [0, -t, 2]]))
    side = np.sqrt(2) * np.abs(t)
    listed = np.abs(found - np.stack([2 - side, np.full(COUNT, 2), 2 + side], axis=1)) < 1e-12
    return listed.all(axis=1) & same_side(found[:, 0], np.sqrt(2) - np.abs(t))


def nested_root(rng):
    r = rng.uniform(0, 10, COUNT)
    return np.isclose(np.sqrt(r**2 + 1 + 2 * r), 1 + r, rtol=1e-14)


def geometric_mean_of_learning_rates(rng):
    root_g, root_d = rng.uniform(0, 2, (2, COUNT))
    gap = (root_g**2 + root_d**2) / 2 - root_g * root_d
    return np.isclose(2 * gap, (root_g - root_d) ** 2, atol=1e-14)


def alternation_never_contracts(rng):
    t = rng.uniform(-9, 9, COUNT)
    moduli = np.abs(np.linalg.eigvals(matrices([[1, -t], [t, 1 - t**2]])))
    return np.isclose(moduli.prod(axis=1), 1, rtol=1e-6) & (moduli.max(axis=1) > 1 - 1e-12)


def number_of_discriminator_steps(rng):
    h, n = rng.uniform(0.01, 3, COUNT), rng.integers(1, 7, COUNT)
    one_round = matrices([[1, -h], [0, 1]])
    for step in range(1, 7):
        moved = matrices([[1, 0], [h, 1]]) @ one_round
        one_round = np.where((step <= n)[:, None, None], moved, one_round)
    grows = radius(one_round) > 1 + 1e-4
    return (grows == (n * h**2 > 4)) | (np.abs(n * h**2 - 4) < CLEAR)


def no_integer_between(rng):
    n = rng.integers(-1000, 1000, COUNT)
    return (n <= 1) | (n >= 2)


def absolute_slope(rng):
    a = rng.uniform(-3, 3, COUNT)
    found = np.linalg.eigvalsh(matrices([[0, a], [a, 0]]))
    return np.isclose(found[:, 1], np.where(a < 0, -a, a)) & np.isclose(found.sum(axis=1), 0)


def relay_of_three_players(rng):
    """An eigenvalue x with eigenvector (x^2, x, 1): the relay takes it to (1, x^2, x)."""
    root = rng.choice([1, (-1 + 1j * np.sqrt(3)) / 2, (-1 - 1j * np.sqrt(3)) / 2], COUNT)
    vector = np.stack([root**2, root, np.ones(COUNT)], axis=1)
    relayed = vector[:, [2, 0, 1]]
    return (np.abs(relayed - root[:, None] * vector) < 1e-14).all(axis=1)


def three_players_implicit_midpoint(rng):
    h = rng.uniform(-9, 9, COUNT)
    J = times(h / 2, np.array([[[0, -1, 0], [1, 0, -1], [0, 1, 0]]]))
    M = np.linalg.solve(np.eye(3) - J, np.eye(3) + J)
    return (np.abs(np.abs(np.linalg.eigvals(M)) - 1) < 1e-9).all(axis=1)


def logistic_loss_above_its_chord(rng):
    x = rng.uniform(-4, 4, COUNT)
    return np.log(2 * np.cosh(x / 2)) > 0.69


def conserved_by_alternating_steps(rng):
    h = rng.uniform(-4, 4, COUNT)
    form = matrices([[1, -h / 2], [-h / 2, 1]])
    M = matrices([[1, 0], [h, 1]]) @ matrices([[1, -h], [0, 1]])
    return (np.abs(M.swapaxes(1, 2) @ form @ M - form) < 1e-10).all(axis=(1, 2))


def averaging_players(rng):
    x = rng.uniform(-3, 3, COUNT)
    found = np.linalg.eigvalsh(matrices([[-x, x], [x, -x]]))
    return np.isclose(found, np.sort(np.stack([0 * x, -2 * x], axis=1)), atol=1e-14).all(axis=1)


def double_eigenvalue_at_the_critical_penalty(rng):
    a = rng.uniform(-3, 3, COUNT)
    shifted = matrices([[0, -a], [a, -2 * a]]) + times(a, np.eye(2)[None])
    return (np.abs(shifted @ shifted) < 1e-12).all(axis=(1, 2))


def rotation_frequency(rng):
    a, gamma = rng.uniform(-3, 3, COUNT), rng.uniform(-5, 5, COUNT)
    turn = 1j * np.sqrt((a**2 - gamma**2 / 4).astype(complex))
    stack = matrices([[0, -a], [a, -gamma]])
    return lists_spectrum(stack, -gamma / 2 + turn, -gamma / 2 - turn)


def runge_kutta_step_bound(rng):
    """The four stages by hand, from the unit vectors."""
    t = rng.uniform(1, 4, COUNT)
    J = bilinear(t)
    first = J
    second = J @ (np.eye(2) + first / 2)
    third = J @ (np.eye(2) + second / 2)
    fourth = J @ (np.eye(2) + third)
    step = np.eye(2) + (first + 2 * second + 2 * third + fourth) / 6
    return same_side(1 - radius(step), np.sqrt(8) - t)


def motzkin_polynomial(rng):
    """The difference is a sum of squares over (X + Y)^2, where X = x^2 and Y = y^2."""
    X, Y = rng.uniform(-2, 2, (2, COUNT)) ** 2
    squares = X * Y * (X + Y + 1) * (X + Y - 2) ** 2 + (X - Y) ** 2
    difference = X**2 * Y + X * Y**2 + 1 - 3 * X * Y
    return np.isclose(difference * (X + Y) ** 2, squares, atol=1e-12) & (squares >= 0)


def clipping_is_no_expansion(rng):
    x, y, c = *rng.uniform(-3, 3, (2, COUNT)), rng.uniform(0, 3, COUNT)
    return np.abs(np.clip(x, -c, c) - np.clip(y, -c, c)) <= np.abs(x - y)


def monotone_games_are_stable(rng):
    """J is a skew part and -(LL' + I/100), whose symmetric part is any negative definite one."""
    L = rng.uniform(-2, 2, (COUNT, 2, 2))
    J = bilinear(rng.uniform(-3, 3, COUNT)) - L @ L.swapaxes(1, 2) - np.eye(2) / 100
    return abscissa(J) < 0


def two_time_scales(rng):
    a, d = -rng.uniform(0, 3, (2, COUNT))
    b, c = rng.uniform(-3, 3, (2, COUNT))
    g, r = rng.uniform(0.1, 3, (2, COUNT))
    before = abscissa(matrices([[a, b], [c, d]]))
    return same_side(-before, -abscissa(matrices([[g * a, g * b], [r * c, r * d]])))


def sine_plus_cosine(rng):
    x = rng.uniform(0, 1, COUNT)
    return np.sqrt(2) * np.sin(x + np.pi / 4) < 1.4143


def schur_complement(rng):
    B, C, D = (rng.normal(size=(COUNT, *shape)) for shape in ((3, 2), (2, 3), (2, 2)))
    stack = np.block([[np.broadcast_to(np.eye(3), (COUNT, 3, 3)), B], [C, D]])
    left = np.concatenate([-C, np.broadcast_to(np.eye(2), (COUNT, 2, 2))], axis=2) @ stack
    right = np.concatenate([np.zeros((COUNT, 2, 3)), D - C @ B], axis=2)
    return np.abs(left - right).max(axis=(1, 2)) < 1e-12


ROUTES = (
    absolute_slope,
    alternation_never_contracts,
    averaging_players,
    clipping_is_no_expansion,
    consensus_regularisation,
    conserved_by_alternating_steps,
    definite_chain,
    discriminator_with_two_features,
    double_eigenvalue_at_the_critical_penalty,
    extragradient_step_bound,
    geometric_mean_of_learning_rates,
    heavy_ball_on_a_quadratic,
    instance_noise,
    logistic_loss_above_its_chord,
    momentum_never_helps_simultaneous_play,
    monotone_games_are_stable,
    motzkin_polynomial,
    nested_root,
    no_integer_between,
    number_of_discriminator_steps,
    optimistic_step_bound,
    partial_penalty_spreads_through_coupling,
    proximal_point_converges_for_every_step,
    relay_of_three_players,
    rotation_frequency,
    runge_kutta_step_bound,
    schur_complement,
    sine_plus_cosine,
    three_players_implicit_midpoint,
    two_learning_rates,
    two_time_scales,
    weight_decay_on_both_players,
)
ON_A_BOX = {"logistic_loss_above_its_chord", "sine_plus_cosine"}


def test_every_statement_has_a_route():
    assert [route.__name__ for route in ROUTES] == [file.stem for file in FILES]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.__name__)
def test_it_holds_at_random_points(route):
    holds = route(np.random.default_rng(7))
    assert holds.shape == (COUNT,)
    assert holds.all()


@pytest.mark.xdist_group("quality")
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_is_proved(judged, file):
    claim = judged[file]
    proved = Verdict.PROVED_WITHIN if file.stem in ON_A_BOX else Verdict.PROVED
    verdicts = {each.name: (each.verdict, each.reason) for each in claim.conclusions}
    assert {verdict for verdict, _ in verdicts.values()} == {proved}, verdicts
    assert claim.as_expected
