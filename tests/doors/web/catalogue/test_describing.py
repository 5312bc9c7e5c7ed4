"""Adding by hand, editing, taking out and merging, through the forms."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.models import AuditEntry
from carrel.rooms.catalogue.actions import edit_record, merge_records
from carrel.rooms.catalogue.models import Record
from carrel.rooms.catalogue.rules import plain_facts
from tests.cast import Cast
from tests.doors.web.catalogue.visits import signed_in
from tests.makers import NOON, make_item, make_record, marc_field

ADD = "/catalogue/add/"
MERGE = "/catalogue/merge/"
FIVE = {"title": "Holes", "author": "Sachar, Louis", "isbn": "0440414806", "call_number": "F Sac", "format": "book"}


def test_five_fields(cast: Cast) -> None:
    client = signed_in(cast.dee)
    assert client.get(ADD, {"title": "Holes"}).context["form"]["title"].value() == "Holes"
    answer = client.post(ADD, {**FIVE, "key": "k"})
    record = Record.objects.get()
    assert answer.url == reverse("catalogue.record", args=[record.pk])
    assert client.post(ADD, {**FIVE, "key": "k"}).url == answer.url
    assert Record.objects.count() == 1


def test_mistakes_stand_beside_their_fields(cast: Cast) -> None:
    client = signed_in(cast.dee)
    answer = client.post(ADD, {**FIVE, "title": " "})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"title"}
    answer = client.post(ADD, {**FIVE, "isbn": "12345"})
    assert "is no ISBN" in answer.text
    assert Record.objects.count() == 0


def test_a_wrong_check_digit_is_told(cast: Cast) -> None:
    text = signed_in(cast.dee).post(ADD, {**FIVE, "isbn": "0440414807"}, follow=True).text
    assert "does not fit the others" in text


def test_an_isbn_that_is_there_offers_the_record_and_a_way_past(cast: Cast) -> None:
    there = make_record("Holes", isbn="0440414806")
    client = signed_in(cast.dee)
    answer = client.post(ADD, FIVE)
    assert "has this ISBN already" in answer.text
    assert reverse("items.add_item", args=[there.pk]) in answer.text
    assert "Make a second record" in answer.text
    client.post(ADD, {**FIVE, "same_isbn": "on", "reason": "another edition"})
    assert Record.objects.count() == 2
    assert AuditEntry.objects.get(code="catalogue.add_brief_record").reason == "another edition"


@pytest.mark.parametrize("url", [ADD, MERGE, "/catalogue/1/edit/"])
def test_who_may_not(cast: Cast, url: str) -> None:
    make_record()
    assert Client().get(url).status_code == 302
    for person in (cast.ana, cast.eli, cast.clark):
        assert signed_in(person).get(url).status_code == 403
        assert signed_in(person).post(url, {}).status_code == 403


def test_edit(cast: Cast) -> None:
    record = make_record("Holes", "Sachar, Louis", marc_field("999", "$qours", "zz"), isbn="0440414806")
    there = reverse("catalogue.edit_record", args=[record.pk])
    client = signed_in(cast.dee)
    form = client.get(there).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(there, {**sent, "title": "Wells", "subjects": "Friendship\n\n Deserts "})
    assert answer.url == reverse("catalogue.record", args=[record.pk])
    changed = Record.objects.get(pk=record.pk).marc.parsed
    assert plain_facts(changed)["title"] == "Wells"
    assert plain_facts(changed)["subjects"] == "Friendship\nDeserts"
    assert changed.first("999") is not None


def test_a_form_kept_as_it_was_changes_nothing(cast: Cast) -> None:
    record = make_record("Holes", "Sachar, Louis", marc_field("490", "$aCamp ;$v1", "0 "), isbn="0440414806")
    there = reverse("catalogue.edit_record", args=[record.pk])
    client = signed_in(cast.dee)
    form = client.get(there).context["form"]
    client.post(there, {name: form[name].value() or "" for name in form.fields})
    assert not AuditEntry.objects.filter(code="catalogue.edit_record").exists()


def test_a_stale_edit_is_refused(cast: Cast) -> None:
    record = make_record("Holes")
    there = reverse("catalogue.edit_record", args=[record.pk])
    client = signed_in(cast.dee)
    form = client.get(there).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    edit_record(SYSTEM, record_id=record.pk, changes={"title": "Pits"}, now=NOON + timedelta(1))
    answer = client.post(there, {**sent, "title": "Wells"})
    assert answer.status_code == 422
    assert "changed by someone else" in answer.text
    assert Record.objects.get(pk=record.pk).title == "Pits"


@pytest.mark.parametrize("change", [{"title": ""}, {"year": "soon"}, {"year": "99999"}, {"title": "x" * 600}])
def test_edit_mistyped(cast: Cast, change: dict[str, str]) -> None:
    record = make_record("Holes")
    answer = signed_in(cast.dee).post(reverse("catalogue.edit_record", args=[record.pk]), {"title": "Holes", **change})
    assert answer.status_code == 422


def test_take_out(cast: Cast) -> None:
    record, held = make_record("Holes"), make_record("Wells")
    make_item(cast.middle, record=held)
    client = signed_in(cast.dee)
    assert client.post(reverse("catalogue.take_out_record", args=[record.pk])).url == "/catalogue/"
    refused = client.post(reverse("catalogue.take_out_record", args=[held.pk]))
    assert refused.status_code == 409
    assert "copies or records hanging on it" in refused.text
    assert list(Record.objects.all()) == [held]


def test_merge_and_take_apart(cast: Cast) -> None:
    winner, loser = make_record("Holes", isbn="0440414806"), make_record("Holes :", isbn="9780823412020")
    make_item(cast.middle, record=loser)
    client = signed_in(cast.dee)
    assert "Which record is kept?" in client.get(MERGE).text
    found = client.get(MERGE, {"winner": winner.pk}).text
    assert f"winner={winner.pk}&amp;loser={loser.pk}" in found
    compared = client.get(MERGE, {"winner": winner.pk, "loser": loser.pk})
    assert "Are these two one title?" in compared.text
    sent = {"winner": winner.pk, "loser": loser.pk, "key": "k"}
    assert client.post(MERGE, sent).url == reverse("catalogue.record", args=[winner.pk])
    assert Record.objects.get(pk=loser.pk).merged_into_id == winner.pk
    client.post(reverse("catalogue.unmerge_record", args=[loser.pk]), {"key": "u"})
    assert Record.objects.get(pk=loser.pk).merged_into_id is None


def test_unlike_kinds_are_asked_about(cast: Cast) -> None:
    winner = make_record("Holes")
    film = make_record("Holes", leader="00000ngm a2200000 a 4500", fixed="261123s2002    xxu121 g          vleng d")
    client = signed_in(cast.dee)
    sent = {"winner": winner.pk, "loser": film.pk}
    assert "not the same kind of thing" in client.post(MERGE, sent).text
    client.post(MERGE, {**sent, "formats_differ": "on", "reason": "typed wrongly"})
    assert Record.objects.get(pk=film.pk).merged_into_id == winner.pk


def test_merging_nonsense(cast: Cast) -> None:
    record = make_record("Holes")
    client = signed_in(cast.dee)
    for sent in ({}, {"winner": "x", "loser": "y"}, {"winner": record.pk, "loser": 99}, {"winner": "9" * 30}):
        assert client.post(MERGE, sent).status_code == 422
        assert client.get(MERGE, sent).status_code == 200
    assert "Both are the same" in client.post(MERGE, {"winner": record.pk, "loser": record.pk}).text


def test_taking_apart_what_is_one_is_refused(cast: Cast) -> None:
    winner, loser = make_record("Holes"), make_record("Wells")
    merge_records(SYSTEM, winner_id=winner.pk, loser_id=loser.pk, now=NOON)
    assert signed_in(cast.dee).post(reverse("catalogue.unmerge_record", args=[winner.pk])).status_code == 409
