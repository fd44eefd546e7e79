import random
from fractions import Fraction

import pytest
from sympy import Eq, Matrix, Rational, eye, log, root, sqrt

from ganproof.verify import hurwitz, on_unit_circle, positive_definite, real, schur, unstable
from ganproof.verify import predicates as p
from ganproof.verify.statement import lower
from ganproof.verify.translate import rational
from ganproof.verify.translate.rational import Irrational, Undefined

x = real("x")
PREDICATES = [hurwitz, schur, unstable, on_unit_circle, positive_definite]


def matrices(size, count, seed):
    """Small integers, which hit boundaries often, and fractions, in turn."""
    generator = random.Random(seed)
    for number in range(count):
        bottom = 1 if number % 2 == 0 else generator.randint(2, 5)
        yield [
            [Fraction(generator.randint(-2, 2), bottom) for _ in range(size)] for _ in range(size)
        ]


def symbolic(rows):
    return Matrix([[Rational(e.numerator, e.denominator) for e in row] for row in rows])


@pytest.mark.parametrize("predicate", PREDICATES)
@pytest.mark.parametrize(("size", "count"), [(1, 40), (2, 60), (3, 3)])
def test_tables_and_polynomial_form_agree_at_rational_matrices(predicate, size, count):
    for rows in matrices(size, count, seed=size):
        formula = predicate(symbolic(rows))
        assert rational.by_tables(formula, rows) == rational.holds(lower(formula), {}), rows


FORMS = {
    hurwitz: lambda c: p.And(*(p.Gt(minor, 0) for minor in p.hurwitz_minors(c))),
    schur: p.in_open_disc,
    unstable: lambda c: ~p.in_closed_disc(c),
}
SAMPLES = [(each, size) for each in (hurwitz, schur) for size in (3, 4)] + [(unstable, 3)]


@pytest.mark.parametrize(("predicate", "size"), SAMPLES)
def test_tables_and_the_form_of_larger_matrices_agree(predicate, size):
    names = [real(f"c{k}") for k in range(1, size + 1)]
    form = FORMS[predicate]([Rational(1), *names])
    seen = set()
    for rows in matrices(size, 80, seed=10 * size):
        coefficients = rational.characteristic(rows)[1:]
        point = {each.name: value for each, value in zip(names, coefficients, strict=True)}
        answer = rational.holds(form, point)
        assert rational.by_tables(predicate(eye(size)), rows) == answer, rows
        seen.add(answer)
    assert False in seen


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_the_characteristic_polynomial_annihilates_its_matrix(size):
    # Cayley and Hamilton.
    for rows in matrices(size, 20, seed=7):
        matrix = symbolic(rows)
        value = Matrix.zeros(size, size)
        for coefficient in rational.characteristic(rows):
            value = value * matrix + Rational(*coefficient.as_integer_ratio()) * Matrix.eye(size)
        assert value == Matrix.zeros(size, size)


def from_roots(*roots):
    polynomial = [Fraction(1)]
    for each in roots:
        shifted = [*polynomial, Fraction(0)]
        polynomial = [
            high - Fraction(each) * low
            for high, low in zip(shifted, [Fraction(0), *polynomial], strict=True)
        ]
    return polynomial


@pytest.mark.parametrize(
    ("roots", "half_plane", "open_disc", "closed_disc"),
    [
        ((-1, -2, "-1/3"), True, False, False),
        (("-1/2", "-1/3", "-9/10"), True, True, True),
        ((0, "-1/2"), False, True, True),
        ((1, 1, "1/2"), False, False, True),
        ((-1, 1, 1, -1), False, False, True),
        ((-1, -1, -1), True, False, True),
        (("1001/1000", 0, 0), False, False, False),
        (("-1001/1000", "1/2"), False, False, False),
        ((2, "1/2"), False, False, False),
        ((0, 0, 0), False, True, True),
    ],
)
def test_tables_at_known_roots(roots, half_plane, open_disc, closed_disc):
    polynomial = from_roots(*roots)
    assert rational.routh(polynomial) is half_plane
    assert rational.schur_cohn(polynomial) is open_disc
    assert rational.closed_disc(polynomial) is closed_disc


def test_routh_where_its_first_column_breaks_down():
    # x^3 + x has the roots 0, i, -i; x^4 + 1 two roots on the right.
    assert not rational.routh([Fraction(c) for c in (1, 0, 1, 0)])
    assert not rational.routh([Fraction(c) for c in (1, 0, 0, 0, 1)])


@pytest.mark.parametrize(
    ("formula", "point", "problem"),
    [
        (1 / x > 0, 0, Undefined),
        (sqrt(x) > 0, -1, Undefined),
        (1 / sqrt(x) > 0, 0, Undefined),
        (log(x) > 0, 0, Undefined),
        (root(x, 3) > 0, -8, Undefined),
        (sqrt(x) > 0, 2, Irrational),
        (root(x, 3) > 0, 8, Irrational),
        (log(x) > 0, 2, Irrational),
    ],
)
def test_fractions_say_what_they_cannot_hold(formula, point, problem):
    with pytest.raises(problem):
        rational.holds(formula, {"x": Fraction(point)})


@pytest.mark.parametrize(("exponent", "value"), [("1/2", "2/3"), ("-1/2", "3/2"), ("3/2", "8/27")])
def test_rational_roots_are_exact(exponent, value):
    formula = Eq(x ** Rational(exponent), Rational(value), evaluate=False)
    assert rational.holds(formula, {"x": Fraction(4, 9)}) is True
