"""The desk by HTTP: a real server, four desks that scan, the rendered answer; and the memory and start of it all.

python -m benchmarks.web FOLDER DATABASE_URL desks|house [NUMBER]
"""

import contextlib
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks import district
from benchmarks.figures import share

CARREL = [sys.executable, "-m", "carrel"]
PATIENCE = 120.0


class Desk:
    """One browser at one desk, signed in, on one kept connection."""

    address = "/desk/scan/"

    def __init__(self, port: int, session: str) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        token = secrets.token_hex(16)
        self.heads = {
            "Cookie": f"sessionid={session}; csrftoken={token}",
            "X-CSRFToken": token,
            "X-Desk": "1",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def scan(self, text: str) -> tuple[float, str]:
        """Scan something; how long the answer took, whole, and what it says."""
        body = urlencode({"text": text, "key": secrets.token_urlsafe(12)})
        began = time.perf_counter()
        self.line.request("POST", self.address, body, self.heads)
        answer = self.line.getresponse()
        page = answer.read().decode()
        passed = time.perf_counter() - began
        if answer.status != 200:
            raise RuntimeError(f"The desk answered {answer.status} to {text}.")
        return passed, page

    def get(self, address: str) -> float:
        """Ask for a page; how long it took, whole."""
        began = time.perf_counter()
        self.line.request("GET", address, headers=self.heads)
        answer = self.line.getresponse()
        answer.read()
        passed = time.perf_counter() - began
        if answer.status != 200:
            raise RuntimeError(f"{address} was answered {answer.status}.")
        return passed

    def ping(self) -> float:
        """The smallest page there is, through the same server: what HTTP itself costs here."""
        began = time.perf_counter()
        self.line.request("GET", "/alive/", headers=self.heads)
        self.line.getresponse().read()
        return time.perf_counter() - began


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def part(*words: str, port: int = 0) -> Iterator["subprocess.Popen[bytes]"]:
    """A part of the program as a process of its own, ended afterwards."""
    environment = {**os.environ, "PORT": str(port)} if port else dict(os.environ)
    with subprocess.Popen([*CARREL, *words], env=environment, start_new_session=True) as process:
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)


def wait_for(port: int) -> float:
    """Seconds until the first page comes."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        with contextlib.suppress(OSError, http.client.HTTPException):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            line.request("GET", "/sign-in/")
            if line.getresponse().status == 200:
                return time.monotonic() - began
        time.sleep(0.02)
    raise RuntimeError("The server did not answer within two minutes.")


def sessions(count: int) -> list[str]:
    """Signed-in sessions of that many technicians."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from carrel.doors.web.account.sessions import SessionStore
    from carrel.rooms.people.models import Account, RoleHeld
    from carrel.rooms.schools.models import Site

    site = RoleHeld.objects.filter(role="technician").order_by("pk")[0].site or Site.objects.all()[0]
    found = []
    for number in range(count):
        account, made = Account.objects.get_or_create(username=f"bench{number}")
        if made:
            RoleHeld.objects.create(account=account, role="technician", site=site)
        store = SessionStore()
        store[SESSION_KEY] = str(account.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = account.get_session_auth_hash()
        store.create()
        found.append(str(store.session_key))
    return found


def desks(scans: int, clients: int = 4) -> dict[str, Any]:
    """Four desks lend by scanning: a card, three books, the next card; each scan with its rendered answer."""
    from django.db import connections

    from carrel.rooms.inventory.models import Item
    from carrel.rooms.people.models import Card

    items = district.free_items(scans * clients)
    codes = dict(Item.objects.filter(pk__in=items).values_list("pk", "barcode"))
    people = district.patrons()[:400]
    cards = dict(Card.objects.filter(person__in=people).values_list("person_id", "number"))
    keys, port = sessions(clients), free_port()
    connections.close_all()
    waits: list[list[float]] = [[] for _ in range(clients)]
    pings: list[list[float]] = [[] for _ in range(clients)]
    faults: list[str] = []

    def work(place: int) -> None:
        desk, own = Desk(port, keys[place]), items[place * scans : (place + 1) * scans]
        crowd = people[place * 100 : place * 100 + 100]
        for number, item in enumerate(own):
            if number % 3 == 0:
                desk.scan(cards[crowd[number // 3 % 100]])
            passed, page = desk.scan(codes[item])
            waits[place].append(passed)
            if "is-done" not in page:
                faults.append(page[:200])
        pings[place] += [desk.ping() for _ in range(200)]

    with part("serve", port=port) as server:
        wait_for(port)
        before = cpu_of(server.pid)
        began = time.perf_counter()
        threads = [threading.Thread(target=work, args=(place,)) for place in range(clients)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        passed = time.perf_counter() - began
        spent = cpu_of(server.pid) - before
    every, small = [wait for own in waits for wait in own], [wait for own in pings for wait in own]
    return {
        "scans": len(every), "faults": len(faults), "first_fault": faults[:1],
        "p50": share(every, 0.5), "p95": share(every, 0.95), "slowest": max(every),
        "ping_p95": share(small, 0.95), "per_second": len(every) / passed,
        "cpu_ms": spent / (len(every) * 4 / 3 + len(small)) * 1000,
    }  # fmt: skip


def house(check_outs: int = 100) -> dict[str, Any]:
    """Start and memory with the demo data: server and worker, idle after a hundred check-outs."""
    from django.db import connections

    from carrel.rooms.inventory.models import Item
    from carrel.rooms.people.models import Card, RoleHeld

    site = RoleHeld.objects.filter(role="technician").order_by("pk")[0].site_id or 0
    free = Item.objects.filter(state="available", site_id=site, item_type__code="book").order_by("pk")
    codes = list(free.values_list("barcode", flat=True)[:check_outs])
    readers = Card.objects.filter(kind="card", status="valid", person__home_site_id=site, person__left_on=None)
    cards = list(readers.order_by("-pk").values_list("number", flat=True)[: check_outs // 2])
    (session,), port = sessions(1), free_port()
    connections.close_all()
    began = time.monotonic()
    with part("serve", port=port) as server, part("work") as worker:
        wait_for(port)
        started = time.monotonic() - began
        desk = Desk(port, session)
        lent = 0
        for number, code in enumerate(codes):
            if number % 2 == 0:
                desk.scan(cards[number // 2 % len(cards)])
            lent += "is-done" in desk.scan(code)[1]
        time.sleep(3)
        memory = {"server": pss_of(server.pid), "worker": pss_of(worker.pid)}
    return {"start": started, "lent": lent, **memory}


def family_of(pid: int) -> list[int]:
    """A process and all it has started."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += [int(each) for each in (task / "children").read_text().split()]
    return found


def pss_of(pid: int) -> float:
    """Proportional set size of a process and its children, in MB."""
    total = 0
    for each in family_of(pid):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total / 1024


def cpu_of(pid: int) -> float:
    """Seconds of processor a process and its children have used."""
    ticks = os.sysconf("SC_CLK_TCK")
    total = 0
    for each in family_of(pid):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total / ticks


def main(words: list[str]) -> None:
    """Run one measure in this process."""
    folder, database_url, name, *numbers = words
    district.open_house(Path(folder), database_url)
    measures: dict[str, Callable[..., dict[str, Any]]] = {"desks": desks, "house": house}
    print(json.dumps(measures[name](*(int(each) for each in numbers))))


if __name__ == "__main__":
    main(sys.argv[1:])
