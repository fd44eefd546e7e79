"""Splits, chunks, interruptions, divergence, memory: what a member's result must not depend on."""

from __future__ import annotations

import gc
import io
import os
import signal
import subprocess
import sys
import textwrap
import time
import weakref
from dataclasses import replace

import pytest

# What follows imports PyTorch, so that it stands after the skip.
torch = pytest.importorskip("torch")

from ganproof.claims.gan.networks import (  # noqa: E402
    checkpoints,
    data,
    devices,
    ensembles,
    experiments,
    penalties,
    steps,
    streams,
    training,
)
from ganproof.claims.gan.networks.ensembles import Network  # noqa: E402
from ganproof.claims.gan.networks.experiments import Experiment, grid  # noqa: E402
from ganproof.claims.gan.networks.objectives import LOSSES  # noqa: E402
from ganproof.claims.gan.networks.penalties import PENALTIES  # noqa: E402
from ganproof.claims.gan.networks.streams import Purpose  # noqa: E402
from ganproof.claims.gan.networks.training import Run, train  # noqa: E402
from ganproof.claims.gan.networks.updates import OPTIMISERS, UPDATES  # noqa: E402

SEED = torch.tensor([7])


def small(dtype="float32", penalty="r1", activation="leaky_relu", **parts) -> Experiment:
    return Experiment(
        Network(3, 2, width=10, activation=activation),
        Network(2, 1, width=10, activation=activation),
        parts.pop("data", data.CIRCLE),
        penalties=(PENALTIES[penalty],),
        batch=32,
        dtype=dtype,
        **parts,
    )


def equal(one, other) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


def pick(state, which):
    return {name: value[which] for name, value in state.items()}


ACROSS = [
    ("r1", "alternating", "rmsprop", "leaky_relu", "non_saturating"),
    ("wgan_gp", "extragradient", "adam", "softplus", "wgan"),
    ("max_gp", "simultaneous", "adam", "silu", "lgan_exp"),
    ("alp", "past", "sgd", "tanh", "lgan_log"),
    ("parameter_gradient", "consensus", "rmsprop", "sigmoid", "saturating"),
    ("instance_noise", "alternating", "sgd", "sin", "lgan_root"),
]


@pytest.mark.parametrize(
    ("dtype", "penalty", "update", "optimiser", "activation", "loss"),
    [("float32", *each) for each in ACROSS]
    + [("float64", *ACROSS[0])]
    + [pytest.param("float64", *each, marks=pytest.mark.slow) for each in ACROSS[1:]],
)
def test_a_member_is_the_same_in_any_ensemble_and_any_chunk(
    penalty, update, optimiser, activation, loss, dtype
):
    given = small(
        dtype, penalty, activation, loss=LOSSES[loss], update=UPDATES[update],
        optimiser=OPTIMISERS[optimiser], data=data.RING,
    )  # fmt: skip
    several = (1, 3) if update == "alternating" else (1,)
    weights = {name: [0.5] for name in given.weights}
    members = grid([3, 1, 4, 15, 9], rates=[(1e-3, 2e-3)], critic_steps=several, **weights)
    whole = train(given, members, 4).ensemble.state
    for chunk in (1, 2, 3, 7, 16):
        assert equal(train(given, members, 4, chunk=chunk).ensemble.state, whole)
    for k in range(len(members)):
        part = slice(k, k + 1)
        assert equal(train(given, members[part], 4).ensemble.state, pick(whole, part))


def test_observing_changes_nothing_and_records_follow_the_members():
    given, members = small(), grid(range(3), r1=[1.0])

    def observe(ensemble):
        key = streams.keys(members.seeds, ensemble.steps, Purpose.EVALUATION_LATENT)
        points = ensembles.generator(
            given.generator, ensemble.generator, streams.normal(key, (64, 3), torch.float32)
        )
        return {"mean": points.mean((1, 2)), "steps": torch.full((3,), ensemble.steps)}

    run = train(given, members, 7, every=3, observe=observe)
    assert run.recorded.tolist() == [3, 6, 7]
    assert run.records["mean"].shape == (3, 3)
    assert run.records["steps"][:, 0].tolist() == [3, 6, 7]
    assert equal(run.ensemble.state, train(given, members, 7).ensemble.state)


