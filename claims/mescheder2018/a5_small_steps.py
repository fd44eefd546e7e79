"""Appendix A: for small steps, simultaneous and alternating updates of a stable field converge.

If every eigenvalue of the field's Jacobian has negative real part, both linearised updates
contract for every small enough learning rate. With one parameter for each player the exact limits
are inequalities that small learning rates satisfy. Simultaneous steps need h det J < -tr J, so that
little damping asks for tiny steps; alternating ones need no such thing where h times every entry
of J is small. The Jacobian of the alternating update is I + hJ up to h^2.
"""

from sympy import And, Equivalent, Implies, Matrix

from ganproof.claims.gan import updates
from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.claims.textbook import ostrowski
from ganproof.verify import Claim, Origin, Verdict, real, schur, sizes

p, q, r, s = (real(f"J{k}", latex=f"J_{{{k}}}", within=(-3, 3)) for k in (11, 12, 21, 22))
h = real("h", within=(-1, 3))

J = Matrix([[p, q], [r, s]])
trace, det = p + s, p * s - q * r
simultaneous = updates.matrix(updates.simultaneous(h), J)
alternating = updates.matrix(updates.alternating(h), J)
LIMIT = And(h * det < -trace, 4 + 2 * h * trace + h**2 * det > 0)

claim = Claim(
    PAPER.lemma("Appendix A, small steps", notes=NOTES),
    given={
        "the field is damped": trace < 0,
        "the field is no saddle": det > 0,
        "the learning rate is positive": h > 0,
    },
    uses=[ostrowski.claim],
    expected=Verdict.PROVED_WITHIN,
)


@claim.states
def conclusions(
    *,
    M=alternating,
    limit=And(trace + h * p * s < 0, 4 + 2 * h * trace + h**2 * (p * s + q * r) > 0),
    reach=1,
):
    """The eigenvalues have negative real parts exactly if the trace is < 0 < the determinant."""
    small_entries = And(h * p >= -reach, h * s >= -reach, h**2 * q * r > -reach)
    small_trace = And(h * det < -trace, h * trace > -2 * reach)
    players = "one parameter for each player"
    return {
        "the limit of simultaneous steps": sizes(players, Equivalent(schur(simultaneous), LIMIT)),
        "the limit of alternating steps": sizes(players, Equivalent(schur(M), limit)),
        "small simultaneous steps": sizes(players, Implies(small_trace, LIMIT)),
        "small alternating steps": sizes(players, Implies(small_entries, limit)),
    }


claim.mutant(
    "both updates have the same limit",
    limit=LIMIT,
    instead="With f'(0) = 1/2 the limits are 4 and 1.657 at the penalty 1, 1.2 and 2.976 at 3/10.",
)
claim.mutant("no damping is needed", given={"the field is damped": trace <= 0})
claim.mutant("twice as long steps are small too", reach=2)
claim.mutant("the alternating update has the Jacobian I + hJ", M=simultaneous)

claim.does_not_say(
    "what is needed is negative real eigenvalues",
    states=Implies(schur(simultaneous), trace**2 >= 4 * det),
    origin=Origin.NOTES,
    instead="Negative real parts are enough: at f'(0) = 1/2 and penalty 3/10 the "
    "eigenvalues are -0.15 +- 0.477i, and small steps converge.",
)
claim.does_not_say(
    "alternating updates allow every step that simultaneous ones do",
    states=Implies(schur(simultaneous), schur(alternating)),
    origin=Origin.FOLKLORE,
    instead="With strong damping they allow less: 1.657 against 4 at f'(0) = 1/2 and penalty 1.",
)
