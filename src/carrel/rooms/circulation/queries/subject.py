"""Everything the district keeps of one person, table by table: what a student or their family may ask to see.

Tables that are known are said in words people read. A table that comes later and names a person is told as it is
stored, so that nothing kept is left out because somebody forgot to list it here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Model, Q, QuerySet

from carrel.cellar.kernel.models import AuditEntry
from carrel.rooms.circulation.models import (
    Block,
    ConditionNote,
    HistoryChoice,
    Hold,
    Loan,
    LoanChange,
    PastLoan,
    Reservation,
)
from carrel.rooms.circulation.queries.subject_money import SAID, money_tables
from carrel.rooms.people.models import (
    Account,
    Card,
    Enrolment,
    FurtherSite,
    Guardianship,
    Merger,
    Person,
    PersonView,
    RoleHeld,
)
from carrel.rooms.people.queries import views_of

# What nobody is handed: hashes that open something, and what is only there to find the row by.
SECRET = {"pin", "password", "secret", "token", "search_text"}
# Of these only the person themself may see what they hold (`for_oneself`).
_ONLY_FOR_ONESELF = {HistoryChoice, PastLoan}
_PERSON = (
    "given_name", "family_name", "preferred_given", "preferred_family", "pronunciation", "pronouns", "grade",
    "roster_id", "local_number", "category__name", "home_site__name", "homeroom__name", "home_language", "email",
    "phone", "left_on", "expires_on", "is_provisional", "directory_opt_out", "created_at",
)  # fmt: skip
_ITEM = ("item__record__title", "item__barcode")
_LOAN_OF = ("loan__item__record__title", "loan__item__barcode")


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the record. `code` and `columns` are names for machines; phrases say them to people."""

    code: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class WholeRecord:
    """A person's whole record. `has_hidden_history` says that a reading history is left out."""

    person_id: int
    name: str
    sections: tuple[Section, ...]
    photo_id: int | None
    has_hidden_history: bool


def whole_record(person_id: int, *, for_oneself: bool = False) -> WholeRecord:
    """All that is kept of this person; a reading history only for their own eyes. Raises Person.DoesNotExist."""
    person = Person.objects.get(pk=person_id)
    sections = [*_known(person), *_others(person)]
    if for_oneself:
        sections.append(
            _section("history", PastLoan.objects.filter(person=person), "record__title", "lent_on", "returned_on")
        )
    hidden = not for_oneself and HistoryChoice.objects.filter(person=person).exists()
    return WholeRecord(person.pk, person.display_name, tuple(sections), person.photo_id, hidden)


def _section(code: str, found: "QuerySet[Any]", *columns: str) -> Section:
    return Section(code, columns, tuple(tuple(row) for row in found.values_list(*columns)))


def _known(person: Person) -> Iterator[Section]:
    """What is kept in the tables of this storey and below, in the order people ask for it."""
    yield _section("person", Person.objects.filter(pk=person.pk), *_PERSON)
    yield _section("further_sites", FurtherSite.objects.filter(person=person), "site__name")
    cards = Card.objects.filter(person=person).order_by("-pk")
    yield _section("cards", cards, "number", "kind", "status", "expires_on", "since_at")
    yield _section(
        "classes", Enrolment.objects.filter(person=person).order_by("pk"),
        "school_class__name", "school_class__kind", "role", "starts_on", "ends_on",
    )  # fmt: skip
    yield _family(person)
    yield _section(
        "account", Account.objects.filter(person=person), "username", "email", "is_active", "language", "last_login"
    )
    yield _section(
        "roles",
        RoleHeld.objects.filter(account__person=person).order_by("pk"),
        "role",
        "site__name",
        "starts_on",
        "ends_on",
    )
    yield _section(
        "merged", Merger.objects.filter(kept=person).order_by("pk"),
        "merged__given_name", "merged__family_name", "at", "undone_at",
    )  # fmt: skip
    yield from _borrowing(person)
    for code, found, columns in money_tables(person):
        yield _section(code, found, *columns)
    blocks = Block.objects.filter(person=person).order_by("pk")
    yield _section("blocks", blocks, "kind", "note", "until_on", "put_at", "lifted_at")
    views = tuple((each.at, each.who, each.page) for each in views_of(person.pk, limit=None))
    yield Section("views", ("at", "who", "page"), views)
    acts = AuditEntry.objects.filter(about_kind="person", about_id=person.pk).order_by("pk")
    yield _section("acts", acts, "at", "code", "actor_name", "reason")


def _family(person: Person) -> Section:
    pairs = Guardianship.objects.filter(Q(student=person) | Q(guardian=person)).select_related("student", "guardian")
    rows = tuple(
        (each.student.display_name, each.guardian.display_name, each.relation) for each in pairs.order_by("pk")
    )
    return Section("family", ("student", "guardian", "relation"), rows)


def _borrowing(person: Person) -> Iterator[Section]:
    loans = Loan.objects.filter(patron=person).order_by("lent_at", "pk")
    columns = (*_ITEM, "site__name", "lent_at", "due_at", "renewals")
    yield _section("open_loans", loans.filter(returned_at=None), *columns)
    yield _section("ended_loans", loans.filter(returned_at__isnull=False), *columns, "returned_at", "is_undone")
    changes = LoanChange.objects.filter(loan__patron=person).order_by("pk")
    yield _section("loan_changes", changes, *_LOAN_OF, "kind", "at", "from_due_at", "to_due_at")
    notes = ConditionNote.objects.filter(loan__patron=person, undone_at=None).order_by("pk")
    yield _section("conditions", notes, *_ITEM, "event", "was", "condition", "note", "at")
    holds = Hold.objects.filter(patron=person).order_by("placed_at", "pk")
    yield _section(
        "holds", holds, "record__title", "item__barcode", "pickup_site__name", "placed_at", "status", "expires_on",
        "shelf_until_on", "ended_at", "note",
    )  # fmt: skip
    reservations = Reservation.objects.filter(teacher=person).order_by("pk")
    yield _section(
        "reservations", reservations, "record__title", "site__name", "school_class__name", "copies", "from_on",
        "until_on", "status", "note",
    )  # fmt: skip


# Said above in their own words; or, as PersonView and Merger, told from the side of the person looked at or kept.
_SAID: set[type[Model]] = {
    Person, FurtherSite, Card, Enrolment, Guardianship, Account, RoleHeld, Merger, Loan, Hold, Reservation, Block,
    PersonView, *SAID,
}  # fmt: skip


def _others(person: Person) -> Iterator[Section]:
    """Every other table with a column that names a person, as it is stored."""
    links: dict[type[Model], Q] = {}
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if model in _SAID | _ONLY_FOR_ONESELF:
            continue
        links[model] = links.get(model, Q()) | Q(**{relation.field.name: person})
    for model, condition in sorted(links.items(), key=lambda each: each[0]._meta.label):
        columns = tuple(_columns(model))
        section = _section(
            model._meta.model_name or "", model._default_manager.filter(condition).order_by("pk"), *columns
        )
        if section.rows:
            yield section


def _columns(model: type[Model]) -> Iterator[str]:
    for column in model._meta.get_fields():
        if isinstance(column, Field) and column.concrete and not (column.many_to_many or column.name in SECRET):
            yield column.name