def test_an_interrupted_run_ends_as_one_that_was_not(tmp_path):
    given, members = small(penalty="max_gp", optimiser=OPTIMISERS["adam"]), grid([0, 1], max_gp=[1])
    path = tmp_path / "run.safetensors"

    def interrupt(ensemble):
        if ensemble.steps == 6:
            raise KeyboardInterrupt
        return {"size": ensemble.state["critic"].square().sum(1)}

    def observe(ensemble):
        return {"size": ensemble.state["critic"].square().sum(1)}

    with pytest.raises(KeyboardInterrupt):
        train(given, members, 9, every=2, observe=interrupt, checkpoint=path)
    resumed = train(given, members, 9, every=2, observe=observe, checkpoint=path, chunk=3)
    straight = train(given, members, 9, every=2, observe=observe)
    assert equal(resumed.ensemble.state, straight.ensemble.state)
    assert equal(resumed.records, straight.records)
    assert torch.equal(resumed.recorded, straight.recorded)
    longer = train(given, members, 11, every=2, observe=observe, checkpoint=path)
    assert longer.recorded.tolist() == [2, 4, 6, 8, 9, 10, 11]
    assert [each.name for each in tmp_path.iterdir()] == ["run.safetensors"]


SCRIPT = """
    import sys
    from ganproof.claims.gan.networks import data
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment, grid
    from ganproof.claims.gan.networks.penalties import PENALTIES
    from ganproof.claims.gan.networks.training import train

    given = Experiment(
        Network(3, 2, width=10, activation="leaky_relu"),
        Network(2, 1, width=10, activation="leaky_relu"),
        data.CIRCLE,
        penalties=(PENALTIES["r1"],),
        batch=32,
    )
    train(given, grid([5, 6], r1=[1.0]), 10**6, every=1, checkpoint=sys.argv[1])
"""


def test_a_killed_process_leaves_a_checkpoint_to_go_on_from(tmp_path):
    path = tmp_path / "run.safetensors"
    command = [sys.executable, "-c", textwrap.dedent(SCRIPT), str(path)]
    with subprocess.Popen(command) as process:
        limit = time.monotonic() + 60
        while not path.exists() and process.poll() is None and time.monotonic() < limit:
            time.sleep(0.02)
        time.sleep(0.05)  # into the middle of something
        os.kill(process.pid, signal.SIGKILL)
    given, members = small(), grid([5, 6], r1=[1.0])
    done = checkpoints.read_checkpoint(path)[0]["steps"]
    assert done > 0
    resumed = train(given, members, done + 3, checkpoint=path)
    assert equal(resumed.ensemble.state, train(given, members, done + 3).ensemble.state)


@pytest.mark.parametrize("kill", ["write", "replace"])
def test_a_checkpoint_is_whole_or_the_old_one(tmp_path, monkeypatch, kill):
    given, members = small(), grid([5, 6], r1=[1.0])
    path = tmp_path / "run.safetensors"
    train(given, members, 2, checkpoint=path)
    before = path.read_bytes()

    def die(*_):
        raise SystemExit

    target = (checkpoints.os, "fsync") if kill == "write" else (checkpoints.Path, "replace")
    monkeypatch.setattr(*target, die)
    with pytest.raises(SystemExit):
        train(given, members, 4, checkpoint=path)
    assert path.read_bytes() == before
    monkeypatch.undo()
    assert train(given, members, 4, checkpoint=path).ensemble.steps == 4


def test_a_checkpoint_of_another_run_is_refused(tmp_path):
    given, members = small(), grid([5, 6], r1=[1.0])
    path = tmp_path / "run.safetensors"
    train(given, members, 2, checkpoint=path)
    with pytest.raises(ValueError, match="optimiser differ"):
        train(replace(given, optimiser=OPTIMISERS["sgd"]), members, 2, checkpoint=path)
    with pytest.raises(ValueError, match="other members"):
        train(given, grid([5, 6], r1=[2.0]), 2, checkpoint=path)
    with pytest.raises(ValueError, match="further than"):
        train(given, members, 1, checkpoint=path)
    checkpoints.Path(path).write_bytes(checkpoints.library().torch.save({"a": torch.ones(1)}))
    with pytest.raises(ValueError, match="no checkpoint of format"):
        train(given, members, 2, checkpoint=path)


