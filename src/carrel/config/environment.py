"""Turning the environment into settings: the database and the secret key."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# FULL: an acknowledged loan survives a power cut. The rest is measured: stack notes in docs/decisions/0002.
_SQLITE_START = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=1073741824; PRAGMA cache_size=-64000;
PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864
"""


def database_from(url: str, folder: Path) -> dict[str, Any]:
    """Django's settings for the database named by `url`; an empty url means SQLite in `folder`.

    Raises ImproperlyConfigured, naming what is wrong, for any other kind of address.
    """
    if not url:
        return _sqlite(folder / "carrel.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(f"DATABASE_URL begins with “{parts.scheme}:”. Carrel knows postgresql: and sqlite:.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Compiling a plan takes longer than any of our questions does.
        "OPTIONS": {"options": "-c jit=off"},
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "carrel.cellar.kernel.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": _SQLITE_START},
    }


def secret_key_in(folder: Path) -> str:
    """The installation's own key, made on first use and readable by its owner only."""
    path = folder / "secret_key"
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    folder.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(50)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    return key
