"""Ensemble gradients and steps against one model of torch.nn with autograd and torch.optim."""

from __future__ import annotations

from itertools import product

import pytest

# What follows imports PyTorch, so that it stands after the skip.
torch = pytest.importorskip("torch")

from ganproof.claims.gan.networks import data, devices, ensembles, streams  # noqa: E402
from ganproof.claims.gan.networks.ensembles import Network  # noqa: E402
from ganproof.claims.gan.networks.experiments import Experiment, grid  # noqa: E402
from ganproof.claims.gan.networks.objectives import LOSSES  # noqa: E402
from ganproof.claims.gan.networks.penalties import PENALTIES  # noqa: E402
from ganproof.claims.gan.networks.steps import EnsembleField, make_step, start  # noqa: E402
from ganproof.claims.gan.networks.streams import Purpose  # noqa: E402
from ganproof.claims.gan.networks.updates import OPTIMISERS, UPDATES  # noqa: E402

BATCH = 32
NUMBER = 5
"""The step at which gradients are compared."""
TOLERANCE = {"float32": 1e-5, "float64": 1e-10}
DEVICES = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]
SINGLE = {
    "tanh": torch.nn.Tanh,
    "softplus": lambda: torch.nn.Softplus(threshold=1000),
    "leaky_relu": lambda: torch.nn.LeakyReLU(0.2),
}


@pytest.fixture(autouse=True)
def _one_thread():
    with devices.exact_arithmetic():
        yield


def experiment(
    loss="non_saturating",
    penalty=None,
    *,
    activation="tanh",
    dtype="float64",
    frozen=False,
    **parts,
):
    return Experiment(
        Network(3, 2, width=5, activation=activation),
        Network(2, 1, width=6, depth=2, activation=activation, frozen=frozen),
        data.RING,
        LOSSES[loss],
        () if penalty is None else (PENALTIES[penalty],),
        batch=BATCH,
        dtype=dtype,
        **parts,
    )


def members_of(given, count=3, rate=1e-3, **more):
    weights = {name: [0.7] for name in given.weights}
    return grid(range(count), rates=[rate], **weights, **more)


