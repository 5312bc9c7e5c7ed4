"""Any touch gives the seconds again, in whatever order it and a scan are answered."""

from unittest.mock import patch

import pytest
from django.http import HttpResponse
from django.test import Client

from carrel.doors.web.self_check import views as self_check_views
from carrel.doors.web.self_check.station import TOUCH_COOKIE
from tests.cast import ANA_CARD, Cast
from tests.doors.web.self_check.hands import begin, book, enter, page, scan, wait
from tests.rooms.circulation.stations import PIN, decide, give_pin

pytestmark = pytest.mark.django_db


def test_a_touch_gives_the_seconds_again(cast: Cast, kiosk: Client) -> None:
    decide(cast, idle_seconds=30)
    begin(cast, kiosk)
    wait(kiosk, 25)
    kiosk.post("/self-check/still-here/")
    wait(kiosk, 25)
    assert "Hi Ana" in page(kiosk)
    wait(kiosk, 6)
    assert "Hi Ana" not in page(kiosk)


@pytest.mark.parametrize("last", ["pin/", "scan/", "done/"])
def test_a_touch_that_crosses_a_scan_puts_nothing_back(cast: Cast, kiosk: Client, last: str) -> None:
    """The first figure of a PIN is a touch: it is under way when the PIN follows, and is answered after it."""
    give_pin(cast, ANA_CARD)
    scan(kiosk, ANA_CARD)
    if last != "pin/":
        enter(kiosk)
    real = self_check_views.keep_touch

    def late(answer: HttpResponse, seen: float) -> None:
        beside = Client()
        beside.cookies.load({each.key: each.value for each in kiosk.cookies.values()})
        beside.post(f"/self-check/{last}", {"pin": PIN, "text": book(cast, "Ghost").barcode})
        real(answer, seen)

    with patch.object(self_check_views, "keep_touch", late):
        kiosk.post("/self-check/still-here/")
    text = page(kiosk)
    assert ("Hi Ana" in text) == (last != "done/")
    assert ("Ghost" in text) == (last == "scan/")


def test_a_touch_nobody_signed_counts_for_nothing(cast: Cast, kiosk: Client) -> None:
    begin(cast, kiosk)
    kiosk.cookies[TOUCH_COOKIE] = "9999999999"
    wait(kiosk, 25)
    assert "Hi Ana" not in page(kiosk)
