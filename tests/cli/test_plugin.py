"""The pytest plugin: a claim's verdict, conclusions and variants as test items."""

import pytest

pytest_plugins = ["pytester"]

SOUND = '''"""A check that holds, and a variant that it refutes."""

from ganproof.verify import Claim, Trial, Verdict

claim = Claim(expected=Verdict.UNREFUTED)


@claim.simulation(decides="it comes to rest")
def comes_to_rest(*, push=0):
    return Trial(push == 0, f"pushed by {push}", cases=2)


claim.mutant("a push does not matter", push=1)
'''
UNSOUND = SOUND.replace("push=1", "push=0 * 7").replace("A check", "Another check")


@pytest.fixture
def box(pytester, write_package, monkeypatch):
    """An empty test folder beside an installed package of two claims."""
    site = pytester.path / "site"
    write_package(site, "plugbox", {"plug/sound.py": SOUND, "plug/unsound.py": UNSOUND})
    monkeypatch.syspath_prepend(site)
    monkeypatch.setenv("PYTHONPATH", str(site), prepend=":")
    return pytester


def run(box, *arguments):
    quiet = ("-p", "no:randomly", "-p", "no:xdist", "-p", "no:cacheprovider")
    return box.runpytest_subprocess(*quiet, *arguments)


def test_a_claim_adds_its_verdict_each_conclusion_and_each_variant(box):
    result = run(box, "-v", "--ganproof", "plug.sound")
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines_random(
        ["*verdict*PASSED*", "*it comes to rest*PASSED*", "*a push does not matter*PASSED*"]
    )
    assert result.ret == 0


def test_a_variant_that_survives_fails_with_a_sentence_and_no_traceback(box):
    result = run(box, "--ganproof", "plug")
    result.assert_outcomes(passed=4, failed=2)
    result.stdout.fnmatch_lines(["*not refuted: survived*"])
    result.stdout.no_fnmatch_line("*Traceback*")
    assert result.ret == 1


def test_several_claims_can_be_named_and_results_are_kept(box):
    store = box.path / "kept.sqlite"
    options = ("--ganproof", "plug.sound", "--ganproof", "textbook.ostrowski")
    result = run(box, *options, "--ganproof-store", str(store))
    result.assert_outcomes(passed=4)
    assert store.is_file()


def test_a_misspelt_id_is_a_usage_error_with_the_nearest(box):
    result = run(box, "--ganproof", "plug.sond")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*plug.sond*plug.sound*"])


def test_without_the_option_nothing_is_added_and_no_heavy_library_imported(box):
    box.makepyfile(
        """
        import sys

        def test_light():
            assert "ganproof.verify.pytest_plugin" in sys.modules
            assert not {"sympy", "numpy", "z3"} & sys.modules.keys()
        """
    )
    run(box, "-p", "no:hypothesispytest").assert_outcomes(passed=1)
