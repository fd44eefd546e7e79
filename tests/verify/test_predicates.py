from fractions import Fraction

import numpy as np
import pytest
from sympy import And, Dummy, Gt, Integer, Matrix, Not, Rational, diag, eye, lambdify, sqrt

from ganproof.verify import (
    hurwitz,
    on_unit_circle,
    positive_definite,
    real,
    schur,
    spectral_abscissa,
    spectrum,
    unstable,
)
from ganproof.verify import predicates as p
from ganproof.verify.statement import lower
from ganproof.verify.translate import arrays, rational

COUNT = 25_000
BAND = 1e-6
ROTATION = Matrix([[3, -4], [4, 3]]) / 5
QUARTER_TURN = Matrix([[0, -1], [1, 0]])


def both_routes(formula):
    """By tables in fractions, and by the polynomial form."""
    answers = {rational.holds(formula, {}), rational.holds(lower(formula), {})}
    assert len(answers) == 1
    return answers.pop()


# Eigenvalues are known by construction: diagonals, rotations, companion matrices, Jordan blocks.
CASES = [
    (hurwitz, diag(-1, -2), True),
    (hurwitz, diag(-1, 0), False),
    (hurwitz, Matrix([[0]]), False),
    (hurwitz, QUARTER_TURN, False),  # i and -i
    (hurwitz, diag(QUARTER_TURN, -1), False),
    (hurwitz, Matrix([[-1, 1], [0, -1]]), True),
    (hurwitz, diag(1, -5, -5), False),
    (schur, Matrix([[1]]), False),
    (schur, Matrix([[-1]]), False),
    (schur, diag(1, 0), False),
    (schur, diag(0, 0), True),
    (schur, ROTATION, False),  # e^{it} with cos t = 3/5
    (schur, ROTATION * Rational(99, 100), True),
    (schur, Matrix([[-1, 1], [0, -1]]), False),
    (schur, diag(ROTATION, Rational(1, 2)), False),
    (unstable, Matrix([[1]]), False),
    (unstable, Matrix([[-1, 1], [0, -1]]), False),
    (unstable, ROTATION, False),
    (unstable, diag(1, -1, 1), False),
    (unstable, ROTATION * Rational(101, 100), True),
    (unstable, diag(0, 0, Rational(-101, 100)), True),
    (unstable, diag(2, Rational(1, 2)), True),
    (on_unit_circle, eye(1), True),
    (on_unit_circle, eye(3), True),
    (on_unit_circle, diag(1, -1), True),
    (on_unit_circle, ROTATION, True),
    (on_unit_circle, Matrix([[1, 1], [0, 1]]), True),
    (on_unit_circle, Matrix([[1, 1, 0], [0, 1, 1], [0, 0, 1]]), True),
    (on_unit_circle, diag(1, 0), False),
    (on_unit_circle, diag(2, Rational(1, 2)), False),
    (on_unit_circle, diag(-2, Rational(-1, 2)), False),
    (on_unit_circle, diag(2, Rational(1, 2), 1, 1), False),  # palindromic all the same
    (on_unit_circle, ROTATION * Rational(99, 100), False),
    (positive_definite, eye(3), True),
    (positive_definite, Matrix([[1, 1], [1, 1]]), False),  # semidefinite
    (positive_definite, Matrix([[0]]), False),
    (positive_definite, Matrix([[1, 9], [-9, 1]]), True),  # its symmetric part is the identity
    (positive_definite, Matrix([[1, 4], [0, 1]]), False),  # all eigenvalues are 1; x = (1, -1)
    (positive_definite, Matrix([[-1, 0], [0, -1]]), False),  # its determinant is positive
    (positive_definite, diag(0, -1), False),
]


@pytest.mark.parametrize(("predicate", "matrix", "truth"), CASES)
def test_exact_boundary_cases_by_two_routes(predicate, matrix, truth):
    assert both_routes(predicate(matrix)) is truth


