"""What a reader sees of a formula: the same as what is decided, and no more than is needed."""

import random

import pytest
from sympy import Abs, Equivalent, I, Implies, Matrix, Not, Rational, sqrt

from ganproof.verify import hurwitz, real, schur, spectral_abscissa, spectrum
from ganproof.verify.listed import as_pair
from ganproof.verify.typeset import latex, text

x, y, h = real("x"), real("y"), real("h")
SWAP = Matrix([[0, x], [y, 0]])
EDGE = sqrt(x**2 / 4 - y)
PAIRS = [
    [-x / 2 + EDGE, -x / 2 - EDGE],
    [-(2 - sqrt(3)) * x, -(2 + sqrt(3)) * x],
    [x + EDGE + 1, x - EDGE - 1],
    [I * x, -I * x],
    [-Abs(x), -Abs(x)],
    [(x - y) ** 2, x**2 + y**2 - 2 * x * y],
    [x / (2 - sqrt(3)), x / (2 + sqrt(3))],
]


@pytest.mark.parametrize("eigenvalues", PAIRS)
def test_a_pair_is_displayed_as_what_it_is(eigenvalues):
    mean, half = as_pair(eigenvalues)
    draw = random.Random(1)
    for _ in range(5):
        point = {each: Rational(draw.randint(-99, 99), 97) + 2 for each in (x, y)}
        shown = [complex((mean + sign * half).subs(point)) for sign in (1, -1)]
        listed = [complex(each.subs(point)) for each in eigenvalues]
        for numbers in (shown, listed):
            numbers.sort(key=lambda number: (round(number.real, 9), round(number.imag, 9)))
        assert shown == pytest.approx(listed)


@pytest.mark.parametrize(
    ("eigenvalues", "plain", "typeset"),
    [
        ([x, -y], "{x, -y}", r"\lambda\,M=\left\{x,\;- y\right\}"),
        ([-y / 2] * 2, "-y/2 (twice)", r"\lambda_{1,2}\,M=- \frac{y}{2}\;\text{(twice)}"),
        ([sqrt(x), -sqrt(x)], "+-sqrt(x)", r"\lambda_{1,2}\,M=\pm \sqrt{x}"),
        ([y - sqrt(x), y + sqrt(x)], "y +- sqrt(x)", r"\lambda_{1,2}\,M=y\pm \sqrt{x}"),
        (
            [sqrt(x) + y + 1, y - sqrt(x) - 1],
            "y +- (sqrt(x) + 1)",
            r"\lambda_{1,2}\,M=y\pm \left(\sqrt{x} + 1\right)",
        ),
        (
            [-(2 - sqrt(3)) * x, -(2 + sqrt(3)) * x],
            "-2*x +- sqrt(3)*x",
            r"\lambda_{1,2}\,M=- 2 x\pm \sqrt{3} x",
        ),
    ],
)
def test_two_eigenvalues_are_a_set_or_a_pair_or_one_twice(eigenvalues, plain, typeset):
    listed = spectrum(SWAP, equals=eigenvalues)
    assert text(listed) == f"the eigenvalues of [[0, x], [y, 0]] are {plain}"
    assert latex(listed).replace(latex(SWAP), "M") == typeset


def test_more_than_two_eigenvalues_are_a_set():
    listed = spectrum(Matrix.diag(x, x, y), equals=[x, x, y])
    assert latex(listed).endswith(r"=\left\{x,\;x,\;y\right\}")


def test_a_bound_on_real_parts_is_said_of_the_matrix_itself():
    bounded = spectral_abscissa(SWAP, below=-h / 2)
    assert text(bounded) == "every eigenvalue of [[0, x], [y, 0]] has its real part below -h/2"
    assert latex(bounded).replace(latex(SWAP), "M") == (
        r"\max\operatorname{Re}\lambda\,M<- \frac{h}{2}"
    )
    assert str(bounded) == "SpectralAbscissa([[0, x], [y, 0]], -h/2)"


def test_what_is_characterised_comes_first():
    assert text(Equivalent(h < 2 / x, schur(Matrix([[x]])))) == (
        "(every eigenvalue of [[x]] has modulus below 1) exactly if h < 2/x"
    )
    inner = Implies(h > 0, Not(Equivalent(hurwitz(Matrix([[x]])), x < 0)))
    assert text(inner) == (
        "if h > 0 then not ((every eigenvalue of [[x]] has a negative real part) exactly if x < 0)"
    )
