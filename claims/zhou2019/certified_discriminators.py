"""On sampled rational measures the optimal discriminator is enclosed: it is there, and alone.

A solver's answer says which pairs of points are tight. The conditions of Karush, Kuhn and Tucker
with these pairs are equations; Krawczyk's operator proves in ball arithmetic that they have exactly
one solution near the answer, that all multipliers are positive there and all other pairs slack. The
problem being convex, this is its optimum, and no other function on the points attains it. Where a
multiplier vanishes or a further pair is tight too there is no certificate: such an instance is
degenerate, and counts as one that failed: of 100 at least 95 are to be certified.
"""

from contextlib import suppress

from ganproof.claims.gan.discriminator_losses import (
    EXPONENTIAL,
    LINEAR,
    LOGISTIC,
    ROOT,
    Losses,
    both,
)
from ganproof.claims.zhou2019 import PAPER, loss_conditions
from ganproof.verify import Claim, Degenerate, Origin, Trial, Verdict

claim = Claim(
    PAPER.theorem("1", attribution="own"),
    origin=Origin.BEYOND,
    uses=[loss_conditions.claim],
    expected=Verdict.PROVED_WITHIN,
)

LOSSES = [
    both(EXPONENTIAL),
    both(LOGISTIC),
    both(ROOT),
    Losses(EXPONENTIAL, LOGISTIC, 2.0),
    Losses(EXPONENTIAL, LINEAR),
]


def with_positive_multipliers(found):
    return found.edges


def of_the_ordinary_plan(found):
    import numpy as np

    from ganproof.claims.gan.transport import wasserstein

    _, plan = wasserstein(*found.measures)
    np.fill_diagonal(plan, 0)
    return np.argwhere(plan > 0)


def without_the_lightest(found):
    return found.edges[found.multipliers[tuple(found.edges.T)].argsort()[1:]]


def downwards(found):
    return found.edges[:, ::-1]


@claim.program(decides="the optimal discriminator of random rational measures is unique on them")
def instances(*, tight=with_positive_multipliers, count=100, share=95):
    """A certificate shows which pairs are tight: those that are claimed, and no others."""
    from ganproof.claims.gan.lipschitz_certificates import certificate, random_instances

    certificates, otherwise = [], []
    for instance in random_instances(count, 2020, LOSSES):
        found = instance.solved()
        with suppress(Degenerate):
            certificates.append(certificate(instance, found))
            if sorted(tight(found).tolist()) != sorted(found.edges.tolist()):
                otherwise.append(certificates[-1])
    certified = f"{len(certificates)} of {count} instances are certified"
    if otherwise:
        shows = f"{certified}, {len(otherwise)} of them with other tight pairs"
        return Trial(False, shows, cases=len(otherwise), certificates=otherwise)
    enough = len(certificates) >= share
    return Trial(enough, certified, cases=max(1, len(certificates)), certificates=certificates)


claim.mutant("the tight pairs are those of the ordinary optimal plan", tight=of_the_ordinary_plan)
claim.mutant("the lightest tight pair may be left out", tight=without_the_lightest)
claim.mutant("the discriminator is high on generated samples", tight=downwards)