@pytest.mark.parametrize(
    ("matrix", "truth"),
    [
        (diag(ROTATION, QUARTER_TURN), True),
        (diag(ROTATION * 2, ROTATION / 2), False),
        (diag(1, -1, Matrix([[-1, 1], [0, -1]])), True),
        (diag(3, Rational(1, 3), -2, Rational(-1, 2)), False),
    ],
)
def test_four_eigenvalues_on_the_unit_circle_by_tables(matrix, truth):
    assert rational.holds(on_unit_circle(matrix), {}) is truth


@pytest.mark.parametrize(("matrix", "truth"), [(diag(1, 2), True), (diag(1, 3), False)])
def test_spectral_abscissa_is_a_strict_bound(matrix, truth):
    assert both_routes(spectral_abscissa(matrix, below=3)) is truth


def test_spectral_abscissa_in_arrays_is_that_of_the_matrix_less_its_bound():
    x = real("x")
    bounded = spectral_abscissa(Matrix([[x, -1], [1, x]]), below=-1)  # x +- i
    surely, never = arrays.truth(bounded, {"x": np.array([-2.0, -1.0, -0.5])})
    assert surely.tolist() == [True, False, False]
    assert never.tolist() == [False, False, True]


@pytest.mark.parametrize(
    "matrix", [eye(2), ROTATION, Matrix([[-1]]), Matrix([[1, 1], [0, 1]]), diag(1, ROTATION)]
)
def test_at_spectral_radius_one_a_matrix_is_neither_schur_nor_unstable(matrix):
    assert both_routes(Not(schur(matrix))) is True
    assert both_routes(unstable(matrix)) is False


def batch(size, *, shift=0.0):
    """Gaussian matrices with spectral radius of order one."""
    generator = np.random.default_rng(size)
    scale = generator.uniform(0.4, 1.6, (COUNT, 1, 1)) / np.sqrt(size)
    return generator.normal(size=(COUNT, size, size)) * scale - shift * np.eye(size)


def characteristic(matrices):
    """Coefficients after the leading one, by elementary symmetric functions of power sums."""
    size = matrices.shape[1]
    power, sums, elementary = np.eye(size), [], [np.ones(len(matrices))]
    for _ in range(size):
        power = power @ matrices
        sums.append(np.trace(power, axis1=1, axis2=2))
    for k in range(1, size + 1):
        signed = ((-1) ** (i - 1) * elementary[k - i] * sums[i - 1] for i in range(1, k + 1))
        elementary.append(sum(signed) / k)
    return [(-1) ** k * elementary[k] for k in range(1, size + 1)]


def polynomial_form(form, size):
    coefficients = [Dummy(f"c{k}") for k in range(size)]
    return lambdify([coefficients], form([Integer(1), *coefficients]), "numpy", cse=True)


def half_plane(coefficients):
    return And(*(Gt(minor, 0) for minor in p.hurwitz_minors(coefficients)))


def by_eigenvalues(predicate, matrices):
    """The masks for matrices of shape (count, n, n)."""
    return arrays.by_eigenvalues(predicate, np.moveaxis(matrices, 0, -1))


def agree(truth, margin, form, masks):
    """Clear cases: the form and the masks follow the eigenvalues; both answers occur."""
    clear = np.abs(margin) > BAND
    assert clear.mean() > 0.99
    assert 0.05 < truth[clear].mean() < 0.95
    np.testing.assert_array_equal(form[clear], truth[clear])
    surely, never = masks
    assert not (surely & never).any()
    assert not (surely & ~truth).any()
    assert not (never & truth).any()
    assert (surely | never).mean() > 0.99


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_hurwitz_against_numeric_eigenvalues(size):
    matrices = batch(size, shift=0.7)
    abscissa = np.linalg.eigvals(matrices).real.max(axis=1)
    form = polynomial_form(half_plane, size)(characteristic(matrices))
    masks = by_eigenvalues(hurwitz(eye(size)), matrices)
    agree(abscissa < 0, abscissa, form, masks)


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_schur_against_numeric_eigenvalues(size):
    matrices = batch(size)
    radius = np.abs(np.linalg.eigvals(matrices)).max(axis=1)
    form = polynomial_form(p.in_open_disc, size)(characteristic(matrices))
    masks = by_eigenvalues(schur(eye(size)), matrices)
    agree(radius < 1, radius - 1, form, masks)


