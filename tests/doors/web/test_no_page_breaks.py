"""No page answers 500, whatever is asked of it: odd queries and odd forms at every address, by who may the most."""

import pytest
from django.test import Client

from carrel.rooms.people.models import Account
from tests.cast import Cast
from tests.doors.web.test_access_matrix import addresses, path_of

ODD = [
    "",
    "x" * 10_000,
    "\x00\x07\x1b[31m",
    "🐙 \u202e",
    "'; DROP TABLE people_person; --",
    '"(title: OR *',
    "-1",
    "99999999999999999999999999",
    "0",
    "2026-02-30",
    "<script>alert(1)</script>",
    "%00%ff",
    "٣",
]
NAMES = (
    "q", "text", "sort", "page", "as", "month", "key", "seen", "answer", "act", "line", "number", "card", "item",
    "site", "person", "other", "class", "grade", "where", "tab", "first_on", "last_on", "kind", "due_on", "name",
    "title", "isbn", "reason", "next", "theme", "language", "parked", "file", "role", "overrides", "state", "from",
    "to", "place", "login", "pickup", "record", "loan", "pin", "until_on",
)  # fmt: skip
ROUNDS = range(6)
SIGNS_OUT = {"account_logout", "self_check.open_self_check"}


@pytest.fixture
def manager(cast: Cast) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(Account.objects.get(username="omar"))
    return client


def oddities(place: int, round_: int) -> dict[str, str]:
    """Something odd for each name, mixed: each address meets half of all pairs, its neighbour the others."""
    return {name: ODD[(place + number + 2 * round_) % len(ODD)] for number, name in enumerate(NAMES)}


@pytest.mark.slow
@pytest.mark.parametrize("round_", ROUNDS)
def test_odd_queries(cast: Cast, manager: Client, round_: int) -> None:
    for place, (name, _, route) in enumerate(addresses()):
        if name not in SIGNS_OUT:
            odd = oddities(place, round_)
            answer = manager.get(path_of(route, cast, 1), odd)
            assert answer.status_code < 500, (name, odd)


@pytest.mark.slow
@pytest.mark.parametrize("round_", ROUNDS)
def test_odd_forms(cast: Cast, manager: Client, round_: int) -> None:
    for place, (name, _, route) in enumerate(addresses()):
        if name not in SIGNS_OUT:
            odd = oddities(place, round_)
            answer = manager.post(path_of(route, cast, 1), odd)
            assert answer.status_code < 500, (name, odd)


@pytest.mark.slow
def test_numbers_no_row_has(cast: Cast, manager: Client) -> None:
    for name, _, route in addresses():
        if "<int:" in route:
            parts = [part.partition(">")[2] if ">" in part else part for part in route.split("<")]
            path = "9223372036854775807".join(parts) if "<slug" not in route else route
            assert manager.get(path).status_code in {302, 400, 403, 404, 405}, (name, path)
            assert manager.get(path.replace("9223372036854775807", "9" * 40)).status_code < 500, (name, path)
