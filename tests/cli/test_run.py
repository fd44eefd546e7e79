"""``ganproof run`` and the documents it prints: JSON, JUnit, Markdown, a table."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from click.testing import CliRunner

from ganproof.verify import cli
from ganproof.verify.run import libraries, library
from ganproof.verify.run.store import opened

LEMMA = "mescheder2018.lemma_3_3"
SCHEMA = Path(__file__).parents[2] / "verify" / "schema" / "run-v1.json"
LOUD = '''"""A loud claim with a [red]title[/red] | and a pipe."""

import os

from ganproof.verify import Claim, Trial, Verdict

print("printed while importing")
claim = Claim(expected=Verdict.UNREFUTED)


@claim.simulation(decides="it speaks")
def speaks():
    print("printed by a check")
    os.write(1, b"written by a check\\n")
    return Trial(True, "hello")


def not_asked():
    return Trial(False, "silence")


claim.does_not_say("it is silent", trial=not_asked)
'''
BROKEN = '''"""A claim whose check breaks."""

from ganproof.verify import Claim

claim = Claim()


@claim.simulation(decides="it holds")
def breaks():
    raise ValueError("bell \\a, escape \\x1b[31m, <tag> | pipe")
'''


@pytest.fixture(scope="module")
def toys(write_package, tmp_path_factory):
    """A site folder with a package of a loud and a broken claim."""
    site = tmp_path_factory.mktemp("site")
    write_package(site, "loudbox", {"toys/loud.py": LOUD, "toys/broken.py": BROKEN})
    return site


@pytest.fixture(scope="module")
def toys_run(command, toys, tmp_path_factory):
    """Both toys decided, as JSON."""
    folder = tmp_path_factory.mktemp("toys")
    done = command("run", "toys", "--format", "json", folder=folder, sites=[toys])
    done.folder = folder
    return done


def document_in(text):
    """The one JSON document that a text consists of."""
    return json.loads(text)


def test_a_narrow_screen_cuts_no_name_and_no_number(command, lemma_run):
    done = command(
        *("run", LEMMA, "--store", lemma_run.store), folder=lemma_run.folder, COLUMNS="20"
    )
    assert done.returncode == 0
    (line,) = [each for each in done.stdout.splitlines() if each.startswith(LEMMA)]
    assert re.fullmatch(rf"{LEMMA} +\+ proved +(\d+)/\1 +\d+\.\d", line)


def test_standard_output_is_one_json_document_whatever_claims_print(toys_run):
    document = document_in(toys_run.stdout)
    assert [each["id"] for each in document["claims"]] == ["toys.broken", "toys.loud"]


def test_a_failed_check_exits_with_3_and_the_other_claim_is_decided(toys_run):
    assert toys_run.returncode == 3
    document = document_in(toys_run.stdout[toys_run.stdout.index("{\n") :])
    verdicts = {each["id"]: each["verdict"] for each in document["claims"]}
    assert verdicts == {"toys.broken": "CHECK_FAILED", "toys.loud": "UNREFUTED"}


def test_no_progress_is_shown_where_standard_error_is_no_terminal(lemma_run):
    assert lemma_run.stderr == ""


def test_a_run_conforms_to_the_schema_that_is_printed_and_committed(lemma_run):
    printed = CliRunner().invoke(cli.main, ["schema"]).stdout
    assert json.loads(printed) == json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(json.loads(printed))
    jsonschema.validate(document_in(lemma_run.stdout), json.loads(printed))


def test_the_schema_refuses_a_run_with_an_unknown_verdict(lemma_run):
    document = document_in(lemma_run.stdout)
    document["claims"][0]["verdict"] = "PROBABLY"
    with pytest.raises(jsonschema.ValidationError, match="PROBABLY"):
        jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))


KEYS = {
    "": "id paper label kind origin title expected verdict scope trust uses seconds "
    "conclusions assumptions mutants evidence",
    "conclusions": "name verdict scope engines",
    "assumptions": "name witness necessary conclusion counterexample",
    "mutants": "name origin refuted refuted_by counterexample",
    "evidence": "check conclusion outcome engines scope seconds detail",
}


@pytest.mark.parametrize("part", KEYS, ids=lambda part: part or "claim")
def test_readers_find_the_keys_they_rely_on(lemma_run, part):
    claims = document_in(lemma_run.stdout)["claims"]
    (claim,) = [each for each in claims if each["id"] == LEMMA]
    records = claim[part] if part else claims
    assert records
    for record in records:
        assert set(KEYS[part].split()) <= record.keys()


def test_the_lemma_is_proved_as_expected_with_all_it_uses(lemma_run):
    assert lemma_run.returncode == 0
    claims = {each["id"]: each for each in document_in(lemma_run.stdout)["claims"]}
    textbook = {"textbook.linearisation", "textbook.ostrowski"}
    assert claims.keys() == {LEMMA, "mescheder2018.a5_small_steps", *textbook}
    assert claims[LEMMA]["verdict"] == "PROVED"
    assert all(each["necessary"] is True for each in claims[LEMMA]["assumptions"])
    assert set(claims[LEMMA]["uses"]) == claims.keys() - {LEMMA}


def faces_of(done, *arguments, command, sites=()):
    return command("run", *arguments, folder=done.folder, sites=sites)


def test_junit_counts_the_verdict_each_conclusion_and_each_written_variant(lemma_run, command):
    store = ("--store", lemma_run.store)
    done = faces_of(lemma_run, LEMMA, "--format", "junit", *store, command=command)
    assert done.returncode == 0
    suites = {each.get("name"): each for each in ET.fromstring(done.stdout)}
    for claim in document_in(lemma_run.stdout)["claims"]:
        written = [
            each
            for each in (*claim["mutants"], *claim["not_said"])
            if each["origin"] != "generated"
        ]
        count = 1 + len(claim["conclusions"]) + len(written)
        suite = suites.pop(claim["id"])
        assert suite.get("tests") == str(count) == str(len(suite.findall("testcase")))
        assert suite.get("failures") == suite.get("errors") == "0"
    assert not suites


def test_junit_of_a_failed_check_is_well_formed_and_counts_one_error(toys_run, command, toys):
    done = faces_of(toys_run, "toys.broken", "--format", "junit", command=command, sites=[toys])
    assert done.returncode == 3
    (suite,) = ET.fromstring(done.stdout[done.stdout.index("<?xml") :])
    assert (suite.get("errors"), suite.get("failures")) == ("1", "0")
    (error,) = suite.iter("error")
    assert "<tag> | pipe" in error.get("message")


def test_markdown_escapes_pipes_and_markup(toys_run, command, toys):
    done = faces_of(toys_run, "toys", "--format", "markdown", command=command, sites=[toys])
    assert done.returncode == 3
    rows = [line for line in done.stdout.splitlines() if line.startswith("| `toys.")]
    assert len(rows) == 2
    for row in rows:
        assert len(row.replace("\\|", "").split("|")) == 6
    assert "&lt;tag> \\| pipe" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_table_shows_ids_in_full_and_what_failed_as_text(toys_run, command, toys):
    done = faces_of(toys_run, "toys", command=command, sites=[toys])
    assert "toys.broken" in done.stdout
    assert "toys.loud" in done.stdout
    assert "<tag> | pipe" in done.stdout
    assert "NOT AS EXPECTED: toys.broken" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_table_shows_the_ids_of_installed_claims_in_full(lemma_run, command):
    done = faces_of(lemma_run, LEMMA, "--store", lemma_run.store, command=command)
    for name in (LEMMA, "textbook.linearisation", "textbook.ostrowski"):
        assert f"{name} " in done.stdout


def test_a_prefix_selects_all_claims_below_it_and_no_others():
    known = library.discover()
    chosen = {each.id for each in library.select(["mescheder2018"])}
    assert chosen == {name for name in known if name.startswith("mescheder2018.")}
    assert LEMMA in chosen
    assert [each.id for each in library.select(["textbook", "textbook.ostrowski"])] == [
        name for name in known if name.startswith("textbook.")
    ]
    assert {each.id for each in library.select([])} == set(known)


@pytest.mark.parametrize("name", ["mescheder2018.lemma_33", "lemma_3_3", "mescheder2018/lemma_3_3"])
@pytest.mark.parametrize("subcommand", ["run", "show", "copy"])
def test_a_misspelt_id_is_a_usage_error_with_the_nearest_ids(name, subcommand):
    done = CliRunner().invoke(cli.main, [subcommand, name])
    assert done.exit_code == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert repr(name) in done.stderr
    assert LEMMA in done.stderr


def test_an_id_like_no_other_points_to_the_list():
    done = CliRunner().invoke(cli.main, ["run", "zzzzzz"])
    assert done.exit_code == 2
    assert "ganproof list" in done.stderr


@pytest.mark.parametrize("subcommand", ["show", "copy"])
def test_what_takes_one_claim_refuses_a_prefix_of_several(subcommand):
    done = CliRunner().invoke(cli.main, [subcommand, "mescheder2018"])
    assert done.exit_code == 2
    assert "mescheder2018" in done.stderr
    assert LEMMA in done.stderr


def test_nothing_selected_exits_with_5(monkeypatch):
    assert CliRunner().invoke(cli.main, ["list", "no such words"]).exit_code == 5
    monkeypatch.setattr(library, "discover", dict)
    assert CliRunner().invoke(cli.main, ["run"]).exit_code == 5


def test_list_shows_titles_as_text(command, toys, tmp_path):
    done = command("list", "toys.", folder=tmp_path, sites=[toys])
    assert done.stdout == (
        "toys.broken  A claim whose check breaks.\n"
        "toys.loud    A loud claim with a [red]title[/red] | and a pipe.\n"
    )


def test_list_finds_words_in_ids_and_titles():
    done = CliRunner().invoke(cli.main, ["list", "GRADIENT", "mescheder"])
    (line,) = [each for each in done.stdout.splitlines() if "lemma_3_3" in each]
    assert line.startswith(LEMMA)
    assert "Lemma 3.3: a gradient" in line


IMPORTS = """
import sys
from ganproof.verify.cli import main
try:
    main(sys.argv[1:], standalone_mode=False)
