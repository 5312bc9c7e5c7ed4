"""Carrel as an app of a phone: the manifest names what is there, and the page without a network names nobody."""

import json
import struct
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from carrel.rooms.people.models import Account
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_manifest_names_icons_of_the_size_it_says() -> None:
    answer = Client().get("/manifest.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    told = json.loads(answer.content)
    assert told["display"] == "standalone" and told["start_url"].startswith(told["scope"])
    for icon in told["icons"]:
        with Path(str(finders.find(icon["src"].removeprefix("/static/")))).open("rb") as file:
            width, height = struct.unpack(">II", file.read(24)[16:])  # PNG's first chunk
        assert icon["sizes"] == f"{width}x{height}"
    assert {each["purpose"] for each in told["icons"]} == {"any", "maskable"}


def test_the_worker_stands_at_the_root_and_knows_the_addresses_it_names() -> None:
    answer = Client().get("/worker.js")
    script = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    for name in ("shell.offline", "account_logout"):
        assert f'"{reverse(name)}"' in script
    page_script = Path(str(finders.find("web/js/offline.js"))).read_text(encoding="utf-8")
    assert f'"{reverse("shell.alive")}"' in page_script


def test_the_page_without_a_network_names_nobody(cast: Cast) -> None:
    client = Client()
    client.force_login(Account.objects.get(username="dee"))
    page = client.get("/offline/").content.decode()
    assert "No connection" in page
    assert "Dee" not in page and "sign-out" not in page


def test_every_page_says_where_the_manifest_is() -> None:
    assert 'rel="manifest" href="/manifest.webmanifest"' in Client().get("/sign-in/").content.decode()
