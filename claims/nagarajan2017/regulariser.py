"""The regulariser: the generator descends on V + eta |grad_psi V|^2, the discriminator as before.

It is the gradient of the objective V in the discriminator's parameters psi, not that of D in its
input, and the generator is charged with it. On the linear-quadratic WGAN, D(x) = w x^2 and
G(z) = a z on the uniform law, this damps the rotation. Charging the discriminator instead would
change nothing there, as V is linear in psi. V is given by its derivatives at a point.
"""

from sympy import And, Eq, I, Matrix, Rational, sqrt, symbols

from ganproof.claims.gan.games import taylor
from ganproof.claims.gan.models import LINEAR_QUADRATIC
from ganproof.claims.nagarajan2017 import NOTES, PAPER
from ganproof.verify import Claim, Origin, Verdict, hurwitz, real, sizes, spectrum

eta = real("eta", latex=r"\eta", within=(-1, 4))
by_theta = [real(f"V{i}", latex=rf"V_{{\theta_{i}}}") for i in (1, 2)]
by_psi = [real(f"U{i}", latex=rf"V_{{\psi_{i}}}") for i in (1, 2)]
mixed = [[real(f"M{i}{j}", latex=rf"V_{{\theta_{i}\psi_{j}}}") for j in (1, 2)] for i in (1, 2)]
H11, H12, H22 = (real(f"H{k}", latex=rf"V_{{\psi\psi,{k}}}") for k in (11, 12, 22))

claim = Claim(
    PAPER.definition("Section 4, the regulariser", notes=NOTES, after="3.2"),
    given={"the regulariser is on": eta > 0},
    expected=Verdict.PROVED_WITHIN,
)

theta, psi = Matrix(symbols("t1 t2")), Matrix(symbols("p1 p2"))
V = (
    (theta.T * Matrix(by_theta) + psi.T * Matrix(by_psi) + theta.T * Matrix(mixed) * psi)
    + psi.T * Matrix([[H11, H12], [H12, H22]]) * psi / 2
)[0]
"""Any objective with these derivatives at 0; those in theta alone do not enter."""


def squared_slope(value, psi):
    return sum(value.diff(each) ** 2 for each in psi)


def squared_input_gradient(_value, _psi):
    """Of the linear-quadratic discriminator, in the mean over generated samples."""
    return 2 * LINEAR_QUADRATIC.penalty(LINEAR_QUADRATIC.made)


def on_the_generator(value, theta, psi, cost):
    return [-(value + cost).diff(each) for each in theta] + [value.diff(each) for each in psi]


def on_the_discriminator(value, theta, psi, cost):
    return [-value.diff(each) for each in theta] + [(value - cost).diff(each) for each in psi]


def damped_wgan(charge, penalty):
    """Jacobian of the linear-quadratic WGAN's field at its equilibrium."""
    game, value = LINEAR_QUADRATIC, LINEAR_QUADRATIC.objective(taylor(1))
    cost = eta * penalty(value, game.discriminator)
    field = charge(value, game.generator, game.discriminator, cost)
    return Matrix(field).jacobian(game.parameters).subs(game.there)


@claim.states
def conclusions(
    *, factor=2, charge=on_the_generator, penalty=squared_slope, instead=on_the_discriminator
):
    cost = eta * squared_slope(V, psi)
    field = Matrix(charge(V, theta, psi, cost)).subs(dict.fromkeys([*theta, *psi], 0))
    turned = Matrix(mixed) * Matrix(by_psi)
    expected = [-slope - factor * eta * twist for slope, twist in zip(by_theta, turned)]
    J = damped_wgan(charge, penalty)
    left, root = -4 * eta / 9, sqrt(16 * eta**2 / 81 - Rational(4, 9))
    return {
        "the generator's velocity is -V_theta - 2 eta V_theta,psi V_psi": sizes(
            "two parameters for each player",
            And(*(Eq(*pair, evaluate=False) for pair in zip(field[:2], expected))),
        ),
        "the discriminator's velocity is V_psi": sizes(
            "two parameters for each player",
            And(*(Eq(*pair, evaluate=False) for pair in zip(field[2:], by_psi))),
        ),
        "eigenvalues of the linear-quadratic WGAN": spectrum(J, equals=[left + root, left - root]),
        "the linear-quadratic WGAN is stable": hurwitz(J),
        "charging the discriminator instead leaves it as it was": spectrum(
            damped_wgan(instead, penalty), equals=[2 * I / 3, -2 * I / 3]
        ),
    }


claim.mutant("the discriminator is charged with it", charge=on_the_discriminator)
claim.mutant("the velocity has no factor 2", factor=1)
claim.mutant("a weight of 0 is enough", given={"the regulariser is on": eta >= 0})

claim.does_not_say(
    "the generator is charged with the gradient of D in its input",
    penalty=squared_input_gradient,
    origin=Origin.FOLKLORE,
    instead="The gradient is that of V in the discriminator's parameters. The mean of |grad_x D|^2 "
    "is 4 a^2 w^2/3 on the linear-quadratic GAN: charged to the generator, it leaves +-2i/3.",
)
