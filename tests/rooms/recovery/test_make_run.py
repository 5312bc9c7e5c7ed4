"""Notices are made once, in the right way, for the right step."""

from datetime import timedelta
from typing import Any

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.post.models import Mail
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Notice, Run, StepTaken
from carrel.rooms.recovery.queries.ladders import asking_of
from carrel.rooms.recovery.queries.late import late_students
from carrel.rooms.recovery.queries.planning import plan_of
from carrel.rooms.recovery.rules.ladder import Step
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee, make_guardian, make_late, omar

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def make(cast: Cast, **more: Any) -> Any:
    return actions.make_run(dee(cast), **{"now": NOON, "site_id": cast.middle.pk} | more)


def test_a_preview_counts_and_a_run_makes_it(cast: Cast) -> None:
    make_late(cast.ana, "Holes", "Wonder")
    make_late(cast.ben, days=20)
    make_late(cast.fay)
    plan = plan_of(dee(cast), NOON)
    assert (plan.by_step, plan.by_way, plan.items) == ({"notice-1": 2}, {"slip": 2}, 3)
    assert not Run.objects.exists()
    made = make(cast)
    assert (made.notices, made.sheets) == (2, 2)
    rows = Notice.objects.order_by("sheet").values_list("person__given_name", "step", "way", "items")
    assert list(rows) == [("Ana", "notice-1", "slip", 2), ("Ben", "notice-1", "slip", 1)]
    assert StepTaken.objects.count() == 3


def test_nothing_twice_for_the_same_loan_and_step(cast: Cast) -> None:
    make_late(cast.ana)
    first = make(cast, key="form-1")
    assert make(cast, key="form-1") == type(first)(first.run_id, 1, 1, repeated=True)
    with pytest.raises(Refused, match=r"recovery\.nobody_due"):
        make(cast, now=NOON + timedelta(hours=3))
    make_late(cast.ana, "Wonder", now=NOON)
    assert make(cast, now=NOON + timedelta(hours=3)).notices == 1  # the second book has a first notice of its own
    assert StepTaken.objects.filter(step="notice-1").count() == 2


def test_steps_are_climbed_one_by_one_from_day_to_day(cast: Cast) -> None:
    make_late(cast.ben, days=1)
    make_guardian(cast.ben, name="Chidi Okoye", email="chidi@home.example")
    taken = []
    for days in range(90):
        moment = NOON + days * DAY
        try:
            make(cast, now=moment)
        except Refused:
            continue
        taken.append((days + 1, Notice.objects.latest("pk").step))
    assert taken == [(1, "notice-1"), (14, "notice-2"), (28, "letter"), (42, "call"), (56, "bill"), (84, "office")]


def test_a_renewed_loan_begins_anew(cast: Cast) -> None:
    (loan,) = make_late(cast.ana)
    make(cast)
    later = NOON + 30 * DAY
    type(loan).objects.filter(pk=loan.pk).update(due_at=later - DAY)
    assert make(cast, now=later).notices == 1
    assert list(Notice.objects.order_by("pk").values_list("step", flat=True)) == ["notice-1", "notice-1"]


def test_reminders_go_by_mail_before_the_due_day(cast: Cast) -> None:
    type(cast.ana).objects.filter(pk=cast.ana.pk).update(email="ana@school.example", home_language="es")
    makers.make_loan(makers.make_item(cast.middle, "Hoyos"), cast.ana, due_at=NOON + 2 * DAY)
    makers.make_loan(makers.make_item(cast.middle, "Later"), cast.ana, due_at=NOON + 9 * DAY)
    assert make(cast).notices == 1
    mail = Mail.objects.get()
    assert (mail.address, mail.language, mail.is_private) == ("ana@school.example", "es", True)
    assert mail.subject == "Pronto vence en la biblioteca de la escuela"
    assert "Hoyos" in mail.body and "Later" not in mail.body and "25 de noviembre de 2026" in mail.body
    with pytest.raises(Refused):
        make(cast, now=NOON + DAY)


