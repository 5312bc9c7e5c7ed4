import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from carrel.cli.keeping import sqlite
from carrel.cli.keeping.archive import Unsound

AT = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


def made(path: Path, rows: int = 3) -> Path:
    """A database of pairs: each transaction writes two rows of the same number."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE pair (number INTEGER, half TEXT)")
        for number in range(rows):
            connection.executemany("INSERT INTO pair VALUES (?, ?)", [(number, "left"), (number, "right")])
        connection.commit()
    return path


def count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM pair").fetchone()[0])


def test_a_snapshot_under_a_busy_writer_holds_whole_transactions_only(tmp_path: Path) -> None:
    database = made(tmp_path / "d.sqlite3", rows=2000)
    over, begun = threading.Event(), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(database, timeout=10)) as connection:
            number = 10_000
            while not over.is_set():
                connection.execute("INSERT INTO pair VALUES (?, 'left')", [number])
                connection.execute("INSERT INTO pair VALUES (?, 'right')", [number])
                connection.commit()
                begun.set()
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(10)
        for number in range(5):
            sqlite.snapshot(database, tmp_path / f"copy{number}.sqlite3")
    finally:
        over.set()
        writer.join()
    for copy in tmp_path.glob("copy*.sqlite3"):
        with closing(sqlite3.connect(copy)) as connection:
            halves = connection.execute("SELECT number FROM pair GROUP BY number HAVING count(*) <> 2").fetchall()
        assert halves == []
        assert count(copy) >= 4000


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    database = made(tmp_path / "d.sqlite3", rows=2000)
    sqlite.close_log(database)
    with database.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 4096)
    with pytest.raises(Unsound, match="database in it"):
        sqlite.verify(database)
    (tmp_path / "text.sqlite3").write_text("Dear Ms Clark" * 100)
    with pytest.raises(Unsound, match="cannot be read"):
        sqlite.verify(tmp_path / "text.sqlite3")


def test_a_dangling_reference_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a (id));")
        connection.execute("INSERT INTO b VALUES (7)")
        connection.commit()
    with pytest.raises(Unsound, match="In the table b"):
        sqlite.verify(path)


def test_the_former_database_stays_and_its_log_does_not(tmp_path: Path) -> None:
    fresh, database = made(tmp_path / "fresh.sqlite3", rows=1), made(tmp_path / "carrel.sqlite3", rows=3)
    sqlite.close_log(fresh)
    left_open = sqlite3.connect(database)  # a server that was killed leaves its log lying beside the file
    left_open.execute("INSERT INTO pair VALUES (9, 'left')")
    left_open.commit()
    log = Path(f"{database}-wal").read_bytes()
    left_open.close()
    Path(f"{database}-wal").write_bytes(log)
    former = sqlite.put_in_place(fresh, database, AT)
    assert former is not None
    assert count(database) == 2
    assert count(former) == 7
    sqlite.verify(database)


def test_a_database_in_use_is_left_alone(tmp_path: Path) -> None:
    fresh, database = made(tmp_path / "fresh.sqlite3", rows=1), made(tmp_path / "carrel.sqlite3", rows=3)
    with closing(sqlite3.connect(database)) as server:
        server.execute("SELECT count(*) FROM pair").fetchone()
        with pytest.raises(sqlite.InUse):
            sqlite.put_in_place(fresh, database, AT)
    assert count(database) == 6


def test_no_database_and_one_without_tables_are_empty(tmp_path: Path) -> None:
    assert sqlite.is_empty(tmp_path / "none.sqlite3")
    sqlite3.connect(tmp_path / "bare.sqlite3").close()
    assert sqlite.is_empty(tmp_path / "bare.sqlite3")
    assert not sqlite.is_empty(made(tmp_path / "d.sqlite3"))
