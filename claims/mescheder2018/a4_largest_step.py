"""Appendix A: each eigenvalue of a stable field bounds the learning rate, by 2 |Re| / modulus^2.

If the eigenvalues of a matrix A have negative real parts, I + hA contracts exactly if each of them
has h < 2 |Re| / (Re^2 + Im^2), which is also (1/|Re|) 2/(1 + (Im/Re)^2). Here A is the real block
of one pair of eigenvalues x +- iy; a larger matrix is similar to a triangle of such blocks. Close
to the imaginary axis the bound is about 2 |Re| / Im^2, so that steps have to be tiny.
"""

from sympy import And, Equivalent, Implies, Lt, Matrix, eye, sqrt

from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.claims.textbook import ostrowski
from ganproof.verify import Claim, Origin, real, schur

x = real("x", latex=r"\operatorname{Re}\lambda", within=(-4, 2))
y = real("y", latex=r"\operatorname{Im}\lambda")
h = real("h", within=(-1, 4))
z = real("z", latex=r"\mu", within=(-4, 1))

block = Matrix([[x, -y], [y, x]])

claim = Claim(
    PAPER.lemma("Appendix A, largest step", notes=NOTES),
    given={"the real part is negative": x < 0, "the learning rate is positive": h > 0},
    uses=[ostrowski.claim],
)


@claim.states
def conclusions(*, rate=h, bound=-2 * x / (x**2 + y**2), below=Lt, room=-2 * x):
    M = eye(2) + rate * block
    return {
        "the largest step": Equivalent(schur(M), below(h, bound)),
        "close to the imaginary axis steps are tiny": Implies(schur(M), h * y**2 < room),
    }


claim.mutant(
    "the real part alone sets the bound, 2/|Re|",
    bound=-2 / x,
    instead="At -1 +- i the step 3/2 gives |1 + h lambda|^2 = 5/2; the bound there is 1.",
)
claim.mutant(
    "the modulus enters without its square",
    bound=-2 * x / sqrt(x**2 + y**2),
    instead="At -1/10 +- 2i that would allow h = 9/100; the bound there is 20/401.",
)
claim.mutant("the largest step itself contracts", below=lambda step, bound: step <= bound)
claim.mutant("close to the imaginary axis only half of that is left", room=-x)
claim.mutant("the step leads against the field", rate=-h)

claim.does_not_say(
    "the eigenvalue of largest modulus decides how long a step may be",
    states=Implies(And(z < 0, z**2 >= x**2 + y**2, -h * z < 2), schur(eye(2) + h * block)),
    origin=Origin.FOLKLORE,
    instead="A smaller eigenvalue closer to the imaginary axis can ask for a smaller step.",
)
