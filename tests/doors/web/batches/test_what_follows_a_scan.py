"""What follows a scan into a batch, on the whole page; what a batch says when it is over."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from carrel.rooms.circulation.models import BatchLine
from carrel.rooms.people.models import Account
from tests import makers
from tests.cast import Cast
from tests.doors.web.batches.hands import DESK, a_class, books, only_batch, outcomes, post, start, text

pytestmark = pytest.mark.django_db


def test_a_scan_brings_the_rows_and_the_whole_along(cast: Cast, dee: Client) -> None:
    """The list of who has which and what can be done with all of it follow each scan, not only the next page."""
    some = books(cast, 2)
    start(dee, cast, "scan")
    batch_id = only_batch().pk
    seen = [each.pk for each in BatchLine.objects.order_by("number")]
    page = text(dee.get(reverse("batches.batch", args=[batch_id])))
    assert f'<tr id="line-{seen[0]}" data-row="batch-lines">' in page
    assert "Take all of it back" not in page
    url = reverse("batches.scan_into_batch", args=[batch_id])
    part = text(dee.post(url, {"text": some[0].barcode, "key": "f-1", "seen": seen[0]}, **DESK))
    assert "Take all of it back" in part
    assert f'id="line-{seen[0]}"' in part
    assert f'id="line-{seen[2]}"' not in part
    part = text(dee.post(url, {"text": "-", "key": "f-2", "seen": seen[1]}, **DESK))
    assert f'id="line-{seen[1]}"' in part
    assert '<span class="count">1</span>' in part
    wrong = text(dee.post(url, {"text": "NO-SUCH-1", "key": "f-3", "seen": seen[2]}, **DESK))
    assert "What did not go" in wrong
    assert '<span class="count">2</span>' in wrong
    back = reverse("batches.take_back_line", args=[batch_id])
    part = text(dee.post(back, {"line": seen[0]}, **DESK))
    assert f'id="line-{seen[0]}"' in part
    assert "Take all of it back" not in part


def test_a_scan_costs_no_more_in_a_long_batch(cast: Cast, dee: Client) -> None:
    """The last scans and the lines of whoever was touched come along, never the whole list."""
    one, *some = books(cast, 3)
    costs = []
    start(dee, cast, "scan", count=4)
    url = reverse("batches.scan_into_batch", args=[only_batch().pk])
    dee.post(url, {"text": one.barcode, "key": "q-0", "seen": BatchLine.objects.order_by("number")[0].pk}, **DESK)
    for number, item in enumerate(some):
        seen = BatchLine.objects.filter(outcome="waiting").order_by("number")[0].pk
        with CaptureQueriesContext(connection) as asked:
            part = text(dee.post(url, {"text": item.barcode, "key": f"q-{seen}", "seen": seen}, **DESK))
        assert part.count("data-row=") == number + 2
        costs.append(len(asked))
        last = BatchLine.objects.order_by("-number")[0]
        rest = [makers.make_person(f"More{place:02d}", "Lee", home_site=cast.middle) for place in range(30)]
        BatchLine.objects.bulk_create(
            BatchLine(batch=last.batch, number=last.number + place, person=person)
            for place, person in enumerate(rest, start=1)
        )
    assert costs[0] == costs[1]


def test_what_is_over_does_not_say_that_it_waits(cast: Cast, dee: Client) -> None:
    post(dee, "batches.start_return", key="r1")
    batch_id = only_batch().pk
    item = books(cast, 1)[0]
    makers.make_loan(item, cast.ana)
    page = text(post(dee, "batches.scan_into_batch", batch_id, text=item.barcode, key="o-1"))
    assert "it waits among the parked work" in page
    post(dee, "batches.scan_into_batch", batch_id, text="NO-SUCH-1", key="o-2")
    assert outcomes() == ["done", "left"]
    page = text(post(dee, "batches.undo_batch", batch_id))
    assert outcomes() == ["undone", "left"]
    assert "it waits among the parked work" not in page
    assert "Take all of it back" not in page


def test_a_pasted_sheet_with_its_headings(cast: Cast, dee: Client) -> None:
    a_class(cast, 1)
    post(dee, "batches.start_list", text=f"Student ID\tBarcode\n7000\t{books(cast, 1)[0].barcode}")
    assert outcomes() == ["done"]


def test_a_parked_batch_is_called_in_the_language_of_whoever_looks(cast: Cast, dee: Client) -> None:
    """Its words were written down when it was begun; who changes their language reads them anew."""
    post(dee, "batches.start_hand_out", cast.ana.pk, text=f"{books(cast, 1)[0].barcode}\nNO-SUCH-1", key="p1")
    assert "2 of 2 lines" in text(dee.get(reverse("today.parked")))
    dee.cookies["django_language"] = "es"
    Account.objects.filter(person=cast.dee).update(language="es")
    for name in ("today.parked", "today.today"):
        page = text(dee.get(reverse(name)))
        assert "2 of 2 lines" not in page
        assert "2 de 2 líneas" in page
