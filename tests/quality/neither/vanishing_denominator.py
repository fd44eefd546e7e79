"""The number of steps 1/h and the step h >= 0 sum to at least 2.

h + 1/h - 2 = (1 - h)^2/h is not negative where it is defined; it is not defined at h = 0.
"""

from ganproof.verify import Claim, real

h = real("h", within=(-1, 3))

claim = Claim(given={"the step is not negative": h >= 0})


@claim.states
def conclusions(*, bound=2):
    return {"sum": h + 1 / h >= bound}
