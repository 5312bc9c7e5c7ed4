"""The pages of the policy: rows, hard due dates, what an edit would change before it is kept, and every version."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from carrel.cellar.kernel.clock import now
from carrel.rooms.circulation.models import GridToken, HardDueDate, HardDueDay, PolicyRow, PolicyVersion
from carrel.rooms.people.models import Account, Person
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person), backend="carrel.doors.web.account.backend.AccountBackend")
    return client


@pytest.fixture
def dee(cast: Cast) -> Client:
    return signed_in(cast.dee)


@pytest.fixture
def omar(cast: Cast) -> Client:
    return signed_in(cast.boss)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def seen() -> str:
    return GridToken.objects.values_list("token", flat=True).first() or ""


def keep(client: Client, url: str, form: dict[str, Any], note: str = "") -> Any:
    """Both steps: the preview, in which nothing is written, and keeping it."""
    before = PolicyVersion.objects.count()
    preview = client.post(url, form)
    assert preview.status_code == 200, text(preview)
    assert "Nothing is kept yet" in text(preview)
    assert PolicyVersion.objects.count() == before
    return client.post(url, form | {"keep": "1", "seen": seen(), "note": note})


def test_the_grid_is_edited_by_the_district(cast: Cast, omar: Client) -> None:
    assert "No policy yet" in text(omar.get(reverse("circulation.policies")))
    add = reverse("circulation.add_policy_row")
    assert omar.get(add).status_code == 200
    assert omar.post(add, {"length": "14"}).status_code == 409
    assert keep(omar, add, {"length": "14", "length_unit": "open_days", "loanable": "yes"}).status_code == 302
    row = PolicyRow.objects.get()
    change = reverse("circulation.save_policy_row", args=[row.pk])
    assert 'value="14"' in text(omar.get(change))
    assert keep(omar, change, {"length": "21", "length_unit": "open_days"}).status_code == 302
    row.refresh_from_db()
    assert (row.length, row.loanable) == (21, None)
    assert omar.post(add, {"length": "14", "length_unit": "open_days"}).status_code == 409
    assert omar.post(add, {"length": "many"}).status_code == 422
    assert "21 open days" in text(omar.get(reverse("circulation.policies")))
    same = text(omar.post(change, {"length": "21", "length_unit": "open_days"}))
    assert "You have changed nothing." in same and "Keep it" not in same
    assert keep(omar, change, {"length": "1", "length_unit": "open_days", "fine_grace": "1", "fine_unit": "days",
                               "fine_minor": "0.25"}).status_code == 302  # fmt: skip
    page = text(omar.get(reverse("circulation.policies")))
    assert "<b>1 open day</b>" in page and "Grace: <b>1 day</b>" in page
    makers.make_loan(makers.make_item(cast.middle), cast.ana, due_at=now() - timedelta(days=9))
    dearer = {"length": "1", "length_unit": "open_days", "fine_grace": "1", "fine_unit": "days", "fine_minor": "0.50"}
    page = text(omar.post(change, dearer))
    assert "1 loan is late now, and costs something else at once" in page and "by the rules of that day" in page
    assert keep(omar, reverse("circulation.remove_policy_row", args=[row.pk]), {}).status_code == 302
    assert not PolicyRow.objects.exists()


def test_every_setting_is_kept_and_shown(cast: Cast, omar: Client) -> None:
    form = {
        "length": "3", "length_unit": "periods", "renewals": "2", "renew_from": "due", "renew_overdue": "no",
        "renew_not_before": "3", "auto_renew": "yes", "on_shelf_holds": "if_all_out", "hold_from": "site",
        "max_holds": "4", "hold_days": "60", "shelf_days": "5", "local_first": "yes", "keep_borrower_days": "7",
        "max_loans": "9", "max_overdue": "2", "max_loans_of_type": "3",
    }  # fmt: skip
    assert keep(omar, reverse("circulation.add_policy_row"), form).status_code == 302
    row = PolicyRow.objects.get()
    assert (row.auto_renew, row.local_first, row.renew_overdue) == (True, True, False)
    assert (row.renew_not_before, row.max_holds, row.hold_days, row.shelf_days, row.keep_borrower_days) == (
        3,
        4,
        60,
        5,
        7,
    )
    page = text(omar.get(reverse("circulation.policies")))
    for words in ("3 school periods", "if all copies are out", "readers of this school", "Privacy", "Renewals"):
        assert words in page
    again = text(omar.get(reverse("circulation.save_policy_row", args=[row.pk])))
    assert '<option value="yes" selected>' in again


def test_until_a_named_date_needs_no_length(cast: Cast, omar: Client) -> None:
    add = reverse("circulation.add_policy_row")
    wrong = omar.post(add, {"length": "3", "length_unit": "named_date"})
    assert wrong.status_code == 422
    assert "there is no length" in text(wrong)
    assert keep(omar, add, {"length_unit": "named_date"}).status_code == 302
    assert "until the named date" in text(omar.get(reverse("circulation.policies")))


def test_a_technician_edits_the_rows_of_their_site_only(cast: Cast, dee: Client) -> None:
    general = makers.make_policy()
    assert dee.get(reverse("circulation.save_policy_row", args=[general.pk])).status_code == 404
    assert dee.post(reverse("circulation.remove_policy_row", args=[general.pk])).status_code == 404
    add = reverse("circulation.add_policy_row")
    assert dee.post(add, {"renewals": "2"}).status_code == 422
    assert keep(dee, add, {"renewals": "2", "site": cast.middle.pk}).status_code == 302
    assert dee.post(add, {"renewals": "2", "site": cast.high.pk}).status_code == 422


def test_before_it_is_kept_it_says_what_changes_for_whom(cast: Cast, dee: Client) -> None:
    makers.make_policy(length=14, length_unit="calendar_days")
    makers.make_policy(category=cast.clark.category, length=40, length_unit="calendar_days")
    item = makers.make_item(cast.middle)
    makers.make_loan(makers.make_item(cast.middle), cast.ana)
    form = {"site": cast.middle.pk, "length": "21", "length_unit": "calendar_days", "renewals": "1"}
    page = text(dee.post(reverse("circulation.add_policy_row"), form))
    assert "Loan length: <s>14</s> → <b>21</b>" in page
    assert "Renewals: <s>0</s> → <b>1</b>" in page
    assert "Student" in page and "Staff" in page
    assert f'name="site" value="{cast.middle.pk}"' in page
    assert "1 open loan keeps its date" in page
    assert not PolicyRow.objects.filter(site=cast.middle).exists()
    assert item.pk


def test_what_changes_nothing_says_so(cast: Cast, omar: Client) -> None:
    makers.make_policy(length=14, length_unit="calendar_days")
    makers.make_item(cast.middle)
    again = {"site": cast.middle.pk, "length": "14", "length_unit": "calendar_days"}
    assert "Nothing changes for anybody" in text(omar.post(reverse("circulation.add_policy_row"), again))


def test_an_edit_looked_at_on_an_older_policy_is_looked_at_again(cast: Cast, omar: Client) -> None:
    row = makers.make_policy(length=14, length_unit="calendar_days")
    url, form = reverse("circulation.save_policy_row", args=[row.pk]), {"length": "7", "length_unit": "open_days"}
    page = text(omar.post(url, form | {"keep": "1", "seen": "another"}))
    assert "Somebody has changed the policy meanwhile" in page
    row.refresh_from_db()
    assert row.length == 14


def test_one_goes_back_from_the_preview_with_what_was_filled_in(cast: Cast, omar: Client) -> None:
    answer = omar.post(reverse("circulation.add_policy_row"), {"length": "17", "length_unit": "hours", "again": "1"})
    assert 'value="17"' in text(answer)
    assert not PolicyRow.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_preview_asks_no_more_for_more_rows(cast: Cast, omar: Client, rows: int) -> None:
    for number in range(rows):
        makers.make_policy(item_type=makers.make_item_type(f"t{number}"), renewals=number)
        makers.make_loan(makers.make_item(cast.middle), cast.ana)
    omar.get(reverse("circulation.policies"))
    with CaptureQueriesContext(connection) as made:
        omar.post(reverse("circulation.add_policy_row"), {"max_overdue": "2"})
    assert sum("circulation_loan" in each["sql"] for each in made) == 1
    assert sum("inventory_item" in each["sql"] and "COUNT" in each["sql"] for each in made) == 2


def days_form(*days: tuple[str, str, str]) -> dict[str, str]:
    form = {"days-TOTAL_FORMS": str(len(days)), "days-INITIAL_FORMS": "0"}
    for place, (on, compare, active_from) in enumerate(days):
        form |= {f"days-{place}-on": on, f"days-{place}-compare": compare, f"days-{place}-active_from": active_from}
    return form


def test_hard_due_dates_are_entered_years_ahead(cast: Cast, omar: Client) -> None:
    add = reverse("circulation.add_hard_due_date")
    assert omar.get(add).status_code == 200
    days = days_form(("2026-12-18", "before", ""), ("2027-06-11", "before", "2026-12-14"), ("", "before", ""))
    assert keep(omar, add, {"name": "End of term"} | days).status_code == 302
    series = HardDueDate.objects.get()
    assert series.days.count() == 2
    assert "End of term" in text(omar.get(reverse("circulation.hard_due_dates")))
    change = reverse("circulation.save_hard_due_date", args=[series.pk])
    assert 'value="2026-12-18"' in text(omar.get(change))
    assert keep(omar, change, {"name": "Term"} | days_form(("2026-12-17", "exactly", ""))).status_code == 302
    twice = days_form(("2026-12-17", "exactly", ""), ("2026-12-17", "before", ""))
    assert omar.post(change, {"name": "Term"} | twice).status_code == 422
    makers.make_policy(hard_due_date=series)
    omar.post(reverse("circulation.remove_hard_due_date", args=[series.pk]))
    assert "still use “Term”: 1." in text(omar.get(reverse("circulation.hard_due_dates")))
    PolicyRow.objects.all().delete()
    omar.post(reverse("circulation.remove_hard_due_date", args=[series.pk]))
    assert not HardDueDate.objects.exists()


def series_of(name: str, *days: date, **values: Any) -> HardDueDate:
    series = HardDueDate.objects.create(name=name, **values)
    for on in days:
        HardDueDay.objects.create(hard_due_date=series, on=on)
    return series


def test_a_series_says_which_date_holds_which_comes_next_and_when_none_is_ahead(omar: Client) -> None:
    today = now().date()
    series_of("Two ahead", today + timedelta(days=30), today + timedelta(days=395))
    series_of("Spent", today - timedelta(days=30))
    series_of("Seniors", today + timedelta(days=30), grades="12")
    page = text(omar.get(reverse("circulation.hard_due_dates")))
    assert page.count("No date ahead") == 1
    assert page.count("for loans from") == 1
    assert "Cut-off, grade 12" in page
    assert "The last one" in page


def test_a_cut_off_is_entered_with_what_it_changes(cast: Cast, omar: Client) -> None:
    makers.make_policy(length=60, length_unit="calendar_days")
    makers.make_item(cast.high)
    soon = (now().date() + timedelta(days=20)).isoformat()
    form = {"name": "Seniors", "grades": " 10;12 ", "site": cast.high.pk} | days_form((soon, "exactly", ""))
    page = text(omar.post(reverse("circulation.add_hard_due_date"), form))
    assert "the dates of the series" in page
    assert "Cedar" in page and "Alder" not in page.partition("<tbody>")[2]
    assert keep(omar, reverse("circulation.add_hard_due_date"), form).status_code == 302
    series = HardDueDate.objects.get()
    assert series.grades == "10, 12"
    remove = reverse("circulation.remove_hard_due_date", args=[series.pk])
    assert keep(omar, remove, {}).status_code == 302
    assert not HardDueDate.objects.exists()


def test_every_version_is_listed_shown_and_come_back_to(cast: Cast, omar: Client, dee: Client) -> None:
    add, versions = reverse("circulation.add_policy_row"), reverse("circulation.policy_versions")
    assert "No edit yet" in text(omar.get(versions))
    keep(omar, add, {"length": "14", "length_unit": "open_days"}, note="First year")
    keep(
        omar,
        reverse("circulation.save_policy_row", args=[PolicyRow.objects.get().pk]),
        {"length": "7", "length_unit": "open_days"},
    )
    page = text(omar.get(versions))
    for words in ("First year", "Omar Haddad", "Loan length: <s>14</s> → <b>7</b>"):
        assert words in page
    first = PolicyVersion.objects.last()
    assert first is not None
    one = text(omar.get(reverse("circulation.policy_version", args=[first.pk])))
    assert "Make the policy this one again" in one
    back = omar.post(reverse("circulation.restore_policy_version", args=[first.pk]), {"note": "Too short"})
    assert back.status_code == 302
    assert PolicyRow.objects.get().length == 14
    assert "Too short" in text(omar.get(versions))
    latest = PolicyVersion.objects.first()
    assert latest is not None
    assert "In force" in text(dee.get(reverse("circulation.policy_version", args=[latest.pk])))
    assert omar.get(reverse("circulation.policy_version", args=[0])).status_code == 404
    assert omar.post(reverse("circulation.restore_policy_version", args=[0])).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_versions_are_one_statement(cast: Cast, omar: Client, count: int) -> None:
    for number in range(count):
        PolicyVersion.objects.create(at=now(), by="Omar", act_id=number, rows=[], series=[])
    with CaptureQueriesContext(connection) as made:
        omar.get(reverse("circulation.policy_versions"))
    assert sum("policyversion" in each["sql"] for each in made) == 1
