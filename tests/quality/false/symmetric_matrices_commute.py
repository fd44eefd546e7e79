"""The product of two symmetric matrices does not depend on their order.

It does from 2 x 2 on: diag(1, 0) and [[0, 1], [1, 0]].
"""

from ganproof.verify import Claim, matrix, matrix_identity, size

n = size("n")
A, C = matrix("A", n, n, symmetric=True), matrix("C", n, n, symmetric=True)

claim = Claim()


@claim.states
def conclusions():
    return {"they commute": matrix_identity(A * C, C * A)}
