"""Recordings through their pages: entered, shown, refused with the reason, erased, put right; rights and copies."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from carrel.rooms.media import actions
from carrel.rooms.media.models import CopyMade, MediaSetting, Recording, Right, Showing
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("America/Los_Angeles")


def client_of(username: str) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"login": username, "password": makers.PASSWORD}).status_code == 302
    return client


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def today() -> date:
    return timezone.now().astimezone(ZONE).date()


def make_recording(cast: Cast, title: str = "Nova", *, ago: int = 0, **changes: object) -> Recording:
    day = today() - timedelta(days=ago)
    kind = makers.make_item_type("dvd", family="media")
    values: dict[str, object] = {
        "item": makers.make_item(cast.middle, title, item_type=kind), "site": cast.middle, "teacher": cast.clark,
        "requested_on": day, "channel": "KQED", "recorded_on": day, "is_free": True, "has_notice": True,
        "is_whole": True, "entered_at": timezone.now(),
        "broadcast_at": datetime(day.year, day.month, day.day, 20, tzinfo=ZONE),
    }  # fmt: skip
    return Recording.objects.create(**values | changes)


def entered(**changes: object) -> dict[str, object]:
    """The form of a recording that was made today."""
    day = today().isoformat()
    return {
        "number": "TV-1", "title": "Frontline: Water", "teacher": "Clark", "requested_on": day, "channel": "KQED",
        "broadcast_on": day, "broadcast_time": "20:00", "recorded_on": day, "copies": 0, "is_free": "on",
        "is_whole": "on", "has_notice": "on", "key": "k1",
    } | changes  # fmt: skip


def test_a_new_programme_and_its_recording_in_one_form(cast: Cast) -> None:
    kind = makers.make_item_type("dvd", family="media").pk
    dee = client_of("dee")
    answer = dee.post("/media/recordings/add/", entered(item_type=kind, title=""))
    assert answer.status_code == 422
    assert "Nothing has the label TV-1 yet" in answer.content.decode()
    answer = dee.post("/media/recordings/add/", entered(item_type=kind, teacher="Ana"))
    assert answer.status_code == 409
    assert "Ana Garcia is not known as staff here" in answer.content.decode()
    answer = dee.post("/media/recordings/add/", entered(item_type=kind), follow=True)
    page = answer.content.decode()
    assert "The recording is entered. Its clocks run." in page
    assert "Frontline: Water" in page
    assert Recording.objects.get().item.barcode == "TV-1"
    assert "TV-1" in text_of(dee, "/media/recordings/")
    assert "Off-air recording" in text_of(dee, f"/items/{Recording.objects.get().item_id}/")


def test_what_asks_is_passed_with_a_reason(cast: Cast) -> None:
    kind = makers.make_item_type("dvd", family="media").pk
    dee = client_of("dee")
    form = entered(item_type=kind)
    del form["has_notice"]
    answer = dee.post("/media/recordings/add/", form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="media.no_notice"' in page
    answer = dee.post("/media/recordings/add/", form | {"overrides": "media.no_notice", "reason": "There was none"})
    assert answer.status_code == 302


def test_a_wrong_channel_is_put_right(cast: Cast) -> None:
    made, dee = make_recording(cast), client_of("dee")
    path = f"/media/recordings/{made.pk}/change/"
    assert path in text_of(dee, f"/media/recordings/{made.pk}/")
    page = text_of(dee, path)
    assert 'value="KQED"' in page and 'value="20:00"' in page
    day = made.recorded_on.isoformat()
    form = {
        "requested_on": day, "channel": "PBS", "broadcast_on": day, "broadcast_time": "19:30", "recorded_on": day,
        "is_free": "on", "is_whole": "on", "has_notice": "on",
    }  # fmt: skip
    assert dee.post(path, form | {"channel": ""}).status_code == 422
    later = (made.recorded_on + timedelta(days=2)).isoformat()
    answer = dee.post(path, form | {"recorded_on": later, "requested_on": later, "broadcast_on": day})
    assert answer.status_code == 409
    page = dee.post(path, form, follow=True).content.decode()
    assert "The recording is changed." in page and "PBS" in page
    assert dee.get("/media/recordings/999999/change/").status_code == 404


def test_shown_repeated_and_refused(cast: Cast) -> None:
    made = make_recording(cast)
    dee = client_of("dee")
    path, form = (
        f"/media/recordings/{made.pk}/show/",
        {"teacher": "Clark", "on": today().isoformat(), "kind": "showing"},
    )
    page = dee.post(path, form | {"audience": "7B", "key": "a"}, follow=True).content.decode()
    assert "7B" in page
    answer = dee.post(path, form | {"key": "b"})
    assert (answer.status_code, "has shown ‹Nova› once" in answer.content.decode()) == (409, True)
    answer = dee.post(path, form | {"kind": "repeat", "key": "c"})
    assert "Say what for." in answer.content.decode()
    passed = {"kind": "repeat", "key": "c", "overrides": "media.repeat_for_reinforcement", "reason": "Quiz on Friday"}
    assert "Quiz on Friday" in dee.post(path, form | passed, follow=True).content.decode()
    assert dee.post(path, {"teacher": "Nobody"}).status_code == 422
    showing = Showing.objects.order_by("pk")[0]
    page = dee.post(f"/media/showings/{showing.pk}/take-back/", follow=True).content.decode()
    assert "The showing is taken back" in page


def test_copies_of_a_recording(cast: Cast) -> None:
    made = make_recording(cast)
    copy, dee = makers.make_item(cast.middle, record=made.item.record), client_of("dee")
    base = f"/media/recordings/{made.pk}/copies/"
    assert dee.post(base, {"copies": "x"}).status_code == 422
    assert "3 without a label" in dee.post(base, {"copies": 3}, follow=True).content.decode()
    assert "No item has this label" in dee.post(f"{base}add/", {"number": "0"}).content.decode()
    assert copy.barcode in dee.post(f"{base}add/", {"number": copy.barcode}, follow=True).content.decode()
    assert dee.post(f"{base}add/", {"number": copy.barcode}).status_code == 409
    assert "no copy of this recording" in dee.post(f"{base}{copy.pk}/remove/", follow=True).content.decode()
    assert "The entry is taken back" in dee.post(
        f"/media/recordings/{made.pk}/take-back/", follow=True
    ).content.decode()  # fmt: skip


def test_the_erase_list(cast: Cast) -> None:
    late, due = make_recording(cast, "Late", ago=50), make_recording(cast, "Due today", ago=45)
    make_recording(cast, "Young", ago=3)
    out = make_recording(cast, "Out", ago=46)
    makers.make_loan(out.item, cast.clark)
    dee = client_of("dee")
    page = text_of(dee, "/media/erase/")
    assert page.index("Late") < page.index("Out") < page.index("Due today")
    assert "Young" not in page
    assert "Not here: fetch it first" in page
    assert "Overdue: erase it" in page
    assert "3 recordings to erase" in text_of(dee, "/")
    csv = b"".join(dee.get("/media/erase/?as=csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a stream
    assert csv.count("\n") == 4
    page = dee.post(f"/media/recordings/{late.pk}/erase/", follow=True).content.decode()
    assert "Written down as erased, and withdrawn." in page
    assert "Erased today" in page
    page = dee.post(f"/media/recordings/{out.pk}/erase/", {"page": 1}, follow=True).content.decode()
    assert "Scan it at the return desk, then erase it." in page
    page = dee.post("/media/erase/all/", follow=True).content.decode()
    assert "1 recording is written down as erased." in page
    assert "1 is not here and stays on the list." in page
    due.refresh_from_db()
    assert due.erased_by_name == "Dee Novak"
    page = dee.post(f"/media/recordings/{due.pk}/put-right/", {"reason": " "}, follow=True).content.decode()
    assert "Say why ‹Due today› is not erased after all." in page
    page = dee.post(f"/media/recordings/{due.pk}/put-right/", {"reason": "Other tape"}, follow=True).content.decode()
    assert "stands on the list again" in page
    page = text_of(dee, "/media/recordings/?erased=1")
    assert "Late" in page
    assert "Due today" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_no_more_for_more_rows(cast: Cast, count: int, django_assert_num_queries: object) -> None:
    for number in range(count):
        make_recording(cast, f"Nova {number}", ago=45)
        actions.add_right(
            cast.actor(cast.boss), record_id=Recording.objects.latest("pk").item.record_id, kind="performance",
            holder="WGBH", from_on=today(), until_on=None, now=timezone.now(),
        )  # fmt: skip
        actions.log_copy(
            cast.actor(cast.dee), site_id=cast.middle.pk, title="Holes", person_id=cast.clark.pk, copies=1,
            basis="public_domain", made_on=today(), now=timezone.now(),
        )  # fmt: skip
    dee = client_of("dee")
    for path, queries in QUERIES.items():
        dee.get(path)
        with django_assert_num_queries(queries):  # type: ignore[operator]  # pytest-django's fixture
            dee.get(path)


QUERIES = {"/media/recordings/": 12, "/media/erase/": 18, "/media/rights/": 8, "/media/copies/": 9}


def test_a_right_on_its_record_and_item(cast: Cast) -> None:
    item, dee = makers.make_item(cast.middle, "Hidden Figures"), client_of("dee")
    path = f"/media/rights/add/{item.record_id}/"
    form = {
        "kind": "performance", "holder": "Swank", "from_on": today().isoformat(), "site": cast.middle.pk,
        "until_on": (today() + timedelta(days=9)).isoformat(), "warn_days": 30, "key": "r", "audience": "200 persons",
    }  # fmt: skip
    bad = SimpleUploadedFile("x.exe", b"\x00\x01\x02")
    answer = dee.post(path, form | {"proof": bad})
    assert (answer.status_code, "is of a kind that is not kept here" in answer.content.decode()) == (409, True)
    assert dee.post(path, form | {"holder": ""}).status_code == 422
    answer = dee.post(path, form | {"proof": SimpleUploadedFile("p.pdf", b"%PDF-1.7 x")}, follow=True)
    for page in (answer.content.decode(), text_of(dee, f"/items/{item.pk}/")):
        assert "Swank" in page
        assert "Ends soon" in page
    assert "1 right to a title ends soon" in text_of(dee, "/")
    right = Right.objects.get()
    proof = dee.get(f"/media/rights/{right.pk}/proof/")
    assert b"".join(proof.streaming_content) == b"%PDF-1.7 x"  # type: ignore[attr-defined]  # a stream
    assert proof.headers["Content-Disposition"] == 'attachment; filename="p.pdf"'
    assert "Ended by hand" in dee.post(f"/media/rights/{right.pk}/end/", follow=True).content.decode()
    assert "Ends soon" in dee.post(f"/media/rights/{right.pk}/reopen/", follow=True).content.decode()
    assert dee.get("/media/rights/?as=xlsx").content.startswith(b"PK")
    assert dee.get(f"/media/rights/add/{item.record_id + 999}/").status_code == 404
    assert dee.get("/media/rights/999/proof/").status_code == 404


def test_the_log_of_copies(cast: Cast) -> None:
    record, dee = makers.make_record("Holes"), client_of("dee")
    path = f"/media/copies/add/?record={record.pk}"
    assert 'value="Holes"' in text_of(dee, path)
    form = {"title": "Holes, chapter 3", "person": "Clark", "made_on": today().isoformat(), "copies": 28, "key": "c"}
    answer = dee.post(path, form | {"basis": "fair_use"})
    assert (answer.status_code, "Say in a few words" in answer.content.decode()) == (409, True)
    page = dee.post(path, form | {"basis": "fair_use", "reason": "One chapter"}, follow=True).content.decode()
    assert "The copies are in the log." in page
    assert "Joan Clark" in page
    csv = b"".join(dee.get("/media/copies/?as=csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a stream
    assert "Joan Clark,28,Fair use,One chapter,Dee Novak" in csv
    page = dee.post("/media/setting/", {"log_years": 5}, follow=True).content.decode()
    assert "Names go after 5 years." in page
    assert MediaSetting.objects.get().site == cast.middle
    assert dee.post("/media/setting/", {"log_years": 0}).status_code == 422
    copy = CopyMade.objects.get()
    assert "taken out of the log" in dee.post(f"/media/copies/{copy.pk}/take-back/", follow=True).content.decode()


def test_another_school_sees_nothing(cast: Cast) -> None:
    made = make_recording(cast)
    other = makers.make_account("cedar", makers.make_person("Noah", "Lind", home_site=cast.high))
    makers.give_role(other, "technician", cast.high)
    client = client_of("cedar")
    assert client.get(f"/media/recordings/{made.pk}/").status_code == 404
    assert "Nova" not in text_of(client, "/media/recordings/")
    assert client.post(f"/media/recordings/{made.pk}/erase/").status_code == 409
