"""Five translations of random terms and formulas against SymPy's own arithmetic.

``UNDEFINED`` is what SymPy's value is where some subterm is infinite, complex or irrational.
"""

from fractions import Fraction
from itertools import product
from math import isqrt, prod

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy import (
    Abs,
    And,
    Eq,
    Equivalent,
    Ge,
    Gt,
    Implies,
    Integer,
    Le,
    Lt,
    Max,
    Min,
    Ne,
    Not,
    Or,
    Rational,
    preorder_traversal,
    sign,
    sqrt,
)
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanAtom

from ganproof.verify import real
from ganproof.verify.translate import arrays, balls, quotients, rational, smtlib, tree

VARIABLES = x, y, z = real("x"), real("y"), real("z")
UNDEFINED = None
SETTINGS = settings(max_examples=100, deadline=None, database=None, derandomize=True)
SMALL = Rational(1, 1000)


def fractions(limit):
    return st.builds(Rational, st.integers(-limit, limit), st.sampled_from([1, 2, 3, 4, 9]))


leaves = st.one_of(st.sampled_from(VARIABLES), fractions(5))


def algebraic(inner):
    return st.one_of(
        st.builds(lambda a, b: a + b, inner, inner),
        st.builds(lambda a, b: a - b, inner, inner),
        st.builds(lambda a, b: a * b, inner, inner),
        st.builds(lambda a, b: a / (1 + b**2), inner, inner),
        st.builds(lambda a, k: a**k, inner, st.sampled_from([2, 3, -1, -2])),
        # Roots that are rational at rational points, though no engine can see it.
        st.builds(lambda a, k: sqrt(a**2 * k), inner, st.sampled_from([1, 4, Rational(1, 9)])),
        st.builds(lambda a: 1 / sqrt((a + 2) ** 2), inner),
    )


def real_valued(inner):
    return st.one_of(
        algebraic(inner),
        st.builds(Abs, inner),
        st.builds(sign, inner),
        st.builds(Max, inner, inner),
        st.builds(Min, inner, inner),
    )


def usable(expression):
    return all(each.is_finite is not False for each in preorder_traversal(expression))


algebraic_terms = st.recursive(leaves, algebraic, max_leaves=6).filter(usable)
terms = st.recursive(leaves, real_valued, max_leaves=6).filter(usable)
relations = st.builds(
    lambda relation, left, right: relation(left, right),
    st.sampled_from([Eq, Ne, Lt, Le, Gt, Ge]),
    terms,
    terms,
)
formulas = st.recursive(
    relations,
    lambda inner: st.one_of(
        st.builds(And, inner, inner),
        st.builds(Or, inner, inner),
        st.builds(Not, inner),
        st.builds(Implies, inner, inner),
        st.builds(Equivalent, inner, inner),
    ),
    max_leaves=4,
).filter(lambda each: not isinstance(each, BooleanAtom))
points = st.fixed_dictionaries({each: fractions(9) for each in VARIABLES})


def by_sympy(term, point):
    """SymPy's value of a term, bottom up, so that 1/(1/0) is no 0."""
    values = [each.xreplace(point) for each in preorder_traversal(term)]
    return Fraction(str(values[0])) if all(v.is_Rational for v in values) else UNDEFINED


def truth_by_sympy(formula, point):
    sides = [side for relation in formula.atoms(Relational) for side in relation.args]
    if any(by_sympy(side, point) is UNDEFINED for side in sides):
        return UNDEFINED
    return bool(formula.xreplace(point))


def named(point):
    return {each.name: Fraction(value.p, value.q) for each, value in point.items()}


# A reader of SMT-LIB text that shares nothing with the printer.


def parsed(text):
    stack = [[]]
    for token in text.replace("(", " ( ").replace(")", " ) ").split():
        if token == "(":
            stack.append([])
        elif token == ")":
            done = stack.pop()
            stack[-1].append(done)
        else:
            stack[-1].append(token.strip("|"))
    (commands,) = stack
    return commands


def evaluated(node, values):
    if isinstance(node, str):
        if node in ("true", "false"):
            return node == "true"
        return values[node] if node in values else Fraction(node)
    head, *rest = node
    if head == "ite":
        case, then, otherwise = rest
        return evaluated(then if evaluated(case, values) else otherwise, values)
    parts = [evaluated(each, values) for each in rest]
    if head == "-":
        return -parts[0] if len(parts) == 1 else parts[0] - sum(parts[1:])
    operations = {
        "+": lambda: sum(parts),
        "*": lambda: prod(parts),
        "/": lambda: parts[0] / parts[1],
        "and": lambda: all(parts),
        "or": lambda: any(parts),
        "not": lambda: not parts[0],
        "=": lambda: parts[0] == parts[1],
        "<": lambda: parts[0] < parts[1],
        "<=": lambda: parts[0] <= parts[1],
        ">": lambda: parts[0] > parts[1],
        ">=": lambda: parts[0] >= parts[1],
    }
    return operations[head]()


def rational_root(value):
    root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
    assert root**2 == value
    return root


def text_is_true(text, point):
    """Whether the script's assertions hold at a point, its own constants being determined by it."""
    values, unknown, truths = dict(point), [], []
    for command, *rest in parsed(text):
        if command == "declare-const" and rest[0] not in point:
            unknown.append(rest[0])
        elif command == "assert" and unknown:
            name, rule = unknown.pop(), rest[0]
            if rule[0] == "=":  # (= (* new base) 1)
                values[name] = 1 / evaluated(rule[1][2], values)
                others = [values[name] + 1, -values[name]]
            else:  # (and (>= new 0) (= (* new new) base))
                values[name] = rational_root(evaluated(rule[2][2], values))
                others = [values[name] + 1, -values[name]]
            assert evaluated(rule, values)
            for other in others:
                assert other == values[name] or not evaluated(rule, {**values, name: other})
        elif command == "assert":
            truths.append(evaluated(rest[0], values))
    return all(truths)