class Single:
    """One member as a user of torch would write it."""

    def __init__(self, given, state, members, e):
        self.given, self.e = given, e
        self.members = {name: value[e] for name, value in members.items()}
        self.device = state["generator"].device
        self.generator = self.network(given.generator, state["generator"][e])
        self.critic = self.network(given.critic, state["critic"][e])
        frozen = given.critic.frozen
        self.gs = list(self.generator.parameters())
        self.ds = list(self.critic.parameters())[-2 if frozen else 0 :]
        self.buffer = state["memory.max_gp"][e] if "memory.max_gp" in state else None

    def network(self, shape, row):
        layers = []
        for before, after in shape.sizes:
            layers += [torch.nn.Linear(before, after), SINGLE[shape.activation]()]
        found = torch.nn.Sequential(*layers[:-1]).to(self.device, getattr(torch, self.given.dtype))
        self.load(found, row)
        return found

    @staticmethod
    def load(network, row):
        with torch.no_grad():
            for layer in network:
                if isinstance(layer, torch.nn.Linear):
                    size = layer.weight.numel()
                    layer.weight.copy_(row[:size].reshape(layer.weight.shape[::-1]).T)
                    row = row[size:]
                    layer.bias.copy_(row[: layer.bias.numel()])
                    row = row[layer.bias.numel() :]
        assert len(row) == 0

    def row(self, network, values):
        """Values of a network's trained parameters in the ensemble's order; 0 for frozen ones."""
        found, values = [], list(values)
        layers = [each for each in network if isinstance(each, torch.nn.Linear)]
        missing = 2 * len(layers) - len(values)
        for k, layer in enumerate(layers):
            for j, parameter in enumerate((layer.weight, layer.bias)):
                index = 2 * k + j - missing
                value = torch.zeros_like(parameter) if index < 0 else values[index]
                found.append(value.mT.flatten() if value.dim() == 2 else value)
        return torch.cat(found).detach()

    def draw(self, kind, purpose, number, turn, *shape):
        seed = self.members["seeds"].reshape(1)
        key = streams.keys(seed, torch.tensor(number, device=self.device), purpose, turn)
        return kind(key, shape, getattr(torch, self.given.dtype))[0]

    def losses(self, number, turn):
        """The players' losses at new points, as in the papers."""
        given = self.given
        size = given.data.dimension
        z = self.draw(streams.normal, Purpose.LATENT, number, turn, BATCH, given.generator.inputs)
        real = self.draw(
            lambda key, shape, dtype: given.data.sample(key, shape[0], dtype),
            Purpose.DATA, number, turn, BATCH,
        )  # fmt: skip
        fake = self.generator(z)
        name = given.penalties[0].name if given.penalties else None
        weight = self.members[f"weight.{name}"].item() if name else 0.0
        if name == "instance_noise":
            noise = [
                self.draw(streams.normal, Purpose.NOISE, number, 32 * turn + k, BATCH, size)
                for k in (0, 1)
            ]
            real, fake = real + weight * noise[0], fake + weight * noise[1]
        d_real, d_fake = self.critic(real)[:, 0], self.critic(fake)[:, 0]
        d_loss, g_loss = reference_loss(given.loss.name, d_real, d_fake)
        value = d_loss
        if name == "parameter_gradient":
            slopes = torch.autograd.grad(value, self.ds, create_graph=True)
            g_loss = g_loss + weight * sum((each**2).sum() for each in slopes)
        elif name == "tikhonov":
            d_loss = d_loss + weight * sum((each**2).sum() for each in self.ds) / 2
        elif name not in (None, "instance_noise"):
            d_loss = d_loss + weight * self.penalty(name, real, fake, number, turn)
        return g_loss, d_loss

    def slope(self, x):
        x = x if x.requires_grad else x.clone().requires_grad_()
        return torch.autograd.grad(self.critic(x).sum(), x, create_graph=True)[0]

    def penalty(self, name, real, fake, number, turn):
        if name == "r1":
            return (self.slope(real) ** 2).sum(1).mean() / 2
        if name == "r2":
            return (self.slope(fake) ** 2).sum(1).mean() / 2
        both = torch.cat([real, fake])
        if name == "input_gradient":
            return (self.slope(both) ** 2).sum(1).mean() / 2
        if name == "alp":
            k, count = 16 * turn, 2 * BATCH
            d = self.draw(streams.normal, Purpose.DIRECTION, number, k, count, both.shape[1])
            d = torch.nn.functional.normalize(d, dim=1).requires_grad_()
            distance = (self.critic(both) - self.critic(both + 10 * d)).abs().mean()
            d = torch.nn.functional.normalize(torch.autograd.grad(distance, d)[0], dim=1, eps=0)
            share = self.draw(streams.uniform, Purpose.DIRECTION, number, k + 1, count)
            r = (0.1 + 9.9 * share)[:, None] * d
            quotient = (self.critic(both) - self.critic(both + r)).abs()[:, 0] / r.norm(dim=1)
            return ((quotient - 1).clamp(min=0) ** 2).mean()
        u = self.draw(streams.uniform, Purpose.MIXING, number, 16 * turn, BATCH, 1)
        between = u * real + (1 - u) * fake
        if name == "max_gp":
            points = torch.cat([between, self.buffer])
            norms = self.slope(points).norm(dim=1)
            self.buffer = points[norms.argsort(descending=True)[: len(self.buffer)]].detach()
            return norms.max() ** 2
        norms = self.slope(between).norm(dim=1)
        if name == "wgan_gp":
            return ((norms - 1) ** 2).mean()
        assert name == "one_sided"
        return ((norms - 1).clamp(min=0) ** 2).mean()


def reference_loss(name, real, fake):
    """Critic's and generator's losses by the formulas of the papers."""
    log_sigmoid = torch.nn.functional.logsigmoid
    if name in ("saturating", "non_saturating"):
        d_loss = -log_sigmoid(real).mean() - log_sigmoid(-fake).mean()
        if name == "saturating":
            return d_loss, log_sigmoid(-fake).mean()
        return d_loss, -log_sigmoid(fake).mean()
    if name == "least_squares":
        return ((real - 1) ** 2).mean() / 2 + (fake**2).mean() / 2, ((fake - 1) ** 2).mean() / 2
    if name == "hinge":
        hinge = (1 - real).clamp(min=0).mean() + (1 + fake).clamp(min=0).mean()
        return hinge, -fake.mean()
    phi = {
        "wgan": lambda t: t,
        "lgan_linear": lambda t: t,
        "lgan_exp": torch.exp,
        "lgan_log": lambda t: torch.log(1 + torch.exp(t)),
        "lgan_root": lambda t: t + torch.sqrt(t**2 + 1),
    }[name]
    return phi(-real).mean() + phi(fake).mean(), -fake.mean()


