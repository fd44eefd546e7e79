import pytest
from sympy import Matrix, Ne

from ganproof.verify import Claim, Origin, Paper, Trial, Verdict, cited, hurwitz, real
from ganproof.verify.claim import ClaimError
from ganproof.verify.validation import validate
from ganproof.verify.variants import changed
from ganproof.verify.wellformed import StatementError

a, gamma = real("a"), real("gamma", within=(-2, 5))
PAPER = Paper("key2020", "A title", "An author", 2020, "A venue", "@misc{key2020}")
GIVEN = {"the penalty is on": gamma > 0, "the loss has a slope": Ne(a, 0)}


def rates(*, step=1):
    return Trial(step < 2, "a rate")


def dirac(**details):
    claim = Claim(PAPER.lemma("3.3"), given=GIVEN, **details)

    @claim.states
    def conclusions(*, penalty=gamma, bound=0):
        return {
            "stable": hurwitz(Matrix([[0, -a], [a, -penalty]])),
            "damped": -penalty < bound,
        }

    claim.simulation(supports="stable")(rates)
    return claim


def defect(claim):
    with pytest.raises(ClaimError) as caught:
        built(claim)
    return str(caught.value)


def built(claim):
    validate(claim)
    for variant in (*claim.mutants, *claim.not_said):
        changed(claim, variant)


def test_a_claim_builds_its_statements_by_name():
    claim = dirac()
    validate(claim)
    statements = claim.statements()
    assert list(statements) == ["stable", "damped"]
    assert [name for name, _ in statements["stable"].premises] == list(GIVEN)
    assert claim.module == __name__


def test_a_mutant_is_judged_on_what_it_replaces_only():
    claim = dirac()
    claim.mutant("another bound", bound=-1)
    claim.mutant("no slope", given={"the loss has a slope": None})
    claim.mutant("a longer step", step=3)
    first, second, third = claim.mutants
    assert set(changed(claim, first)[0]) == {"damped"}
    assert changed(claim, first)[1] == ()
    assert set(changed(claim, second)[0]) == {"stable", "damped"}
    assert changed(claim, third)[0] == {}
    assert [check.name for check in changed(claim, third)[1]] == ["rates"]


def test_a_dropped_assumption_is_gone_and_a_replaced_one_replaced():
    claim = dirac()
    claim.mutant("both", given={"the loss has a slope": None, "the penalty is on": gamma >= 0})
    statement = claim.statements(claim.mutants[0])["stable"]
    assert statement.premises == (("the penalty is on", gamma >= 0),)


def test_a_reading_with_a_formula_of_its_own_keeps_the_assumptions():
    claim = dirac()
    claim.does_not_say("a is positive", states=a > 0)
    statements = claim.statements(claim.not_said[0])
    assert statements["a is positive"].conclusion == (a > 0)
    assert len(statements["a is positive"].premises) == 2


def misspelt_assumption(claim):
    claim.mutant("zero", given={"the penalty is onn": gamma >= 0})


def misspelt_parameter(claim):
    claim.mutant("zero", penalti=0)


def misspelt_edge(claim):
    claim.does_not_say("zero", penalti=0)


@pytest.mark.parametrize(
    ("plant", "words"),
    [
        (misspelt_assumption, ["mutant 'zero'", "'the penalty is onn'", "'the penalty is on'?"]),
        (misspelt_parameter, ["mutant 'zero'", "'penalti'", "did you mean 'penalty'?"]),
        (misspelt_edge, ["'zero'", "'penalti'", "did you mean 'penalty'?"]),
    ],
)
def test_a_misspelt_entry_is_named_with_the_nearest(plant, words):
    claim = dirac()
    plant(claim)
    message = defect(claim)
    assert all(word in message for word in words)


def test_a_name_far_from_all_gets_the_list():
    claim = dirac()
    claim.mutant("zero", zzz=0)
    assert "there are: bound, penalty, step" in defect(claim)


