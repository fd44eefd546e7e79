"""The record of an accelerator's run, made on a CPU; and what the table says without one."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

SOURCE = Path(__file__).parents[3] / "benchmarks" / "networks.py"


@pytest.fixture
def networks(monkeypatch):
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.setenv(name, "1")  # else loading the module leaves them set
    spec = importlib.util.spec_from_file_location("benchmarks_networks", SOURCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    threads = torch.get_num_threads()
    with torch.random.fork_rng(devices=[]):
        yield module
    torch.set_num_threads(threads)


def test_a_record_names_machine_versions_seeds_and_rates(networks, monkeypatch):
    monkeypatch.setattr(networks, "SECONDS", 0.01)
    case = networks.Case(4, 32, 3, 2, 0)
    record = networks.accelerator_record((case,), "cpu", (False,))
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert record["versions"]["torch"] == torch.__version__
    assert record["hardware"].keys() >= {"accelerator", "cpu", "cores"}
    assert record["seeds"] == "0 to members - 1"
    (row,) = record["rows"]
    assert (row["width"], row["batch"], row["members"]) == (4, 32, 3)
    assert row["gan_steps_per_s"] > 0
    assert row["loop_gan_steps_per_s"] > 0
    assert row["wall_time_s"] * row["gan_steps_per_s"] == pytest.approx(2 * 3)


def test_a_row_that_fails_is_recorded_with_its_reason(networks, monkeypatch):
    def fail(*_):
        raise RuntimeError("out of memory\nand more")

    monkeypatch.setattr(networks, "on_accelerator", fail)
    record = networks.accelerator_record(networks.ACCELERATOR[:1], "cpu")
    assert [each["failed"] for each in record["rows"]] == 2 * ["out of memory"]


def test_rows_of_accelerators_come_from_records(networks, monkeypatch, tmp_path):
    monkeypatch.setattr(networks, "has_accelerator", lambda: False)
    monkeypatch.setattr(networks, "RECORDED", tmp_path)
    lines = []
    networks.accelerator_rows(lambda *words: lines.append(words), None)
    assert [each[1] for each in lines] == 2 * ["not yet recorded"]
    rows = [
        {"width": 16, "ratio": 2.0, "gan_steps_per_s": 10.0},
        {"width": 16, "ratio": 3.0, "gan_steps_per_s": 15.0},
        {"width": 64, "failed": "out of memory"},
    ]
    record = {"hardware": {"accelerator": "made up"}, "rows": rows}
    (tmp_path / networks.PLACE.format("made-up")).write_text(json.dumps(record))
    lines.clear()
    networks.accelerator_rows(lambda *words: lines.append(words), None)
    assert [each[1] for each in lines] == ["15 (3 x)", "not yet recorded"]
    assert "made up" in lines[0][0]


def test_without_torch_the_table_has_one_line(networks, monkeypatch):
    def missing(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(networks.importlib.metadata, "version", missing)
    lines = []
    networks.report(lambda *words: lines.append(words))
    assert lines == [("ensembles of networks", "needs the extra `neural`")]
