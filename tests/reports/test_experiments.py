"""Experiments on the page: the declared rule, every seed, every arm."""

import re

import pytest

from ganproof.reports import experiments
from ganproof.reports.page import render
from ganproof.verify.evidence import Verdict
from ganproof.verify.measurements import Measured, UntrainedRecord
from ganproof.verify.run.arms import Arm, judged
from ganproof.verify.statistics import Rule

RULE = Rule(metric="length of the <b>path</b>", arms=("short", "long"), at_least=10)


def result(variant, role, effects):
    arm = Arm(
        experiment="lengths",
        rules={"it is longer": RULE},
        seeds=tuple(range(8)),
        variant=variant,
        role=role,
    )
    return judged(
        arm,
        Measured(
            values={"it is longer": {"short": effects, "long": (1.0,) * 8}},
            seeds=tuple(range(8)),
            networks=16,
            steps=1600,
            seconds=2.0,
            hardware="a <i>machine</i>",
            versions={"torch": "2"},
            code="0",
        ),
    )


@pytest.fixture
def page_document(document):
    """The hand-written run, one of whose lemmas has an experiment too."""
    first = next(claim for claim in document.claims if claim.kind == "lemma")
    others = [claim for claim in document.claims if claim is not first]
    found = [
        result("", "as claimed", (20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0)),
        result("", "full size", (20.0,) * 8),
        result("half of it", "mutant", (1.0,) * 7 + (None,)),
        result("like against like", "placebo", (1.0,) * 8),
    ]
    claim = first.model_copy(
        update={
            "arms": tuple(each.arm for each in found),
            "evidence": (*first.evidence, *found[0].evidence),
            "verdict": Verdict.OBSERVED,
            "untrained": (
                UntrainedRecord(
                    experiment="lengths", role="other seeds", detail="not trained yet; train <it>"
                ),
            ),
        }
    )
    return document.model_copy(update={"claims": (*others, claim)})


def test_all_arms_and_seeds_are_shown(page_document):
    page = render(page_document)
    assert page.count("it is longer") > 1 or page.count("It is longer") > 1
    rows = re.findall(r'<tr><th scope="row">(.*?)</tr>', page, re.S)
    text = " ".join(rows)
    for word in ("As claimed", "Half of it", "Like against like", "1 diverged", "not observed"):
        assert word in text
    assert sum(bool(re.match(r"\d</th><td>\d0</td><td>1</td>", each)) for each in rows) == 8
    assert "16 GANs, 1,600 GAN-steps in 2 s on a &lt;i&gt;machine&lt;/i&gt;" in page
    assert "Full size <span" in text
    assert "(16 GANs, 1,600 steps on a &lt;i&gt;machine&lt;/i&gt;)" in text
    assert "Other seeds not yet recorded: not trained yet; train &lt;it&gt;." in page
    assert "<b>path</b>" not in page
    assert render(page_document) == page


def test_each_seed_is_a_point(page_document):
    claim = page_document.claims[-1]
    (test,) = experiments.tested(claim)
    picture = str(experiments.drawn(claim.id, 1, test))
    assert "asks for a median above 10" in picture
    # eight points as claimed, at full size and of the placebo, seven of the mutant: one diverged
    assert picture.count("<use ") + picture.count("<path") >= 31


def test_a_variant_that_leaves_a_conclusion_alone_is_no_arm_of_it(page_document):
    claim = page_document.claims[-1]
    same = claim.arms[0].model_copy(update={"name": "of another conclusion", "role": "mutant"})
    (test,) = experiments.tested(claim.model_copy(update={"arms": (*claim.arms, same)}))
    known = ["as claimed", "full size", "half of it", "like against like"]
    assert [row.label for row in test.rows] == known


def test_only_what_was_trained_has_a_picture(document):
    assert [experiments.tested(claim) for claim in document.claims] == [()] * len(document.claims)
