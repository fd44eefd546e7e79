"""Theorem 3.2: the linear-quadratic WGAN does not converge; its orbits with a > 0 are closed.

H = w^2 + a^2/2 - s^2 log a does not change along the flow, where the data are s times a latent of
one symmetric law. H is strictly convex for a > 0, grows without bound at the ends, and is least at
the equilibrium a = s, w = 0 alone: each other orbit with a > 0 is a closed curve around it. So the
equilibrium is a centre, not a limit cycle: stable, and attracting nothing. A turn takes
(1/m2) times the integral of 1/w over log a between the two turning points.
"""

import numpy as np
from sympy import And, Eq, Equivalent, Implies, hessian, log

from ganproof.claims.gan import flows
from ganproof.claims.gan.games import symmetric, taylor
from ganproof.claims.gan.models import LINEAR_QUADRATIC, linear_quadratic
from ganproof.claims.nagarajan2017 import NOTES, PAPER
from ganproof.verify import Claim, Origin, Trial, positive_definite, real

a, w = real("a", within=(-2, 4)), real("w", within=(-3, 3))
s = real("s", within=(-1, 3))
m2 = real("m2", latex="m_2", within=(-1, 3))

claim = Claim(
    PAPER.theorem("3.2", notes=NOTES),
    given={
        "the generator keeps its sign": a > 0,
        "the data are not a point": s > 0,
        "nor is the latent": m2 > 0,
    },
)
change_a, change_w = flows.on_symbols(linear_quadratic(symmetric(m2=m2), s), taylor(1))((a, w))

H = w**2 + a**2 / 2 - s**2 * log(a)


@claim.states
def conclusions(*, H=H, place=s, still=True):
    """The two parts of the change of H cancel."""
    there = And(Eq(a, place), Eq(w, 0))
    return {
        "H is constant": Eq(H.diff(a) * change_a, -H.diff(w) * change_w),
        "H is strictly convex": positive_definite(hessian(H, (a, w))),
        "the equilibrium is its only critical point": Equivalent(
            And(Eq(H.diff(a), 0), Eq(H.diff(w), 0)), there
        ),
        "the flow stands still nowhere else": Equivalent(
            And(Eq(change_a, 0), Eq(change_w, 0) if still else True), there
        ),
    }


claim.mutant("w^2 + a^2 - s^2 log a is constant", H=H + a**2 / 2)
claim.mutant("the squared distance to 0 is constant", H=w**2 + a**2)
claim.mutant("w^2 + a^2/2 + s^2 log a is constant", H=H + 2 * s**2 * log(a))
claim.mutant("the equilibrium is at a = s^2", place=s**2)
claim.mutant("the flow stands still wherever w = 0", still=False)

STARTS = (1.05, 1.2, 1.5, 2.0, 3.0)


def turn(start, eta=0.0):
    """Time and place of the return from (start, 0), start > 1, on the uniform law with s = 1."""
    time, place = flows.turn(flows.on_numbers(LINEAR_QUADRATIC, taylor(1), eta=eta), (start, 0.0))
    return time, place[0]


def quadrature(start, nodes=64):
    """3 times the integral of 1/sqrt(H - e^(2q)/2 + q) over q = log a, by Gauss-Chebyshev sums."""
    from scipy.special import lambertw

    H = start**2 / 2 - np.log(start)
    high, low = np.log(start), np.log(-lambertw(-np.exp(-2 * H)).real) / 2
    q = (high + low) / 2 + (high - low) / 2 * np.cos(np.pi * (np.arange(nodes) + 0.5) / nodes)
    squared = (high - q) * (q - low) / (H - np.exp(2 * q) / 2 + q)
    return 3 * np.pi / nodes * np.sqrt(squared).sum()


@claim.simulation(supports="H is constant")
def the_return_map_is_the_identity(*, eta=0.0):
    """Poincare's section w = 0, a > 1: a limit cycle would be one fixed point, and isolated."""
    errors = [abs(turn(start, eta)[1] - start) for start in STARTS]
    return Trial(max(errors) < 1e-8, f"largest error {max(errors):.1e}", cases=len(STARTS))


@claim.simulation(supports="H is constant")
def turns_take_the_time_of_the_quadrature(*, period=quadrature):
    pairs = [(turn(start)[0], period(start)) for start in STARTS]
    shows = "; ".join(
        f"from {start}: {found:.6f} against {expected:.6f}"
        for start, (found, expected) in zip(STARTS, pairs)
    )
    return Trial(bool(np.allclose(*zip(*pairs), rtol=1e-9)), shows, cases=len(STARTS))


claim.mutant("with the generator penalised by 1/10 orbits are closed too", eta=0.1)
claim.mutant(
    "every turn takes 3 pi, as near the equilibrium",
    period=lambda _start: 3 * np.pi,
    instead="Turns take longer the further out they start: 9.429 from 1.05, 13.889 from 3.",
)


def there_is_one_isolated_cycle():
    drifts = [abs(turn(start)[1] - start) for start in STARTS]
    shows = f"all of {len(STARTS)} orbits return to their start, to {max(drifts):.0e}"
    return Trial(max(drifts) > 1e-8, shows, cases=len(STARTS))


claim.does_not_say(
    "the WGAN has a limit cycle",
    trial=there_is_one_isolated_cycle,
    origin=Origin.PAPER,
    instead="It has a centre: every orbit with a > 0 is closed, and none attracts its neighbours. "
    "The abstract says 'limit cycles', loosely for closed orbits; the notes repeat it.",
)
claim.does_not_say(
    "the WGAN diverges",
    states=H.diff(w) * change_w + H.diff(a) * change_a > 0,
    origin=Origin.FOLKLORE,
    instead="Orbits of the flow with a > 0 are closed. Only its simultaneous steps that keep a > 0 "
    "move outward.",
)
claim.does_not_say(
    "the WGAN always cycles",
    states=Implies(Eq(a, 0), Eq(change_w, 0)),
    given={"the generator keeps its sign": None},
    origin=Origin.FOLKLORE,
    instead="From a = 0 the generator never moves, and w grows for ever.",
)


@claim.figure(
    "Return map",
    caption="Where the orbit from (a, 0) crosses w = 0, a > 1 next. Without a penalty every orbit "
    "comes back to its start, on the dashed diagonal; with eta = 1/10 each turn ends further in.",
)
def return_map():
    starts = np.linspace(1.1, 3, 11)
    return {f"eta = {eta}": [turn(start, eta)[1] for start in starts] for eta in (0.0, 0.1)} | {
        "start": starts
    }


def draw(axes, data):
    axes.plot(data["start"], data["start"], "--", linewidth=0.6)
    for name, style in (("eta = 0.0", "o"), ("eta = 0.1", "s")):
        axes.plot(data["start"], data[name], style, markersize=3, label=name)
    axes.legend()
    axes.set(xlabel="start a", ylabel="next return", aspect="equal")