@SETTINGS
@given(formulas, points)
def test_printed_smt_text_means_what_sympy_means(formula, point):
    truth = truth_by_sympy(formula, point)
    assume(truth is not UNDEFINED)
    assert text_is_true(smtlib.script(formula), named(point)) is truth
    assert text_is_true(smtlib.script(Not(formula)), named(point)) is not truth


@SETTINGS
@given(formulas, points)
def test_fractions_balls_and_arrays_agree_with_sympy_on_formulas(formula, point):
    truth = truth_by_sympy(formula, point)
    assume(truth is not UNDEFINED)
    assert rational.holds(formula, named(point)) is truth
    assert balls.decide(formula, named(point)) in (truth, None)
    columns = {name: np.array([float(value)]) for name, value in named(point).items()}
    surely, never = arrays.truth(formula, columns)
    assert not (never if truth else surely)[0]


def by_fractions(term, value, point):
    return rational.value(term, point) == value


def by_arrays(term, value, point):
    columns = {name: np.array([float(each)]) for name, each in point.items()}
    size = 1 + abs(value)
    surely, _ = arrays.truth(And(term < value + SMALL * size, term > value - SMALL * size), columns)
    return bool(surely[0])


def by_smt(term, value, point):
    same = Eq(term, value, evaluate=False)
    return text_is_true(smtlib.script(same), point)


def by_balls(term, value, point):
    return balls.decide(And(term < value + SMALL, term > value - SMALL), point) is True


def by_quotients(term, value, point):
    """Some branch of every root that stands alone; the non-negative one of the others."""
    field = quotients.Field([term])
    found = tree.term(term, field)
    branches = [(1,) if root.alone is None else (1, -1) for root in field.roots]
    for signs in product(*branches):
        generators = [Fraction(0)] * len(field.context.gens())
        for variable in field.symbols:
            generators[field.symbols[variable].degrees().index(1)] = point[variable.name]
        for root, branch in zip(field.roots, signs, strict=True):
            generators[root.index] = branch * rational_root(at(root.square, generators))
        if at(found.top, generators) == value * at(found.bottom, generators):
            return True
    return False


def at(polynomial, generators):
    total = Fraction(0)
    for exponents, coefficient in polynomial.to_dict().items():
        powers = (base ** int(e) for base, e in zip(generators, exponents, strict=True))
        total += prod(powers, start=Fraction(int(coefficient.p), int(coefficient.q)))
    return total


ENGINES = {
    "fractions": by_fractions,
    "arrays": by_arrays,
    "smt": by_smt,
    "balls": by_balls,
    "quotients": by_quotients,
}


EXACT = ("fractions", "quotients")


def wrong(term, point, engines=ENGINES):
    """Engines whose value is not SymPy's."""
    value = by_sympy(term, point)
    number = Rational(value.numerator, value.denominator)
    return [
        name
        for name in engines
        if not ENGINES[name](term, value if name in EXACT else number, named(point))
    ]


def comparable(term, point):
    """In range for floats, too."""
    value = by_sympy(term, point)
    return value is not UNDEFINED and abs(value) < 10**6


@SETTINGS
@given(algebraic_terms, points)
def test_five_translations_agree_on_algebraic_terms(term, point):
    assume(comparable(term, point))
    assert wrong(term, point) == []


@SETTINGS
@given(terms, points)
def test_four_translations_agree_on_all_terms(term, point):
    assume(comparable(term, point))
    assert wrong(term, point, ["fractions", "arrays", "smt", "balls"]) == []


ALGEBRAS = {
    "fractions": rational._Fractions,
    "arrays": arrays._Arrays,
    "smt": smtlib._Text,
    "balls": balls._Balls,
    "quotients": quotients.Field,
}
HERE = {x: Rational(3, 2), y: Integer(-2), z: Rational(1, 3)}
DEFECTS = {
    "a sum loses a term": ("add", lambda right: lambda self, terms: right(self, terms[:-1])),
    "a product loses a factor": (
        "multiply",
        lambda right: lambda self, factors: right(self, factors[:-1]),
    ),
    "an exponent loses its sign": (
        "power",
        lambda right: lambda self, base, exponent: right(self, base, abs(exponent)),
    ),
    "a root loses its exponent": (
        "root",
        lambda right: lambda self, base, _: right(self, base, Fraction(1, 2)),
    ),
    "a number loses its sign": (
        "number",
        lambda right: lambda self, value: right(self, abs(value)),
    ),
}
TERMS = [x + y + z, x * y * z, x**2 - 3 * y, 1 / x + z, 1 / (y + x) ** 2, 1 / sqrt((x - y) ** 2)]


def test_the_fixed_terms_agree_without_a_planted_defect():
    assert [wrong(term, HERE) for term in TERMS] == [[]] * len(TERMS)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("defect", DEFECTS)
def test_a_planted_defect_is_caught_in_the_engine_where_it_is(monkeypatch, engine, defect):
    method, plant = DEFECTS[defect]
    algebra = ALGEBRAS[engine]
    monkeypatch.setattr(algebra, method, plant(getattr(algebra, method)))
    caught = {name for term in TERMS for name in wrong(term, HERE)}
    assert caught == {engine}
