"""Gauss elimination of a block: [[I, 0], [-C, I]] [[I, B], [C, D]] = [[I, B], [0, D - CB]].

The lower left block of the product is -C + C, the lower right one -CB + D.
"""

from sympy import Identity, ZeroMatrix

from ganproof.verify import Claim, blocks, matrix, matrix_identity, size

n, m = size("n"), size("m")
B, C, D = matrix("B", n, m), matrix("C", m, n), matrix("D", m, m)
elimination = blocks([[Identity(n), ZeroMatrix(n, m)], [-C, Identity(m)]])

claim = Claim()


@claim.states
def conclusions(*, corner=D - C * B):
    return {
        "one block is gone": matrix_identity(
            elimination * blocks([[Identity(n), B], [C, D]]),
            blocks([[Identity(n), B], [ZeroMatrix(m, n), corner]]),
        )
    }


claim.mutant("the complement is D + CB", corner=D + C * B)
claim.mutant("the complement is D", corner=D)