@pytest.mark.parametrize("update", UPDATES)
def test_a_diverged_member_is_recorded_and_spoils_no_neighbour(update):
    given = small(
        penalty="wgan_gp", loss=LOSSES["lgan_exp"], optimiser=OPTIMISERS["sgd"],
        update=UPDATES[update],
    )  # fmt: skip
    weights = {name: [0.5] for name in given.weights}
    wild = grid([2], rates=[1e9], **weights)
    calm = grid([1, 2, 3], rates=[1e-3], **weights)
    mixed = grid([1, 2, 3], rates=[1e-3, 1e9], **weights)
    run = train(given, mixed, 5).ensemble
    assert run.diverged[:3].tolist() == [-1, -1, -1]
    assert run.diverged[4] == train(given, wild, 5).ensemble.diverged[0] >= 0
    assert equal(pick(run.state, slice(0, 3)), train(given, calm, 5).ensemble.state)
    assert all(value.isfinite().all() for value in run.state.values())
    assert training.survived(run).tolist() == [True] * 3 + [False] * 3
    # a member that had diverged stays where it was
    assert equal(
        pick(run.state, slice(3, 6)), pick(train(given, mixed, 9).ensemble.state, slice(3, 6))
    )


def test_nan_counts_as_divergence():
    given, members = small(), grid([1, 2], r1=[1.0])
    state, tensors = steps.start(given, members), members.tensors()
    state["critic"][0, 0] = torch.nan
    after = steps.make_step(given, 1)(state, tensors, torch.tensor(4))
    assert after["diverged"].tolist() == [4, -1]


def test_out_of_memory_splits_the_ensemble_and_says_so_once_each_time(monkeypatch, capsys):
    given, members = small(), grid(range(8), r1=[1.0])
    straight = train(given, members, 3).ensemble.state
    made = steps.make_step

    def narrow(*args):
        step = made(*args)

        def run(state, tensors, number):
            if len(state["diverged"]) > 3:
                raise torch.OutOfMemoryError("CUDA out of memory")
            return step(state, tensors, number)

        return run

    monkeypatch.setattr(training, "make_step", narrow)
    assert equal(train(given, members, 3, chunk=8).ensemble.state, straight)
    lines = capsys.readouterr().err.splitlines()
    assert lines == [f"out of memory: going on with {k} members at once" for k in (4, 2)]


def test_out_of_memory_of_the_smallest_chunk_and_other_errors_are_raised(monkeypatch):
    for error in (MemoryError(), RuntimeError("shapes do not fit")):

        def broken(*_args, error=error):
            def run(*_):
                raise error

            return run

        monkeypatch.setattr(training, "make_step", broken)
        with pytest.raises(type(error)):
            train(small(), grid(range(8), r1=[1.0]), 3, chunk=2)


@pytest.mark.parametrize("update", UPDATES)
def test_a_step_leaves_no_tensor_behind(update):
    """Of all tensors made in a step only the new state lives on, with no collector's help."""
    made = []

    class Watch(torch.utils._python_dispatch.TorchDispatchMode):
        def __torch_dispatch__(self, func, types, args=(), kwargs=None):
            out = func(*args, **(kwargs or {}))
            listed = out if isinstance(out, (tuple, list)) else [out]
            made.extend(weakref.ref(each) for each in listed if isinstance(each, torch.Tensor))
            return out

    given = small(penalty="max_gp", update=UPDATES[update], optimiser=OPTIMISERS["adam"])
    members = grid([0, 1], **{name: [0.1] for name in given.weights})
    state, tensors = steps.start(given, members), members.tensors()
    step, number = steps.make_step(given, 1), torch.tensor(0)
    with Watch():
        step(state, tensors, number)  # what torch imports at first use keeps its callers' frames
    gc.collect()
    made.clear()
    gc.disable()
    try:
        with Watch():
            state = step(state, tensors, number)
        alive = {id(each()) for each in made if each() is not None}
    finally:
        gc.enable()
    assert len(made) > 200
    assert alive <= {id(value) for value in state.values()}


