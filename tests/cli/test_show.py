"""``ganproof show``: everything about one claim on a screen."""

import pytest

LEMMA = "mescheder2018.lemma_3_3"


@pytest.fixture(scope="module")
def shown(command, lemma_run):
    """The lemma's screen, wrapped lines joined."""
    done = command("show", LEMMA, "--store", lemma_run.store, folder=lemma_run.folder)
    assert done.returncode == 0
    assert done.stderr == ""
    return " ".join(done.stdout.split())


@pytest.mark.parametrize(
    "part",
    [
        "Lemma 3.3: a gradient penalty on the discriminator makes the Dirac-GAN locally",
        "+ proved",
        "+ stable: proved [cvc5, z3]",
        "+ eigenvalues: proved [flint, sympy]",
        "the loss has a slope, a != 0: needed: without it 'stable' fails",
        "every eigenvalue of [[0, -a], [a, -gamma]] has a negative real part",
        "What it does not say",
        "alternating updates tolerate every step that simultaneous updates do: false",
        "a zero penalty is enough: false, caught by",
        "twice the critical penalty is 3|f'(0)| (code): false",
        "Source",
        "mescheder2018, Lemma 3.3, equation (8)",
        "Rests on",
        "Ostrowski's theorem",
        "Theorem 4.7",
        "z3 ",
        "weakest among what it uses: proved within a scope",
    ],
)
def test_the_screen_holds(shown, part):
    assert part in shown


def test_the_witness_of_the_assumptions_is_shown_and_is_one(shown):
    _, _, rest = shown.partition("all hold at a = ")
    a, gamma = rest.replace(",", " ").split()[0], rest.replace(",", " ").split()[3]
    assert float(a) != 0
    assert float(gamma) > 0
