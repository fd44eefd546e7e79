"""Figure 1: why the Dirac-GAN does not settle.

(a) While the generator's point is off the data, the discriminator's slope pushes it there, and the
slope grows. (b) When the generator has arrived, the slope is at its largest and pushes it on: there
is no reason for the slope to fall before the generator is past the data.
"""

from sympy import And, Eq, Implies

from ganproof.claims.gan import dirac
from ganproof.claims.mescheder2018 import NOTES, PAPER, section_2_3
from ganproof.verify import Claim, real

theta, psi = real("theta", latex=r"\theta"), real("psi", latex=r"\psi")
slope = real("slope", latex=r"f'(\theta\psi)")

claim = Claim(
    PAPER.figure("1", notes=NOTES),
    given={"the loss increases": slope > 0},
    uses=[section_2_3.claim],
)
GROWS = "(a) off the data the slope pushes the generator there, and grows"
PUSHES = "(b) on the data the slope stands still, and pushes the generator on"


@claim.states
def conclusions(*, off=theta > 0, sign=1):
    by_theta, by_psi = dirac.field((theta, psi), slope=lambda _: slope)
    return {
        GROWS: Implies(And(off, psi > 0), And(sign * by_theta < 0, by_psi > 0)),
        PUSHES: Implies(And(Eq(theta, 0), psi > 0), And(Eq(by_psi, 0), sign * by_theta < 0)),
    }


claim.mutant("on either side of the data", off=theta < 0)
claim.mutant("the slope pushes the generator away", sign=-1)
claim.mutant("the loss may decrease", given={"the loss increases": slope < 0})


def frame(place, height):
    return {"generator": [place], "slope": [height]}


@claim.figure(
    "(a) Off the data",
    caption="Data (green) at 0, generator (blue) at 1, discriminator D(x) = x/2 (grey): its slope "
    "pushes the generator to the left.",
    illustrates=GROWS,
)
def off_the_data():
    return frame(1.0, 0.5)


@claim.figure(
    "(b) On the data",
    caption="The generator has arrived, the slope is at its largest and pushes it past the data.",
    illustrates=PUSHES,
)
def on_the_data():
    return frame(0.0, 1.1)


def draw(axes, data):
    place, slope = data["generator"][0], data["slope"][0]
    axes.plot([-1.6, 1.6], [-1.6 * slope, 1.6 * slope], color="C3")
    axes.plot([0, 0], [0, 0.9], linewidth=4, color="C2", alpha=0.7)
    axes.plot([place + 0.02, place + 0.02], [0, 0.9], linewidth=4, color="C0", alpha=0.7)
    axes.annotate("", (place - 0.7, 1.2), (place, 1.2), arrowprops={"arrowstyle": "->"})
    axes.axhline(0, linewidth=0.5)
    axes.set(xlabel="x", ylabel="D(x)", xlim=(-1.6, 1.6), ylim=(-1.8, 1.8))