@pytest.mark.parametrize("size", [2, 3, 4])
def test_unstable_against_numeric_eigenvalues(size):
    matrices = batch(size)
    radius = np.abs(np.linalg.eigvals(matrices)).max(axis=1)
    closed = polynomial_form(p.in_closed_disc, size)(characteristic(matrices))
    masks = by_eigenvalues(unstable(eye(size)), matrices)
    agree(radius > 1, radius - 1, ~closed, masks)


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_positive_definite_against_numeric_eigenvalues(size):
    matrices = batch(size, shift=-0.7)
    lowest = np.linalg.eigvalsh((matrices + matrices.swapaxes(1, 2)) / 2)[:, 0]
    names = [[Dummy(f"m{i}{j}") for j in range(size)] for i in range(size)]
    predicate = positive_definite(Matrix(names))
    form = lambdify([names], predicate.polynomial_form(), "numpy", cse=True)
    columns = [[matrices[:, i, j] for j in range(size)] for i in range(size)]
    agree(lowest > 0, lowest, form(columns), by_eigenvalues(predicate, matrices))


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_on_unit_circle_numerically_never_misses_and_never_claims(size):
    orthogonal, _ = np.linalg.qr(batch(size)[:5000])
    predicate = on_unit_circle(eye(size))
    surely, never = by_eigenvalues(predicate, orthogonal)
    assert not surely.any()
    assert not never.any()
    _, never = by_eigenvalues(predicate, 1.001 * orthogonal)
    assert never.all()


@pytest.mark.parametrize(("size", "count"), [(1, 200), (2, 200), (3, 200), (4, 40), (5, 4)])
def test_tables_against_numeric_eigenvalues_at_rational_matrices(size, count):
    generator = np.random.default_rng(100 + size)
    predicates = {name: name(eye(size)) for name in (hurwitz, schur, unstable, positive_definite)}
    seen = set()
    for _ in range(count):
        whole = generator.integers(-20, 21, (size, size))
        shift = generator.integers(-20, 21) * np.eye(size, dtype=int)
        numerators, bottom = whole + shift, int(generator.integers(5, 60))
        exact = [[Fraction(int(entry), bottom) for entry in row] for row in numerators]
        matrix = numerators / bottom
        eigenvalues = np.linalg.eigvals(matrix)
        margins = {
            hurwitz: -eigenvalues.real.max(),
            schur: 1 - np.abs(eigenvalues).max(),
            unstable: np.abs(eigenvalues).max() - 1,
            positive_definite: np.linalg.eigvalsh((matrix + matrix.T) / 2)[0],
        }
        for name, margin in margins.items():
            if abs(margin) > BAND:
                assert rational.by_tables(predicates[name], exact) is bool(margin > 0), exact
                seen.add((name, bool(margin > 0)))
    assert len(seen) == 8 or size == 5


@pytest.mark.parametrize("predicate", [hurwitz, schur, unstable, on_unit_circle, positive_definite])
@pytest.mark.parametrize("matrix", [Matrix([[1, 2]]), Matrix(0, 0, [])])
def test_a_matrix_must_be_square(predicate, matrix):
    with pytest.raises(ValueError, match="square"):
        predicate(matrix)


def test_a_predicate_takes_a_matrix():
    with pytest.raises(TypeError, match="SymPy Matrix"):
        schur([[1]])


def test_a_spectrum_lists_every_eigenvalue():
    with pytest.raises(ValueError, match="multiplicity"):
        spectrum(eye(2), equals=[1])


def test_predicates_of_numbers_never_fold():
    assert not hurwitz(Matrix([[1]])).is_Relational
    assert Not(schur(eye(2))).args == (schur(eye(2)),)


def test_only_a_spectrum_without_roots_has_a_real_polynomial_form():
    x = real("x")
    with pytest.raises(ValueError, match="complex"):
        spectrum(Matrix([[x]]), equals=[sqrt(x)]).polynomial_form()
    form = spectrum(Matrix([[0, -x], [x, 0]]), equals=[x, -x]).polynomial_form()
    assert rational.holds(form, {"x": Fraction(0)})
    assert not rational.holds(form, {"x": Fraction(1)})
