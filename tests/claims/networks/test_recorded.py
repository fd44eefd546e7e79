"""What is recorded is what training gives: the beginning is trained again and compared."""

import numpy as np
import pytest

from ganproof.claims.mescheder2018 import gradient_norm_on_the_circle as circle
from ganproof.verify import HERE, Place
from ganproof.verify.run import library, recordings

pytest.importorskip("torch")


def recorded(claim):
    found, problem = recordings.read(claim, recordings.folders(library.discover()[claim]))
    assert not problem
    return found.trained


def test_the_slopes_on_the_circle_begin_as_recorded():
    name = "mescheder2018.gradient_norm_on_the_circle"
    known = recorded(name)["experiment/gradient_norms"]
    assert known.code == recordings.digest(library.discover()[name])
    again = circle.gradient_norms(seeds=known.seeds[:2], steps=int(known.data["steps"][0]))
    for arm in ("none", "first", "second"):
        # the same numbers on the same machine; sums may be split otherwise on another
        np.testing.assert_allclose(again.data[arm][-1], known.data[arm][0][:2], rtol=0.02)


def written(folder):
    return {each.name: each.stat().st_mtime_ns for each in folder.iterdir()}


def test_arms_take_what_another_has_trained(tmp_path):
    place = Place("cpu", tmp_path)
    short = {"seeds": (1, 2), "steps": 20}
    first = circle.gradient_norms(place=place, **short)
    files = written(tmp_path)
    assert len(files) == 3
    weaker = circle.gradient_norms(place=place, first=("r1", 1e-3), **short)
    assert {
        each.name: each.stat().st_mtime_ns for each in tmp_path.iterdir()
    }.items() > files.items()
    alone = circle.gradient_norms(place=HERE, first=("r1", 1e-3), **short)
    for name in circle.RULES:
        np.testing.assert_equal(weaker.values[name], alone.values[name])
    with pytest.raises(AssertionError):
        np.testing.assert_equal(weaker.values, first.values)


def test_the_placebo_has_other_seeds_and_no_penalty(tmp_path):
    placebo = {"first": ("", 0.0), "second": ("", 0.0)}
    found = circle.gradient_norms(
        place=Place("cpu", tmp_path), **placebo, apart=100, seeds=(1, 2), steps=20
    )
    names = sorted(each.name.removesuffix(".safetensors") for each in tmp_path.iterdir())
    assert names == ["none-0-0.001-1", "none-0.0-0.001-101"]
    assert (found.data["first"] == found.data["second"]).all()
    assert (found.data["first"] != found.data["none"]).all()
