"""Experiments from file to verdict, with coins in the place of networks."""

import json
import shutil
from textwrap import dedent

import pytest

from ganproof.verify import HERE, Verdict
from ganproof.verify.evidence import Outcome
from ganproof.verify.run import library, recordings, session, store, tasks, training
from ganproof.verify.run.arms import misfit
from ganproof.verify.run.describe import describe
from ganproof.verify.wellformed import StatementError

CLAIM = dedent(
    '''
    """The second arm is a hundred times smaller."""
    from ganproof.verify import HERE, Claim, Measurement, Rule, Verdict

    claim = Claim(expected=Verdict.OBSERVED)

    @claim.experiment(
        {
            "it is smaller": Rule(metric="size", arms=("one", "other"), at_least=10),
            "and so is its square": Rule(metric="square", arms=("one", "other"), at_least=10),
        },
        title="Sizes", caption="One and the other.",
    )
    def sizes(*, place=HERE, factor=100.0, square=2, seeds=range(8)):
        """What is trained here is nothing."""
        one = [1.0 + seed / 10 for seed in seeds]
        other = [each / factor for each in one]
        squares = {"one": [x**square for x in one], "other": [x**square for x in other]}
        return Measurement(
            values={"it is smaller": {"one": one, "other": other}, "and so is its square": squares},
            seeds=seeds, networks=16, steps=160, hardware="a coin", libraries=["numpy"],
            data={"curve": one},
        )

    def draw(axes, data):
        axes.plot(data["curve"])

    claim.mutant("it is only twice as small", factor=2.0)
    claim.mutant("the square is as large", square=0)
    claim.mutant("like against like", factor=1.0, placebo=True)
'''
)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """The claim with all that it trains recorded."""
    file = tmp_path_factory.mktemp("once") / "smaller.py"
    file.write_text(CLAIM)
    assert [each[2] for each in trained(file)] == [""] * 4
    return file


