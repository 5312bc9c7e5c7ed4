"""What an edit of the policy would change for whom, and cut-offs and periods through the store."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import DayOfSeries, check_out, renew, save_hard_due_date, save_policy_row
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.phrases import PHRASES
from carrel.rooms.circulation.queries import explain_check_out, explain_loan
from carrel.rooms.circulation.queries.grid import row_of
from carrel.rooms.circulation.queries.preview import Affected, Preview, preview_of_row, preview_of_series
from carrel.rooms.circulation.queries.proposing import proposed_row
from carrel.rooms.circulation.rules.due_dates import Compare, HardDay
from carrel.rooms.schools.models import BellPeriod, BellSchedule
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db
FORTNIGHT = {"length": 14, "length_unit": "calendar_days"}


def row_preview(settings: dict[str, object], **where: int | None) -> list[Affected]:
    proposed = proposed_row(settings, **where)
    return list(preview_of_row(row_of(proposed), is_new=where.get("row_id") is None, now=NOON).affected)


def test_only_what_resolves_otherwise_is_named_with_its_numbers(cast: Cast) -> None:
    general = makers.make_policy(**FORTNIGHT, renewals=1)
    makers.make_policy(category=cast.clark.category, length=40, length_unit="calendar_days")
    makers.make_loan(makers.make_item(cast.middle), cast.ana)
    makers.make_loan(makers.make_item(cast.middle), cast.clark)
    makers.make_item(cast.high)
    students, staff = sorted(
        row_preview({"length": 21, "length_unit": "calendar_days", "renewals": 2}, row_id=general.pk),
        key=lambda each: -len(each.changes),
    )
    assert students.changes == (("length", 14, 21), ("renewals", 1, 2))
    assert staff.changes == (("renewals", 1, 2),)
    assert (students.categories, students.sites, students.item_types) == (("Student",), (), ())
    assert (students.loans, staff.loans, students.items) == (1, 1, 3)
    assert students.readers == 5  # Ana, Ben, Mateo, Eli and, at Cedar, Fay
    assert (students.due_was, students.due_now) == (date(2026, 12, 7), date(2026, 12, 14))
    assert not staff.is_dated


def test_a_row_taken_out_leaves_it_to_the_more_general_one(cast: Cast) -> None:
    makers.make_policy(**FORTNIGHT)
    globe, book = makers.make_item_type("globe"), makers.make_item_type()
    special = makers.make_policy(item_type=globe, length=1, length_unit="open_days")
    (line,) = preview_of_row(row_of(special), is_new=False, removed=True, now=NOON).affected
    assert line.item_types == ("Globe",)
    assert (line.due_was, line.due_now) == (date(2026, 11, 24), date(2026, 12, 7))
    assert book.pk


def test_a_row_that_hides_behind_a_special_one_changes_nothing(cast: Cast) -> None:
    makers.make_item_type()
    for category in (cast.ana.category, cast.clark.category):
        makers.make_policy(category=category, **FORTNIGHT)
    assert row_preview({"length": 3, "length_unit": "hours"}) == []
    (line,) = row_preview({"length": 3, "length_unit": "hours"}, site_id=cast.middle.pk)
    assert line.sites == ("Alder Creek",)


def test_situations_are_told_in_few_lines_that_name_nobody_else(cast: Cast) -> None:
    globe, book, film = (makers.make_item_type(code) for code in ("globe", "book", "film"))
    makers.make_policy(category=cast.ana.category, item_type=globe, renewals=5)
    makers.make_policy(site=cast.high, item_type=film, renewals=5)
    lines = row_preview({"renewals": 2})
    said = {(each.sites, each.categories, each.item_types) for each in lines}
    assert said == {
        (("Alder Creek", "Birch"), ("Student",), ("Book", "Film")),
        (("Alder Creek", "Birch"), ("Staff",), ()),
        (("Cedar",), ("Student",), ("Book",)),
        (("Cedar",), ("Staff",), ("Globe", "Book")),
    }
    assert book.pk


def test_other_dates_of_a_series_concern_the_rows_that_name_it(cast: Cast) -> None:
    book = makers.make_item_type()
    series = save_hard_due_date(cast.actor(cast.boss), name="Term", days=[DayOfSeries(date(2026, 12, 4))], now=NOON)
    save_policy_row(
        cast.actor(cast.boss), now=NOON, settings=FORTNIGHT | {"hard_due_date": series}, item_type_id=book.pk
    )
    sooner = [HardDay(series, "Term", date(2026, 12, 1), Compare.BEFORE)]
    (line,) = preview_of_series(series, site_id=None, grades="", days=sooner, now=NOON).affected
    assert (line.changes, line.due_was, line.due_now) == ((), date(2026, 12, 4), date(2026, 12, 1))
    assert preview_of_series(None, site_id=None, grades="", days=sooner, now=NOON).affected == ()


def test_a_cut_off_concerns_its_grades_at_its_school(cast: Cast) -> None:
    makers.make_policy(**FORTNIGHT)
    makers.make_loan(makers.make_item(cast.middle), cast.ben)
    makers.make_loan(makers.make_item(cast.middle), cast.ana)
    cut = [HardDay(0, "Eighth grade", date(2026, 12, 2), Compare.BEFORE)]
    lines = preview_of_series(None, site_id=cast.middle.pk, grades="8", days=cut, now=NOON).affected
    (line,) = lines
    assert line.sites == ("Alder Creek",)
    assert (line.readers, line.loans) == (3, 1)  # Ben, Mateo and Eli; Ana is in grade 7
    assert (line.due_was, line.due_now) == (date(2026, 12, 7), date(2026, 12, 2))


def test_a_fine_says_what_it_makes_of_what_is_late_now(cast: Cast) -> None:
    general = makers.make_policy(**FORTNIGHT, fine_minor=10, fine_every=1)
    for reader, days in ((cast.ana, 5), (cast.ben, 3), (cast.mateo, -2)):
        makers.make_loan(makers.make_item(cast.middle), reader, due_at=NOON - timedelta(days=days))
    kept = FORTNIGHT | {"fine_minor": 10, "fine_every": 1}

    def preview(settings: dict[str, object]) -> Preview:
        return preview_of_row(row_of(proposed_row(settings, row_id=general.pk)), is_new=False, now=NOON)

    dearer = preview(kept | {"fine_minor": 25}).growing
    assert dearer is not None and dearer.loans == 2
    assert dearer.would_minor * 10 == dearer.was_minor * 25 > 0
    assert preview(kept | {"renewals": 3}).growing is None
    same = preview(kept)
    assert not same.is_edited and same.affected == ()
    gone = preview_of_row(row_of(general), is_new=False, removed=True, now=NOON)
    assert gone.growing is not None and gone.growing.would_minor == 0 and gone.is_edited


@pytest.mark.parametrize("rows", [1, 4])
def test_it_costs_as_many_statements_for_many_rows_as_for_one(cast: Cast, rows: int) -> None:
    for number in range(rows):
        makers.make_policy(item_type=makers.make_item_type(f"t{number}"), renewals=number, **FORTNIGHT)
    proposed = row_of(proposed_row({"max_overdue": 2}))
    with CaptureQueriesContext(connection) as made:
        preview_of_row(proposed, is_new=True, now=NOON)
    assert len(made) == 12  # the grid anew, three lists of names, three counts


# ------------------------------------------------------------------ through the store


def seniors(cast: Cast, on: date, **more: object) -> int:
    boss = cast.actor(cast.boss)
    return save_hard_due_date(boss, name="Seniors", days=[DayOfSeries(on)], now=NOON, **more)  # type: ignore[arg-type]  # passed on


def test_a_cut_off_holds_for_its_grade_and_for_no_other_in_the_same_minute(cast: Cast) -> None:
    makers.make_policy(**FORTNIGHT, renewals=2, renew_from="due")
    seniors(cast, date(2026, 12, 2), grades="8")
    dee = cast.actor(cast.dee)
    lent = {
        person.given_name: check_out(
            dee, patron_id=person.pk, item_id=makers.make_item(cast.middle).pk, now=NOON + timedelta(seconds=number)
        )
        for number, person in enumerate((cast.ana, cast.ben, cast.clark, cast.mateo))
    }
    dues = {name: each.due_on.isoformat() for name, each in lent.items()}
    assert dues == {"Ana": "2026-12-07", "Ben": "2026-12-02", "Joan": "2026-12-07", "Mateo": "2026-12-02"}
    explained = explain_loan(lent["Ben"].loan_id)
    assert explained is not None
    assert explained.steps[-1].code == "cutoff_before"
    assert explained.steps[-1].facts["name"] == "Seniors"
    with pytest.raises(Refused) as refused:
        renew(dee, loan_id=lent["Ben"].loan_id, now=NOON)
    assert refused.value.code == "circulation.would_not_extend"
    assert refused.value.objections[0].source is not None
    assert refused.value.objections[0].source.label == "Seniors"


def test_a_cut_off_of_one_school_leaves_the_others_alone(cast: Cast) -> None:
    makers.make_policy(**FORTNIGHT)
    seniors(cast, date(2026, 12, 2), grades="8, 10", site_id=cast.high.pk)
    boss = cast.actor(cast.boss)
    for person, due in ((cast.ben, date(2026, 12, 7)), (cast.fay, date(2026, 12, 2))):
        lent = check_out(boss, patron_id=person.pk, item_id=makers.make_item(cast.middle).pk, now=NOON)
        assert lent.due_on == due


def test_other_dates_of_a_cut_off_hold_at_the_next_scan(cast: Cast) -> None:
    makers.make_policy(**FORTNIGHT)
    series = seniors(cast, date(2026, 12, 2), grades="8")
    ben, item = cast.ben.pk, makers.make_item(cast.middle).pk
    first = explain_check_out(cast.actor(cast.dee), patron_id=ben, item_id=item, now=NOON)
    seniors(cast, date(2026, 12, 3), grades="8", series_id=series)
    second = explain_check_out(cast.actor(cast.dee), patron_id=ben, item_id=item, now=NOON)
    assert first is not None and second is not None
    assert (first.due_on, second.due_on) == (date(2026, 12, 2), date(2026, 12, 3))


def test_a_cut_off_is_no_series_of_a_row_and_a_series_in_use_becomes_no_cut_off(cast: Cast) -> None:
    boss = cast.actor(cast.boss)
    cut = seniors(cast, date(2026, 12, 2), grades="8")
    with pytest.raises(Refused) as refused:
        save_policy_row(boss, now=NOON, settings=FORTNIGHT | {"hard_due_date": cut})
    assert refused.value.code == "circulation.hard_due_date_is_cutoff"
    term = save_hard_due_date(boss, name="Term", days=[], now=NOON)
    save_policy_row(boss, now=NOON, settings=FORTNIGHT | {"hard_due_date": term})
    with pytest.raises(Refused) as refused:
        save_hard_due_date(boss, name="Term", grades="12", days=[], now=NOON, series_id=term)
    assert refused.value.code == "circulation.hard_due_date_in_use"


def ring(cast: Cast) -> None:
    bells = BellSchedule.objects.create(site=cast.middle, name="Regular")
    for number, hour in enumerate((8, 9, 12, 14), start=1):
        BellPeriod.objects.create(bell_schedule=bells, name=str(number), starts=time(hour), ends=time(hour, 50))


def test_a_loan_by_periods_is_due_at_the_bell_and_says_which(cast: Cast) -> None:
    makers.make_policy(length=2, length_unit="periods")
    dee, item = cast.actor(cast.dee), makers.make_item(cast.middle)
    with pytest.raises(Refused) as refused:
        check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    assert refused.value.code == "circulation.no_period"
    assert str(PHRASES["circulation.no_period"]) % dict(refused.value.objections[0].facts)
    ring(cast)
    lent = check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    assert (lent.due_kind, lent.due_at.isoformat()) == ("moment", "2026-11-23T14:50:00-08:00")
    explained = explain_loan(lent.loan_id)
    assert explained is not None
    assert dict(explained.steps[1].facts) == {"length": 2, "period": "4"}


def test_until_a_named_date_or_it_says_that_none_is_ahead(cast: Cast) -> None:
    boss, item = cast.actor(cast.boss), makers.make_item(cast.middle)
    save_policy_row(boss, now=NOON, settings=FORTNIGHT)
    save_policy_row(boss, now=NOON, settings={"length_unit": "named_date"}, site_id=cast.middle.pk)
    with pytest.raises(Refused) as refused:
        check_out(boss, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    assert refused.value.code == "circulation.no_named_date"
    assert str(PHRASES["circulation.no_named_date"]) % dict(refused.value.objections[0].facts)
    series = save_hard_due_date(boss, name="Summer", days=[DayOfSeries(date(2027, 6, 4), "after")], now=NOON)
    save_policy_row(boss, now=NOON, settings={"hard_due_date": series}, item_type_id=item.item_type_id)
    assert check_out(boss, patron_id=cast.ana.pk, item_id=item.pk, now=NOON).due_on == date(2027, 6, 4)
    assert Loan.objects.get().due_kind == "day"
