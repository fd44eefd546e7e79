"""Results in one SQLite file, committed per task: killed at any moment, nothing done is lost."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

APPLICATION = 0x67616E70  # "ganp"
VERSION = 1
MAGIC = b"SQLite format 3\0"


class StoreError(Exception):
    """The store cannot be used; one line says why and what to do. The file is left as it is."""


class Store:
    """Stored results by claim and task, valid for one fingerprint each."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, claim: str, task: str, fingerprint: str) -> str | None:
        """The stored value, if it was computed under this fingerprint."""
        row = self._connection.execute(
            "SELECT value FROM results WHERE claim = ? AND task = ? AND fingerprint = ?",
            (claim, task, fingerprint),
        ).fetchone()
        return None if row is None else str(row[0])

    def put(self, claim: str, task: str, fingerprint: str, value: str) -> None:
        """Keep a value, in a transaction of its own."""
        with self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)",
                (claim, task, fingerprint, value),
            )

    def forget_others(self, claim: str, fingerprint: str) -> None:
        """Drop what an older state of the claim left behind."""
        with self._connection:
            self._connection.execute(
                "DELETE FROM results WHERE claim = ? AND fingerprint != ?", (claim, fingerprint)
            )

    def rows(self) -> Iterator[tuple[str, str, str, str]]:
        """Everything, in order."""
        yield from self._connection.execute("SELECT * FROM results ORDER BY claim, task")


@contextmanager
def in_memory() -> Iterator[Store]:
    """A store that is forgotten at once."""
    connection = sqlite3.connect(":memory:")
    try:
        _create(connection)
        yield Store(connection)
    finally:
        connection.close()


@contextmanager
def opened(path: Path, waiting: Callable[[str], None]) -> Iterator[Store]:
    """The store at a path, held by one run at a time.

    Args:
        path: created, with its folder, where there is none.
        waiting: told once, in a sentence, when another run holds the store.

    Raises:
        StoreError: it is no store of ours, newer, damaged, or cannot be written.
    """
    _check_header(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _held(path, waiting):
            connection = sqlite3.connect(path)
            try:
                _check_contents(path, connection)
                yield Store(connection)
            finally:
                connection.close()
    except (sqlite3.DatabaseError, OSError) as problem:
        raise StoreError(
            f"{path} cannot be written ({problem}); choose another place with --store"
        ) from None


def _check_header(path: Path) -> None:
    try:
        if path.stat().st_size == 0:
            return
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except FileNotFoundError:
        return
    except OSError as problem:
        raise StoreError(f"{path} cannot be read: {problem.strerror}") from None
    if start != MAGIC:
        raise StoreError(
            f"{path} is not an SQLite file; it was left as it is. "
            "Name another with --store, or move it away"
        )


def _check_contents(path: Path, connection: sqlite3.Connection) -> None:
    advice = "it was left as it is. Move it away to start afresh, or name another with --store"
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as problem:
        raise StoreError(f"{path} is damaged ({problem}); {advice}") from None
    if sound != "ok":
        raise StoreError(f"{path} is damaged ({sound.splitlines()[0]}); {advice}")
    if not tables and application in (0, APPLICATION):
        _create(connection)
    elif application != APPLICATION:
        raise StoreError(f"{path} is an SQLite file of another program; {advice}")
    elif version > VERSION:
        raise StoreError(
            f"{path} was written by a newer ganproof (store version {version}, this one reads "
            f"{VERSION}); {advice}"
        )


def _create(connection: sqlite3.Connection) -> None:
    """Mark and lay out an empty file, all at once: a kill leaves it empty or complete."""
    connection.executescript(
        f"""
        BEGIN;
        PRAGMA application_id = {APPLICATION};
        PRAGMA user_version = {VERSION};
        CREATE TABLE results (
            claim TEXT, task TEXT, fingerprint TEXT, value TEXT, PRIMARY KEY (claim, task)
        );
        COMMIT;
        """
    )


@contextmanager
def _held(path: Path, waiting: Callable[[str], None]) -> Iterator[None]:
    """Hold a lock that the system releases however the process ends."""
    lock = sqlite3.connect(path.with_name(path.name + ".lock"), timeout=0, isolation_level=None)
    told = False
    try:
        while True:
            try:
                lock.execute("BEGIN EXCLUSIVE")
                break
            except sqlite3.OperationalError as problem:
                if "locked" not in str(problem):
                    raise
            if not told:
                waiting(f"another run is using {path}; waiting until it ends")
                told = True
            time.sleep(0.2)
        yield
    finally:
        lock.close()
