"""Finding claims without importing them, and what their results depend on."""

import pytest

from ganproof.verify.run import fingerprint as depends
from ganproof.verify.run import libraries, library
from ganproof.verify.run.fingerprint import fingerprint
from ganproof.verify.run.library import Reference, natural

CLAIM = '"""{title}"""\n\nfrom {package} import helper\n\nclaim = helper.CLAIM\n'
ALONE = '"""Needs nobody."""\n\nfrom ganproof.verify import Claim\n\nclaim = Claim()\n'


@pytest.fixture
def toys(tmp_path, monkeypatch, write_package):
    """An installed package of four claims; whoever imports one of them fails."""
    files = {
        "toys/lemma_2.py": CLAIM.format(title="The second.\n\nMore.", package="toybox"),
        "toys/lemma_10.py": "from ..deep import middle\n\nclaim = middle.CLAIM\n",
        "toys/alone.py": ALONE,
        "toys/broken.py": "claim = = 3\n",
        "toys/no_claim.py": '"""It speaks of a claim and defines none."""\n',
        "helper.py": "raise RuntimeError('imported')\n",
        "deep/middle.py": "import toybox.deep.ground\n",
        "deep/ground.py": "raise RuntimeError('imported')\n",
    }
    folder = write_package(tmp_path / "site", "toybox", files)
    monkeypatch.syspath_prepend(tmp_path / "site")
    for cached in (library.packages, library.discover):
        cached.cache_clear()
    yield folder
    for cached in (library.packages, library.discover):
        cached.cache_clear()


def reference(folder, name):
    return Reference(f"toys.{name}", folder / "toys" / f"{name}.py", f"toybox.toys.{name}")


def test_claims_of_a_package_are_found_unimported_and_in_natural_order(toys):
    found = [name for name in library.discover() if name.startswith("toys.")]
    assert found == ["toys.alone", "toys.broken", "toys.lemma_2", "toys.lemma_10"]
    assert library.discover()["toys.lemma_2"] == reference(toys, "lemma_2")


def test_the_title_is_the_first_line_of_the_docstring_and_empty_without_one(toys):
    assert reference(toys, "lemma_2").title == "The second."
    assert reference(toys, "lemma_10").title == ""
    assert reference(toys, "broken").title == ""


def test_the_id_of_a_module_is_its_path_in_the_package(toys):
    assert library.id_of("toybox.toys.lemma_2") == "toys.lemma_2"
    assert library.id_of("elsewhere.lemma_2") == "elsewhere.lemma_2"


def test_two_packages_with_the_same_claim_are_named(toys, write_package, tmp_path):
    write_package(tmp_path / "site", "otherbox", {"toys/alone.py": ALONE})
    library.packages.cache_clear()
    with pytest.raises(library.UnknownClaim, match=r"toys\.alone.*otherbox.*alone\.py"):
        library.discover()


@pytest.mark.parametrize(
    "path", ["toys/lemma_10.py", "deep/middle.py", "deep/ground.py"], ids=lambda path: path
)
def test_editing_the_file_or_a_module_it_imports_directly_or_not_changes_its_state(toys, path):
    claim = reference(toys, "lemma_10")
    before = fingerprint(claim, 1)
    file = toys / path
    file.write_text(file.read_text() + "# edited\n")
    after = fingerprint(claim, 1)
    assert {key for key in after if after[key] != before[key]} == {"claim"}


@pytest.mark.parametrize(
    ("body", "follows"),
    [
        ("claim = Claim(uses=[alone.claim])\n", False),
        ("claim = Claim(given=alone.claim.given, uses=[alone.claim])\n", True),
        ("claim = Claim(uses=[alone.claim])\nx = alone.helper()\n", True),
        ("claim = Claim(uses=[alone.CLAIM])\n", True),
        ("f = dict\nclaim = Claim(given=f(uses=[alone.claim]), uses=[alone.claim])\n", True),
        ("claim = Claim(uses=[alone.claim])\nclaim.given = claim.uses[0].given\n", True),
        ("from toybox import toys\nclaim = Claim(uses=[alone.claim])\n", True),
        ("import toybox.toys.alone\nclaim = Claim(uses=[alone.claim])\n", True),
        ("claim = Claim(uses=[alone.claim])\nx = globals()\n", True),
    ],
)
def test_a_claim_that_is_only_rested_on_is_decided_by_itself(toys, body, follows):
    (toys / "toys/rests.py").write_text(f"from toybox.toys import alone\n\n{body}")
    claim = reference(toys, "rests")
    before = fingerprint(claim, 1)
    (toys / "toys/alone.py").write_text("# all else\n")
    assert (fingerprint(claim, 1) != before) is follows