def test_memory_stays_flat():
    """Memory that Python holds does not grow by as much as one object a step."""
    given, members = small(penalty="max_gp"), grid([0, 1], max_gp=[1.0])
    state, tensors = steps.start(given, members), members.tensors()
    step = steps.make_step(given, 1)

    def blocks(state, count):
        number = torch.tensor(0)
        for _ in range(count):
            state = step(state, tensors, number)
            number = number + 1
        gc.collect()
        return sys.getallocatedblocks(), state

    with devices.exact_arithmetic():
        _, state = blocks(state, 30)
        before, state = blocks(state, 10)
        after, state = blocks(state, 600)
    assert after - before < 600


RESIDENT = """
    import sys
    from ganproof.claims.gan.networks import data
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment, grid
    from ganproof.claims.gan.networks.penalties import PENALTIES
    from ganproof.claims.gan.networks.training import train

    def observe(ensemble):
        with open("/proc/self/status") as status:
            (line,) = (each for each in status if each.startswith("VmRSS"))
        print(ensemble.steps, line.split()[1], flush=True)
        return {}

    given = Experiment(
        Network(2, 2, width=8), Network(2, 1, width=8), data.CIRCLE,
        penalties=(PENALTIES["r1"],), batch=32,
    )
    steps, compiled = int(sys.argv[1]), sys.argv[2] == "compiled"
    options = {"every": steps // 10, "observe": observe, "compiled": compiled}
    train(given, grid([5, 6], r1=[1.0]), steps, **options)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(
    ("steps", "mode", "mebibytes"), [(10**5, "compiled", 8), (10**4, "plain", 2)]
)
def test_resident_memory_stays_flat_over_many_steps(steps, mode, mebibytes):
    """After the first tenth it grows by less than 100 or, over fewer steps, 240 bytes a step."""
    command = [sys.executable, "-c", textwrap.dedent(RESIDENT), str(steps), mode]
    lines = subprocess.run(command, check=True, timeout=600, stdout=subprocess.PIPE, text=True)
    kibibytes = {int(a): int(b) for a, b in map(str.split, lines.stdout.splitlines())}
    print(kibibytes)
    assert list(kibibytes) == list(range(steps // 10, steps + 1, steps // 10))
    assert kibibytes[steps] - kibibytes[steps // 10] < 1024 * mebibytes


def test_threads_and_precision_are_as_before_when_training_ends():
    threads, precision = torch.get_num_threads(), torch.get_float32_matmul_precision()
    torch.set_float32_matmul_precision("high")
    try:
        with devices.exact_arithmetic():
            assert torch.get_num_threads() == 1
            assert torch.get_float32_matmul_precision() == "highest"
        assert torch.get_float32_matmul_precision() == "high"
    finally:
        torch.set_float32_matmul_precision(precision)
    assert torch.get_num_threads() == threads


@pytest.fixture
def eager_inductor(monkeypatch):
    """The compiler's last stage left out: what is traced runs as it is, and is counted."""
    found = []

    def compile_graph(graph, _inputs):
        found.append(graph)
        return graph

    monkeypatch.setattr(torch._inductor, "compile", compile_graph)
    torch._dynamo.reset()
    yield found
    torch._dynamo.reset()


@pytest.mark.slow
def test_a_compiled_run_is_one_program_and_ends_the_same(eager_inductor):
    given = small(penalty="r1", data=data.RING)
    given = replace(given, generator=Network(1, 2, depth=0), critic=replace(given.critic, depth=1))
    members = grid(range(5), r1=[0.5])
    plain = train(given, members, 4).ensemble.state
    assert equal(train(given, members, 4, compiled=True, chunk=3).ensemble.state, plain)
    assert len(eager_inductor) == 1


@pytest.mark.slow
def test_a_step_that_runs_uncompiled_or_is_compiled_anew_is_an_error(eager_inductor):
    given, members = small(penalty="tikhonov"), grid(range(2), tikhonov=[1.0])
    affine = {"generator": Network(1, 2, depth=0), "critic": Network(2, 1, depth=0)}
    given = replace(given, **affine, loss=LOSSES["wgan"], optimiser=OPTIMISERS["sgd"])
    state, tensors = steps.start(given, members), members.tensors()
    number = torch.tensor(0)
    step = devices.compiled(steps.make_step(given, 1), state, tensors, number)
    with (
        torch.compiler.set_stance("force_eager"),
        pytest.raises(RuntimeError, match="compiled 0 times"),
    ):
        step(state, tensors, number)
    step(state, tensors, number)
    other = {name: value.clone() for name, value in state.items()}
    other["critic"].requires_grad_()
    with pytest.raises(RuntimeError, match="compiled 2 times"):
        step(other, tensors, number)


