"""Identities between matrices of any size: what proves them, what refutes them, what is refused."""

from fractions import Fraction

import numpy as np
import pytest
from sympy import Identity, Not, ZeroMatrix, symbols

from ganproof.verify import attack, blocks, examples, matrix, matrix_identity, real, size, sizes
from ganproof.verify.checks import identity
from ganproof.verify.evidence import Outcome, Reach
from ganproof.verify.statement import state
from ganproof.verify.translate import tree, words
from ganproof.verify.typeset import statement_latex, statement_text
from ganproof.verify.wellformed import StatementError

n, k = size("n"), size("k")
A = matrix("A", n, n, symmetric=True)
B = matrix("B", n, k)
C, D = matrix("C", n, n), matrix("D", n, n)
x = matrix("x", n, 1)
eta = real("eta")
J = blocks([[-A, B], [-B.T, ZeroMatrix(k, k)]])
TRUE = {
    "a binomial": ((C + D) * (C + D), C * C + C * D + D * C + D * D),
    "a cube": (C**3, C * C * C),
    "a transpose turns the order": ((C * D).T, D.T * C.T),
    "of a symmetric matrix it does nothing": ((A * C).T, C.T * A),
    "a scalar commutes": (C * (eta * D), eta * (C * D)),
    "blocks": (J * J, blocks([[A * A - B * B.T, -A * B], [B.T * A, -B.T * B]])),
    "a block transpose": (J.T, blocks([[-A, -B], [B.T, ZeroMatrix(k, k)]])),
    "a quadratic form": (x.T * (A + C.T) * x, x.T * A * x + (x.T * C.T * x)),
}
FALSE = {
    "letters do not commute": (C * D, D * C),
    "a square is no product of transposes": (C * C, C.T * C),
    "the wrong binomial": ((C + D) * (C + D), C * C + 2 * C * D + D * D),
    "a wrong sign in a block": (J.T, J),
    "a scalar squared": (eta * C, eta**2 * C),
    "a transpose keeps the order": ((C * D).T, C.T * D.T),
}


def stated(sides):
    return state("it", {}, matrix_identity(*sides))


@pytest.mark.parametrize("name", TRUE)
@pytest.mark.parametrize("engine", identity.ENGINES)
def test_every_engine_proves_what_is_true(name, engine):
    found = identity.check(stated(TRUE[name]), engine)
    assert found.outcome is Outcome.PROVED, found.detail
    assert found.reach is (Reach.SIZES if engine == "flint" else Reach.EVERYWHERE)


@pytest.mark.parametrize("name", FALSE)
@pytest.mark.parametrize("engine", identity.ENGINES)
def test_no_engine_proves_what_is_false(name, engine):
    found = identity.check(stated(FALSE[name]), engine)
    assert found.outcome is (Outcome.REFUTED if engine == "flint" else Outcome.UNKNOWN)


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_is_refuted_at_a_point_by_numpy_too(name):
    left, right = FALSE[name]
    found = attack.refute(stated((left, right)), seed=1).counterexample
    point = {key: float(Fraction(value)) for key, value in found.values.items()}
    places = [key.split("_") for key in point if key.count("_") == 2]
    sizes = {
        n: max([int(row) for name, row, _ in places], default=1),
        k: max([int(column) for name, _, column in places if name == "B"], default=1),
    }
    values = [numeric(side, point, sizes) for side in (left, right)]
    assert not np.allclose(*values), (sizes, point)


def numeric(node, point, sizes):
    """NumPy's own matrices at a counterexample."""
    shape = [int(each.subs(sizes)) for each in node.shape]
    if node.is_Matrix and node.is_symbol:
        rows = [
            [
                point.get(f"{node.name}_{i}_{j}", point.get(f"{node.name}_{j}_{i}", 0.0))
                for j in range(1, shape[1] + 1)
            ]
            for i in range(1, shape[0] + 1)
        ]
        return np.array(rows)
    if hasattr(node, "blocks"):
        return np.block([[numeric(e, point, sizes) for e in row] for row in node.blocks.tolist()])
    if node.func is ZeroMatrix:
        return np.zeros(shape)
    parts = [numeric(each, point, sizes) for each in node.args if each.is_Matrix]
    if node.is_MatAdd:
        return sum(parts)
    if node.is_MatMul:
        scale = float(node.as_coeff_mmul()[0].subs({eta: point.get("eta", 0.0)}))
        return scale * np.linalg.multi_dot(parts) if len(parts) > 1 else scale * parts[0]
    if node.func.__name__ == "MatPow":
        return np.linalg.matrix_power(parts[0], int(node.exp))
    return parts[0].T


def test_an_identity_of_one_by_one_matrices_is_no_identity():
    # C D = D C for numbers: the instance that mutants meet must not be that one.
    statement = stated((C * D, D * C))
    assert statement.concrete.variables != ()
    assert statement.at({n: 1}).concrete.conclusion != statement.concrete.conclusion
    assert identity.check(statement, "free algebra").outcome is Outcome.UNKNOWN


def test_generic_matrices_go_up_to_three_by_two():
    found = identity.check(stated(TRUE["blocks"]), "flint")
    assert found.scope == "k up to 3, n up to 2"


