"""Turning the environment into settings: the database and the secret key."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from carrel.cellar.post.envelope import Gateway, MailServer

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


_TLS_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def mail_server_from(environment: Mapping[str, str]) -> MailServer:
    """The mail server that CARREL_SMTP_… name; none without a host.

    Raises ImproperlyConfigured, naming what is wrong, for a port or a kind of TLS that cannot be, a password that
    would go out unencrypted, and a host without the address mail is from.
    """
    host, tls = environment.get("CARREL_SMTP_HOST", "").strip(), environment.get("CARREL_SMTP_TLS", "starttls")
    if not host:
        return MailServer()
    if tls not in _TLS_PORTS:
        raise ImproperlyConfigured(f"CARREL_SMTP_TLS is “{tls}”. It is one of: {', '.join(_TLS_PORTS)}.")
    port = environment.get("CARREL_SMTP_PORT") or str(_TLS_PORTS[tls])
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise ImproperlyConfigured(f"CARREL_SMTP_PORT is “{port}”. It is a number from 1 to 65535.")
    user, sender = environment.get("CARREL_SMTP_USER", ""), environment.get("CARREL_MAIL_FROM", "").strip()
    if user and tls == "none" and host not in _LOOPBACK:
        raise ImproperlyConfigured("CARREL_SMTP_USER with CARREL_SMTP_TLS=none would show the password to all.")
    if "@" not in sender or not sender.isprintable():
        raise ImproperlyConfigured("CARREL_SMTP_HOST is set. Say in CARREL_MAIL_FROM which address mail is from.")
    return MailServer(host, int(port), tls, user, environment.get("CARREL_SMTP_PASSWORD", ""), sender)


def address_from(environment: Mapping[str, str]) -> str:
    """The address people use for this Carrel, as CARREL_ADDRESS names it, without a stroke at its end; blank for none.

    Raises ImproperlyConfigured for one that is no address of a whole site, and for http where CARREL_TLS is set.
    """
    address = environment.get("CARREL_ADDRESS", "").strip()
    if not address:
        return ""
    parts = urlsplit(address)
    is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname)
    if not is_whole or parts.path.strip("/") or parts.query or parts.fragment:
        raise ImproperlyConfigured(f"CARREL_ADDRESS is “{address}”. Write it like https://library.school.example.")
    if parts.scheme == "http" and environment.get("CARREL_TLS") == "1":
        raise ImproperlyConfigured("CARREL_ADDRESS begins with http:, and CARREL_TLS says that people come by https.")
    return f"{parts.scheme}://{parts.netloc}"


def gateway_from(environment: Mapping[str, str]) -> Gateway:
    """The gateway of short messages that CARREL_SMS_URL and CARREL_SMS_SECRET name; none without an address.

    Raises ImproperlyConfigured for an address that is not https (loopback may be http) and for a missing secret.
    """
    url, secret = environment.get("CARREL_SMS_URL", "").strip(), environment.get("CARREL_SMS_SECRET", "")
    if not url:
        return Gateway()
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ImproperlyConfigured("CARREL_SMS_URL does not begin with https:. Messages name families.")
    if not secret:
        raise ImproperlyConfigured("CARREL_SMS_URL is set. Say in CARREL_SMS_SECRET what messages are signed with.")
    return Gateway(url, secret)
