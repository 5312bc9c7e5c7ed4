"""A delivery for three schools at the pages: written down, counted, shared out, claimed, packed, sent, received."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.running import run_now
from carrel.cellar.parking.models import Parked
from carrel.rooms.intake import queries
from carrel.rooms.intake.models import Carton, Delivery, DeliveryLine, ProcessingStep, StepDone
from carrel.rooms.inventory.models import Item
from carrel.rooms.schools.models import Vendor
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
HOLES, GIVER = "9780440414803", "9780544336261"
LIST = f"ISBN,Title,Qty,Price\n{HOLES},Holes,3,8.99\n{GIVER},The giver,2,7.50\n"


def body(answer: object) -> str:
    if getattr(answer, "streaming", False):
        return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]  # it streams
    return answer.content.decode()  # type: ignore[attr-defined]  # any answer


def written_down(dee: Client, text: str = LIST, **more: object) -> str:
    """The path of a delivery made from a packing list."""
    seller = Vendor.objects.get_or_create(name="Foxglove", defaults={"folded": "foxglove"})[0]
    sent = {"vendor": seller.pk, "packing_list": "PL-7", "came_on": "2026-11-20"} | more
    if text:
        sent["file"] = SimpleUploadedFile("list.csv", text.encode())
    answer = dee.post("/receiving/deliveries/add/", sent)
    assert answer.status_code == 302, body(answer)
    return str(answer.url)  # type: ignore[attr-defined]  # it redirects


def line(title: str, site_id: int | None = None) -> DeliveryLine:
    rows = DeliveryLine.objects.filter(title=title)
    return rows.filter(site_id=site_id).get() if site_id else rows.order_by("number").first()  # type: ignore[return-value]  # it is there


def test_from_the_list_to_the_school(cast: Cast, sign_in: SignIn) -> None:
    makers.make_item_type()
    lee = makers.make_account("lee")
    makers.give_role(lee, "technician", cast.high)
    dee = sign_in("dee")
    path = written_down(dee)
    first = line("Holes")
    share = {f"site_{cast.middle.pk}": 1, f"site_{cast.elementary.pk}": 1, f"site_{cast.high.pk}": 1}
    dee.post(f"{path}lines/{first.pk}/share/", share)
    for _ in range(4):
        answer = dee.post(f"{path}count/", {"text": HOLES})
    page = body(dee.get(answer.url))  # type: ignore[attr-defined]  # it redirects
    for said in ("one too many", "4 of 5 came", "2 short", "1 surplus"):
        assert said in page
    assert Parked.objects.get().detail == "4 of 5 came"
    there = line("Holes", cast.high.pk)
    values = {"came": 1, "damaged": 1, "expected": 1, "site": cast.high.pk, "title": "Holes", "isbn": HOLES}
    assert dee.post(f"{path}lines/{there.pk}/", values).status_code == 302
    claim = body(dee.get(f"{path}claim/"))
    assert "Please send them" in claim
    assert "$15.00" in claim  # two of The giver; the copy of Holes that was added by sharing has its price too
    assert f"{GIVER},The giver,2,0,2,0,0,7.50" in body(dee.get(f"{path}claim/", {"as": "csv"}))
    dee.post(f"{path}lines/{there.pk}/", values | {"damaged": 0})
    carton_path = dee.post(f"{path}cartons/add/", {"site": cast.high.pk}).url  # type: ignore[attr-defined]  # it redirects
    carton = Carton.objects.get()
    assert "There for this school" in body(dee.get(carton_path))
    assert cast.high.name in body(dee.get(f"{path}cartons/labels/"))
    dee.post(f"{carton_path}send/")
    lee_there = Client()
    lee_there.force_login(lee)
    assert f"CTN{carton.pk:06d}" in body(lee_there.get(carton_path))
    found = lee_there.post("/receiving/cartons/find/", {"text": f"ctn{carton.pk:06d}"})
    assert found.url == carton_path  # type: ignore[attr-defined]  # it redirects
    lee_there.post(f"{carton_path}count/", {"text": HOLES})
    lee_there.post(f"{carton_path}receive/")
    carton.refresh_from_db()
    assert carton.received_at is not None
    assert lee_there.get(path).status_code == 404
    dee.post(f"{path}close/")
    assert not Parked.objects.exists()
    assert "Open it again" in body(dee.get(path))
    dee.post(f"{path}reopen/")
    assert Delivery.objects.get().is_open


def test_one_less_typed_lines_and_out_again(cast: Cast, sign_in: SignIn) -> None:
    dee = sign_in("dee")
    path = written_down(dee, "")
    assert "No lines yet" in body(dee.get(path))
    assert dee.post(f"{path}lines/add/", {"expected": 2}).status_code == 422
    dee.post(f"{path}lines/add/", {"expected": 2, "title": "Hatchet"})
    dee.post(f"{path}count/", {"text": GIVER})
    surplus = DeliveryLine.objects.get(isbn=GIVER)
    dee.post(f"{path}lines/{surplus.pk}/one-less/")
    assert "There is nothing to take back" in body(dee.post(f"{path}lines/{surplus.pk}/one-less/", follow=True))
    dee.post(f"{path}lines/{surplus.pk}/take-out/")
    assert DeliveryLine.objects.get().title == "Hatchet"
    dee.post(f"{path}take-out/")
    assert not Delivery.objects.exists()
    assert dee.get(path).status_code == 404


def test_a_file_that_is_no_table_and_columns_nobody_knows(cast: Cast, sign_in: SignIn) -> None:
    dee = sign_in("dee")
    bad = {"came_on": "2026-11-20", "file": SimpleUploadedFile("list.csv", b"\x00\x01")}
    assert dee.post("/receiving/deliveries/add/", bad).status_code == 422
    path = written_down(dee, f"Ref,What\n{HOLES},Holes\n")
    assert "Columns of the packing list" in body(dee.get(path))
    dee.post(f"{path}columns/", {"column_isbn": "Ref", "column_title": "What"})
    assert DeliveryLine.objects.get().isbn == HOLES
    assert "Say which column" in body(dee.post(f"{path}columns/", {}, follow=True))
    odd = written_down(dee, "ISBN,Qty\n1,x\n2,x\n3,x\n4,x\n5,x\n6,x\n7,x\n8,x\n9,x\n10,x\n")
    assert "2 lines more are odd" in body(dee.get(odd))


def test_a_large_list_shows_its_progress(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "SMALL_TABLE", 10)
    dee = sign_in("dee")
    path = written_down(dee, f"ISBN,Qty\n1,x\n{HOLES},3\n{GIVER},2\n")
    page = body(dee.get(path))
    assert "Its list is being read" in page and "Lines read: 0" in page and "No lines yet" not in page
    job = Job.objects.get()
    assert dee.get(f"/imports/{job.pk}/").url == path  # type: ignore[attr-defined]  # it redirects
    assert "Reading the list of a delivery" in body(dee.get("/imports/jobs/"))
    assert dee.get(path, headers={"HX-Request": "true"}).status_code == 200
    dee.post(f"/imports/{job.pk}/stop/")
    page = body(dee.get(path))
    assert "Reading its list was stopped" in page and "Read it again" in page
    dee.post(f"/imports/{job.pk}/resume/")
    run_now(job.pk)
    assert dee.get(path, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    page = body(dee.get(path))
    assert "Odd lines of its list" in page and "Line 2" in page and GIVER in page
    broken = written_down(dee, "ISBN,Qty\n1,2,3,4\n")
    run_now(Job.objects.latest("pk").pk)
    assert "Its list could not be read" in body(dee.get(broken))


def test_copies_go_through_processing(cast: Cast, sign_in: SignIn) -> None:
    kind = makers.make_item_type()
    dee = sign_in("dee")
    path = written_down(dee)
    for _ in range(2):
        dee.post(f"{path}count/", {"text": HOLES})
    batch = dee.post(f"{path}process/", {"item_type": kind.pk}).url  # type: ignore[attr-defined]  # it redirects
    page = body(dee.get(batch))
    for said in ("2 of 2 copies are left", "Stamp", "Spine label", "no label yet"):
        assert said in page
    opened = dee.post(f"{batch}scan/", {"text": HOLES, "step": 0}).url  # type: ignore[attr-defined]  # it redirects
    record_id = Item.objects.values_list("record_id", flat=True)[0]
    assert f"record={record_id}" in opened
    assert "New label for Holes" in body(dee.get(opened))
    dee.post(f"{batch}scan/", {"text": "B1", "record": record_id})
    odd = dee.post(f"{batch}scan/", {"text": "35555000012349", "record": record_id})
    assert odd.status_code == 422
    dee.post(f"{batch}scan/", {"text": "35555000012349", "record": record_id, "reason": "printed so"})
    assert set(Item.objects.values_list("barcode", flat=True)) == {"B1", "35555000012349"}
    steps = list(ProcessingStep.objects.all())
    assert StepDone.objects.filter(step=steps[1]).count() == 2
    dee.post(f"{batch}scan/", {"text": "b1", "step": steps[0].pk})
    assert StepDone.objects.filter(step=steps[0]).count() == 1
    aide = makers.make_account("aide")
    makers.give_role(aide, "assistant", cast.middle)
    helper = Client()
    helper.force_login(aide)
    for step in steps:
        helper.post(f"{batch}tick/", {"step": step.pk})
    page = body(helper.get(batch))
    assert "All of it is ready" in page
    helper.post(f"{batch}tick/", {"step": steps[0].pk, "off": "1"})
    assert "2 of 2 copies are left" in body(dee.get(batch))
    assert "not in this batch" in body(dee.post(f"{batch}scan/", {"text": "Z9"}, follow=True))
    assert "1 batch" not in page
    dee.post(f"{batch}take-back/")
    assert not Item.objects.exists()
    assert "Nothing is in processing" in body(dee.get("/receiving/processing/"))


def test_a_batch_of_scanned_copies(cast: Cast, sign_in: SignIn) -> None:
    item = makers.make_item(cast.middle)
    dee = sign_in("dee")
    answer = dee.post("/receiving/processing/start/", {"numbers": f"{item.barcode}\nZ9"})
    assert answer.status_code == 422
    assert "No item has the number Z9" in body(answer)
    answer = dee.post("/receiving/processing/start/", {"numbers": item.barcode, "name": "Gifts"})
    assert answer.status_code == 302
    assert "Gifts" in body(dee.get("/receiving/processing/"))
    assert "is in processing" in body(dee.get(f"/items/{item.pk}/"))
    again = dee.post("/receiving/processing/start/", {"numbers": item.barcode})
    assert "all of them are in processing" in body(again)


@pytest.mark.parametrize("count", [1, 3])
def test_statements_do_not_grow(cast: Cast, sign_in: SignIn, count: int, django_assert_max_num_queries: object) -> None:
    kind = makers.make_item_type()
    dee = sign_in("dee")
    paths = [written_down(dee) for _ in range(count)]
    for path in paths:
        for _ in range(count):
            dee.post(f"{path}count/", {"text": HOLES})
        dee.post(f"{path}cartons/add/", {"site": cast.high.pk})
    batches = [dee.post(f"{path}process/", {"item_type": kind.pk}).url for path in paths]  # type: ignore[attr-defined]  # they redirect
    for path, most in (
        ("/receiving/deliveries/", 17),
        (paths[0], 26),
        (f"{paths[0]}claim/", 17),
        ("/receiving/processing/", 15),
        (batches[0], 19),
    ):
        dee.get(path)
        with django_assert_max_num_queries(most):  # type: ignore[operator]  # a fixture of pytest-django
            dee.get(path)