def test_a_matrix_of_fixed_size_needs_no_open_sizes():
    fixed = matrix("F", 2, 2)
    found = identity.check(stated((fixed * fixed, fixed**2)), "flint")
    assert found.outcome is Outcome.PROVED


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: matrix_identity(C * D, B), "on the left"),
        (lambda: matrix_identity(eta, C), "matrices made by matrix"),
        (lambda: matrix("S", n, k, symmetric=True), "is square"),
        (lambda: matrix("B_1", n, k), "letters and digits"),
    ],
)
def test_what_is_no_identity_is_refused(make, says):
    with pytest.raises((ValueError, TypeError), match=says):
        make()


def test_one_name_means_one_matrix():
    other = matrix("C", k, k)
    with pytest.raises(StatementError, match="two different variables are called 'C'"):
        state("it", {}, matrix_identity(blocks([[C]]) * B, B * other))


def test_a_scalar_is_not_taken_for_an_entry():
    entry = real("C_1_1")
    with pytest.raises(StatementError, match="two different variables are called 'C'"):
        stated((entry * C, C))


@pytest.mark.parametrize("node", [(C + D).inv(), C + (C + D).inv() * D])
def test_an_inverse_is_no_polynomial(node):
    with pytest.raises(tree.Untranslatable):
        words.grid(node)


def test_a_scalar_may_be_no_quotient():
    statement = stated((C / eta, C))
    assert identity.check(statement, "free algebra").outcome is Outcome.UNKNOWN


def test_an_undeclared_scalar_is_refused():
    with pytest.raises(StatementError, match="undeclared symbol"):
        stated((symbols("z") * C, C))


def test_it_is_written_as_a_mathematician_would():
    statement = stated((J.T, -J))
    assert statement_text(statement) == (
        "[[-A, -B], [B', 0]] = -[[-A, B], [-B', 0]] (A symmetric n x n, B n x k)"
    )
    assert r"A=A^{T}\in\mathbb{R}^{n\times n}" in statement_latex(statement)
    assert r"B^{T}" in statement_latex(statement)


def test_unit_matrices_vanish_in_products():
    rest = words.difference(Identity(n) * C, C)
    assert rest == {}


E, F = matrix("E", k, 1), matrix("F", n, 1)
MISALIGNED = {
    "blocks in another order": lambda: (
        blocks([[C, B]]) * blocks([[E], [F]]),
        blocks([[B, C]]) * blocks([[F], [E]]),
    ),
    "a unit matrix cut otherwise": lambda: (
        J * blocks([[Identity(k), ZeroMatrix(k, n)], [ZeroMatrix(n, k), 2 * Identity(n)]]),
        J,
    ),
    "zeros and units cut otherwise": lambda: (
        blocks([[ZeroMatrix(n, n), ZeroMatrix(n, k)], [ZeroMatrix(k, n), Identity(k)]]),
        blocks([[ZeroMatrix(k, k), ZeroMatrix(k, n)], [ZeroMatrix(n, k), Identity(n)]]),
    ),
}


@pytest.mark.parametrize("name", MISALIGNED)
def test_blocks_that_do_not_line_up_are_no_identity(name):
    # At n = k all of them look as if they did.
    left, right = MISALIGNED[name]()
    with pytest.raises(ValueError, match=r"different blocks|do not meet"):
        matrix_identity(left, right)
    with pytest.raises(tree.Untranslatable):
        words.difference(left, right)


def test_a_unit_matrix_is_cut_like_what_it_is_added_to():
    shifted = stated(
        (J + eta * Identity(n + k), blocks([[eta * Identity(n) - A, B], [-B.T, eta * Identity(k)]]))
    )
    for engine in identity.ENGINES:
        assert identity.check(shifted, engine).outcome is Outcome.PROVED


def test_open_sizes_are_never_equal_where_it_is_attacked():
    names = {each.name for each in stated((B * B.T, 2 * B * B.T)).concrete.variables}
    assert names == {f"B_{i}_{j}" for i in (1, 2, 3) for j in (1, 2)}


def test_a_quotient_needs_its_denominator():
    plain = stated((C / eta + C, (1 + eta) / eta * C))
    assert identity.check(plain, "sympy").outcome is Outcome.UNKNOWN
    assert "eta != 0" in identity.check(plain, "sympy").detail


@pytest.mark.parametrize("wrap", [sizes, examples])
def test_every_size_is_not_narrowed_in_words(wrap):
    with pytest.raises(StatementError, match="matrices of every size"):
        state("it", {}, wrap("matrices up to 100 x 100", matrix_identity(C * C, C**2)))


def test_what_no_small_matrix_satisfies_may_hold_for_larger_ones():
    # C^3 = 0 and C^2 != 0 needs 3 x 3.
    nil = {
        "cube": matrix_identity(C**3, ZeroMatrix(n, n)),
        "square": Not(matrix_identity(C * C, ZeroMatrix(n, n))),
    }
    assert attack.witness(state("it", nil, eta**2 >= 0), seed=1)[1] is False


@pytest.mark.parametrize(
    "make",
    [
        lambda: blocks([C, C]),
        lambda: blocks([[C, 0]]),
        lambda: blocks([x, x]),
        lambda: matrix("Z", n - 1, n),
        lambda: matrix("Z", eta, n),
        lambda: size("n <img>"),
        lambda: matrix_identity((C + D).inv(), C),
        lambda: C.inv() * C,
        lambda: C**-1 * C,
        lambda: matrix_identity(C**eta, C),
        lambda: C.entries(),
    ],
)
def test_a_mistake_is_told_at_once(make):
    with pytest.raises(ValueError, match=r"."):
        make()