finally:
    heavy = {name.partition(".")[0] for name in sys.modules}
    print("IMPORTED", *sorted(heavy & {"sympy", "numpy", "matplotlib", "scipy", "z3", "flint"}))
"""


@pytest.mark.parametrize("argument", ["--help", "list"])
def test_help_and_list_import_nothing_heavy(argument):
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS, argument], capture_output=True, text=True, check=True
    )
    assert done.stdout.count("\n") > 3
    assert done.stdout.splitlines()[-1] == "IMPORTED"


def test_a_second_run_waits_for_the_first_says_so_and_finishes_from_the_store(lemma_run, start):
    arguments = ("run", LEMMA, "--format", "json", "--store", lemma_run.store)
    with opened(lemma_run.store, waiting=print) as held:
        rows = list(held.rows())
        process = start(*arguments, folder=lemma_run.folder)
        said = process.stderr.readline()
        assert process.poll() is None
    out, more = process.communicate(timeout=120)
    assert "another run is using" in said
    assert str(lemma_run.store) in said
    assert more == ""
    assert process.returncode == 0
    assert document_in(out) == document_in(lemma_run.stdout)
    with opened(lemma_run.store, waiting=print) as after:
        assert list(after.rows()) == rows


def test_progress_is_drawn_on_a_terminal(lemma_run, start):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [Path(sys.executable).with_name("ganproof"), "run", LEMMA, "--store", lemma_run.store],
        cwd=lemma_run.folder,
        env={**os.environ, "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    )
    os.close(theirs)
    out, _ = process.communicate(timeout=120)
    drawn = os.read(ours, 65536)
    os.close(ours)
    assert b"\x1b[" in drawn
    assert "nothing unexpected" in out
    assert "\x1b" not in out


def test_a_store_that_is_none_is_refused_with_4_and_left_alone(tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("my notes\n" * 50)
    done = CliRunner().invoke(cli.main, ["run", LEMMA, "--store", str(notes)])
    assert done.exit_code == 4
    assert len(done.stderr.splitlines()) == 1
    assert "not an SQLite file" in done.stderr
    assert notes.read_text() == "my notes\n" * 50
    below = CliRunner().invoke(cli.main, ["run", LEMMA, "--store", str(notes / "deep")])
    assert below.exit_code == 4
    assert len(below.stderr.splitlines()) == 1


def test_a_folder_as_store_is_a_usage_error(tmp_path):
    done = CliRunner().invoke(cli.main, ["run", LEMMA, "--store", str(tmp_path)])
    assert done.exit_code == 2
    assert "directory" in done.stderr


def test_a_missing_library_exits_with_4_and_names_it(monkeypatch, tmp_path):
    monkeypatch.setattr(libraries, "missing", lambda: ["cvc5"])
    done = CliRunner().invoke(cli.main, ["run", LEMMA, "--store", str(tmp_path / "s.sqlite")])
    assert done.exit_code == 4
    assert "cvc5" in done.stderr
    assert "pip install" in done.stderr