def test_progress_shows_rate_and_time_left():
    out = io.StringIO()
    train(small(), grid(range(3), r1=[1.0]), 4, progress=out)
    last = out.getvalue().split("\r")[-1]
    assert last.startswith("100%")
    assert "GAN-steps/s" in last
    assert last.rstrip(" \n").endswith("0 s left")


def test_mistakes_are_named():
    given, members = small(), grid([1, 2], r1=[1.0])
    with pytest.raises(ValueError, match="multiple of 32"):
        replace(given, batch=50)
    with pytest.raises(ValueError, match="there are float32"):
        replace(given, dtype="float16")
    with pytest.raises(ValueError, match="points of dimension 32"):
        replace(given, data=data.PAIR)
    with pytest.raises(ValueError, match="max_gp keeps 3 points"):
        replace(given, penalties=(penalties.max_gp(3),))
    with pytest.raises(ValueError, match="may stand there once"):
        replace(given, penalties=2 * given.penalties)
    with pytest.raises(ValueError, match="there are"):
        Network(2, 1, activation="relu6")
    with pytest.raises(ValueError, match="sizes are positive"):
        Network(2, 0)
    with pytest.raises(ValueError, match=r"\['r1'\] are needed"):
        train(given, grid([1]), 1)
    with pytest.raises(ValueError, match="one step of the critic"):
        train(replace(given, update=UPDATES["past"]), grid([1], r1=[1.0], critic_steps=[2]), 1)
    with pytest.raises(ValueError, match="at least one step"):
        train(given, grid([1], r1=[1.0], critic_steps=[0]), 1)
    with pytest.raises(ValueError, match="at least one member"):
        train(given, members[:0], 1)
    with pytest.raises(ValueError, match="must be positive"):
        train(given, members, 1, every=0)
    if not torch.cuda.is_available():
        with pytest.raises(ValueError, match="no such device"):
            train(given, members, 1, device="cuda")


def test_the_grid_has_all_combinations_with_the_seed_varying_fastest():
    members = grid([1, 2], rates=[0.1, (0.2, 0.3)], critic_steps=[1, 5], r1=[1.0, 10.0])
    assert len(members) == 16
    assert members.seeds[:4].tolist() == [1, 2, 1, 2]
    assert members.generator_rate[:4].tolist() == [0.1, 0.1, 0.2, 0.2]
    assert members.critic_rate[:4].tolist() == [0.1, 0.1, 0.3, 0.3]
    assert members.critic_steps[:8].tolist() == [1] * 4 + [5] * 4
    assert members.weights["r1"].tolist() == [1.0] * 8 + [10.0] * 8


def test_chunks_fill_the_cache_and_are_equal():
    cpu = torch.device("cpu")
    given = Experiment(Network(16, 2, width=64), Network(2, 1, width=64), data.CIRCLE, batch=512)
    assert devices.chunk_size(given, 1, cpu) == 2
    assert 8 * 2**20 // 1310720 == 6  # that many fit the cache; with 4 or 5 none is a copy
    assert devices.chunk_size(given, 64, cpu) == 4
    assert devices.chunk_size(given, 10, cpu) == 5
    assert devices.chunk_size(given, 6, cpu) == 6
    assert devices.chunk_size(small(), 10, cpu) == 10


def test_training_learns_the_circle():
    """The smoke test: generated points come near the circle that they start far from."""
    given = Experiment(
        Network(2, 2, width=16, activation="leaky_relu"),
        Network(2, 1, width=16, activation="leaky_relu"),
        data.CIRCLE,
        penalties=(PENALTIES["r1"],),
        batch=64,
    )
    members = grid(range(8), rates=[5e-3], r1=[0.1])

    def observe(ensemble):
        key = streams.keys(members.seeds, 0, Purpose.EVALUATION_LATENT)
        latents = streams.normal(key, (256, 2), torch.float32)
        points = ensembles.generator(given.generator, ensemble.generator, latents)
        return {"off": (points.square().sum(-1).sqrt() - 1).abs().mean(1)}

    run = train(given, members, 300, every=150, observe=observe)
    start = observe(training.Ensemble(given, members, 0, steps.start(given, members)))["off"]
    assert training.survived(run.ensemble).all()
    assert isinstance(run, Run)
    assert (run.records["off"][-1] < start / 2).all()


