"""Starting the web server: the address, https, and what must not be served without it.

Needs no Django: `carrel serve` becomes the server, so that nothing of the command stays in memory.
"""

import argparse
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from ipaddress import ip_address
from pathlib import Path

APPLICATION = "carrel.config.wsgi:application"
WORKERS = min(2, os.cpu_count() or 1)
THREADS = 2
PORT = 8000
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - named so that https can be demanded for them

NEEDS_TLS = """\
Carrel will not answer on {host} without https: passwords and student records would cross the network in the clear,
and cameras and passkeys do not work. Do one of these:
  carrel serve --host {host} --cert certificate.pem --key key.pem    (the school's own certificate)
  CARREL_BEHIND_PROXY=library.school.example carrel serve            (a web server before Carrel brings https)
  carrel serve                                                       (this computer only)"""


class CannotServe(Exception):
    """What stands against starting, with what to do about it."""


def is_loopback(host: str) -> bool:
    """Say whether an address is reached from this computer only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def parser(environ: Mapping[str, str]) -> argparse.ArgumentParser:
    """The options of `carrel serve`; HOST and PORT of the environment are the defaults."""
    options = argparse.ArgumentParser(prog="carrel serve", description="Serve the pages to browsers.")
    options.add_argument("--host", default=environ.get("HOST") or "127.0.0.1", help="address to answer on")
    options.add_argument("--port", type=int, default=int(environ.get("PORT") or PORT))
    options.add_argument("--cert", type=Path, help="certificate file (PEM) for https")
    options.add_argument("--key", type=Path, help="private key file (PEM, PKCS#8) for https")
    options.add_argument("--workers", type=int, default=WORKERS, help="processes that answer; each takes 70 MB")
    options.add_argument("--threads", type=int, default=THREADS, help="requests answered at once by each of them")
    return options


def check(options: argparse.Namespace, environ: Mapping[str, str]) -> None:
    """Raises CannotServe when these options would serve in the clear, or name files that are not there."""
    if (options.cert is None) != (options.key is None):
        raise CannotServe("A certificate and its key belong together: give both --cert and --key.")
    for path in (options.cert, options.key):
        if path is not None and not path.is_file():
            raise CannotServe(f"There is no file {path}. Name the certificate with --cert and its key with --key.")
    if not (is_loopback(options.host) or options.cert or environ.get("CARREL_BEHIND_PROXY")):
        raise CannotServe(NEEDS_TLS.format(host=options.host))


def names_of(host: str) -> list[str]:
    """The names people may type to reach an address; all of this computer's for “everywhere”."""
    if host in EVERYWHERE:
        return sorted({socket.gethostname(), socket.getfqdn()})
    return [host]


def environment(options: argparse.Namespace, environ: Mapping[str, str]) -> dict[str, str]:
    """What the server's process is told: whether people come by https, and under which names."""
    proxy = environ.get("CARREL_BEHIND_PROXY", "")
    names = [name for name in environ.get("CARREL_HOSTS", "").split(",") if name]
    names += [name for name in [proxy, *names_of(options.host)] if name and name not in names]
    told = {**environ, "CARREL_HOSTS": ",".join(names)}
    if options.cert or proxy:
        told["CARREL_TLS"] = "1"
    return told


def command(options: argparse.Namespace) -> list[str]:
    """The web server's command line."""
    words = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        options.host,
        "--port",
        str(options.port),
    ]
    words += ["--workers", str(options.workers), "--blocking-threads", str(options.threads), "--no-ws"]
    words += ["--log-level", "warning", "--respawn-failed-workers"]
    if options.cert:
        words += ["--ssl-certificate", str(options.cert), "--ssl-keyfile", str(options.key)]
        words += ["--ssl-protocol-min", "tls1.2"]
    return [*words, APPLICATION]


def serve(words: Sequence[str]) -> int:
    """Become the web server. Comes back only when something stands against it, with exit status 2."""
    options = parser(os.environ).parse_args(words)
    program = command(options)
    try:
        check(options, os.environ)
    except CannotServe as reason:
        print(reason, file=sys.stderr)
    else:
        os.execve(program[0], program, environment(options, os.environ))  # noqa: S606 - the words are ours, no shell
    return 2
