"""Cartons at their pages: printed on the sheets of all other labels, and what is missing from one is said."""

from collections.abc import Callable

import pytest
from django.test import Client

from carrel.rooms.intake.models import Carton
from carrel.rooms.inventory.models import Item
from carrel.rooms.labels.models import LabelRun
from carrel.rooms.labels.queries import made_ready
from tests import makers
from tests.cast import Cast
from tests.doors.web.receiving.test_deliveries import HOLES, body, line, written_down

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def test_on_label_sheets(cast: Cast, sign_in: SignIn) -> None:
    dee = sign_in("dee")
    path = written_down(dee)
    dee.post(f"{path}count/", {"text": HOLES})
    for site in (cast.high, cast.high, cast.elementary):
        dee.post(f"{path}cartons/add/", {"site": site.pk})
    assert "Put them on label sheets" in body(dee.get(f"{path}cartons/labels/"))
    answer = dee.post(f"{path}cartons/labels/print/")
    run = LabelRun.objects.get()
    assert answer.url == f"/labels/runs/{run.pk}/"  # type: ignore[attr-defined]  # it redirects
    ready = made_ready(run)
    codes = {f"CTN{each.pk:06d}" for each in Carton.objects.all()}
    assert {each.number for each in ready.lines} == codes and not ready.problems
    said = [ink.text for ink in ready.labels[0].inks if hasattr(ink, "text")]
    assert cast.elementary.called in said and "Carton 1 of 1" in said
    assert any("Foxglove" in each for each in said) and f"From: {cast.middle.name}" in said
    assert codes & set(said), "the number stands below its bars"
    page = body(dee.get(f"/labels/runs/{run.pk}/"))
    assert cast.high.called in page
    one = Carton.objects.filter(site=cast.high).order_by("number")[1]
    assert f'value="{one.pk}"' in body(dee.get(f"{path}cartons/labels/?carton={one.pk}"))
    dee.post(f"{path}cartons/labels/print/", {"carton": one.pk})
    [label] = made_ready(LabelRun.objects.order_by("-pk")[0]).lines
    assert label.number == f"CTN{one.pk:06d}"
    assert dee.post(f"{path}cartons/labels/print/", {"carton": 99999}).status_code == 404


def test_what_is_missing_is_said(cast: Cast, sign_in: SignIn) -> None:
    kind = makers.make_item_type()
    lee = makers.make_account("lee")
    makers.give_role(lee, "technician", cast.high)
    dee = sign_in("dee")
    path = written_down(dee)
    first = line("Holes")
    dee.post(f"{path}lines/{first.pk}/share/", {f"site_{cast.high.pk}": 3})
    for _ in range(3):
        dee.post(f"{path}count/", {"text": HOLES})
    dee.post(f"{path}process/", {"item_type": kind.pk})
    carton = dee.post(f"{path}cartons/add/", {"site": cast.high.pk}).url  # type: ignore[attr-defined]  # it redirects
    dee.post(f"{carton}send/")
    assert set(Item.objects.values_list("state", flat=True)) == {"in_transit"}
    there = Client()
    there.force_login(lee)
    there.post(f"{carton}count/", {"text": HOLES})
    there.post(f"{carton}receive/")
    page = body(there.get(carton))
    assert "Holes: 2 of 3 are missing" in page and "2 copies count as on their way still" in page
    assert 'href="/transits/"' in page
    there.post(f"{carton}reopen/")
    there.post(f"{carton}receive/", {"as": "whole"})
    assert "missing" not in body(there.get(carton))
    assert set(Item.objects.values_list("state", flat=True)) == {"available"}