def agree(ours, theirs, dtype):
    scale = theirs.abs().max()
    assert ours.dtype == theirs.dtype == getattr(torch, dtype)
    assert scale > 0, "a comparison of zeros compares nothing"
    assert (ours - theirs).abs().max() <= TOLERANCE[dtype] * scale


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize(
    ("dtype", "share"),
    [("float64", 1), ("float32", 4), pytest.param("float32", 1, marks=pytest.mark.slow)],
)
@pytest.mark.parametrize("penalty", [None, *PENALTIES])
def test_gradients_equal_plain_autograd(penalty, dtype, share, device):
    """All losses, or each fourth: three, of different activations; all with some penalty."""
    first = [None, *PENALTIES].index(penalty)
    pairs = list(zip(LOSSES, 3 * list(SINGLE), strict=True))
    pairs = [pairs[k % len(pairs)] for k in range(first, first + len(pairs), share)]
    assert len({activation for _, activation in pairs}) == len(SINGLE)
    for loss, activation in pairs:
        given = experiment(loss, penalty, activation=activation, dtype=dtype)
        members = members_of(given).to(torch.device(device))
        tensors = members.tensors() | {"weight.consensus": torch.ones_like(members.critic_rate)}
        state = start(given, members)
        field = EnsembleField(given, tensors, torch.tensor(NUMBER, device=device))
        g, d = field.generator(dict(state), 2), field.critic(dict(state), 2)
        both = field.both(dict(state), 2)
        consensus = field.consensus(dict(state), 2)
        for e in range(len(members)):
            one = Single(given, state, tensors, e)
            g_loss, d_loss = one.losses(NUMBER, 2)
            gs = torch.autograd.grad(g_loss, one.gs, create_graph=True)
            ds = torch.autograd.grad(d_loss, one.ds, create_graph=True)
            theirs = one.row(one.generator, gs), one.row(one.critic, ds)
            for ours in ((g, d), both):
                agree(ours[0][e], theirs[0], dtype)
                agree(ours[1][e], theirs[1], dtype)
            square = sum((each**2).sum() for each in (*gs, *ds)) / 2
            more = torch.autograd.grad(square, one.gs + one.ds, materialize_grads=True)
            n = len(one.gs)
            agree(consensus[0][e], theirs[0] + one.row(one.generator, more[:n]), dtype)
            agree(consensus[1][e], theirs[1] + one.row(one.critic, more[n:]), dtype)


def test_frozen_features_do_not_move_and_carry_no_gradient():
    given = experiment(penalty="r1", frozen=True)
    members = members_of(given)
    state, tensors = start(given, members), members.tensors()
    ours = EnsembleField(given, tensors, torch.tensor(NUMBER)).critic(dict(state), 0)
    for e in range(len(members)):
        one = Single(given, state, tensors, e)
        slopes = torch.autograd.grad(one.losses(NUMBER, 0)[1], one.ds)
        agree(ours[e], one.row(one.critic, slopes), "float64")
    after = make_step(given, 1)(state, tensors, torch.tensor(0))
    before, after = (ensembles.unflatten(given.critic, each["critic"]) for each in (state, after))
    moved = [name for name in before if not torch.equal(before[name], after[name])]
    assert moved == ["weight2", "bias2"]


def reference_optimiser(name, parameters, rate):
    if name == "sgd":
        return torch.optim.SGD(parameters, lr=rate)
    if name == "rmsprop":
        return torch.optim.RMSprop(parameters, lr=rate)
    return torch.optim.Adam(parameters, lr=rate, betas=(0.0, 0.9))


def reference_steps(one, update, optimiser, steps, n_d):
    """Train a single model by the rules as the papers print them."""
    rates = one.members["generator_rate"].item(), one.members["critic_rate"].item()
    players = one.gs, one.ds
    opts = [reference_optimiser(optimiser, p, r) for p, r in zip(players, rates, strict=True)]
    past = [[torch.zeros_like(p) for p in each] for each in players]

    def assign(number, turn, which=(0, 1)):
        buffer = one.buffer
        losses = one.losses(number, turn)
        if which == (0,):
            one.buffer = buffer  # the generator's step does not look at the critic's penalty
        slopes = [torch.autograd.grad(losses[k], players[k], create_graph=True) for k in (0, 1)]
        if update == "consensus":
            square = sum((each**2).sum() for each in (*slopes[0], *slopes[1])) / 2
            weight = one.members["weight.consensus"].item()
            for k in (0, 1):
                more = torch.autograd.grad(
                    square, players[k], retain_graph=True, materialize_grads=True
                )
                slopes[k] = [a + weight * b for a, b in zip(slopes[k], more, strict=True)]
        for k in which:
            for p, slope in zip(players[k], slopes[k], strict=True):
                p.grad = slope.detach().clone()

    def copies():
        return [[p.detach().clone() for p in each] for each in players]

    def put(values):
        with torch.no_grad():
            for each, news in zip(players, values, strict=True):
                for p, new in zip(each, news, strict=True):
                    p.copy_(new)

    for number in range(steps):
        if update == "alternating":
            assign(number, 0, (0,))
            opts[0].step()
            for k in range(n_d):
                assign(number, k + 1, (1,))
                opts[1].step()
            continue
        if update in ("simultaneous", "consensus"):
            assign(number, 0)
            for each in opts:
                each.step()
            continue
        before = copies()
        if update == "extragradient":
            assign(number, 0)
            for each in opts:
                each.step()
            turn = 1
        else:
            put(
                [
                    [p - m for p, m in zip(a, b, strict=True)]
                    for a, b in zip(before, past, strict=True)
                ]
            )
            turn = 0
        assign(number, turn)
        ahead = copies()
        for each in opts:
            each.step()
        past = [
            [p - q for p, q in zip(a, b, strict=True)] for a, b in zip(ahead, copies(), strict=True)
        ]
        put([[p - m for p, m in zip(a, b, strict=True)] for a, b in zip(before, past, strict=True)])