# --- random streams and data sets ---------------------------------------------------------------


def splitmix(state):
    """SplitMix64 as Steele, Lea and Flood (2014) print it, on Python's integers."""
    word = 2**64 - 1
    state = (state + 0x9E3779B97F4A7C15) & word
    z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & word
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & word
    return state, z ^ (z >> 31)


def test_words_are_splitmix64():
    """The first outputs for seed 1234567 are those of the reference implementation."""
    published = [6457827717110365317, 3203168211198807973, 9817491932198370423]
    state, found = 1234567, []
    for _ in published:
        state, word = splitmix(state)
        found.append(word)
    assert found == published
    ours = [int(each) % 2**64 for each in streams._words(torch.tensor([1234567]), 3)[0, :3]]
    assert ours == published


def test_streams_differ_by_seed_step_purpose_and_turn():
    seeds = torch.tensor([0, 1, -1, 2**62])
    found = [
        key
        for step in (0, 1, 10**6)
        for purpose in Purpose
        for turn in (0, 1, 17, streams.TURNS - 1)
        for key in streams.keys(seeds, step, purpose, turn).tolist()
    ]
    assert len(set(found)) == len(found)


def test_numbers_have_the_laws_they_should():
    """Moments within five standard errors of 2 * 10^5 numbers."""
    key = streams.keys(torch.arange(2), 3, Purpose.DATA)
    count = 10**5
    normal = streams.normal(key, (count,), torch.float64)
    for power, mean, spread in ((1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96)):
        error = (spread / (2 * count)) ** 0.5
        assert abs((normal**power).mean() - mean) < 5 * error
    uniform = streams.uniform(key, (count,), torch.float32)
    assert uniform.min() >= 0
    assert uniform.max() < 1
    assert abs(uniform.mean() - 0.5) < 5 * (1 / 12 / (2 * count)) ** 0.5
    counts = streams.integers(key, (count,), 5).flatten().bincount()
    assert len(counts) == 5
    assert ((counts - 2 * count / 5).abs() < 5 * (2 * count * 0.16) ** 0.5).all()
    length = streams.direction(key, (100, 3), torch.float64).square().sum(-1)
    assert (length - 1).abs().max() < 1e-12


def test_float32_and_float64_see_the_same_numbers():
    key = streams.keys(SEED, 0, Purpose.LATENT)
    double = streams.normal(key, (1000,), torch.float64)
    assert (streams.normal(key, (1000,), torch.float32) - double).abs().max() < 1e-5


@pytest.mark.parametrize("name", data.DATA)
def test_data_lie_where_they_should(name):
    found = data.DATA[name]
    points = found.sample(streams.keys(SEED, 0, Purpose.DATA), 4000, torch.float64)[0]
    assert points.shape == (4000, found.dimension)
    error = 5 / 4000**0.5
    assert (points.mean(0).abs() < error).all()
    if name == "line":
        assert (points[:, 1] == 0).all()
        assert points.abs().max() <= 1
    elif name == "circle":
        assert (points.square().sum(1) - 1).abs().max() < 1e-12
    elif name == "four_lines":
        assert (points.abs().amax(1) == 1).all()
        sides = [(points[:, k] == sign).double().mean() for k in (0, 1) for sign in (-1, 1)]
        assert all(abs(each - 0.25) < error for each in sides)
    elif found.modes:
        distance = torch.cdist(points, torch.tensor(found.modes, dtype=torch.float64))
        nearest = distance.amin(1)
        expected = found.spread * found.dimension**0.5
        assert nearest.square().mean().sqrt() == pytest.approx(expected, rel=0.05)
        counts = distance.argmin(1).bincount() / 4000
        assert ((counts - 1 / len(found.modes)).abs() < error).all()
    else:
        assert name == "gaussian"
        assert (points.var(0) - 1).abs().max() < 5 * (2 / 4000) ** 0.5


