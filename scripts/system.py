"""What the machine itself must have: PostgreSQL, Chromium and yaz. Installed with apt when we are root, else named."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess

import postgresql

PACKAGES = {"postgresql": ["postgresql-15"], "chromium": ["chromium-headless-shell", "libatomic1"], "yaz": ["yaz"]}
USED_FOR = {
    "postgresql": "the unit tests on PostgreSQL",
    "chromium": "the browser tests and pictures",
    "yaz": "the test that another program reads our MARC",
}


def required() -> frozenset[str]:
    """Return what may not be skipped, from CARREL_REQUIRE."""
    return frozenset(word.strip() for word in os.environ.get("CARREL_REQUIRE", "").split(",") if word.strip())


def chromium() -> str | None:
    """Return the path of a Chromium, or None. The one without a window of its own does half the work for a page."""
    names = ("chromium-headless-shell", "chromium", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


def can_be_driven() -> bool:
    """Return whether the program that drives the browser finds its library: a bare Debian lacks it."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True


def is_there(what: str) -> bool:
    if what == "chromium":
        return chromium() is not None and can_be_driven()
    if what == "yaz":
        return shutil.which("yaz-marcdump") is not None
    try:
        postgresql.programs()
    except postgresql.NoServer:
        return False
    return True


def apt_get(*words: str) -> None:
    """Call apt-get without a question and without its chatter."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    nowhere = subprocess.DEVNULL
    subprocess.run(["apt-get", "-qq", *words], env=environment, stdout=nowhere, stderr=nowhere, check=False)


def install(what: str) -> None:
    """Ask apt for it. Whether it worked is asked afterwards, of the machine."""
    print(f"Installing {' '.join(PACKAGES[what])} with apt ...", flush=True)
    apt_get("update")
    apt_get("install", "-y", "--no-install-recommends", *PACKAGES[what])


def ensure(what: str) -> bool:
    """Make `what` available if we can; say in one line what is missing otherwise."""
    if is_there(what):
        return True
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install(what)
    if is_there(what):
        return True
    print(f"Not here: {what}, needed for {USED_FOR[what]} (as root: apt-get install {' '.join(PACKAGES[what])}).")
    return False
