"""Certified factors against tight ones that are known, and against each other."""

from fractions import Fraction

import pytest
from sympy import Rational, Symbol

from ganproof.claims.gan import certified_rates
from ganproof.claims.gan.methods import EXTRAGRADIENT, FORWARD_BACKWARD, FROM_THE_PAST
from ganproof.verify import Degenerate

pytest.importorskip("clarabel")
QUARTER, MU = Rational(1, 4), Rational(1, 5)


@pytest.mark.parametrize("constrained", [False, True])
def test_forward_backward_has_its_tight_factor(constrained):
    tight = 1 - 2 * QUARTER * MU + QUARTER**2
    small = Rational(1, 10**3)
    for step in (certified_rates.certificate, certified_rates.asymptotic):
        extra = {"constrained": constrained} if step is certified_rates.certificate else {}
        step(FORWARD_BACKWARD, QUARTER, tight + small, MU, **extra)
        with pytest.raises(Degenerate):
            step(FORWARD_BACKWARD, QUARTER, tight - small, MU, **extra)


@pytest.mark.parametrize("method", [EXTRAGRADIENT, FROM_THE_PAST])
def test_steps_scale_with_the_lipschitz_constant(method):
    for constant in (1, 7):
        found = certified_rates.certificate(
            method, QUARTER / constant, 1 - MU / 4, MU * constant, constant, constrained=True
        )
        assert all(Fraction(each["multiplier"]) >= 0 for each in found["given"])


def test_the_slowest_operator_is_not_beaten():
    """F(x) = x/5 has the factor 0.907244: a root of z^2 - 0.9 z - 0.05, squared."""
    certified_rates.asymptotic(FROM_THE_PAST, QUARTER, Rational("0.9078"), MU)
    with pytest.raises(Degenerate):
        certified_rates.asymptotic(FROM_THE_PAST, QUARTER, Rational("0.9072"), MU)


def test_gram_takes_quadratic_forms_only():
    x, y = Symbol("x"), Symbol("y")
    assert certified_rates.gram((x - 2 * y) ** 2, (x, y)).tolist() == [[1, -2], [-2, 4]]
    with pytest.raises(ValueError, match="no quadratic form"):
        certified_rates.gram(x**2 + y**2, (x,))
