"""The store: what it keeps, and what it refuses to touch."""

import sqlite3
import threading

import pytest

from ganproof.verify.run import store


def quiet(sentence):
    raise AssertionError(f"nobody holds the store, yet: {sentence}")


def filled(path, rows=20):
    with store.opened(path, waiting=quiet) as opened:
        for number in range(rows):
            opened.put("toys.claim", f"task {number}", "state", "x" * 5000)
    return path


def truncated(path):
    content = filled(path).read_bytes()
    path.write_bytes(content[: len(content) // 2])


def cut_in_the_header(path):
    path.write_bytes(filled(path).read_bytes()[:50])


def newer(path):
    filled(path)
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {store.VERSION + 1}")
    connection.close()


def of_another_program(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (address TEXT)")
        connection.execute("INSERT INTO bookmarks VALUES ('kept')")
    connection.close()


def no_database(path):
    path.write_text("my notes, not a database\n" * 40)


DAMAGE = {
    truncated: "damaged",
    cut_in_the_header: "damaged",
    newer: "newer ganproof",
    of_another_program: "another program",
    no_database: "not an SQLite file",
}


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_a_file_that_is_no_store_of_ours_is_refused_in_one_line_and_left_alone(damage, tmp_path):
    path = tmp_path / "results.sqlite"
    damage(path)
    before = path.read_bytes()
    with (
        pytest.raises(store.StoreError, match=DAMAGE[damage]) as caught,
        store.opened(path, waiting=quiet),
    ):
        pass
    message = str(caught.value)
    assert "\n" not in message
    assert str(path) in message
    assert "--store" in message
    assert path.read_bytes() == before


@pytest.mark.parametrize("place", ["file/below/results.sqlite", "folder"])
def test_a_place_that_cannot_hold_a_store_is_refused_with_the_remedy(place, tmp_path):
    (tmp_path / "file").write_text("a regular file")
    (tmp_path / "folder").mkdir()
    with (
        pytest.raises(store.StoreError, match=r"cannot be (read|written)"),
        store.opened(tmp_path / place, waiting=quiet),
    ):
        pass
    assert (tmp_path / "file").read_text() == "a regular file"
    assert not any((tmp_path / "folder").iterdir())


def test_a_read_only_database_is_refused_with_the_remedy(tmp_path, monkeypatch):
    path = filled(tmp_path / "results.sqlite", rows=1)
    connect = sqlite3.connect

    def read_only(name, *arguments, **options):
        if name == path:
            return connect(f"file:{name}?mode=ro", *arguments, uri=True, **options)
        return connect(name, *arguments, **options)

    monkeypatch.setattr(sqlite3, "connect", read_only)
    with (
        pytest.raises(store.StoreError, match=r"cannot be written .*readonly.*--store"),
        store.opened(path, waiting=quiet) as opened,
    ):
        opened.put("toys.claim", "task", "state", "value")


def test_a_value_is_found_under_its_own_claim_task_and_fingerprint_only(tmp_path):
    with store.opened(tmp_path / "deep" / "down" / "s.sqlite", waiting=quiet) as opened:
        opened.put("toys.claim", "smt", "old", "value")
        assert opened.get("toys.claim", "smt", "old") == "value"
        assert opened.get("toys.claim", "smt", "new") is None
        assert opened.get("toys.claim", "exact", "old") is None
        assert opened.get("toys.other", "smt", "old") is None


def test_forgetting_drops_other_states_of_that_claim_and_nothing_else(tmp_path):
    with store.opened(tmp_path / "s.sqlite", waiting=quiet) as opened:
        opened.put("toys.claim", "smt", "old", "1")
        opened.put("toys.claim", "exact", "new", "2")
        opened.put("toys.other", "smt", "old", "3")
        opened.forget_others("toys.claim", "new")
        assert list(opened.rows()) == [
            ("toys.claim", "exact", "new", "2"),
            ("toys.other", "smt", "old", "3"),
        ]


def test_each_value_is_on_disk_once_put_returns(tmp_path):
    path = tmp_path / "s.sqlite"
    with store.opened(path, waiting=quiet) as opened:
        opened.put("toys.claim", "smt", "state", "value")
        reader = sqlite3.connect(path)
        assert reader.execute("SELECT value FROM results").fetchall() == [("value",)]
        reader.close()


def test_a_store_whose_making_was_interrupted_can_be_used(tmp_path):
    path = tmp_path / "s.sqlite"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {store.APPLICATION}")
    connection.execute(f"PRAGMA user_version = {store.VERSION}")
    connection.commit()
    connection.close()
    with store.opened(path, waiting=quiet) as opened:
        opened.put("toys.claim", "smt", "state", "value")
        assert opened.get("toys.claim", "smt", "state") == "value"


def test_an_empty_file_becomes_a_store(tmp_path):
    path = tmp_path / "s.sqlite"
    path.touch()
    filled(path, rows=2)
    with store.opened(path, waiting=quiet) as opened:
        assert len(list(opened.rows())) == 2


def test_the_second_user_is_told_once_and_waits_for_the_first(tmp_path):
    path = tmp_path / "s.sqlite"
    said, seen, asked = [], [], threading.Event()

    def hear(sentence):
        said.append(sentence)
        asked.set()

    def second():
        with store.opened(path, waiting=hear) as opened:
            seen.extend(opened.rows())

    other = threading.Thread(target=second)
    with store.opened(path, waiting=quiet) as opened:
        other.start()
        assert asked.wait(30)
        opened.put("toys.claim", "smt", "state", "value")
        assert not seen
    other.join(30)
    assert seen == [("toys.claim", "smt", "state", "value")]
    assert len(said) == 1
    assert str(path) in said[0]
