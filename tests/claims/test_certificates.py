"""Certified optimal discriminators and critics, against what the floating-point ones find."""

from fractions import Fraction

import numpy as np
import pytest

from ganproof.claims.gan import lipschitz_certificates as discriminators
from ganproof.claims.gan import transport, transport_certificates
from ganproof.claims.gan.discriminator_losses import (
    EXPONENTIAL,
    HINGE,
    LEAST_SQUARES,
    LINEAR,
    LOGISTIC,
    ROOT,
    Losses,
    both,
)
from ganproof.verify import Degenerate
from ganproof.verify.programs import checked

pytest.importorskip("clarabel")
HALF = Fraction(1, 2)


def on_the_line(losses, *points, fake, real, penalty=1):
    places = [(Fraction(point),) for point in points]
    weights = ([Fraction(each) for each in side] for side in (fake, real))
    return discriminators.Instance(places, *weights, losses, Fraction(penalty))


def two_point_masses(losses, distance=2, penalty=HALF):
    return on_the_line(losses, 0, distance, fake=(1, 0), real=(0, 1), penalty=penalty)


@pytest.mark.parametrize(
    ("loss", "constant"),
    [(EXPONENTIAL, 0.8526055020137255), (LEAST_SQUARES, 0.8)],
    ids=["exp", "least squares"],
)
def test_two_point_masses_have_their_closed_forms(loss, constant):
    """exp: k = 2 W(d^2/(4 lambda))/d = W(2) at d = 2 and lambda = 1/2; least squares: 4/5."""
    found = discriminators.certificate(two_point_masses(both(loss)))
    assert float(found["point"]["k"]) == pytest.approx(constant, abs=1e-15)
    assert checked(found) == ""


@pytest.mark.parametrize("losses", [both(LOGISTIC), both(ROOT), Losses(EXPONENTIAL, ROOT, 2.0)])
def test_the_enclosure_is_where_newtons_method_ended(losses):
    for instance in discriminators.random_instances(4, 11, [losses]):
        optimum = instance.solved()
        found = discriminators.certificate(instance, optimum)["point"]
        values = [float(found[f"f{k}"]) for k in range(len(instance.points))]
        assert np.allclose(values, optimum.values, rtol=1e-10, atol=1e-10)
        assert float(found["k"]) == pytest.approx(optimum.constant, rel=1e-10)


def test_a_multiplier_that_no_solver_sees_is_certainly_positive():
    """The multiplier at 100 is exp(f(100))/2, about 7e-14."""
    far = on_the_line(both(EXPONENTIAL), 0, 100, 1, fake=(HALF, HALF, 0), real=(0, 0, 1))
    found = discriminators.certificate(far)
    assert float(found["point"]["f1"]) == pytest.approx(-29.5716, abs=1e-4)
    assert 7.0e-14 < min(map(float, found["multipliers"])) < 7.4e-14


def test_values_that_may_be_shifted_are_degenerate():
    with pytest.raises(Degenerate):
        discriminators.certificate(two_point_masses(both(LINEAR)))


def test_a_chain_of_tight_pairs_is_degenerate():
    """On a line the pair of the two generated points is tight too, with multiplier zero."""
    chain = on_the_line(both(EXPONENTIAL), 0, 1, 2, fake=(HALF, HALF, 0), real=(0, 0, 1))
    with pytest.raises(Degenerate, match="slack"):
        discriminators.certificate(chain)


def test_a_loss_with_a_kink_has_no_form_for_certificates():
    with pytest.raises(KeyError):
        discriminators.certificate(two_point_masses(both(HINGE)))


def test_random_instances_are_measures_of_different_points():
    for points, fake, real, *_ in discriminators.random_instances(50, 3, [both(EXPONENTIAL)]):
        assert len(set(points)) == len(points) == len(fake) == len(real)
        assert sum(fake) == sum(real) == 1
        assert all(p or q for p, q in zip(fake, real, strict=True))


def test_certified_distances_are_those_of_the_other_linear_program():
    for points, fake, real in transport_certificates.random_measures(8, 5):
        found = transport_certificates.wasserstein(points, fake, real)
        arrays = (np.array(each, dtype=float) for each in (points, fake, real))
        value, _ = transport.wasserstein(*arrays, "cityblock")
        assert float(Fraction(found["optimum"])) == pytest.approx(value, abs=1e-9)
        assert checked(found) == ""
