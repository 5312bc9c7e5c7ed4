"""What hands do at a station: scan, type a PIN, look, and wait."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.test import Client

from carrel.cellar.kernel import clock
from carrel.doors.web.self_check.station import TOUCH_COOKIE, keep_touch
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Card
from tests import makers
from tests.cast import ANA_CARD, Cast
from tests.rooms.circulation.stations import PIN, give_pin


def wait(kiosk: Client, seconds: int) -> None:
    """As if so many seconds had gone by: the last touch and every rest of a card lie further back."""
    session, past = kiosk.session, timedelta(seconds=seconds)
    if "station_visit" in session:
        session["station_visit"] = {**session["station_visit"], "seen": session["station_visit"]["seen"] - seconds}
        session.save()
    browser, answer = HttpRequest(), HttpResponse()
    browser.COOKIES = {each.key: each.value for each in kiosk.cookies.values()}
    if touched := browser.get_signed_cookie(TOUCH_COOKIE, default=""):
        keep_touch(answer, float(touched) - seconds)
        kiosk.cookies.update(answer.cookies)
    for card in Card.objects.exclude(pin_rests_until_at=None):
        Card.objects.filter(pk=card.pk).update(pin_rests_until_at=(card.pin_rests_until_at or clock.now()) - past)


def page(client: Client) -> str:
    answer = client.get("/self-check/")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


def scan(client: Client, text: str, key: str = "") -> str:
    answer = client.post("/self-check/scan/", {"text": text, "key": key})
    assert answer.headers["Location"] == "/self-check/"
    return page(client)


def enter(client: Client, pin: str = PIN) -> str:
    client.post("/self-check/pin/", {"pin": pin})
    return page(client)


def book(cast: Cast, title: str) -> Item:
    return makers.make_item(cast.middle, title)


def begin(cast: Cast, kiosk: Client, number: str = ANA_CARD) -> str:
    give_pin(cast, number)
    scan(kiosk, number)
    return enter(kiosk)
