#!/usr/bin/env python3
"""`make run`: one process that prepares the database, starts the web server and the worker, and stops them all.

The first start loads the demo district. Later starts find it prepared and take under three seconds.
PORT, HOST, DATABASE_URL and CARREL_VAR of the environment are honoured.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from carrel.cli import serving

ROOT = Path(__file__).resolve().parent.parent
CARREL = [sys.executable, "-m", "carrel"]
PATIENCE_SECONDS = 60.0
GRACE_SECONDS = 10.0


class Stop(Exception):
    """Somebody asked us to end: Ctrl-C, a closed terminal, a polite kill."""


def asked_to_stop(_number: int, _frame: object) -> None:
    raise Stop


def folder() -> Path:
    return Path(os.environ.get("CARREL_VAR") or ROOT / "var").resolve()


def version_of_tables() -> str:
    """A mark of everything that says what the tables look like: our migrations and the locked set of libraries."""
    digest = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for path in sorted((ROOT / "src").rglob("migrations/*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def is_prepared() -> bool:
    """Whether this version has prepared this SQLite file before. A PostgreSQL may have changed: it is always asked."""
    stamp, database = folder() / "prepared", folder() / "carrel.sqlite3"
    known = stamp.exists() and stamp.read_text() == version_of_tables()
    return known and database.exists() and not os.environ.get("DATABASE_URL")


def prepare() -> int:
    if is_prepared():
        return 0
    print("Preparing the database ...", flush=True)
    done = subprocess.run([*CARREL, "prepare", "--demo"], check=False)
    if done.returncode == 0:
        (folder() / "prepared").write_text(version_of_tables())
    return done.returncode


def start(*words: str) -> subprocess.Popen[bytes]:
    """Start a part of the program, out of reach of the terminal's Ctrl-C: we stop it ourselves, in order.

    Should this process be killed outright, Linux ends the part too.
    """
    watched = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    return subprocess.Popen([*watched, *CARREL, *words], start_new_session=True)


def end(parts: list[subprocess.Popen[bytes]]) -> None:
    for part in parts:
        if part.poll() is None:
            part.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for part in parts:
        with contextlib.suppress(subprocess.TimeoutExpired):
            part.wait(timeout=max(0.1, deadline - time.monotonic()))
        if part.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(part.pid, signal.SIGKILL)
            part.wait()


def is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(host: str, port: int, tls: bool) -> bool:
    """Whether a page comes back."""
    near = "127.0.0.1" if host in serving.EVERYWHERE else host
    if tls:
        with contextlib.suppress(OSError), socket.create_connection((near, port), timeout=5):
            return True
        return False
    connection = http.client.HTTPConnection(near, port, timeout=10)
    try:
        connection.request("GET", "/sign-in/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def welcome(host: str, port: int, tls: bool) -> None:
    shown = socket.getfqdn() if host in serving.EVERYWHERE else host
    print(f"\nCarrel is at {'https' if tls else 'http'}://{shown}:{port}/")
    if (folder() / "demo").exists():
        from carrel.cli.demo.signing_in import SIGN_IN

        print("The demo district is loaded. Sign in as:")
        for account in SIGN_IN:
            print(f"  {account.username:<10} {account.password:<22} {account.who}")
    print("Ctrl-C stops it.\n", flush=True)


def attend(parts: list[subprocess.Popen[bytes]], host: str, port: int, tls: bool) -> int:
    """Wait for the first page, greet, and stay until a part ends or somebody asks us to stop."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    greeted = False
    while all(part.poll() is None for part in parts):
        if not greeted and answers(host, port, tls):
            welcome(host, port, tls)
            greeted = True
        elif not greeted and time.monotonic() > deadline:
            print("The server has started but shows no page. What it said stands above.", file=sys.stderr)
            return 1
        time.sleep(0.5 if greeted else 0.05)
    print("A part of Carrel ended by itself; what it said stands above. The rest is being stopped.", file=sys.stderr)
    return 1


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, asked_to_stop)
    os.environ.setdefault("CARREL_VAR", str(folder()))
    # Without byte code every start takes twice as long.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    options = serving.parser(os.environ).parse_args([])
    parts: list[subprocess.Popen[bytes]] = []
    try:
        serving.check(options, os.environ)
        if not is_free(options.host, options.port):
            print(f"Something else answers on port {options.port}. Choose another: make run PORT={options.port + 1}")
            return 1
        if prepare() != 0:
            return 1
        parts += [start("serve"), start("work")]
        return attend(parts, options.host, options.port, bool(options.cert))
    except serving.CannotServe as reason:
        print(reason, file=sys.stderr)
        return 2
    except Stop:
        print("\nStopping ...", flush=True)
        return 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        end(parts)


if __name__ == "__main__":
    sys.exit(main())
