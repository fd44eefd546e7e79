"""Certificates of optima: made from a solver's answer, and rejected after any change."""

import copy
import json
from fractions import Fraction

import pytest
from sympy import Rational, symbols

from ganproof.verify import (
    Degenerate,
    certificates,
    convex_optimum,
    enclosures,
    linear_optimum,
    quadratic_inequality,
)
from ganproof.verify.programs import CHECKERS, checked

TRIANGLE = [({"x": 2, "y": 1}, "<=", 3), ({"x": 1, "y": 2}, "<=", 3), ({"x": 1}, "<=", 5)]


def triangle():
    return linear_optimum("the largest x + y", {"x": 1, "y": 1}, TRIANGLE)


def two_point_masses(weight=Fraction(1, 2), *, active=None, near=None):
    """min exp(f) + exp(-g) + weight k^2 with g - f <= sqrt(2) k: strictly convex and bounded."""
    return convex_optimum(
        "two point masses",
        [(1, "exp(x)", 1, "f", 0), (1, "exp(x)", -1, "g", 0), (weight, "x^2", 1, "k", 0)],
        [({"g": 1, "f": -1, "k": "-sqrt(2)"}, 0), ({"f": 1, "g": -1, "k": "-sqrt(2)"}, 0)],
        near=near or {"f": -0.5, "g": 0.5, "k": 0.7},
        active={0: 0.5} if active is None else active,
    )


x, y, g = symbols("x y g")


FOUR_FIFTHS = Rational(4, 5)


def forward_step(factor=FOUR_FIFTHS):
    """|x - g/2|^2 <= factor |x|^2 for a 1/2-strongly monotone 1-Lipschitz field g."""
    given = {"strongly monotone": g * x - x**2 / 2, "1-Lipschitz": x**2 - g**2}
    return quadratic_inequality("it contracts", factor * x**2 - (x - g / 2) ** 2, given)


CERTIFICATES = {
    "linear program": triangle,
    "convex program": two_point_masses,
    "quadratic inequality": forward_step,
}


@pytest.fixture(params=CERTIFICATES)
def certificate(request):
    return CERTIFICATES[request.param]()


def test_the_optimum_of_a_linear_program():
    found = triangle()
    assert found["optimum"] == "2"
    assert found["point"] == {"x": "1", "y": "1"}
    assert found["multipliers"] == ["1/3", "1/3", "0"]


def test_equations_may_have_negative_multipliers():
    found = linear_optimum("x on a line", {"x": 1}, [({"x": -2}, "=", -6)])
    assert found["optimum"] == "3"
    assert found["multipliers"] == ["-1/2"]


def test_a_rational_vertex_is_exact():
    found = linear_optimum("a seventh", {"x": 1}, [({"x": Fraction(7, 3)}, "<=", Fraction(1, 11))])
    assert Fraction(found["optimum"]) == Fraction(3, 77)


def test_the_minimiser_of_a_convex_program_satisfies_its_equation():
    """f = -t, g = t, k = sqrt(2) t and exp(-t) = 2 weight t: for weight 1/2, t = W(1)."""
    t = float(two_point_masses()["point"]["g"])
    assert t == pytest.approx(0.5671432904097838, abs=1e-15)


@pytest.mark.parametrize(
    ("maximise", "constraints"),
    [({"x": 1}, [({"x": -1}, "<=", 0)]), ({"x": 1}, [({"x": 1}, "<=", 0), ({"x": -1}, "<=", -1)])],
    ids=["unbounded", "impossible"],
)
def test_a_linear_program_without_optimum_is_degenerate(maximise, constraints):
    with pytest.raises(Degenerate, match="no optimum"):
        linear_optimum("nothing", maximise, constraints)


def test_a_constraint_taken_for_active_must_be():
    with pytest.raises(Degenerate, match=r"inside|multiplier|slack"):
        two_point_masses(active={1: 0.5})


def test_a_program_without_its_active_constraint_is_degenerate():
    with pytest.raises(Degenerate):
        two_point_masses(active={})


