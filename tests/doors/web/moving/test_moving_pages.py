"""The pages of moving: shown, refused, mistyped, not theirs; tables, papers, and what other pages say of it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from carrel.rooms.inventory.models import Item, ItemList, ReturnRow
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Display, Run, Stranger, Transfer, TransferLine
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def dee(cast: Cast) -> Client:
    return signed_in("dee")


@pytest.fixture
def lee(cast: Cast) -> Client:
    """A technician of the high school."""
    makers.give_role(makers.make_account("lee"), "technician", cast.high)
    return signed_in("lee")


def signed_in(username: str) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"login": username, "password": PASSWORD}).status_code == 302
    return client


def body(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def saved(client: Client, path: str) -> str:
    """A table as it is saved."""
    return b"".join(client.get(path).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # it streams


def begun(client: Client, cast: Cast, **said: object) -> str:
    answer = client.post("/moving/transfers/", {"to_site": cast.high.pk, **said})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_a_transfer_is_packed_sent_counted_and_settled(cast: Cast, dee: Client, lee: Client) -> None:
    items = [makers.make_item(cast.middle, title) for title in ("Holes", "Hatchet")]
    path = begun(dee, cast, why="Club", key="k")
    for item in items:
        dee.post(f"{path}add/", {"text": item.barcode})
    dee.post(f"{path}add/", {"text": "0000"})
    page = body(dee, path)
    assert "Holes" in page and "No item has the number 0000" in page and "Sent to Cedar" in page
    assert "It is counted here when" in body(lee, path)
    assert "Hatchet" in saved(dee, f"{path}?as=csv") and "Club" in saved(dee, "/moving/transfers/?as=csv")
    assert "1 transfer to pack" in body(dee, "/")
    assert f"in {Transfer.objects.get().code} to Cedar" in body(dee, f"/items/{items[0].pk}/")
    dee.post(f"{path}boxes/", {"boxes": 2})
    line = TransferLine.objects.get(item=items[1])
    dee.post(f"{path}take-out/", {"line": line.pk})
    dee.post(f"{path}add/", {"text": items[1].barcode})
    assert TransferLine.objects.get(item=items[1]).box == 2
    for paper in ("packing-list", "slips"):
        answer = dee.get(f"{path}{paper}/")
        assert answer.headers["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    dee.post(f"{path}send/")
    assert "1 transfer comes here" in body(lee, "/")
    code = Transfer.objects.get().code
    assert lee.post("/moving/transfers/find/", {"text": f"{code}-2"}).headers["Location"] == path
    assert lee.post("/moving/transfers/find/", {"text": "TR999"}).headers["Location"] == "/moving/transfers/"
    lee.post(f"{path}count/", {"text": items[0].barcode})
    lee.post(f"{path}count/", {"text": "77777"})
    page = body(lee, path)
    assert "1 of 2 counted" in page and "Nobody knows 77777" in page
    lee.post(f"{path}receive/")
    lee.post(f"{path}missing/", {"line": TransferLine.objects.get(item=items[1]).pk})
    stranger = Stranger.objects.get()
    lee.post(f"{path}strangers/", {"stranger": stranger.pk, "how": "nonsense"})
    lee.post(f"{path}strangers/", {"stranger": stranger.pk, "how": "aside"})
    assert Transfer.objects.get().state == "closed"
    assert "Moved to another school" in body(lee, f"/items/{items[0].pk}/")
    lee.post(f"{path}take-back/", {"line": TransferLine.objects.get(item=items[1]).pk})
    lee.post(f"{path}strangers/take-back/", {"stranger": stranger.pk})
    assert Transfer.objects.get().state == "received"
    lee.post(f"{path}reopen/")
    assert Transfer.objects.get().state == "sent"


def test_a_transfer_is_changed_called_back_and_given_up(cast: Cast, dee: Client) -> None:
    item = makers.make_item(cast.middle)
    path = begun(dee, cast)
    assert dee.post(f"{path}change/", {"why": "Unit", "until_on": "tomorrow"}).status_code == 422
    dee.post(f"{path}change/", {"why": "Unit", "until_on": ""})
    dee.post(f"{path}add/", {"text": item.barcode})
    dee.post(f"{path}send/")
    dee.post(f"{path}call-back/")
    assert (Transfer.objects.get().state, Transfer.objects.get().why) == ("packing", "Unit")
    assert dee.post(f"{path}drop/").headers["Location"] == "/moving/transfers/"
    assert not Transfer.objects.exists()


def test_it_is_filled_by_a_title_and_a_saved_list(cast: Cast, dee: Client) -> None:
    record = makers.make_record("Holes")
    copies = [makers.make_item(cast.middle, record=record) for _ in range(4)]
    makers.make_item(cast.middle, "Other", fund="ESSER")
    assert "Send copies to a school" in body(dee, f"/catalogue/{record.pk}/")
    assert "How many copies" in body(dee, f"/moving/transfers/?record={record.pk}")
    path = begun(dee, cast, record=record.pk, copies=2)
    assert TransferLine.objects.count() == 2
    dee.post(f"{path}fill/", {"title": copies[0].barcode, "count": 5})
    assert TransferLine.objects.count() == 4
    assert "No more of the 5 are in at this school." in body(dee, path)
    for said in ({}, {"title": "000", "count": 1}):
        assert dee.post(f"{path}fill/", said).status_code == 422
    kept = ItemList.objects.create(site=cast.middle, name="New ones", filters={"fund": "ESSER"}, columns=["title"])
    dee.post(f"{path}fill/", {"saved": kept.pk})
    assert TransferLine.objects.count() == 5


def test_what_is_lent_for_a_time_is_called_back(cast: Cast, dee: Client, lee: Client) -> None:
    item, until = makers.make_item(cast.middle), NOON + timedelta(days=3650)
    path = begun(dee, cast, until_on=until.date().isoformat())
    dee.post(f"{path}add/", {"text": item.barcode})
    dee.post(f"{path}send/")
    lee.post(f"{path}count/", {"text": item.barcode})
    lee.post(f"{path}receive/")
    assert "At the other school still" in body(dee, path)
    Transfer.objects.update(until_on=NOON.date())
    assert "1 item is to be called back" in body(dee, "/")
    assert "To be called back" in body(dee, "/moving/transfers/")
    dee.post(f"{path}call-home/")
    assert TransferLine.objects.filter(transfer__returns__isnull=False).get().item == item
    dee.post(f"{path}call-home/")
    assert Transfer.objects.count() == 2


def test_nobody_sees_what_is_between_other_schools(cast: Cast, dee: Client, lee: Client) -> None:
    boss = cast.actor(cast.boss)
    between = actions.begin_transfer(boss, from_site_id=cast.elementary.pk, to_site_id=cast.high.pk, now=NOON)
    for rest in ("", "packing-list/", "slips/"):
        assert dee.get(f"/moving/transfers/{between}/{rest}").status_code == 404
    assert dee.post(f"/moving/transfers/{between}/add/", {"text": "1"}).status_code == 404
    assert dee.post("/moving/transfers/", {"to_site": cast.middle.pk}).status_code == 422
    assert lee.get(f"/moving/transfers/{between}/").status_code == 200


def test_a_display_from_its_opening_to_its_end(cast: Cast, dee: Client, lee: Client) -> None:
    assert "Add a place of the kind Display" in body(dee, "/moving/displays/")
    place = makers.make_place(cast.middle, name="Glass case", kind="display")
    until = (NOON + timedelta(days=3650)).date()
    said = {"name": "New Year", "place": place.pk, "until_on": until.isoformat()}
    assert dee.post("/moving/displays/", said | {"until_on": "2020-01-01"}).status_code == 422
    path = dee.post("/moving/displays/", said).headers["Location"]
    item = makers.make_item(cast.middle, "Holes")
    assert dee.post(f"{path}show/", {"text": "000"}).status_code == 409
    dee.post(f"{path}show/", {"text": item.barcode})
    assert "On display" in body(dee, f"/catalogue/{item.record_id}/")
    assert "New Year, until" in Client().get(f"/catalogue/{item.record_id}/?at={cast.middle.code}").content.decode()
    assert "On display: New Year" in body(dee, f"/items/{item.pk}/")
    assert "Holes" in saved(dee, f"{path}?as=csv") and "Back to the display" in body(dee, f"{path}?as=print")
    assert lee.get(path).status_code == 404
    dee.post(f"{path}end/")
    assert "there are still 1" in body(dee, path)
    assert dee.post(f"{path}change/", {"name": "", "until_on": "x"}).status_code == 422
    dee.post(f"{path}change/", {"name": "Winter", "until_on": until.isoformat()})
    Display.objects.update(until_on=NOON.date())
    assert "1 display to take down" in body(dee, "/") and "Winter" in body(dee, "/")
    dee.post(f"{path}take-down/", {"text": "000"})
    down = dee.post(f"{path}take-down/", {"text": item.barcode}).headers["Location"]
    assert Item.objects.get(pk=item.pk).state == "available"
    [act] = re.findall(r'name="act" value="(\d+)"', body(dee, down))
    assert lee.post(f"{path}put-up-again/", {"act": act}).status_code == 404
    assert "It stands there again." in dee.post(f"{path}put-up-again/", {"act": act}, follow=True).content.decode()
    assert Item.objects.get(pk=item.pk).state == "on_loan"
    assert dee.post(f"{path}put-up-again/", {"act": "x"}, follow=True).status_code == 200
    dee.post(f"{path}take-down/", {"text": item.barcode})
    dee.post(f"{path}end/")
    assert "Winter" in body(dee, "/moving/displays/?over=1")
    dee.post(f"{path}reopen/")
    assert Display.objects.get().ended_at is None


def test_what_a_reader_has_is_shown_after_a_reason(cast: Cast, dee: Client) -> None:
    makers.make_policy()
    place = makers.make_place(cast.middle, kind="display")
    until = (NOON + timedelta(days=3650)).date().isoformat()
    path = dee.post("/moving/displays/", {"name": "A", "place": place.pk, "until_on": until}).headers["Location"]
    item = makers.make_item(cast.middle)
    makers.make_loan(item, cast.ana)
    answer = dee.post(f"{path}show/", {"text": item.barcode})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Show it all the same" in page
    code = page.partition('name="pass" value="')[2].partition('"')[0]
    dee.post(f"{path}show/", {"text": item.barcode, "pass": code, "reason": "It lay here"})
    assert "On display" in body(dee, f"/items/{item.pk}/")


def test_a_run_is_written_down_and_its_stops_are_made(cast: Cast, dee: Client) -> None:
    said = {"name": "North", "days": list("0123456"), "is_active": "on", f"stop_{cast.high.pk}": 1}
    assert dee.post("/moving/runs/add/", said).status_code == 422
    path = dee.post("/moving/runs/add/", said | {f"stop_{cast.middle.pk}": 2}).headers["Location"]
    makers.make_transit(makers.make_item(cast.middle), cast.elementary)
    page = body(dee, path)
    assert "Not on this run" in page and "0 of 2 stops made" in page
    assert "The van comes today" in body(dee, "/") and "North" in body(dee, "/moving/runs/")
    dee.post(f"{path}tick/", {"site": cast.high.pk, "on": "2026-11-23"})
    assert "1 of 2 stops made" in body(dee, f"{path}?on=2026-11-23")
    dee.post(f"{path}untick/", {"site": cast.high.pk, "on": "2026-11-23"})
    assert "0 of 2 stops made" in body(dee, f"{path}?on=2026-11-23")
    assert dee.get(f"{path}?on=2026-99-99").status_code == 200
    assert dee.get(f"{path}sheet/").content.startswith(b"%PDF")
    assert "Stop" in saved(dee, f"{path}?as=csv")
    assert "North" in body(dee, f"{path}change/")
    dee.post(f"{path}change/", said | {"name": "South", f"stop_{cast.middle.pk}": 2})
    assert Run.objects.get().name == "South"
    assert dee.post(f"{path}drop/").headers["Location"] == "/moving/runs/"
    assert dee.get(path).status_code == 404


def test_a_row_of_floating_is_kept(cast: Cast, dee: Client) -> None:
    kind = makers.make_item_type()
    said = {"item_type": kind.pk, "site": cast.middle.pk, "goes": "stays"}
    assert dee.post("/moving/return_rows/add/", said).status_code == 302
    assert "Stays where it is returned" in body(dee, "/moving/return_rows/")
    assert dee.post("/moving/return_rows/add/", said).status_code == 200
    assert ReturnRow.objects.count() == 1
    assert dee.post("/moving/return_rows/add/", said | {"site": cast.high.pk}).status_code == 409


def test_a_script_hears_what_each_scan_was(cast: Cast, dee: Client, lee: Client) -> None:
    makers.make_policy()
    desk = {"X-Desk": "1"}
    wanted, plain = makers.make_item(cast.middle, "Holes"), makers.make_item(cast.middle, "Hatchet")
    path = begun(dee, cast)

    def scanned(client: Client, verb: str, text: str) -> str:
        answer = client.post(f"{path}{verb}/", {"text": text}, headers=desk)
        assert answer.status_code == 200 and "<html" not in answer.text
        return answer.text

    for text, sound, word in (
        (plain.barcode, "done", "In the box"), (plain.barcode, "again", "There already"),
        (wanted.barcode, "done", "In the box"), ("0000", "refused", "Not taken"),
        ("%undo", "", "Scan what goes into box 1"), ("+", "", "Scan what goes into box 1"),
        ("  ", "", "Scan what goes into box 1"),
    ):  # fmt: skip
        part = scanned(dee, "add", text)
        assert f'data-sound="{sound}"' in part and word in part
    assert 'data-sounds="on"' in body(dee, path) and "web/js/sounds" in body(dee, path)
    dee.post(f"{path}send/")
    assert "web/js/sounds" not in body(dee, path)
    part = scanned(dee, "add", plain.barcode)
    assert f'data-go="{path}"' in part and "has left" in body(dee, path)
    makers.make_hold(wanted.record, cast.fay, pickup_site=cast.high)
    for text, sound, word in (
        (wanted.barcode, "hold", "hold shelf"), (wanted.barcode, "again", "counted before"),
        ("0000", "unknown", "Nobody knows it"), (makers.make_item(cast.high, "Odd").barcode, "ask", "Came besides"),
    ):  # fmt: skip
        part = scanned(lee, "count", text)
        assert f'data-sound="{sound}"' in part and word in part, part[:600]
    lee.post(f"{path}receive/")
    for stranger in Stranger.objects.all():
        lee.post(f"{path}strangers/", {"stranger": stranger.pk, "how": "sent_on" if stranger.item else "aside"})
    part = scanned(lee, "count", plain.barcode)
    assert f'data-go="{path}"' in part and Transfer.objects.get().state == "closed"
    assert "Hatchet› is counted." in body(lee, path)


def test_floating_stands_among_its_neighbours_and_says_what_to_do(dee: Client) -> None:
    page = body(dee, "/moving/return_rows/")
    assert "Delivery runs" in page and "“Add a row” makes the first one." in page


def test_a_scan_reaches_the_box_of_the_page(cast: Cast, dee: Client, lee: Client) -> None:
    path = begun(dee, cast, key="k")
    page = body(dee, path)
    assert page.count('id="box"') == 1 and f'action="{path}add/"' in page and "Into box 1 of TR" in page
    dee.post(f"{path}add/", {"text": makers.make_item(cast.middle, "Holes").barcode})
    dee.post(f"{path}send/")
    assert f'action="{path}count/"' in body(lee, path) and "Find or scan" in body(dee, path)


def test_a_long_transfer_costs_a_scan_no_more_than_a_short_one(cast: Cast, dee: Client, lee: Client) -> None:
    makers.make_policy()
    path, desk = begun(dee, cast), {"X-Desk": "1"}
    items = [makers.make_item(cast.middle, f"Book {number}") for number in range(34)]

    def statements(client: Client, verb: str, barcode: str) -> tuple[int, str]:
        with CaptureQueriesContext(connection) as asked:
            page = client.post(f"{path}{verb}/", {"text": barcode}, headers=desk).text
        return len(asked), page

    packed = [statements(dee, "add", item.barcode) for item in items]
    assert packed[2][0] == packed[-1][0]
    assert "30 of 34 are shown." in packed[-1][1] and "Book 33" in packed[-1][1] and "Book 3<" not in packed[-1][1]
    whole = body(dee, f"{path}?all=1")
    assert "Book 3<" in whole and "are shown." not in whole
    dee.post(f"{path}send/")
    assert "30 of 34 are shown." in body(lee, path)
    counted = [statements(lee, "count", item.barcode) for item in items[:33]]
    assert counted[2][0] == counted[-1][0]
    assert "33 of 34 counted" in counted[-1][1] and "30 of 33 are shown." in counted[-1][1]
