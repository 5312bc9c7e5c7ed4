"""What an address of a printer may be, and when a slip is tried again. Pure."""

import re
from datetime import timedelta

FIRST_PORT, LAST_PORT = 9100, 9199
"""Raw printing is on 9100; a print server with several sockets counts up from there. No other port is ever opened, so
that an address of a printer can never be used to speak to something else in the network."""

_QUEUE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@-]{0,119}")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")
_WAITS = (timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
_LATER = timedelta(hours=1)
KEPT_FOR = timedelta(hours=24)
ROWS_KEPT_FOR = timedelta(days=30)


def is_queue(text: str) -> bool:
    """Whether this can be the name of a CUPS queue; never something `lp` would take for an option."""
    return _QUEUE.fullmatch(text) is not None


def host_and_port(text: str) -> tuple[str, int] | None:
    """Host and port of a receipt printer; without a port it is 9100. None for anything else."""
    host, colon, port = text.rpartition(":")
    if not colon or text.endswith("]"):
        host, port = text, str(FIRST_PORT)
    if not _HOST.fullmatch(host) or not (port.isascii() and port.isdigit() and len(port) < 6):
        return None
    return (host.strip("[]"), int(port)) if FIRST_PORT <= int(port) <= LAST_PORT else None


def wait_after(tries: int) -> timedelta:
    """How long a slip waits after this many tries that came to nothing: half a minute first, an hour at last."""
    return _WAITS[tries - 1] if 1 <= tries <= len(_WAITS) else _LATER