def test_digits_are_those_of_scikit_learn():
    datasets = pytest.importorskip("sklearn.datasets")
    images = torch.from_numpy(datasets.load_digits().data)
    points = data.digits().sample(streams.keys(SEED, 0, Purpose.DATA), 500, torch.float64)[0]
    assert points.shape == (500, 64)
    assert (points.abs() <= 1).all()
    assert (torch.cdist(8 * points + 8, images).amin(1) < 1e-9).all()


def test_without_scikit_learn_the_digits_say_what_to_install(monkeypatch):
    data.digit_table.cache_clear()
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    with pytest.raises(ModuleNotFoundError, match="pip install scikit-learn"):
        data.digits()


def test_softplus_has_no_threshold():
    x = torch.tensor([-800.0, -30.0, 0.0, 25.0, 800.0], dtype=torch.float64)
    exact = torch.logaddexp(x, torch.zeros_like(x))
    assert torch.equal(ensembles.softplus(x), exact)


def test_parameters_survive_flattening_and_selection():
    network = Network(2, 3, width=4, depth=1)
    parameters = ensembles.initialise(network, torch.arange(5), Purpose.CRITIC_START)
    rows = ensembles.flatten(parameters)
    assert rows.shape == (5, 2 * 4 + 4 + 4 * 3 + 3)
    assert equal(ensembles.unflatten(network, rows), parameters)
    parts = [ensembles.select(parameters, slice(a, a + 1)) for a in range(5)]
    assert equal(ensembles.join(parts), parameters)
    points = torch.ones(5, 6, 2)
    hidden = ensembles.features(network, parameters, points)
    last = hidden @ parameters["weight1"] + parameters["bias1"]
    assert torch.allclose(last, ensembles.forward(network, parameters, points), atol=1e-6)
    affine = Network(2, 1, depth=0, bias=False)
    assert list(affine.shapes) == ["weight0"]
    assert experiments.ROWS == 32


def test_the_package_needs_nothing_else_of_the_project():
    script = (
        "import sys; import ganproof.claims.gan.networks.training; "
        "found = {name.split('.')[0] for name in sys.modules}; "
        "assert not found & {'sklearn', 'z3', 'flint', 'pydantic', 'matplotlib'}, found; "
        "own = [n for n in sys.modules if n.startswith('ganproof.')"
        " and not n.startswith('ganproof.claims.gan.networks')]; "
        "assert own in (['ganproof.claims', 'ganproof.claims.gan'],), own"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


BARE = """
    import importlib, pkgutil, sys
    for name in ("safetensors", "sklearn", "pandas", "matplotlib"):
        sys.modules[name] = None
    import torch
    import ganproof.claims.gan.networks as package
    for each in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{each.name}")
    from ganproof.claims.gan.networks import data, features, metrics, penalties, spectra, streams
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment, grid
    from ganproof.claims.gan.networks.training import train

    network = Network(2, 2, width=4), Network(2, 1, width=4)
    given = Experiment(*network, data.CIRCLE, penalties=(penalties.R1,), batch=32, dtype="float64")
    members = grid([5], r1=[1.0])
    run = train(given, members, 2)
    assert run.ensemble.steps == 2
    field, point = spectra.vector_field(given, members, run.ensemble.state)
    assert spectra.spectrum(field, point).converged
    points = streams.normal(streams.keys(members.seeds, 0, 0), (20, 2), torch.float64)
    distance = metrics.frechet_distance(points, points[0])
    assert float(distance.abs()) < 1e-6
    assert features.load()(torch.zeros(3, 64)).shape == (3, 32)
    try:
        train(given, members, 2, checkpoint=sys.argv[1], observe=lambda _: 1 / 0)
    except ModuleNotFoundError as error:
        print(error)
"""


def test_a_bare_machine_trains_measures_and_finds_spectra(tmp_path):
    """With neither safetensors nor scikit-learn: only a checkpoint says what to install."""
    path = tmp_path / "run.safetensors"
    command = [sys.executable, "-c", textwrap.dedent(BARE), str(path)]
    done = subprocess.run(command, check=True, timeout=60, stdout=subprocess.PIPE, text=True)
    assert done.stdout == "checkpoints are written with safetensors: pip install safetensors\n"
    assert not path.exists()
