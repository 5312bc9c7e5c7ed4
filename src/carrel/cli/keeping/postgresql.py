"""A PostgreSQL database in one piece, by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class NoProgram(Exception):
    """PostgreSQL's client programs are not on this machine."""


class Stopped(Exception):
    """The program stopped; the text is what it said."""


def program(name: str) -> str:
    """The path of pg_dump or pg_restore, the newest Debian has. Raises NoProgram."""
    found = [folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if (folder / name).exists()]
    newest = max(found, key=lambda folder: int(folder.parent.name), default=None)
    path = str(newest / name) if newest else shutil.which(name)
    if path is None:
        raise NoProgram(f"{name} is not on this machine. Install it, as root: apt-get install postgresql-client")
    return path


def run(name: str, settings: Mapping[str, Any], *options: str) -> None:
    """Run a program on the database of Django's `settings`; the password goes by the environment, not the command."""
    places = {"--host": settings["HOST"], "--port": settings["PORT"], "--username": settings["USER"]}
    where = [f"{option}={value}" for option, value in places.items() if value]
    command = [program(name), *where, f"--dbname={settings['NAME']}", "--no-password", *options]
    environment = {**os.environ, "PGPASSWORD": settings["PASSWORD"]}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Stopped(done.stderr.strip())


def snapshot(settings: Mapping[str, Any], copy: Path) -> None:
    """Dump a database as it is at one moment, while others write to it. Raises NoProgram and Stopped."""
    run("pg_dump", settings, "--format=custom", "--no-owner", "--no-privileges", f"--file={copy}")


def put_in_place(fresh: Path, settings: Mapping[str, Any]) -> None:
    """Replace the tables of a database by those of a dump, all or nothing. Raises NoProgram and Stopped."""
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    run("pg_restore", settings, *options, str(fresh))