def test_two_constraints_that_bind_together_are_degenerate():
    twice = [({"g": 1, "f": -1, "k": -1}, 0)] * 2
    terms = [(1, "exp(x)", 1, "f", 0), (1, "exp(x)", -1, "g", 0), (1, "x^2", 1, "k", 0)]
    with pytest.raises(Degenerate, match="slack"):
        convex_optimum("it", terms, twice, near={"f": -0.4, "g": 0.4, "k": 0.8}, active={0: 0.7})


def test_floats_are_no_data():
    with pytest.raises(TypeError, match="write a Fraction"):
        linear_optimum("it", {"x": 0.1}, [({"x": 1}, "<=", 1)])


def leaves(node, path=()):
    parts = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in parts:
        if isinstance(value, (dict, list)):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key)


def replaced(certificate, path, value):
    changed = copy.deepcopy(certificate)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return changed


def other(value):
    return value + 1 if isinstance(value, int) else value + "1" if value[-1:].isdigit() else "7/3"


def value_at(certificate, path):
    for key in path:
        certificate = certificate[key]
    return certificate


def test_it_is_valid_as_it_was_made(certificate):
    assert checked(certificate) == ""
    assert checked(json.loads(json.dumps(certificate))) == ""


def test_it_is_rejected_after_any_single_change(certificate):
    paths = list(leaves(certificate))
    assert len(paths) > 15
    for path in paths:
        assert checked(replaced(certificate, path, other(value_at(certificate, path)))), path


def resealed(certificate):
    return {**certificate, "digest": certificates.digest(certificate)}


@pytest.mark.parametrize(
    "path",
    [("optimum",), ("point", "x"), ("multipliers", 0), ("multipliers", 2), ("subject to", 1, 2)],
    ids=str,
)
def test_a_new_seal_does_not_make_a_false_optimum_true(path):
    changed = replaced(triangle(), path, "1/2")
    assert checked(resealed(changed))


def test_a_negative_multiplier_proves_nothing():
    """-x <= -1 has x = 1 as its smallest, not its largest, value."""
    found = linear_optimum("it", {"x": -1}, [({"x": -1}, "<=", -1)])
    turned = {**found, "maximise": {"x": "1"}, "optimum": "1", "multipliers": ["-1"]}
    assert "multiplier" in checked(resealed(turned))


def test_an_equation_turned_into_an_inequality_is_another_program():
    found = linear_optimum("it", {"x": 1}, [({"x": -1}, "=", -1)])
    turned = {**found, "subject to": [[{"x": "-1"}, "<=", "-1"]]}
    assert "multiplier" in checked(resealed(turned))


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        (("point", "f"), "-0.5", "inside"),
        (("minimise", 0, 0), "2", "inside"),
        (("minimise", 0, 0), "-1", "convex"),
        (("minimise", 0, 1), "-exp(x)", "convex"),
        (("multipliers", 0), "-0.5", "inside"),
        (("subject to", 0, 0, "k"), "-sqrt(3)", "inside"),
        (("subject to", 1, 1), "-5", "slack"),
        (("active", 0), 1, "inside"),
        (("active", 0), 7, "active"),
        (("radius",), "1", "radius"),
        (("radius",), "0", "radius"),
        (("radius",), "1/1" + "0" * 300, "inside"),
    ],
    ids=str,
)
def test_a_new_seal_does_not_make_a_false_enclosure_true(path, value, why):
    assert why in checked(resealed(replaced(two_point_masses(), path, value)))


def test_a_forward_step_contracts_by_its_exact_factor():
    """1 - 2 h mu + h^2 = 3/4 at h = mu = 1/2; less has no multipliers."""
    assert checked(forward_step(Rational(7501, 10000))) == ""
    with pytest.raises(Degenerate, match="no multipliers"):
        forward_step(Rational(7499, 10000))


def test_a_free_part_is_chosen_and_kept():
    """(x - y)^2 alone is no bound for x^2; with a nonnegative multiple of y^2 it is."""
    claimed, given = 2 * (x - y) ** 2 - x**2 + y**2, {}
    with pytest.raises(Degenerate):
        quadratic_inequality("it", claimed, given)
    found = quadratic_inequality("it", claimed, given, free=[y**2])
    (first, *_), (_, second) = found["claimed"]
    assert first == "1"
    assert Fraction(second) > 4