@pytest.mark.parametrize("share", [3, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize("update", UPDATES)
def test_steps_equal_torch_optim(update, optimiser, share):
    """Each penalty once with each pair; losses turn round, so that each meets each of those too.

    Of a share of three each penalty still meets each update and each optimiser.
    """
    several = [1, 3] if update == "alternating" else [1]
    shift = list(UPDATES).index(update) + list(OPTIMISERS).index(optimiser)
    losses = list(LOSSES)
    for k, penalty in list(enumerate([None, *PENALTIES]))[shift % share :: share]:
        given = experiment(
            losses[(k + shift) % len(losses)],
            penalty,
            update=UPDATES[update],
            optimiser=OPTIMISERS[optimiser],
        )
        members = members_of(given, count=1, rate=(1e-3, 2e-3), critic_steps=several)
        state, tensors = start(given, members), members.tensors()
        step = make_step(given, max(several))
        singles = [Single(given, state, tensors, e) for e in range(len(members))]
        begin = state
        for number in range(2):
            state = step(state, tensors, torch.tensor(number))
        for e, one in enumerate(singles):
            reference_steps(one, update, optimiser, 2, several[e])
            for player, network in (("generator", one.generator), ("critic", one.critic)):
                ours = state[player][e] - begin[player][e]
                theirs = one.row(network, network.parameters()) - begin[player][e]
                assert theirs.abs().max() > 0
                assert (ours - theirs).abs().max() <= 1e-8 * theirs.abs().max(), (penalty, player)
        if penalty == "max_gp":
            # the buffers hold the same points, in the same order
            buffers = torch.stack([one.buffer for one in singles])
            assert torch.allclose(state["memory.max_gp"], buffers, rtol=1e-9)


def test_clipping_cuts_the_critic_only():
    given = experiment("wgan", optimiser=OPTIMISERS["sgd"])
    members = grid([0, 1], rates=[1e-2], clip=[0.05])
    members.check(given)
    state = start(given, members)
    after = make_step(given, 1)(state, members.tensors(), torch.tensor(0))
    assert after["critic"].abs().max() == 0.05
    assert after["generator"].abs().max() > 0.05
    given = experiment("wgan", optimiser=OPTIMISERS["sgd"], frozen=True)
    after = make_step(given, 1)(start(given, members), members.tensors(), torch.tensor(0))
    layers = ensembles.unflatten(given.critic, after["critic"])
    assert layers["weight2"].abs().max() == 0.05
    assert layers["weight0"].abs().max() > 0.05


def test_a_fixed_game_is_the_same_at_every_step_and_turn():
    for fixed in (True, False):
        given = experiment(penalty="wgan_gp", fixed=fixed)
        members = members_of(given)
        state, tensors = start(given, members), members.tensors()
        first, later = (
            EnsembleField(given, tensors, torch.tensor(number)).critic(dict(state), turn)
            for number, turn in ((0, 0), (7, 3))
        )
        assert torch.equal(first, later) == fixed


@pytest.mark.parametrize("name", ["sgd", "rmsprop", "adam"])
def test_no_float32_hides_in_a_float64_step(name):
    """Every tensor that a step makes is float64, or holds no real numbers at all."""
    seen = set()

    class Watch(torch.utils._python_dispatch.TorchDispatchMode):
        def __torch_dispatch__(self, func, types, args=(), kwargs=None):
            out = func(*args, **(kwargs or {}))
            for each in out if isinstance(out, (tuple, list)) else [out]:
                if isinstance(each, torch.Tensor) and each.dtype.is_floating_point:
                    seen.add(each.dtype)
            return out

    for penalty, update in product([None, *PENALTIES], UPDATES):
        given = experiment(
            penalty=penalty,
            activation="leaky_relu",
            update=UPDATES[update],
            optimiser=OPTIMISERS[name],
        )
        members = members_of(given, count=2)
        state = start(given, members)
        with Watch():
            make_step(given, 1)(state, members.tensors(), torch.tensor(0))
    assert seen == {torch.float64}
