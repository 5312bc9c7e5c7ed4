"""Carton labels take plain words: a delivery can print its own."""

import pytest

from carrel.rooms.labels import actions
from carrel.rooms.labels.models import LabelRun
from carrel.rooms.labels.queries import made_ready
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
