"""SymPy must be imported by the package: it settles the ground types before."""

import pytest

import ganproof.verify  # noqa: F401
from ganproof.verify.run import library, session, store


@pytest.fixture
def decide(tmp_path):
    """Decide the text of one claim file; the run's document."""

    def run(text):
        file = tmp_path / "it.py"
        file.write_text(text, encoding="utf-8")
        with store.in_memory() as nothing:
            return session.run([library.of_file(file)], nothing, workers=1, alone=True)

    return run
