"""The desk under test: the cast, a policy, some books, and a hand that scans."""

import re
import uuid
from dataclasses import dataclass, field

import pytest
from django.test import Client

from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Account
from tests import makers
from tests.cast import Cast


@dataclass
class Hand:
    """Somebody at the desk who scans; `page` is the last answer as text, `status` its status."""

    client: Client
    page: str = ""
    status: int = 0
    keys: list[str] = field(default_factory=list)

    def scan(self, text: str, key: str = "", *, seen: str | None = None) -> str:
        return self.post("/desk/scan/", {"text": text}, key, seen=seen)

    def post(self, url: str, fields: dict[str, str], key: str = "", *, seen: str | None = None) -> str:
        key = key or uuid.uuid4().hex
        self.keys.append(key)
        sent = {"key": key, **fields} | ({} if seen is None else {"seen": seen})
        answer = self.client.post(url, sent, headers={"X-Desk": "1"})
        self.page, self.status = answer.content.decode(), answer.status_code
        return self.page

    def look(self) -> str:
        answer = self.client.get("/desk/")
        self.page, self.status = answer.content.decode(), answer.status_code
        return self.page

    @property
    def verdict(self) -> str:
        """The word on the card, and nothing when there is no card."""
        found = re.search(r'<p class="verdict">(.*?)</p>', self.page, re.DOTALL)
        return found.group(1).strip() if found else ""

    @property
    def state(self) -> str:
        found = re.search(r'<section class="last is-(\w+)"', self.page)
        return found.group(1) if found else ""

    @property
    def title(self) -> str:
        found = re.search(r"<h2>(.*?)</h2>", self.page, re.DOTALL)
        return re.sub("<.*?>", "", found.group(1)) if found else ""

    @property
    def seen(self) -> str:
        found = re.search(r'data-seen="(.*?)"', self.page)
        return found.group(1) if found else ""

    @property
    def sound(self) -> str:
        found = re.search(r'data-sound="(.*?)"', self.page)
        return found.group(1) if found else ""

    def act_ids(self) -> list[str]:
        return re.findall(r'name="act" value="(\d+)"', self.page)


def hand_of(username: str) -> Hand:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return Hand(client)


@pytest.fixture
def dee(cast: Cast) -> Hand:
    """The technician at the desk of the middle school, with a policy in force."""
    makers.make_policy()
    return hand_of("dee")


@pytest.fixture
def books(cast: Cast) -> list[Item]:
    titles = ("Holes", "The Wild Robot", "Brown Girl Dreaming", "Ghost", "Guts")
    return [makers.make_item(cast.middle, title) for title in titles]
