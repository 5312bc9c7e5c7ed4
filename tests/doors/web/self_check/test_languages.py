"""The language of a station: its own for whoever comes, another for whoever touched it, nothing of an old one."""

import pytest
from django.test import Client

from tests.cast import ANA_CARD, MATEO_CARD, Cast
from tests.doors.web.self_check.hands import begin, book, enter, page, scan
from tests.rooms.circulation.stations import decide, give_pin

pytestmark = pytest.mark.django_db
SPANISH, ENGLISH = '<html lang="es"', '<html lang="en"'


def touch(kiosk: Client, language: str) -> str:
    kiosk.post("/self-check/language/", {"language": language})
    return page(kiosk)


def part(kiosk: Client, address: str, **fields: str) -> str:
    """As station.js asks: the answer itself, not the page after it."""
    return kiosk.post(f"/self-check/{address}/", fields, headers={"X-Station": "1"}).content.decode()


def test_another_language_is_for_this_reader_only(cast: Cast, kiosk: Client) -> None:
    kiosk.post("/self-check/language/", {"language": "es"})
    assert '<html lang="es"' in page(kiosk)
    kiosk.post("/self-check/language/", {"language": "xx"})
    assert '<html lang="es"' in page(kiosk)
    kiosk.post("/self-check/done/")
    assert '<html lang="en"' in page(kiosk)


def test_the_next_card_is_answered_in_the_stations_own(cast: Cast, kiosk: Client) -> None:
    """Not only from the page after: the PIN is asked, and a card is refused, in it."""
    give_pin(cast, MATEO_CARD)
    begin(cast, kiosk)
    assert "Hola, Ana" in touch(kiosk, "es")
    answer = part(kiosk, "scan", text=MATEO_CARD)
    assert "Now your PIN" in answer
    assert 'lang="en"' in answer
    touch(kiosk, "es")
    assert "Now your PIN" in part(kiosk, "scan", text=ANA_CARD)


def test_what_was_touched_before_the_card_holds_for_it(cast: Cast, kiosk: Client) -> None:
    give_pin(cast, ANA_CARD)
    touch(kiosk, "es")
    assert SPANISH in scan(kiosk, ANA_CARD)
    assert SPANISH in scan(kiosk, ANA_CARD)
    assert "Hola, Ana" in enter(kiosk)
    assert 'lang="en"' in part(kiosk, "done")


def test_a_touched_face_after_an_open_visit_finds_the_stations_own(cast: Cast, kiosk: Client) -> None:
    decide(cast, picker_grades="7")
    begin(cast, kiosk)
    touch(kiosk, "es")
    fields = {"class": str(cast.seven_b.pk), "person": str(cast.ana.pk)}
    assert "Hi Ana" in part(kiosk, "pick/face", **fields)


def test_nothing_stays_in_the_language_before(cast: Cast, kiosk: Client) -> None:
    """The last card goes with its language, and the list is said anew."""
    begin(cast, kiosk)
    english = scan(kiosk, book(cast, "Holes").barcode)
    assert "Bring it back by" in english
    spanish = touch(kiosk, "es")
    assert "Bring it back by" not in spanish
    assert "Holes" in spanish
    due = english.partition('class="due-big"')[2].partition('class="stamp">')[2].partition("<")[0]
    assert due and f">{due}<" not in spanish
    assert f">{due}<" in touch(kiosk, "en")
