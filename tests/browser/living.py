"""The program itself, living: `carrel serve` on a copy of the demo district, for the browser to visit."""

from __future__ import annotations

import fcntl
import http.client
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CARREL = [sys.executable, "-m", "carrel"]
PATIENCE_S = 60.0


@dataclass(frozen=True)
class Living:
    """A running Carrel: where it answers and where its data lies."""

    address: str
    var: Path

    @property
    def database(self) -> Path:
        return self.var / "carrel.sqlite3"

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Read straight from the database: the numbers that a page address needs."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as connection:
            return connection.execute(sql, values).fetchall()

    def one(self, sql: str, *values: object) -> Any:
        """The first value of the first row. Raises LookupError when there is none."""
        found = self.rows(sql, *values)
        if not found:
            raise LookupError(f"no row for {sql}")
        return found[0][0]


def environment(var: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "HOST", "PORT"}}
    return {**kept, "CARREL_VAR": str(var), "DJANGO_SETTINGS_MODULE": "carrel.config.settings"}


def prepared_demo(folder: Path) -> Path:
    """The demo district, loaded once per test run and shared by its processes: whoever comes first loads it.

    CARREL_TEST_DEMO names a folder where one is loaded already, for who writes a test and runs it often.
    """
    if loaded := os.environ.get("CARREL_TEST_DEMO"):
        return Path(loaded)
    folder.mkdir(parents=True, exist_ok=True)
    var = folder / "demo"
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (var / "whole").exists():
            shutil.rmtree(var, ignore_errors=True)
            done = subprocess.run(
                [*CARREL, "prepare", "--demo"], env=environment(var), capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
            (var / "whole").touch()
    return var


def copy_of(var: Path, target: Path) -> Path:
    """A copy to work on; nobody has the original open, so its files are whole."""
    shutil.copytree(var, target)
    return target


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/sign-in/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def serving(var: Path, *, workers: int = 2) -> Iterator[Living]:
    """Run the server on the data in `var` with so many processes that answer; stopped on the way out."""
    port = free_port()
    log = (var / "server.log").open("ab")
    command = [*CARREL, "serve", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(command, env=environment(var), stdout=log, stderr=log, start_new_session=True)
    try:
        end = time.monotonic() + PATIENCE_S
        while not answers(port):
            assert process.poll() is None and time.monotonic() < end, (var / "server.log").read_text()[-4000:]
            time.sleep(0.05)
        yield Living(f"http://127.0.0.1:{port}", var)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
        log.close()