def ladder_by_mail(cast: Cast, **more: Any) -> None:
    steps = (Step("notice-1", "notice", 1, "email"), Step("letter", "letter", 10, "email"))
    actions.keep_ladder(dee(cast), site_id=cast.middle.pk, steps=steps, now=NOON, **more)


def test_brothers_and_sisters_get_one_mail_in_the_language_of_the_family(cast: Cast) -> None:
    ladder_by_mail(cast)
    cast.mateo.home_language = "es"
    cast.mateo.save()
    make_guardian(cast.ana, cast.mateo, email="rosa@home.example", home_language="es")
    make_late(cast.ana, "Holes")
    make_late(cast.mateo, "Wonder", days=3)
    makers.make_charge(cast.mateo, 450)
    made = make(cast)
    assert (made.notices, made.sheets) == (2, 1)
    mail = Mail.objects.get()
    assert mail.address == "rosa@home.example" and "Estimada familia de Ana Garcia, Mateo Reyes" in mail.body
    assert "Holes" in mail.body and "Wonder" in mail.body and "$4.50" in mail.body
    assert "Holes" not in mail.subject and "Ana" not in mail.subject


def test_without_an_address_a_slip_is_made_instead(cast: Cast) -> None:
    ladder_by_mail(cast)
    make_late(cast.ana)
    plan = plan_of(dee(cast), NOON)
    assert (plan.on_paper_instead, plan.by_way) == (1, {"slip": 1})
    make(cast)
    assert not Mail.objects.exists() and Notice.objects.get().way == "slip"


def test_a_school_that_tells_numbers_only(cast: Cast) -> None:
    ladder_by_mail(cast, shows="counts", per_family=False)
    make_guardian(cast.ana, email="rosa@home.example")
    make_late(cast.ana, "Are You There God?")
    make(cast)
    mail = Mail.objects.get()
    assert "God" not in mail.body and "Number of items: 1" in mail.body and not mail.is_private


def test_the_district_writes_to_families_across_schools(cast: Cast) -> None:
    type(cast.ana).objects.filter(pk=cast.fay.pk).update(home_language="ar")
    make_guardian(cast.ana, cast.fay)
    for person in (cast.ana, cast.fay):
        make_late(person, days=40)
    steps = (Step("letter", "letter", 20, "paper"),)
    actions.keep_ladder(omar(cast), site_id=None, steps=steps, now=NOON)
    with pytest.raises(Refused, match=r"recovery\.other_school"):
        make(cast, site_id=None)
    with pytest.raises(Refused, match=r"recovery\.other_school"):
        make(cast, site_id=cast.high.pk)
    made = actions.make_run(omar(cast), now=NOON, site_id=None)
    assert (made.notices, made.sheets) == (2, 1)


def test_one_class_and_one_step(cast: Cast) -> None:
    make_late(cast.ana)
    make_late(cast.ben)
    assert make(cast, homeroom_id=cast.seven_b.pk, steps=["notice-1"]).notices == 1
    with pytest.raises(Refused):
        make(cast, steps=["bill"])
    assert Notice.objects.get().person == cast.ana


def test_who_may_not(cast: Cast) -> None:
    make_late(cast.ana)
    for person in (cast.clark, cast.eli, cast.ana):
        with pytest.raises(NotAllowed):
            actions.make_run(cast.actor(person), now=NOON, site_id=cast.middle.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_statements_do_not_grow(cast: Cast, count: int, django_assert_max_num_queries: Any) -> None:
    for number in range(count):
        make_late(makers.make_person(f"Student {number}", home_site=cast.middle, homeroom=cast.seven_b))
    steps, actor = asking_of(cast.middle.pk).steps, dee(cast)
    with django_assert_max_num_queries(4):
        assert len(late_students(actor, NOON, steps)) == count
    with django_assert_max_num_queries(19):
        actions.make_run(actor, now=NOON, site_id=cast.middle.pk)
