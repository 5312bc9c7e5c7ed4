"""What reports of one's own find: grouped, narrowed, sorted, limited in time, and never by a reader's name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carrel.rooms.circulation.models import Loan
from carrel.rooms.reports.queries.own import answer_of, choices_of
from carrel.rooms.reports.queries.shaping import columns_of, in_words
from carrel.rooms.reports.rules.own import MOST_SHOWN, SUBJECTS, Spec, next_day, sound
from tests import makers
from tests.cast import Cast
from tests.rooms.reports.asking import asked
from tests.rooms.reports.month import DAY, TODAY, a_month, at, lent


def rows(spec: Spec, site_id: int | None) -> list[list[object]]:
    return list(in_words(spec, answer_of(spec, site_id).rows))


def test_loans_by_grade_and_type_the_most_first(cast: Cast) -> None:
    a_month(cast)
    found = rows(asked("loans", "grade", "kind", sort="count", is_down=True), cast.middle.pk)
    assert found == [["8", "Book", 8, 0], ["7", "Book", 4, 0]]


def test_days_are_grouped_by_the_month_of_the_school(cast: Cast) -> None:
    loan = lent(makers.make_item(cast.middle), cast.ana, TODAY)
    Loan.objects.filter(pk=loan.pk).update(lent_at=at(TODAY.replace(month=10, day=31), 23, 30))
    assert rows(asked("loans", "lent_on"), cast.middle.pk) == [["October 2026", 1, 0]]
    narrowed = asked("loans", "grade", lent_on=("2026-10-31", "2026-10-31"))
    assert rows(narrowed, cast.middle.pk) == [["7", 1, 0]]


def test_what_was_taken_back_and_other_schools_do_not_count(cast: Cast) -> None:
    a_month(cast)
    Loan.objects.filter(pk=Loan.objects.order_by("pk").values("pk")[:1]).update(is_undone=True)
    lent(makers.make_item(cast.high), cast.fay, TODAY)
    assert sum(row[1] for row in rows(asked("loans", "grade"), cast.middle.pk)) == 11  # type: ignore[misc]  # a figure
    assert sum(row[1] for row in rows(asked("loans", "grade"), None)) == 12  # type: ignore[misc]  # a figure


def test_items_one_by_one_with_conditions(cast: Cast) -> None:
    makers.make_item(cast.middle, "Dinosaurs", call_number="567 HUG", price_minor=1500, acquired_on=TODAY)
    makers.make_item(cast.middle, "Holes", call_number="FIC SAC", price_minor=900)
    columns = ("title", "call_number", "price", "state")
    spec = asked("items", columns=columns, call_number="5", price=("1000", ""))
    ((title, call_number, _state, price),) = rows(spec, cast.middle.pk)
    assert (title, call_number, price) == ("Dinosaurs", "567 HUG", 1500)
    assert [row[0] for row in rows(asked("items", columns=columns, sort="price"), cast.middle.pk)] == [
        "Holes", "Dinosaurs",
    ]  # fmt: skip


def test_readers_are_counted_and_never_listed(cast: Cast) -> None:
    spec = asked("patrons", "homeroom")
    assert spec.is_counted and ["7B", 1] in rows(spec, cast.middle.pk)
    assert asked("patrons").is_counted and rows(asked("patrons"), cast.middle.pk) == [[9]]
    assert not any(each.lists is False and each.groups is False for each in SUBJECTS["patrons"].fields)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_field_of_a_list_leads_to_a_reader(subject: str) -> None:
    about = SUBJECTS[subject]
    paths = [each.path for each in about.fields if each.lists and about.is_listed]
    assert not [path for path in paths if "patron" in path or (path.startswith("person") and "site" not in path)]
    assert not [each for each in about.fields if "name" in each.path.split("__")[-1] and "person__given" in each.path]


def test_money_is_summed(cast: Cast) -> None:
    makers.make_charge(cast.ben, 1250)
    makers.make_charge(cast.ana, 300)
    spec = asked("charges", "grade", sort="left", is_down=True)
    assert rows(spec, cast.middle.pk) == [["8", 1, 1250, 1250], ["7", 1, 300, 300]]
    assert [column.kind for column in columns_of(spec)] == ["text", "number", "money", "money"]


def test_a_page_shows_so_many_rows_and_says_that_there_are_more(cast: Cast) -> None:
    record = makers.make_record()
    for _ in range(MOST_SHOWN + 1):
        makers.make_item(cast.middle, record=record)
    answer = answer_of(asked("items", columns=("title",)), cast.middle.pk)
    assert len(answer.rows) == MOST_SHOWN and answer.is_more


def test_choices_come_from_the_table_of_names(cast: Cast) -> None:
    makers.make_item_type("device")
    kind = SUBJECTS["loans"].field("kind")
    assert kind is not None and "Device" in choices_of(kind, "loans", cast.middle.pk)
    title = SUBJECTS["loans"].field("title")
    assert title is not None and choices_of(title, "loans", None) == []


def test_a_question_is_made_sound() -> None:
    spec = sound(Spec("loans", ("grade", "nonsense", "grade", "kind", "place"), ("nonsense",), (), "nonsense"))
    assert spec.groups == ("grade", "kind") and spec.columns == () and spec.sort == ""
    assert sound(Spec("secrets")).subject == "loans"
    assert Spec.from_plain(spec.as_plain()) == spec


def test_the_next_day_of_a_schedule() -> None:
    assert next_day("week", TODAY) == TODAY + timedelta(days=7)
    assert next_day("week", TODAY + DAY * 3) == TODAY + DAY * 7
    assert next_day("month", TODAY) == TODAY.replace(month=12, day=1) and next_day("", TODAY) is None