@pytest.mark.parametrize("form", [x**3, x + y**2, x**2 * 0.3, 2 ** Rational(1, 2) * x**2], ids=str)
def test_what_is_no_rational_form_is_refused(form):
    with pytest.raises(ValueError, match="no quadratic form"):
        quadratic_inequality("it", form, {"it": y**2})


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        (("claimed", 0, 0), "-5", "semidefinite"),
        (("given", 0, "multiplier"), "-1", "multiplier"),
        (("given", 1, "multiplier"), "9", "semidefinite"),
        (("given", 0, "form", 0, 1), "7", "symmetric"),
        (("given", 1, "form"), [["1"]], "rows"),
        (("claimed",), [["1", "0"]], "rows"),
        (("vectors",), ["x", "x"], "names"),
        (("vectors",), [], "names"),
        (("vectors",), "xg", "names"),
        (("claimed",), ["10", "01"], "rows"),
    ],
    ids=str,
)
def test_a_new_seal_does_not_make_a_false_inequality_true(path, value, why):
    assert why in checked(resealed(replaced(forward_step(), path, value)))


@pytest.mark.parametrize(
    ("matrix", "semidefinite"),
    [
        ([["0"]], True),
        ([["-1"]], False),
        ([["0", "1"], ["1", "5"]], False),
        ([["1", "1"], ["1", "1"]], True),
        ([["1", "2"], ["2", "3"]], False),
        ([["0", "0"], ["0", "-1"]], False),
        ([["1", "1", "0"], ["1", "1", "1"], ["0", "1", "9"]], False),
        ([["2", "1", "1"], ["1", "2", "1"], ["1", "1", "2"]], True),
    ],
    ids=str,
)
def test_semidefinite_is_decided_exactly(matrix, semidefinite):
    certificate = {
        "kind": "quadratic inequality",
        "vectors": list("abc"[: len(matrix)]),
        "claimed": matrix,
        "given": [],
    }
    assert (checked(resealed(certificate)) == "") is semidefinite


@pytest.mark.parametrize("name", ["optima", "free", "verified"])
def test_an_entry_that_nothing_reads_is_refused(certificate, name):
    assert f"no place for '{name}'" in checked(resealed({**certificate, name: "10"}))


def test_a_minimiser_beside_the_box_is_not_within_the_radius():
    """cosh has its minimum at 0, and 2e-40 is not within 1e-40 of it."""
    terms = [(1, "exp(x)", 1, "f", 0), (1, "exp(x)", -1, "f", 0)]
    found = convex_optimum("cosh", terms, [], near={"f": 0.1}, active={})
    assert checked(resealed({**found, "point": {"f": "0.9e-40"}})) == ""
    assert checked(resealed({**found, "point": {"f": "2e-40"}}))
    radius = Fraction(1, 10**40)
    outside = f"1/{10**40 - 10**30}"
    moved = {**found, "point": {"f": "1e-40"}, "radius": str(radius)}
    assert checked(resealed(moved)), "the distance is the radius itself"
    assert checked(resealed({**moved, "radius": outside})) == ""


def test_a_missing_unknown_is_malformed():
    found = two_point_masses()
    del found["point"]["k"]
    assert "malformed" in checked(resealed(found))


@pytest.mark.parametrize("kind", ["spell", 3, None])
def test_an_unknown_kind_is_no_certificate(kind):
    assert "kind" in checked({"kind": kind, "digest": ""})


def test_certificates_from_elsewhere_are_rechecked(certificate):
    assert certificates.recheck(certificate, CHECKERS) == (1, [])
    assert certificates.recheck([certificate, triangle()], CHECKERS) == (2, [])
    count, problems = certificates.recheck([{**certificate, "says": "more"}], CHECKERS)
    assert count == 1
    assert "changed" in problems[0]


def test_the_standard_library_alone_does_not_pass_an_enclosure():
    count, problems = certificates.recheck(two_point_masses())
    assert (count, len(problems)) == (1, 1)


def test_precision_is_left_as_it_was():
    import flint

    flint.ctx.prec = 77
    try:
        two_point_masses()
        enclosures.check(two_point_masses())
        assert flint.ctx.prec == 77
    finally:
        flint.ctx.prec = 53