@pytest.fixture
def place(once, tmp_path):
    """A copy of it: a recording knows no folder."""
    shutil.copytree(once.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "smaller.py"


def trained(file, **options):
    reference = library.of_file(file)
    given = {"device": None, "workers": 1, "timeout": 60, "progress": lambda *_: None}
    given |= {"scratch": file.parent / "scratch"} | options
    return list(training.train([reference], **given))


def results(file):
    """What the recordings are worth, by task; without the worker processes of a run."""
    arms = describe(str(file), "").arms
    return recordings.results(library.of_file(file), arms)


def outcomes(file):
    return {each.outcome for each in results(file)["experiment/sizes"].evidence}


def reason(file):
    return results(file)["experiment/sizes"].evidence[0].detail


def fates(file):
    return {mutant.name: mutant for result in results(file).values() for mutant in result.mutants}


def decided(file):
    with store.in_memory() as nothing:
        document = session.run([library.of_file(file)], nothing, alone=True)
    (claim,) = document.claims
    return claim


def change(file, old, new):
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def rewrite(file, edit):
    recording = file.parent / "recorded" / "smaller.json"
    held = json.loads(recording.read_text())
    edit(held)
    recording.write_text(json.dumps(held))


def test_an_experiment_goes_from_file_to_verdict(place):
    shutil.rmtree(place.parent / "recorded")
    before = decided(place)
    assert before.verdict is Verdict.NOT_TESTED
    assert not before.as_expected
    assert "ganproof train smaller" in before.conclusions[0].reason

    done = trained(place)
    assert [each[2] for each in done] == [""] * 4
    assert trained(place) == []  # nothing is trained twice

    after = decided(place)
    assert (after.verdict, after.as_expected) == (Verdict.OBSERVED, True)
    assert {each.verdict for each in after.conclusions} == {Verdict.OBSERVED}
    fates = {each.name: (each.status, each.conclusion) for each in after.mutants}
    assert fates == {
        "it is only twice as small": ("refuted", "it is smaller"),
        "the square is as large": ("refuted", "and so is its square"),
        "like against like": ("refuted", "it is smaller"),
    }
    assert [arm.role for arm in after.arms] == ["as claimed", "mutant", "mutant", "placebo"]
    assert after.figures[0].data["curve"][0] == 1.0
    assert any("a coin" in each for each in after.trust)


def test_a_comment_keeps_a_recording_and_code_ends_it(place):
    change(place, "return Measurement(", "return Measurement(  # all of it\n\n")
    assert outcomes(place) == {Outcome.OBSERVED}
    change(place, "What is trained here is nothing", "Nothing is trained here")
    assert outcomes(place) == {Outcome.OBSERVED}
    change(place, "at_least=10)", "at_least=5)")  # a rule that was changed after the run
    assert outcomes(place) == {Outcome.MISSING}
    assert "other code" in reason(place)


def test_a_surviving_mutant_or_a_seeing_placebo_takes_the_verdict_away(place):
    change(place, "factor=1.0, placebo", "factor=50.0, placebo")
    trained(place)
    found = decided(place)
    fate = {each.name: each.status for each in found.mutants}
    assert fate["like against like"] == "survived"
    assert found.verdict is Verdict.UNDECIDED
    assert not found.as_expected


def test_a_mutant_of_which_the_rule_says_nothing_is_not_caught(place):
    def spoil(held):
        for arms in held["trained"]["arm/it is only twice as small/sizes"]["values"].values():
            arms["other"] = [each / (99 if k % 2 else 2) for k, each in enumerate(arms["one"])]

    rewrite(place, spoil)
    found = fates(place)["it is only twice as small"]
    assert (found.status, found.refuted) == ("survived", False)
    assert found.detail.startswith("undecided")


def test_one_seed_many_times_is_one_seed(place):
    change(place, "factor=2.0)", "factor=2.0, seeds=[1] * 8)")
    problems = {task: problem for _, task, problem in trained(place)}
    assert "a seed occurs twice" in problems["arm/it is only twice as small/sizes"]


def test_a_repetition_with_other_seeds_is_shown(place):
    (untrained,) = decided(place).untrained
    assert (untrained.experiment, untrained.role) == ("sizes", "other seeds")
    assert untrained.detail.endswith("ganproof train smaller.py --other-seeds")
    assert "not repeated with other seeds yet" in reason(place)

    assert [each[1:] for each in trained(place, roles=["other seeds"])] == [
        ("experiment/sizes/other seeds", "")
    ]
    found = decided(place)
    assert (found.verdict, found.untrained) == (Verdict.OBSERVED, ())
    (again,) = (arm for arm in found.arms if arm.role == "other seeds")
    assert again.seeds == tuple(range(10_000, 10_008))
    assert "other seeds: observed, median ratio 100 in [100, 100], 8 of 8" in reason(place)


def test_a_repetition_that_says_otherwise_leaves_nothing_decided(place):
    trained(place, roles=["other seeds"])

    def spoil(held):
        arms = held["trained"]["experiment/sizes/other seeds"]["values"]["it is smaller"]
        arms["other"] = arms["one"]

    rewrite(place, spoil)
    found = decided(place)
    assert found.verdict is Verdict.UNDECIDED
    assert {each.name: each.verdict for each in found.conclusions} == {
        "it is smaller": Verdict.UNDECIDED,
        "and so is its square": Verdict.OBSERVED,
    }


def test_the_first_run_is_no_repetition_of_itself(place):
    def copied(held):
        held["trained"]["experiment/sizes/other seeds"] = held["trained"]["experiment/sizes"]

    rewrite(place, copied)
    assert "not repeated with other seeds yet" in reason(place)
    (untrained,) = decided(place).untrained
    assert "not its own" in untrained.detail


def test_a_full_size_is_shown_beside_the_verdict_and_has_no_part_in_it(place):
    change(place, 'title="Sizes"', 'full={"factor": 1.0}, title="Sizes"')
    trained(place)
    roles = {each.role: each.detail for each in decided(place).untrained}
    assert roles["full size"].endswith("ganproof train smaller.py --size full --device cuda")

    trained(place, roles=["full size"])
    found = decided(place)
    assert found.verdict is Verdict.OBSERVED
    (full,) = (arm for arm in found.arms if arm.role == "full size")
    assert full.decisions["it is smaller"].outcome is Outcome.NOT_OBSERVED


def test_a_placebo_is_no_mutant(place):
    change(place, 'claim.mutant("it is only twice as small", factor=2.0)', "")
    trained(place)
    found = decided(place)
    verdicts = {each.name: each.verdict for each in found.conclusions}
    assert set(verdicts.values()) == {Verdict.UNDECIDED}
    assert "fewer than two mutants" in found.conclusions[0].reason


def test_of_a_placebo_that_diverged_nothing_is_seen(place):
    change(place, "factor=1.0, placebo", 'factor=float("nan"), placebo')
    trained(place)
    fate = next(each for each in decided(place).mutants if each.placebo)
    assert (fate.status, fate.refuted) == ("survived", False)


def test_a_conclusion_that_is_false_as_claimed_catches_no_mutant(place):
    """The square is no larger, as claimed or varied: that says nothing of the first conclusion."""
    change(place, "square=2, seeds", "square=0, seeds")
    change(place, "square=0)", "square=0.1)")
    trained(place)
    found = decided(place)
    fates = {each.name: each.status for each in found.mutants}
    assert fates["the square is as large"] == "survived"
    assert fates["it is only twice as small"] == "refuted"


def test_a_variant_that_changes_no_number_is_not_caught(place):
    change(place, "seeds=range(8)):", "seeds=range(8), note=0):")
    change(place, "square=0)", "note=1)")
    trained(place)
    fate = next(each for each in decided(place).mutants if "square" in each.name)
    assert (fate.status, fate.detail) == ("survived", "it measures what is measured as claimed")


def test_a_placebo_is_asked_only_what_it_changes(place):
    change(place, "factor=1.0, placebo", "square=0.5, placebo")
    trained(place)
    fate = next(each for each in decided(place).mutants if each.placebo)
    assert (fate.refuted, fate.conclusion, fate.also) == (True, "and so is its square", ())


def test_a_repetition_with_the_same_numbers_is_none(place):
    change(place, "for seed in seeds]", "for seed in range(8)]")
    trained(place)
    trained(place, roles=["other seeds"])
    (untrained,) = decided(place).untrained
    assert "measures the same with other seeds" in untrained.detail


def test_what_does_not_fit_is_trained_again(place):
    rewrite(place, lambda held: held["trained"]["experiment/sizes"]["seeds"].__setitem__(0, 99))
    assert "not its own" in reason(place)
    assert [each[1] for each in trained(place)] == ["experiment/sizes"]
    assert outcomes(place) == {Outcome.OBSERVED}


def test_a_damaged_recording_is_kept_aside(place):
    recording = place.parent / "recorded" / "smaller.json"
    recording.write_bytes(recording.read_bytes()[:-20])
    trained(place)
    assert outcomes(place) == {Outcome.OBSERVED}
    assert (recording.parent / "smaller.json.damaged").is_file()


def test_a_variant_that_nobody_trained_has_not_been_caught(place):
    rewrite(place, lambda held: held["trained"].pop("arm/the square is as large/sizes"))
    found = decided(place)
    assert {each.name: each.status for each in found.mutants}[
        "the square is as large"
    ] == "not tried"
    assert found.verdict is Verdict.UNDECIDED
    assert not found.as_expected


def test_other_numbers_in_a_recording_are_judged_anew(place):
    def spoil(held):
        arms = held["trained"]["experiment/sizes"]["values"]["it is smaller"]
        arms["other"] = arms["one"]

    rewrite(place, spoil)
    found = decided(place)
    assert found.verdict is Verdict.NOT_OBSERVED
    assert {name: each.outcome for name, each in found.arms[0].decisions.items()} == {
        "it is smaller": Outcome.NOT_OBSERVED,
        "and so is its square": Outcome.OBSERVED,
    }


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda one: one["seeds"].__setitem__(0, 1), "not its own"),
        (lambda one: one["seeds"].pop(), "not its own"),
        (lambda one: one["values"]["it is smaller"]["one"].pop(), "asks for 8 seeds"),
        (lambda one: one["values"].pop("it is smaller"), "its rules are"),
        (lambda one: one["values"]["it is smaller"].pop("one"), "the rule names"),
        (lambda one: one.pop("hardware"), "no recording"),
        (lambda one: one.__setitem__("code", "0"), "other code"),
    ],
)
def test_a_recording_that_does_not_fit_counts_for_nothing(place, edit, says):
    rewrite(place, lambda held: edit(held["trained"]["experiment/sizes"]))
    assert outcomes(place) == {Outcome.MISSING}
    assert says in reason(place)


