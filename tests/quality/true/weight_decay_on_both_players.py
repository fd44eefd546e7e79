"""Weight decay w on both players of the bilinear game tolerates steps below 2w/(w^2 + a^2).

J = -wI + skew part has the eigenvalues -w +- ia, and |1 + h(-w +- ia)|^2 = (1 - hw)^2 + h^2 a^2
is below 1 exactly for h (w^2 + a^2) < 2w.
"""

from sympy import Equivalent, I, Matrix, eye

from ganproof.verify import Claim, real, schur, spectral_abscissa, spectrum

a = real("a", within=(-3, 3))
w = real("w", within=(-1, 3))
h = real("h", within=(-1, 3))

claim = Claim(given={"weights decay": w > 0, "the step is positive": h > 0})


@claim.states
def conclusions(*, J=Matrix([[-w, -a], [a, -w]])):
    return {
        "eigenvalues": spectrum(J, equals=[-w + I * a, -w - I * a]),
        "decays at any rate below w": spectral_abscissa(J, below=-w * 9 / 10),
        "converges": Equivalent(schur(eye(2) + h * J), h * (w**2 + a**2) < 2 * w),
    }
