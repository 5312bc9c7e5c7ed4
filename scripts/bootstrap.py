#!/usr/bin/env python3
"""Build .venv from the hash-locked dependency set: `python3 scripts/bootstrap.py run|test`.

Needs Python 3.11 with its standard library and nothing else. `run` takes what the program needs, `test` adds the
tools of `make test`. A second call with an unchanged lock does nothing and takes a few hundredths of a second.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOL = ROOT / ".uv"
OLDEST = (3, 11)
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


class CannotGoOn(Exception):
    """What is missing and what to do about it, in one line."""


def wanted(kind: str) -> str:
    """Return the mark of the environment we want: lock, project table and interpreter, for `run` or `test`."""
    digest = hashlib.sha256()
    for name in ("uv.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    digest.update(sys.version.encode())
    return f"{kind} {digest.hexdigest()}"


def is_ready(kind: str) -> bool:
    """Say whether .venv already holds the locked set; an environment for tests serves a run too."""
    stamp = VENV / "carrel-stamp"
    if not stamp.exists() or not (VENV / "bin" / "python").exists():
        return False
    return stamp.read_text() in {wanted("test"), wanted(kind)}


def ensure_venv_module() -> None:
    """Make `python3 -m venv` usable: Debian keeps the half of it that brings pip in a package of its own."""
    if importlib.util.find_spec("ensurepip") is not None:
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
        done = subprocess.run(["apt-get", "install", "-y", "-qq", package], env=environment, check=False)
        if done.returncode == 0:
            return
    raise CannotGoOn(f"Python's venv module is not complete here. Install it, as root: apt-get install {package}")


def ensure_uv() -> Path:
    """Return a uv of our own, of the version and checksums in scripts/uv.txt, installed by pip into .uv/."""
    pins = ROOT / "scripts" / "uv.txt"
    stamp = TOOL / "carrel-stamp"
    program = TOOL / "bin" / "uv"
    if program.exists() and stamp.exists() and stamp.read_text() == pins.read_text():
        return program
    ensure_venv_module()
    print("Fetching the installer ...", flush=True)
    shutil.rmtree(TOOL, ignore_errors=True)
    must([sys.executable, "-m", "venv", str(TOOL)], "Python could not make an environment in .uv/")
    pip = [str(TOOL / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    must([*pip, "--require-hashes", "-r", str(pins)], "pip could not fetch uv; is the network (or a proxy) there?")
    stamp.write_text(pins.read_text())
    return program


def must(command: list[str], complaint: str) -> None:
    """Run a command; when it stops with an error, say what that means for us."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise CannotGoOn(f"{complaint} (the command was: {' '.join(command)})")


def sync(kind: str) -> None:
    """Install the locked set into .venv: exact versions, exact checksums, byte code compiled."""
    uv = ensure_uv()
    print("Installing the locked set of packages into .venv ...", flush=True)
    # The interpreter is named: uv would otherwise prefer one of its own choice, or download one.
    command = [str(uv), "sync", "--frozen", "--compile-bytecode", "--no-python-downloads", "--python", sys.executable]
    if SYSTEM_CERTIFICATES.exists():
        # A school's network may have its own authority; what this machine trusts, uv shall trust.
        command += ["--system-certs"]
    if kind == "run":
        command += ["--no-dev"]
    must([*command, "--quiet"], "uv could not install the locked set; is the network (or a proxy) there?")
    (VENV / "carrel-stamp").write_text(wanted(kind))


def compile_translations() -> None:
    """Compile each translation that is newer than its compiled form; Babel does it, no gettext of the system."""
    for source in sorted(ROOT.glob("src/carrel/**/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        command = [str(VENV / "bin" / "pybabel"), "--quiet", "compile", "-i", str(source), "-o", str(compiled)]
        must(command, f"The translation {source.relative_to(ROOT)} could not be compiled")


def main(arguments: list[str]) -> int:
    kind = arguments[0] if arguments else "run"
    if kind not in {"run", "test"}:
        print("Say what for: bootstrap.py run, or bootstrap.py test.", file=sys.stderr)
        return 2
    if sys.version_info[:2] < OLDEST:
        print(
            f"Carrel needs Python 3.11 or newer; this is {sys.version.split()[0]}. "
            "Name another: make PYTHON=python3.12",
            file=sys.stderr,
        )
        return 2
    try:
        if not is_ready(kind):
            sync(kind)
        compile_translations()
    except CannotGoOn as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
