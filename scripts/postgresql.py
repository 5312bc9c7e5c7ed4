#!/usr/bin/env python3
"""A PostgreSQL server for tests: its own folder, a free port, gone afterwards.

`scripts/with-postgresql <command>` runs the command with DATABASE_URL set and gives back its exit status.
`--durable` before the command keeps fsync on, for measuring. Standard library only.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

OLDEST = 15
NO_SERVER = "PostgreSQL 15 or newer is not installed (as root: apt-get install postgresql-15)"
PATIENCE_SECONDS = 30.0
# Tests throw the data away; what a power cut would lose does not matter, and two cores are few.
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class NoServer(Exception):
    """PostgreSQL is not here or does not start; the text says which."""


def programs() -> Path:
    """Return the folder of Debian's newest PostgreSQL programs, or of those on PATH. Raises NoServer."""
    found = [
        (int(folder.parent.name), folder)
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if folder.parent.name.isdigit() and (folder / "initdb").exists()
    ]
    usable = [entry for entry in found if entry[0] >= OLDEST]
    if usable:
        return min(usable)[1]
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise NoServer(NO_SERVER)


def as_user() -> tuple[list[str], pwd.struct_passwd | None]:
    """Return how to run a program as somebody who is not root (PostgreSQL refuses root), and who that is."""
    if os.geteuid() != 0:
        return ["setpriv", "--pdeathsig", "INT"], None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            person = pwd.getpwnam(name)
            return [
                "setpriv",
                f"--reuid={person.pw_uid}",
                f"--regid={person.pw_gid}",
                "--clear-groups",
                "--pdeathsig",
                "INT",
            ], person
    raise NoServer("PostgreSQL will not run as root and this machine has neither a user postgres nor nobody")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_cluster(folder: Path, prefix: list[str], password: str) -> None:
    """Create the data folder. Only the password opens it, so another user of this machine cannot look in."""
    word = folder / "password"
    word.write_text(password)
    person = prefix and os.geteuid() == 0 and as_user()[1]
    if person:
        os.chown(folder, person.pw_uid, person.pw_gid)
        os.chown(word, person.pw_uid, person.pw_gid)
    command = [
        *prefix,
        str(programs() / "initdb"),
        "--pgdata",
        str(folder / "data"),
        "--username",
        "carrel",
        "--pwfile",
        str(word),
        "--auth",
        "scram-sha-256",
        "--encoding",
        "UTF8",
        "--locale",
        "C.UTF-8",
        "--no-sync",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    word.unlink()
    if done.returncode != 0:
        raise NoServer(f"PostgreSQL could not create its folder: {done.stderr.strip()}")


def is_up(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Wait until the server accepts connections; False when it stopped instead (the port was taken meanwhile)."""
    end = time.monotonic() + PATIENCE_SECONDS
    ask = [str(programs() / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={port}", "--dbname=postgres"]
    while time.monotonic() < end and process.poll() is None:
        if subprocess.run(ask, check=False).returncode == 0:
            return True
        time.sleep(0.05)
    return False


def start(folder: Path, prefix: list[str], durable: bool) -> tuple[subprocess.Popen[bytes], int]:
    options = [
        "listen_addresses=127.0.0.1",
        f"unix_socket_directories={folder}",
        "max_connections=60",
        "shared_buffers=128MB",
        *(() if durable else HASTY),
    ]
    settings = [part for option in options for part in ("-c", option)]
    for _ in range(3):
        port = free_port()
        with (folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [*prefix, str(programs() / "postgres"), "-D", str(folder / "data"), "-p", str(port), *settings],
                cwd=folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        if is_up(port, process):
            return process, port
        stop(process)
    raise NoServer(f"PostgreSQL does not start: {(folder / 'log').read_text()[-500:]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the server at once, and for certain."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGQUIT)
            process.wait(timeout=10)


@contextlib.contextmanager
def server(durable: bool = False) -> Iterator[str]:
    """Yield the DATABASE_URL of a fresh server; stop it and remove its folder whatever happens. Raises NoServer."""
    programs()
    prefix, _ = as_user()
    password = secrets.token_hex(12)
    with tempfile.TemporaryDirectory(prefix="carrel-postgresql-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        make_cluster(folder, prefix, password)
        process, port = start(folder, prefix, durable)
        try:
            yield f"postgresql://carrel:{password}@127.0.0.1:{port}/postgres"
        finally:
            stop(process)


def leave(signal_number: int, _frame: object) -> None:
    """Turn a polite request to end into SystemExit, so that the server is stopped on the way out."""
    raise SystemExit(128 + signal_number)


def main(arguments: list[str]) -> int:
    durable = arguments[:1] == ["--durable"]
    command = arguments[1:] if durable else arguments
    if not command:
        print("Say what to run: scripts/with-postgresql pytest tests/rooms", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGHUP, leave)
    try:
        with server(durable) as address:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode
    except NoServer as reason:
        print(reason, file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
