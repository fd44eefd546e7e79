"""A library that only some claims need, and is not there: they say so, and the others run."""

import pytest

from ganproof.verify.faces.words import exit_code, summary
from ganproof.verify.run import library, session, store
from ganproof.verify.run.libraries import OPTIONAL

TEXT = '''"""A line rises to its end."""

from ganproof.verify import Claim, Trial, Verdict, linear_optimum

claim = Claim(expected=Verdict.PROVED_WITHIN)


@claim.program(decides="the largest x is ten")
def largest(*, bound=10):
    {solver}
    found = linear_optimum("the largest x", {{"x": 1}}, [({{"x": 1}}, "<=", 10)])
    return Trial(found["optimum"] == str(bound), "optimum 10", certificates=[found])


claim.mutant("it is nine", bound=9)
claim.mutant("it is eleven", bound=11)
'''
ABSENT = (
    'from ganproof.verify.run.libraries import OPTIONAL; OPTIONAL["nolib"] = "programs"; '
    "import nolib"
)


@pytest.fixture(scope="module", autouse=True)
def another_extra():
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(OPTIONAL, "nolib", "programs")
        yield


@pytest.fixture(scope="module")
def decided(tmp_path_factory, another_extra):
    folder = tmp_path_factory.mktemp("claims")
    texts = {
        "here": TEXT.format(solver="pass"),
        "absent": TEXT.format(solver=ABSENT),
        "pretended": TEXT.format(
            solver='raise ModuleNotFoundError("none", name="clarabel.core")',
        ),
        "unknown": TEXT.format(solver='raise ModuleNotFoundError("x", name="nowhere")'),
    }
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    with store.in_memory() as opened:

        def run(*names):
            references = [library.of_file(folder / f"{name}.py") for name in names]
            return session.run(references, opened, library_of=dict)

        document = run(*texts)
        return (
            {claim.id: claim for claim in document.claims},
            run("here", "absent"),
            list(opened.rows()),
        )


def test_certificates_of_a_run_can_be_rechecked(decided):
    from ganproof.verify import certificates

    claims, document, _ = decided
    assert claims["here"].verdict == "PROVED_WITHIN"
    assert claims["here"].scope == "1 certified instance"
    assert certificates.recheck(document.model_dump(mode="json")) == (1, [])


def test_a_claim_that_lacks_a_library_is_not_tested_and_names_the_remedy(decided):
    claim = decided[0]["absent"]
    assert claim.verdict == "NOT_TESTED"
    assert claim.missing == ("nolib",)
    assert claim.as_expected
    assert "pip install 'ganproof[programs]'" in claim.conclusions[0].reason
    assert {each.status for each in claim.mutants} == {"not tried"}


def test_the_run_says_so_in_one_line_and_exits_with_4(decided):
    document = decided[1]
    assert exit_code(document) == 4
    assert "1 claim needs nolib (pip install 'ganproof[programs]')" in summary(document)


def test_what_was_not_tested_is_not_kept(decided):
    tasks = {(claim, task) for claim, task, *_ in decided[2]}
    assert ("here", "program/largest") in tasks
    assert not {task for claim, task in tasks if claim == "absent"} - {"describe"}


@pytest.mark.parametrize("name", ["unknown", "pretended"])
def test_a_library_that_no_extra_brings_or_that_is_there_is_a_failed_check(decided, name):
    assert decided[0][name].verdict == "CHECK_FAILED"
    assert not decided[0][name].as_expected
