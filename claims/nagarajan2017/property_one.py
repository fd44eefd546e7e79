"""Property I's two functions have the Hessians 2 K_DD and 2 K_DG'K_DG.

A function has Property I at a point if it is constant near by along each straight line along which
its second derivative there vanishes. Theorem 3.1 asks it of two functions: of E_data D^2 in the
discriminator's parameters psi, and of |E_data grad_psi D - E_made grad_psi D|^2 in the generator's,
psi = psi*. At an equilibrium where D is zero on the data, which the generator makes, their Hessians
are 2 K_DD and 2 K_DG'K_DG. So both have Property I where K_DD is positive definite and K_DG has
full column rank.
"""

from sympy import And, Eq, hessian

from ganproof.claims.gan import models
from ganproof.claims.nagarajan2017 import NOTES, PAPER
from ganproof.verify import Claim, Verdict, examples, real

e = real("e", latex=r"\varepsilon", within=(-2, 2))

claim = Claim(
    PAPER.definition("Property I", notes=NOTES, after="3"),
    expected=Verdict.EXAMPLES,
)
GAMES = {
    "D(x) = w x^2, G(z) = a z": models.LINEAR_QUADRATIC,
    "D(x) = w x^2 + v x, G(z) = a z": models.WITH_LINEAR_TERM,
    "D(x) = w x^2, G(z) = t1 t2 z": models.TWO_FACTORS,
}


def squared_answers(game, power=2):
    """E_data D^2, a function of the discriminator."""
    return game.mean(game.real, lambda x: game.answers(game.discriminator, x) ** power)


def squared_differences(game):
    """|E_data grad D - E_made grad D|^2, a function of the generator."""

    def difference(by):
        def slope(x):
            return game.answers(game.discriminator, x).diff(by)

        return game.mean(game.real, slope) - game.mean(game.made, slope)

    there = zip(game.discriminator, game.equilibrium[len(game.generator) :])
    return sum(difference(each) ** 2 for each in game.discriminator).subs(dict(there))


def is_hessian(function, parameters, game, matrix):
    found = hessian(function, parameters).subs(game.there)
    return And(*(Eq(*each, evaluate=False) for each in zip(found, matrix) if each != (0, 0)))


@claim.states
def conclusions(*, twice=2, both=2, power=2):
    stated = {}
    for model, game in GAMES.items():
        answers, differences = squared_answers(game, power), squared_differences(game)
        K, L = game.k_dd(), game.k_dg()
        in_psi = is_hessian(answers, game.discriminator, game, twice * K)
        in_theta = is_hessian(differences, game.generator, game, both * L.T * L)
        stated[f"E_data D^2: 2 K_DD, {model}"] = examples(model, in_psi)
        stated[f"the difference of means: 2 K_DG'K_DG, {model}"] = examples(model, in_theta)
    return stated


claim.mutant("the Hessian of E_data D^2 is K_DD", twice=1)
claim.mutant("the other Hessian is K_DG'K_DG", both=1)
claim.mutant("so is that of E_data D^3", power=3)

TWO = models.TWO_FACTORS
ALONG = dict(zip(TWO.generator, (1 + e, 1 - e)))
claim.does_not_say(
    "every equilibrium has Property I",
    states=Eq(squared_differences(TWO).subs(ALONG), 0),
    instead="G(z) = t1 t2 z at t1 = t2 = 1 has not: along (1, -1) the second derivative of the "
    "squared difference of means vanishes, and its fourth does not.",
)
