"""check_out: one item to one patron, with every objection named."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carrel.cellar.kernel.idempotency import KeyReused
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import check_out
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.phrases import PHRASES
from carrel.rooms.circulation.queries.facts import check_out_facts
from carrel.rooms.circulation.queries.reading import check_out_read
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policy(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", max_loans=3, max_overdue=2, renewals=1)


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    for each in refused.value.objections:
        assert str(PHRASES[each.code]) % dict(each.facts)
    return {each.code for each in refused.value.objections}


def test_a_book_is_lent_until_the_day_the_policy_gives(cast: Cast) -> None:
    item = makers.make_item(cast.middle, "New Kid")
    lent = check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    assert (lent.title, lent.due_on, lent.due_kind, lent.repeated) == ("New Kid", date(2026, 12, 7), "day", False)
    loan = Loan.objects.get(pk=lent.loan_id)
    assert (loan.patron, loan.category, loan.site, loan.lent_at) == (cast.ana, cast.ana.category, cast.middle, NOON)
    assert loan.due_at == lent.due_at
    assert loan.due_at.astimezone(lent.due_at.tzinfo).strftime("%H:%M:%S") == "23:59:59"
    assert loan.why["rows"]["length"] and loan.why["steps"][0][0] == "lent"
    item.refresh_from_db()
    assert (item.state, item.loan_count, item.last_loaned_at) == ("on_loan", 1, NOON)


def test_the_audit_names_the_loan_and_never_patron_and_item_together(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    lent = check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    entry = AuditEntry.objects.get(pk=lent.act_id)
    assert (entry.code, entry.about_kind, entry.about_id) == ("circulation.check_out", "loan", lent.loan_id)
    assert entry.site_id == cast.middle.pk
    assert entry.facts == {}


def test_it_takes_at_most_ten_statements(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), makers.make_item(cast.middle)
    makers.make_loan(makers.make_item(cast.middle), cast.ana)
    check_out(dee, patron_id=cast.ben.pk, item_id=makers.make_item(cast.middle).pk, now=NOON)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON, key="k1", card="21811000000013")
    assert len(seen) <= 10, [each["sql"] for each in seen]


def test_the_one_read_agrees_with_the_orm(cast: Cast) -> None:
    item = makers.make_item(cast.middle, "Holes")
    held = makers.make_loan(item, cast.ben)
    out = makers.make_loan(makers.make_item(cast.middle, item_type=makers.make_item_type("charger")), cast.ana)
    makers.make_block(cast.ana)
    cast.ana.expires_on, cast.ana.preferred_given = date(2027, 6, 30), "Anita"
    cast.ana.save()
    card = cast.ana.cards.get()
    read = check_out_read(item_id=item.pk, patron_id=cast.ana.pk, site_id=cast.middle.pk, card=card.number)
    assert read is not None
    item.refresh_from_db()
    site = item.site
    assert (read.item_id, read.state, read.item_site_id, read.item_type_id) == (
        item.pk, item.state, item.site_id, item.item_type_id,
    )  # fmt: skip
    assert (read.barcode, read.call_number, read.title, read.type_name) == (
        item.barcode, item.call_number, item.record.title, item.item_type.name,
    )  # fmt: skip
    assert (read.site_name, read.timezone, read.calendar_token) == (site.name, site.timezone, site.calendar_token)
    assert (read.holder_loan_id, read.holder_id) == (held.pk, cast.ben.pk)
    assert (read.holder_lent_at, read.holder_due_at) == (held.lent_at, held.due_at)
    ana = cast.ana
    assert (read.patron_id, read.merged_into_id, read.category_id) == (ana.pk, None, ana.category_id)
    assert (read.grade, read.home_site_id, read.expires_on, read.left_on) == (ana.grade, site.pk, ana.expires_on, None)
    assert (read.patron_name, read.has_block, read.out_again) == (ana.display_name, True, site.out_again)
    assert read.card == f"{card.status}|{card.expires_on or ''}"
    assert read.out == ((out.due_at, out.item.item_type_id),)


def test_the_same_key_is_answered_the_same_and_done_once(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), makers.make_item(cast.middle, "Holes")
    overdue = makers.make_loan(makers.make_item(cast.middle), cast.ana, lent_at=NOON - timedelta(days=30))
    first = check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON, key="one")
    again = check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON + timedelta(seconds=2), key="one")
    assert again.repeated
    assert (again.loan_id, again.act_id, again.title, again.due_at) == (
        first.loan_id, first.act_id, first.title, first.due_at,
    )  # fmt: skip
    assert [each.code for each in again.tells] == [each.code for each in first.tells] == ["circulation.has_overdue"]
    assert Loan.objects.exclude(pk=overdue.pk).count() == 1


def test_a_key_of_another_deed_is_refused(cast: Cast) -> None:
    from carrel.rooms.circulation.actions import check_in

    dee, item = cast.actor(cast.dee), makers.make_item(cast.middle)
    check_in(dee, item_id=item.pk, now=NOON, key="one")
    with pytest.raises(KeyReused):
        check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON, key="one")


def test_the_same_item_again_asks_returned_or_renew(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), makers.make_item(cast.middle)
    lent = check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON, key="a")
    with pytest.raises(Refused) as refused:
        check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON + timedelta(seconds=1), key="b")
    assert codes(refused) == {"circulation.already_lent_to_this_patron"}
    facts = refused.value.objections[0].facts
    assert (facts["loan_id"], facts["out_again"], facts["just_now"]) == (lent.loan_id, "ask", True)
    assert refused.value.objections[0].override == ""


def test_a_book_out_to_somebody_else_names_them(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    makers.make_loan(item, cast.ben)
    with pytest.raises(Refused) as refused:
        check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    assert codes(refused) == {"circulation.item_on_loan_elsewhere"}
    assert refused.value.objections[0].facts["who"] == "Ben Okoye"


def test_a_student_worker_is_not_told_who_has_it(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    makers.make_loan(item, cast.ben)
    with pytest.raises(Refused) as refused:
        check_out(cast.actor(cast.eli), patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    assert codes(refused) == {"circulation.item_on_loan_to_another_reader"}
    assert "Ben" not in str(refused.value.objections[0].facts)


def test_nobody_is_told_the_name_of_a_student_of_another_school(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    makers.make_loan(item, cast.fay)
    with pytest.raises(Refused) as refused:
        check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    assert codes(refused) == {"circulation.item_on_loan_at_another_school"}
    assert "Fay" not in str(refused.value.objections[0].facts)


def test_with_the_override_it_is_returned_for_them_first(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    loan = makers.make_loan(item, cast.ben)
    lent = check_out(
        cast.actor(cast.dee),
        patron_id=cast.ana.pk,
        item_id=item.pk,
        now=NOON,
        overrides=["circulation.item_on_loan_elsewhere"],
        reason="Ben handed it to Ana",
    )
    loan.refresh_from_db()
    assert loan.returned_at == NOON
    assert Loan.objects.get(pk=lent.loan_id).patron == cast.ana
    assert AuditEntry.objects.get(pk=lent.act_id).overrides == ["circulation.item_on_loan_elsewhere"]


def test_a_student_of_another_school_is_refused_without_a_name(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        check_out(cast.actor(cast.dee), patron_id=cast.fay.pk, item_id=makers.make_item(cast.middle).pk, now=NOON)
    assert "circulation.patron_of_another_school" in codes(refused)
    assert "Fay" not in str([each.facts for each in refused.value.objections])


def test_every_objection_is_named_at_once(cast: Cast) -> None:
    makers.make_policy(category=cast.ana.category, loanable=False)
    for _ in range(3):
        makers.make_loan(makers.make_item(cast.middle), cast.ana, lent_at=NOON - timedelta(days=40))
    cast.ana.expires_on, cast.ana.left_on = date(2026, 11, 1), date(2026, 11, 2)
    cast.ana.save()
    card = cast.ana.cards.get()
    card.status = "lost"
    card.save()
    makers.make_block(cast.ana, "Bring back the atlas")
    item = makers.make_item(cast.middle, state="missing")
    with pytest.raises(Refused) as refused:
        check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=item.pk, now=NOON, card=card.number)
    assert codes(refused) == {
        f"circulation.{code}"
        for code in (
            "patron_left", "patron_expired", "card_lost", "patron_blocked", "item_missing", "not_loanable",
            "too_many_overdue", "over_limit",
        )
    }  # fmt: skip
    assert refused.value.can_be_passed


def test_overrides_need_a_permission_and_a_reason(cast: Cast) -> None:
    makers.make_block(cast.ana)
    item = makers.make_item(cast.middle)
    wanted: dict[str, Any] = {"patron_id": cast.ana.pk, "item_id": item.pk, "now": NOON}
    wanted["overrides"] = ["circulation.patron_blocked"]
    with pytest.raises(Refused) as refused:
        check_out(cast.actor(cast.dee), **wanted)
    assert refused.value.code == "kernel.reason_missing"
    with pytest.raises(Refused) as refused:
        check_out(cast.actor(cast.eli), **wanted, reason="She asked nicely")
    assert refused.value.code == "circulation.patron_blocked"
    assert check_out(cast.actor(cast.dee), **wanted, reason="The librarian said so").loan_id


def test_a_date_given_by_staff_stands_above_the_policy(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    lent = check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=item.pk, now=NOON, due_on=date(2027, 1, 9))
    assert lent.due_on == date(2027, 1, 9)
    assert [each.code for each in lent.tells] == ["circulation.due_on_closed_day"]


def test_a_date_in_the_past_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        check_out(
            cast.actor(cast.dee),
            patron_id=cast.ana.pk,
            item_id=makers.make_item(cast.middle).pk,
            now=NOON,
            due_on=TODAY - timedelta(days=1),
        )
    assert codes(refused) == {"circulation.due_in_the_past"}


def test_who_may_not_change_dates_may_not_give_one(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        check_out(
            cast.actor(cast.eli),
            patron_id=cast.ana.pk,
            item_id=makers.make_item(cast.middle).pk,
            now=NOON,
            due_on=TODAY,
        )


def test_a_student_may_not_lend(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    with pytest.raises(NotAllowed):
        check_out(cast.actor(cast.ana), patron_id=cast.ana.pk, item_id=item.pk, now=NOON)


@pytest.mark.parametrize(("patron", "item", "code"), [(0, 1, "patron_unknown"), (1, 0, "item_unknown")])
def test_what_does_not_exist_is_said_so(cast: Cast, patron: int, item: int, code: str) -> None:
    item_id = makers.make_item(cast.middle).pk if item else 0
    with pytest.raises(Refused) as refused:
        check_out(cast.actor(cast.dee), patron_id=cast.ana.pk if patron else 0, item_id=item_id, now=NOON)
    assert codes(refused) == {f"circulation.{code}"}


def test_a_merged_person_borrows_as_the_one_that_was_kept(cast: Cast) -> None:
    cast.ben.merged_into = cast.ana
    cast.ben.save()
    lent = check_out(cast.actor(cast.dee), patron_id=cast.ben.pk, item_id=makers.make_item(cast.middle).pk, now=NOON)
    assert Loan.objects.get(pk=lent.loan_id).patron == cast.ana


def test_without_a_length_nothing_is_lent_but_a_date_can_be_given(cast: Cast) -> None:
    from carrel.rooms.circulation.models import PolicyRow

    PolicyRow.objects.all().delete()
    makers.make_policy(max_loans=5)
    dee, item = cast.actor(cast.dee), makers.make_item(cast.middle)
    with pytest.raises(Refused) as refused:
        check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    assert codes(refused) == {"circulation.no_loan_length"}
    assert check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON, due_on=date(2026, 12, 1)).loan_id


def test_a_site_that_never_opens_cannot_lend_by_days(cast: Cast) -> None:
    from carrel.rooms.schools.models import CalendarDay, Site, new_token

    day = TODAY
    CalendarDay.objects.bulk_create(
        CalendarDay(site=cast.middle, day=day + timedelta(days=n), kind="closed") for n in range(400)
    )
    Site.objects.filter(pk=cast.middle.pk).update(calendar_token=new_token())
    with pytest.raises(Refused) as refused:
        check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=makers.make_item(cast.middle).pk, now=NOON)
    assert codes(refused) == {"circulation.no_open_day"}


def test_a_found_item_is_lent_and_keeps_what_it_was_for_undo(cast: Cast) -> None:
    item = makers.make_item(cast.middle, state="lost")
    lent = check_out(
        cast.actor(cast.dee),
        patron_id=cast.ana.pk,
        item_id=item.pk,
        now=NOON,
        overrides=["circulation.item_lost"],
        reason="Found behind the shelf",
    )
    assert Loan.objects.get(pk=lent.loan_id).why["was"] == "lost"


def test_an_item_of_another_site_is_lent_and_told(cast: Cast) -> None:
    lent = check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=makers.make_item(cast.high).pk, now=NOON)
    assert [each.code for each in lent.tells] == ["circulation.item_of_another_site"]


def test_limits_by_type_count_the_types_below_them(cast: Cast) -> None:
    media = makers.make_item_type("media")
    dvd, cd = makers.make_item_type("dvd", parent=media), makers.make_item_type("cd", parent=media)
    makers.make_policy(item_type=media, max_loans_of_type=2)
    makers.make_policy(item_type=dvd, max_loans_of_type=5)
    dee = cast.actor(cast.dee)
    for kind in (dvd, cd):
        check_out(dee, patron_id=cast.ana.pk, item_id=makers.make_item(cast.middle, item_type=kind).pk, now=NOON)
    with pytest.raises(Refused) as refused:
        check_out(dee, patron_id=cast.ana.pk, item_id=makers.make_item(cast.middle, item_type=dvd).pk, now=NOON)
    assert codes(refused) == {"circulation.over_type_limit"}
    facts = refused.value.objections[0].facts
    assert (facts["count"], facts["limit"], facts["type"]) == (2, 2, "Media")


def test_an_edit_of_the_grid_is_seen_by_the_next_scan(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    first = check_out(dee, patron_id=cast.ana.pk, item_id=makers.make_item(cast.middle).pk, now=NOON)
    makers.make_policy(site=cast.middle, length=7, length_unit="calendar_days")
    second = check_out(dee, patron_id=cast.ana.pk, item_id=makers.make_item(cast.middle).pk, now=NOON)
    assert (first.due_on, second.due_on) == (date(2026, 12, 7), date(2026, 11, 30))


def test_a_refusal_leaves_no_trace(cast: Cast) -> None:
    makers.make_block(cast.ana)
    item = makers.make_item(cast.middle)
    with pytest.raises(Refused):
        check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=item.pk, now=NOON, key="k")
    assert not Loan.objects.exists()
    assert not AuditEntry.objects.filter(code="circulation.check_out").exists()
    item.refresh_from_db()
    assert item.state == "available"


def test_the_facts_name_the_row_each_limit_came_from(cast: Cast) -> None:
    row = makers.make_policy(site=cast.middle, max_loans=0)
    read = check_out_read(item_id=makers.make_item(cast.middle).pk, patron_id=cast.ana.pk, site_id=cast.middle.pk)
    assert read is not None
    facts, missing = check_out_facts(cast.actor(cast.dee), read, now=NOON)
    assert missing == ()
    assert facts.policy.source("max_loans").ref == f"policy:{row.pk}:max_loans"
    assert facts.policy.source("max_loans").label == "Alder Creek Middle School"