def complaint(file):
    """What is said of the file, or of what it measures."""
    try:
        arm = describe(str(file), "").arms["experiment/sizes"]
        return misfit(arm, tasks.measure(str(file), "", arm.task, HERE, ""))
    except (StatementError, TypeError, ValueError) as problem:
        return str(problem)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("place=HERE, ", "", "add the parameter place=HERE"),
        ('"it is smaller": {', '"it is small": {', "its rules are"),
        ("factor=2.0", "fctor=2.0", "did you mean 'factor'"),
        ("seeds=range(8)", "seeds=range(7)", "give it seeds=, 8 different ones"),
        (", seeds=range(8)", "", "give it seeds=, 8 different ones"),
        ("seeds=range(8)", "seeds=(1, 1, 2, 3, 4, 5, 6, 7)", "give it seeds=, 8 different ones"),
        ("seeds=seeds,", "seeds=range(1, 9),", "trained with the seeds [1, "),
        ("caption=", "full={'many': 3}, caption=", "full= gives many, none of its parameters"),
        (
            'metric="square", ',
            'metric="square", seeds=4, ',
            "at least 6",
        ),
        ('data={"curve": one}', 'data={"curve": [float("nan")]}', "nan or infinite"),
        ('caption="One and the other."', 'caption=""', "give title= and caption="),
        ("networks=16", "networks=one", "networks"),
        ("networks=16", "networks=0", "networks"),
        ('hardware="a coin"', 'hardware="a coin\\nPROVED"', "not plain text"),
        ('libraries=["numpy"]', "libraries=[]", "versions"),
        ('"one": one,', '"one": dict(zip(seeds, one)),', "give one number per seed"),
        ('"one": one,', '"one": [str(each) for each in one],', "give one number per seed"),
        ('metric="square", ', 'metric="square", level=0.01, ', "share one level"),
        ('metric="square", ', 'metric="square", level=0.4, ', "level"),
        ('metric="size"', 'metric="si\\nze"', "not plain text"),
        ("factor=2.0)", "seeds=range(9, 17))", "varies the seeds alone"),
        ("factor=2.0)", "factor=2.0, place=None)", "varies the place"),
        ("square=0)", "factor=2)", "are the same mutant twice"),
        ("caption=", 'full={"seeds": range(3)}, caption=', "another number of seeds"),
    ],
)
def test_a_slip_in_the_file_is_named(place, old, new, says):
    change(place, old, new)
    assert says in complaint(place)


