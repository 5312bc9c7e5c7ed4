"""`carrel check` finds each breach of what must never be false, planted in a small sound world."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from carrel.cellar.files.models import StoredFile
from carrel.cellar.kernel.models import AuditEntry, KeptAnswer
from carrel.cellar.parking.models import Parked
from carrel.cli.soundness import QUESTIONS, lending, merging, privacy
from carrel.rooms.catalogue.models import Record, RecordMarc, SearchDocument
from carrel.rooms.charges.models import Charge
from carrel.rooms.circulation.models import Batch, BatchLine, Hold, Loan, PastLoan, PolicyRow
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Person, RoleHeld
from carrel.rooms.schools.models import Site
from tests.makers import NOON, TODAY, give_role, make_account, make_card, make_item, make_loan, make_person, make_policy

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=30)


@pytest.fixture
def loan() -> Loan:
    """One reader with a card and a book; a second book is in."""
    reader = make_person()
    make_card(reader)
    give_role(make_account("robin", person=reader), "student", reader.home_site)
    make_item(reader.home_site, "Hatchet")
    return make_loan(make_item(reader.home_site), reader)


def answers() -> list[str]:
    return [line for _, question in QUESTIONS for line in question(LATER)]


def test_a_sound_world_passes(loan: Loan) -> None:
    assert answers() == []


def state_without_loan(loan: Loan) -> str:
    Item.objects.exclude(pk=loan.item_id).update(state="on_loan")
    return "is on loan, but no open loan names it"


def loan_without_state(loan: Loan) -> str:
    Item.objects.filter(pk=loan.item_id).update(state="available")
    return "has an open loan, but its state is available"


def lost_with_open_loan(loan: Loan) -> str:
    Item.objects.filter(pk=loan.item_id).update(state="lost")
    return "has an open loan, but its state is lost"


def back_before_lent(loan: Loan) -> str:
    Loan.objects.filter(pk=loan.pk).update(returned_at=loan.lent_at - timedelta(days=1), patron=None)
    Item.objects.filter(pk=loan.item_id).update(state="available")
    return "not in this order"


def due_before_lent(loan: Loan) -> str:
    Loan.objects.filter(pk=loan.pk).update(due_at=loan.lent_at - timedelta(days=1))
    return "not in this order"


def fewer_counted(loan: Loan) -> str:
    Item.objects.filter(pk=loan.item_id).update(loan_count=0)
    return "counts 0 loans and has 1"


def lent_later_than_known(loan: Loan) -> str:
    Item.objects.filter(pk=loan.item_id).update(last_loaned_at=None)
    return "later than it knows"


def number_of_nobody(loan: Loan) -> str:
    Item.objects.filter(pk=loan.item_id).update(barcode="39990000999999")
    return "which is not among its numbers"


def merged_in_a_circle(loan: Loan) -> str:
    other = make_person("Ro", "Reed", merged_into=loan.patron)
    Person.objects.filter(pk=loan.patron_id).update(merged_into=other)
    return "merged in a circle"


def loan_of_a_merged_person(loan: Loan) -> str:
    Person.objects.filter(pk=loan.patron_id).update(merged_into=make_person("Ro", "Reed"))
    return "who was merged into another"


def card_of_a_merged_person(loan: Loan) -> str:
    Person.objects.filter(pk=loan.patron_id).update(merged_into=make_person("Ro", "Reed"))
    return "is valid, but its person"


def copy_of_a_merged_record(loan: Loan) -> str:
    other = Record.objects.exclude(pk=loan.item.record_id).get()
    Record.objects.filter(pk=loan.item.record_id).update(merged_into=other)
    return "still hangs on record"


def merged_record_in_search(loan: Loan) -> str:
    return copy_of_a_merged_record(loan) and "search still finds it"


def record_without_marc(loan: Loan) -> str:
    RecordMarc.objects.filter(record=loan.item.record_id).delete()
    return "has no MARC"


def record_with_broken_marc(loan: Loan) -> str:
    RecordMarc.objects.filter(record=loan.item.record_id).update(iso2709=b"no MARC at all")
    return "cannot be read"


def record_out_of_search(loan: Loan) -> str:
    SearchDocument.objects.filter(record=loan.item.record_id).delete()
    return "is not found by search"


def role_backwards(loan: Loan) -> str:
    RoleHeld.objects.update(starts_on=NOON.date(), ends_on=NOON.date() - timedelta(days=1))
    return "ends before it begins"


def unknown_zone(loan: Loan) -> str:
    Site.objects.filter(pk=loan.site_id).update(timezone="Mars/Olympus")
    return "which nobody knows"


def odd_weekdays(loan: Loan) -> str:
    Site.objects.filter(pk=loan.site_id).update(open_weekdays="11")
    return "seven signs"


def lost_file(loan: Loan) -> str:
    StoredFile.objects.create(sha256="ab" * 32, name="ana.webp", content_type="image/webp", size=1, stored_at=NOON)
    return "is not on disk"


def reader_kept(loan: Loan) -> str:
    Loan.objects.filter(pk=loan.pk).update(returned_at=loan.lent_at + timedelta(days=1))
    Item.objects.filter(pk=loan.item_id).update(state="available")
    return "still names its reader"


def list_with_the_reader(loan: Loan) -> str:
    assert loan.site is not None
    batch = Batch.objects.create(kind="list", site=loan.site, by="Dee", made_at=NOON)
    BatchLine.objects.create(batch=batch, number=1, person=loan.patron, loan_id=loan.pk, outcome="done")
    Loan.objects.filter(pk=loan.pk).update(returned_at=NOON, patron=None)
    Item.objects.filter(pk=loan.item_id).update(state="available")
    return "names a reader whom its loan"


def audit_with_the_pair(loan: Loan) -> str:
    AuditEntry.objects.create(at=NOON, code="x.y", about_kind="loan", about_id=loan.pk, facts={"patron": 5})
    return "names a reader and an item together"


def answer_with_a_title(loan: Loan) -> str:
    KeptAnswer.objects.create(key="k", code="x.y", at=NOON, answer={"loan": 5, "tells": [["a", {"title": "Holes"}]]})
    return "should hold references only"


def hold_kept(loan: Loan) -> str:
    Hold.objects.create(
        record=loan.item.record, patron=loan.patron, pickup_site=loan.item.site, placed_at=NOON, status="expired",
        ended_at=NOON,
    )  # fmt: skip
    return "ended before 2026-12-19 and still names its reader"


def history_of_nobody(loan: Loan) -> str:
    PastLoan.objects.create(person=loan.patron, record=loan.item.record, lent_on=TODAY, returned_on=TODAY)
    return "is kept for somebody who keeps no reading history"


def parked_with_the_pair(loan: Loan) -> str:
    state = {"patron_id": 5, "lines": [{"item_id": 6}]}
    Parked.objects.create(
        account_id=1, kind="desk.visit", title="", url="/", state=state, created_at=NOON, updated_at=NOON
    )
    return "Parked work"


def trace_with_the_pair(loan: Loan) -> str:
    Loan.objects.filter(pk=loan.pk).update(why={"steps": [{"patron": 5, "item": 6}]})
    return "names a reader and a thing together in why"


BREACHES = [
    state_without_loan, loan_without_state, lost_with_open_loan, back_before_lent, due_before_lent, fewer_counted,
    lent_later_than_known, number_of_nobody, merged_in_a_circle, loan_of_a_merged_person, card_of_a_merged_person,
    copy_of_a_merged_record, merged_record_in_search, record_without_marc, record_with_broken_marc,
    record_out_of_search, role_backwards, unknown_zone, odd_weekdays, lost_file, reader_kept, list_with_the_reader,
    audit_with_the_pair, answer_with_a_title, hold_kept, history_of_nobody, parked_with_the_pair, trace_with_the_pair,
]  # fmt: skip


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.__name__)
def test_each_breach_is_named(loan: Loan, breach: Callable[[Loan], str]) -> None:
    said = breach(loan)
    assert any(said in line for line in answers()), answers()


@pytest.mark.parametrize(
    ("kind", "facts", "both"),
    [
        ("loan", {"undoes": 5}, False),
        ("loan", {"patron": 5}, True),
        ("item", {"before": {"person_id": 5}}, True),
        ("item", {"number": "300"}, False),
        ("person", {"before": {"given_name": "Ana"}}, False),
        ("person", {"loans": 3, "from": 7}, False),
        ("person", {"barcode": "300"}, True),
        ("", {"patron": 5, "item": 6}, True),
        ("", {"patron": None, "item": 6}, False),
    ],
)
def test_the_pair_is_recognised(kind: str, facts: dict[str, object], both: bool) -> None:
    assert privacy.names_both(kind, facts) is both


def test_a_new_table_that_names_both_is_found_by_itself_and_must_say_until_when() -> None:
    """Add it to SAY_UNTIL_WHEN only with a line in docs/rules/privacy.md and a way to forget."""
    assert {model for model, _, _ in privacy.naming_both()} == set(privacy.SAY_UNTIL_WHEN)


def test_the_policys_window_and_a_debt_are_no_breach(loan: Loan) -> None:
    reader_kept(loan)
    assert any("still names its reader" in line for line in answers())
    make_policy(keep_borrower_days=60)
    assert answers() == []
    PolicyRow.objects.all().delete()
    make_policy(length=14, length_unit="calendar_days")
    Charge.objects.create(
        person=loan.patron, kind="lost", amount_minor=5, left_minor=5, charged_on=TODAY + timedelta(days=1),
        about_barcode=loan.item.barcode, created_at=NOON,
    )  # fmt: skip
    assert answers() == []


def test_circles_are_recognised() -> None:
    assert sorted(merging.circles([(1, 2), (2, 3), (3, 1), (4, 1), (5, 6)])) == [1, 2, 3, 4]


def test_the_command_names_what_it_finds_and_ends_with_one(loan: Loan) -> None:
    state_without_loan(loan)
    out = StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("check_invariants", stdout=out)
    assert "NOT SO  An item is on loan if and only if it has one open loan" in out.getvalue()
    assert "1 things are not as they must be" in out.getvalue()
    assert list(lending.states(NOON))


def test_the_command_says_so_when_all_is_sound(loan: Loan) -> None:
    out = StringIO()
    call_command("check_invariants", stdout=out)
    assert "Everything is sound." in out.getvalue()
