import pytest
from sympy import cbrt, preorder_traversal, sqrt

from ganproof.verify import real
from ganproof.verify.translate import tree
from ganproof.verify.translate.quotients import Field

x, y = real("x"), real("y")


def same(left, right):
    field = Field([left, right])
    return field.vanishes(tree.term(left, field) + -tree.term(right, field))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (sqrt(8 * x + 8 * y), 2 * sqrt(2 * x + 2 * y)),
        (sqrt(x / 2 + y), sqrt(8 * x + 16 * y) / 4),
        (sqrt((x**2 + 2) / 9), sqrt(x**2 + 2) / 3),
        (sqrt(x + 1) ** 3, (x + 1) * sqrt(x + 1)),
        (1 / (sqrt(x) - 1), (sqrt(x) + 1) / (x - 1)),
        ((sqrt(x + sqrt(y)) ** 2 - x) ** 2, y),
    ],
)
def test_radicals_that_differ_by_a_positive_rational_factor_are_the_same(left, right):
    assert same(left, right)
    assert not same(left, -right) or right == y


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (sqrt(1 / x), sqrt(x) / x),  # of opposite sign for x < 0
        (sqrt(x**2), x),
        (sqrt(x) * sqrt(y), sqrt(x * y)),  # of opposite sign for x, y < 0
        (sqrt(-x), sqrt(x)),
        (sqrt(x / y), sqrt(x * y) / y),
        (sqrt(2 * x), sqrt(3 * x)),
    ],
)
def test_radicals_of_other_branches_are_not_identified(left, right):
    assert not same(left, right)
    assert same(left, left)


def test_a_denominator_that_is_a_negative_number_in_disguise_keeps_the_roots_sign():
    hidden = (x + 1) ** 2 - x**2 - 2 * x - 3  # it is -2
    left, right = sqrt((1 - y) / hidden), sqrt((y - 1) / 2)
    assert any(each == hidden for each in preorder_traversal(left))
    assert not same(left, -right)


def test_a_denominator_that_vanishes_identically_is_refused():
    nothing = (x + 1) ** 2 - x**2 - 2 * x - 1
    for term in (1 / nothing, 1 / sqrt(nothing)):
        field = Field([term])
        with pytest.raises(tree.Untranslatable, match="vanishes identically"):
            tree.term(term, field)


def test_only_square_roots_are_admitted():
    with pytest.raises(tree.Untranslatable, match="root of order 3"):
        tree.term(cbrt(x), Field([cbrt(x)]))
