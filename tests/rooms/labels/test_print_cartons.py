"""Carton labels take plain words: a delivery can print its own."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.labels import actions
from carrel.rooms.labels.models import LabelRun
from carrel.rooms.labels.queries import made_ready
from carrel.rooms.labels.rules import PackedCarton
from tests import makers
from tests.rooms.labels.conftest import Labels

pytestmark = pytest.mark.django_db
NOW = makers.NOON


def test_each_carton_says_where_to_and_which_of_how_many(labels: Labels) -> None:
    run_id = actions.print_cartons(
        labels.dee, to="Birch Elementary", sender="District office", count=3, contents=["40 × Holes", ""], sheet="5164",
        now=NOW,
    )  # fmt: skip
    ready = made_ready(LabelRun.objects.get(pk=run_id))
    assert [line.number for line in ready.lines] == ["1/3", "2/3", "3/3"]
    said = [ink.text for ink in ready.labels[1].inks if hasattr(ink, "text")]
    assert said == ["Birch Elementary", "Carton 2 of 3", "40 × Holes", "From: District office"]


def test_packed_ones_have_their_own_receivers_and_bars(labels: Labels) -> None:
    packed = [
        PackedCarton("CTN000007", "Birch", 1, 2, "Office", ("12 copies inside",)),
        PackedCarton("CTN000009", "Cedar", 3, 3),
    ]
    run_id = actions.print_cartons(labels.dee, packed=packed, sheet="5164", now=NOW)
    ready = made_ready(LabelRun.objects.get(pk=run_id))
    assert [(line.name, line.number) for line in ready.lines] == [("Birch", "CTN000007"), ("Cedar", "CTN000009")]
    said = [ink.text for ink in ready.labels[0].inks if hasattr(ink, "text")]
    assert said == ["Birch", "Carton 1 of 2", "12 copies inside", "From: Office", "CTN000007"]
    assert ready.pdf("Cartons").startswith(b"%PDF")
    actions.remove_lines(labels.dee, run_id=run_id, line_ids=[ready.lines[0].line_id], now=NOW)
    again = made_ready(LabelRun.objects.get(pk=actions.repeat_run(labels.dee, run_id=run_id, now=NOW)))
    assert [line.number for line in again.lines] == ["CTN000009"]


def test_more_than_a_run_holds(labels: Labels) -> None:
    packed = [PackedCarton(f"CTN{number:06}", "Birch", number, 201) for number in range(201)]
    with pytest.raises(Refused):
        actions.print_cartons(labels.dee, packed=packed, now=NOW)