def test_a_simulation_and_a_box_must_name_an_existing_conclusion():
    claim = dirac()
    claim.simulation(supports="stabel")(rates)
    assert "did you mean 'stable'?" in defect(claim)
    assert "did you mean 'damped'?" in defect(dirac(boxes={"dampd": {gamma: (1, 2)}}))


def test_a_figure_illustrates_a_stated_or_a_decided_conclusion():
    claim = dirac()
    claim.simulation(decides="the orbit closes")(lambda: rates())
    claim.figure("a", caption="A picture.", illustrates="stable")(dict)
    claim.figure("b", caption="A picture.", illustrates="the orbit closes")(dict)
    claim.figure("c", caption="A picture.")(dict)
    validate(claim)
    claim.figure("d", caption="A picture.", illustrates="stabel")(dict)
    message = defect(claim)
    assert "figure 'd'" in message
    assert "did you mean 'stable'?" in message


def test_figures_made_in_a_loop_keep_their_own_conclusion_and_data():
    claim = dirac()
    for name, at in {"stable": 1.0, "damped": 2.0}.items():

        @claim.figure(f"({name})", caption="A picture.", illustrates=name)
        def panel(*, at=at):
            return {"at": [at]}

    validate(claim)
    assert [(each.illustrates, each.function()) for each in claim.figures] == [
        ("stable", {"at": [1.0]}),
        ("damped", {"at": [2.0]}),
    ]


def test_figures_are_told_apart_by_their_titles():
    claim = dirac()
    claim.figure("orbits", caption="Some.")(dict)
    claim.figure("orbits", caption="Others.")(dict)
    assert "two entries are called 'orbits'" in defect(claim)


def test_a_mutant_that_changes_nothing_is_refused():
    claim = dirac()
    claim.mutant("the same", penalty=gamma)
    assert "'the same' changes nothing" in defect(claim)


def test_a_bool_in_a_claim_is_named():
    claim = Claim(given={"slope": a != 0})
    claim.states(lambda *, bound=0: {"it": a > bound})
    with pytest.raises(StatementError, match=r"given 'slope' is just True.*Ne\(a, b\)"):
        validate(claim)


def test_a_claim_without_a_conclusion_is_refused_unless_it_is_cited():
    assert "@claim.states" in defect(Claim())
    textbook = Claim(cited("A book, Theorem 1"))
    validate(textbook)
    assert textbook.expected is Verdict.CITED


def positional(bound=0):
    return {"it": a > bound}


def without_default(*, bound):
    return {"it": a > bound}


@pytest.mark.parametrize("function", [positional, without_default])
def test_what_mutants_may_replace_is_keyword_only_with_a_default(function):
    with pytest.raises(ClaimError, match=f"{function.__name__}: write bound after a "):
        Claim().states(function)


@pytest.mark.parametrize("kinds", [{}, {"supports": "it", "decides": "that"}])
def test_a_simulation_either_supports_or_decides(kinds):
    with pytest.raises(ClaimError, match="either supports= or decides="):
        Claim().simulation(**kinds)(rates)


@pytest.mark.parametrize(
    ("source", "label"),
    [
        (PAPER.lemma("3.3", equation="8"), "Lemma 3.3"),
        (PAPER.theorem("4.1"), "Theorem 4.1"),
        (PAPER.finding("Section 3, WGAN"), "Section 3, WGAN"),
        (cited("A book"), "A book"),
    ],
)
def test_a_source_shows_its_place(source, label):
    assert source.label == label


def test_origins_default_to_ours_for_variants_and_to_the_paper_for_the_claim():
    claim = dirac()
    claim.mutant("another bound", bound=-1)
    assert claim.origin is Origin.PAPER
    assert claim.mutants[0].origin is Origin.BEYOND


def test_a_trial_decides_alone():
    claim = Claim()

    def trial():
        return Trial(False, "it fails")

    for more in ({"states": gamma > 0}, {"given": {"a": gamma > 0}}, {"bound": 3}):
        with pytest.raises(ClaimError, match="a trial decides alone"):
            claim.does_not_say("more", trial=trial, **more)
    with pytest.raises(ClaimError, match="the function itself"):
        claim.does_not_say("more", trial=trial())