def test_training_goes_on_where_it_was_stopped(place):
    rewrite(place, lambda held: held["trained"].pop("experiment/sizes"))
    assert [each[1] for each in trained(place)] == ["experiment/sizes"]
    assert not list((place.parent / "scratch").iterdir())


def test_the_digest_sees_code_beside_a_text(tmp_path):
    file = tmp_path / "one.py"
    seen = set()
    for text in ('def f(): "text"; return 1\n', 'def f(): "text"; return 2\n', "x = 'a # b'\n"):
        file.write_text(text)
        seen.add(recordings.digest(library.of_file(file)))
    file.write_text("x = 'a # c'\n")
    assert len(seen | {recordings.digest(library.of_file(file))}) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("# one\n\x0c\nA = 1.0\nN = 8  # seeds\n", "# one\n\x0c\nA = 9.0\nN = 8  # seeds\n"),
        ("S = 'a\u2028b'\nA = 1.0\nN = 8  # x\n", "S = 'a\u2028b'\nA = 9.0\nN = 8  # x\n"),
        ("S = '''a\n\nb'''\n", "S = '''a\nb'''\n"),
        ("S = '''a  \nb'''\n", "S = '''a\nb'''\n"),
    ],
)
def test_the_digest_sees_what_a_line_is(tmp_path, one, other):
    file = tmp_path / "one.py"
    found = set()
    for text in (one, other):
        file.write_text(text)
        found.add(recordings.digest(library.of_file(file)))
    assert len(found) == 2
