"""Section 2.3: where the instabilities come from.

Where the generator is right, the discriminator has no reason to become flat: its slope is largest
when the generator passes the data. Away from it no slope is best for the logistic loss, and for
f(t) = t with clipping the best one jumps. With a zero-centred penalty there is at most one best
slope, and it fades with the generator's error. Data on a segment in the plane, which the
generator shifts and tilts across its line, leaves an undamped rotation for each of the two.
"""

from sympy import Abs, And, Eq, Equivalent, I, Implies, Ne, Rational, sign

from ganproof.claims.gan import dirac, models, penalties
from ganproof.claims.gan.games import taylor
from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.verify import Claim, real, spectrum

theta, psi = real("theta", latex=r"\theta"), real("psi", latex=r"\psi")
other = real("other", latex=r"\psi'")
slope = real("slope", latex=r"f'(\theta\psi)")
other_slope = real("other_slope", latex=r"f'(\theta\psi')")
clip, gamma = real("clip", latex="c"), real("gamma", latex=r"\gamma")
a, b = real("a", latex="f'(0)"), real("b", latex="f''(0)")

steepest = real("steepest", latex=r"\max|f'|")

claim = Claim(
    PAPER.remark("Section 2.3", notes=NOTES),
    given={"the loss has a slope everywhere": And(Ne(slope, 0), Ne(other_slope, 0))},
)


@claim.states
def conclusions(
    *,
    penalty=penalties.none,
    clipped=clip * sign(theta),
    on=gamma > 0,
    concave=(slope - other_slope) * (theta * psi - theta * other) <= 0,
    faded=steepest,
    spread=0,
    unit=I,
):
    _, force = dirac.field((theta, psi), slope=lambda _: slope, penalty=penalty)
    across = models.segment(spread).jacobian(taylor(a, b))
    turns = [unit * a, -unit * a, unit * a / 3, -unit * a / 3]
    return {
        "a right generator leaves every slope as it is": Implies(
            Eq(theta, 0), Eq(force, 0, evaluate=False)
        ),
        "the slope is extremal only when the generator is right": Equivalent(
            Eq(force, 0), Eq(theta, 0)
        ),
        "for f(t) = t with clipping the best slope is an end of the interval": Implies(
            Abs(psi) <= clip, theta * psi <= theta * clipped
        ),
        "with a penalty there is at most one best slope": Implies(
            And(
                on,
                concave,
                Eq(theta * slope, gamma * psi),
                Eq(theta * other_slope, gamma * other),
            ),
            Eq(psi, other),
        ),
        "the best slope fades with the generator's error": Implies(
            And(on, Eq(theta * slope, gamma * psi), Abs(slope) <= steepest),
            gamma * Abs(psi) <= faded * Abs(theta),
        ),
        "data on a segment leaves a rotation for its shift and one for its tilt": spectrum(
            across, equals=[2 * b, 2 * b / 3, *turns]
        ),
    }


claim.mutant("the same with the penalty gamma/2 psi^2", penalty=penalties.zero_centred(gamma))
claim.mutant("f' may vanish", given={"the loss has a slope everywhere": None})
claim.mutant("the best clipped slope is c, whatever the side", clipped=clip)
claim.mutant("the best slope is unique without a penalty too", on=gamma >= 0)
claim.mutant("the best slope is unique for any loss", concave=Ne(theta, 0))
claim.mutant("it is at most half of that", faded=steepest / 2)
claim.mutant("the eigenvalues are real", unit=1)
claim.mutant("data half a unit off the line leaves the rotations", spread=Rational(1, 2))