@pytest.mark.parametrize("path", ["toys/alone.py", "toys/broken.py", "helper.py"])
def test_touching_what_it_does_not_import_changes_nothing(toys, path):
    claim = reference(toys, "lemma_10")
    before = fingerprint(claim, 1)
    (toys / path).write_text("# all else\n")
    assert fingerprint(claim, 1) == before


def test_a_name_imported_from_the_package_itself_is_followed(toys):
    claim = reference(toys, "lemma_2")
    before = fingerprint(claim, 1)
    (toys / "helper.py").write_text("CLAIM = None\n")
    assert fingerprint(claim, 1) != before


def test_seed_and_libraries_are_part_of_the_state(toys, monkeypatch):
    claim = reference(toys, "alone")
    before = fingerprint(claim, 1)
    assert fingerprint(claim, 2) == {**before, "seed": "2"}
    monkeypatch.setattr(depends, "versions", lambda: {"sympy": "0.1"})
    assert fingerprint(claim, 1) == {**before, "libraries": "sympy 0.1"}


def test_a_file_with_a_declared_encoding_other_than_utf_8_is_read(tmp_path):
    file = tmp_path / "mine.py"
    file.write_bytes('# coding: latin-1\n"""Théorème."""\nclaim = 3\n'.encode("latin-1"))
    assert library.of_file(file).title == "Théorème."
    assert len(fingerprint(library.of_file(file), 1)["claim"]) == 16


def test_a_missing_library_is_named(monkeypatch):
    monkeypatch.setattr(libraries, "versions", lambda: {"sympy": "missing", "numpy": "2.2"})
    assert libraries.missing() == ["sympy"]


def test_lemma_2_10_comes_after_lemma_2_9():
    names = ["a.lemma_2_10", "b.x", "a.lemma_2_9", "a.lemma_2"]
    assert sorted(names, key=natural) == ["a.lemma_2", "a.lemma_2_9", "a.lemma_2_10", "b.x"]


def test_modules_beside_the_claim_package_are_part_of_the_state(
    tmp_path, monkeypatch, write_package
):
    folder = write_package(
        tmp_path / "site",
        "widebox",
        {
            "claims/__init__.py": "",
            "claims/toys/it.py": "from widebox.limits import BOUND\nclaim = 1\n",
            "limits.py": "BOUND = 3\n",
        },
    )
    monkeypatch.syspath_prepend(tmp_path / "site")
    claim = Reference("toys.it", folder / "claims/toys/it.py", "widebox.claims.toys.it")
    depends._beside.cache_clear()
    before = fingerprint(claim, 1)
    (folder / "limits.py").write_text("BOUND = 4\n")
    assert fingerprint(claim, 1) != before


@pytest.mark.parametrize(
    ("text", "defines", "title"),
    [
        ('"""Title."""\nclaim = Claim()\n', True, "Title."),
        ("'''Title.'''\nclaim = Claim()\n", True, "Title."),
        ('r"""A \\beta."""\nclaim = Claim()\n', True, "A \\beta."),
        ('"""A \\\\ back."""\nclaim = Claim()\n', True, "A \\ back."),
        ('# first\n"""Title."""\nclaim=Claim()\n', True, "Title."),
        ('"""Title."""\nx = claim = Claim()\n', True, "Title."),
        ('"""Say\nclaim = Claim()\nand so on."""\n', False, "Say\nclaim = Claim()\nand so on."),
        ('"""One."""\nx = """\nclaim = Claim()\n"""\n', False, "One."),
        ('"""One."""\nif claim == 1:\n    f(claim=2)\n', False, "One."),
        ('"""One."""\nclaim Claim()\n', True, ""),
        ("x = 1\n", False, ""),
    ],
)
def test_what_a_file_defines_is_seen_without_running_it(tmp_path, text, defines, title):
    file = tmp_path / "one.py"
    file.write_text(text)
    found = library._outline(file)
    assert found[0] is defines
    assert not defines or found[1] == title
