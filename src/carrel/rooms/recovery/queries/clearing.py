"""Who leaves, and with what: everything out and owed, by department."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.papers.documents import (
    QUIET,
    STRONG,
    TITLE,
    Block,
    Document,
    Gap,
    Line,
    Page,
    Rows,
    Words,
    shortened,
)
from carrel.rooms.charges import queries as money
from carrel.rooms.charges.phrases import KIND_WORDS
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries import OpenLoan, open_loans
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Person
from carrel.rooms.people.rules import Sight
from carrel.rooms.recovery.models import Clearance, SignOff
from carrel.rooms.recovery.phrases import DEPARTMENT_WORDS
from carrel.rooms.recovery.queries.papers import money_words, operator_day
from carrel.rooms.recovery.rules.clearing import DEPARTMENTS, MONEY, DepartmentFacts, department_of
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from django.db.models import QuerySet

LEFT_WITHIN = timedelta(days=60)


def clearances_of(actor: Actor) -> "QuerySet[Clearance]":
    """The clearances of the actor's sites that are not dropped, the latest first."""
    found = Clearance.objects.filter(dropped_at=None).select_related("person__home_site", "person__homeroom", "site")
    if actor.site_id is not None:
        found = found.filter(site=actor.site_id)
    elif not actor.is_district:
        found = found.filter(site__in=actor.site_ids)
    return found.order_by("-pk")


def clearance_in_sight(actor: Actor, clearance_id: int) -> Clearance | None:
    """One clearance, when the person is in the actor's full sight."""
    found = Clearance.objects.select_related("person__home_site", "person__homeroom", "site").filter(pk=clearance_id)
    row = found.filter(dropped_at=None).first()
    if row is None or people.sight_of_person(actor, row.person_id) < Sight.FULL:
        return None
    return row


def open_clearance(person_id: int) -> Clearance | None:
    """The clearance of a person that is not over."""
    return Clearance.objects.filter(person=person_id, ended_at=None, dropped_at=None).first()


@dataclass(frozen=True, slots=True)
class DepartmentShown:
    """One department of a slip: its facts, what is out there, what is owed, and the signature."""

    facts: DepartmentFacts
    loans: tuple[OpenLoan, ...] = ()
    charges: tuple[money.ChargeShown, ...] = ()
    sign_off: SignOff | None = None

    @property
    def code(self) -> str:
        return self.facts.department

    @property
    def is_open(self) -> bool:
        return bool(self.facts.out or self.facts.owed_minor)


def departments_of(clearance: Clearance, now: datetime) -> list[DepartmentShown]:
    """How the person stands with every department, in the order of the slip."""
    loans: dict[str, list[OpenLoan]] = {}
    families = dict(
        Loan.objects.filter(patron=clearance.person_id, returned_at=None).values_list("pk", "item__item_type__family")
    )
    for each in open_loans(clearance.person_id, now):
        loans.setdefault(department_of(families.get(each.loan_id, "")), []).append(each)
    owed = tuple(each for each in money.charges_of(clearance.person_id) if each.left_minor)
    signed = {each.department: each for each in clearance.sign_offs.filter(undone_at=None)}
    found = []
    for code in DEPARTMENTS:
        own, mine = tuple(loans.get(code, ())), owed if code == MONEY else ()
        sign_off = signed.get(code)
        facts = DepartmentFacts(
            code, len(own), sum(each.left_minor for each in mine), sign_off.signed_by if sign_off else ""
        )
        found.append(DepartmentShown(facts, own, mine, sign_off))
    return found


def leavers_with_something(now: datetime) -> Iterator[Person]:
    """Who left within two months, by the day it is at their school, with something out or owed; not who has a slip.

    A slip of before the last day counts while it is open: somebody began it in good time.
    """
    days = {site.pk: schools.today_at(site.pk, now) for site in schools.sites()}
    district = schools.today_at(None, now)
    newest = max(district, *days.values()) if days else district
    since = newest - LEFT_WITHIN
    left = Person.objects.filter(left_on__gte=since, left_on__lte=newest, merged_into=None)
    out = Loan.objects.filter(returned_at=None, patron__in=left.values("pk")).values_list("patron_id", flat=True)
    owing = money.owed_by_each(list(left.values_list("pk", flat=True)))
    for person in left.filter(Q(pk__in=set(out)) | Q(pk__in=set(owing))).select_related("home_site").order_by("pk"):
        assert person.left_on is not None
        if person.left_on > days.get(person.home_site_id or 0, district):
            continue
        since_then = Q(begun_at__date__gte=person.left_on) | Q(ended_at=None, dropped_at=None)
        if not Clearance.objects.filter(since_then, person=person).exists():
            yield person


def clearances_of_returned() -> "QuerySet[Clearance]":
    """The open slips begun by the program itself, without a signature, of persons who have not left (any more)."""
    found = Clearance.objects.filter(ended_at=None, dropped_at=None, person__left_on=None, begun_by=SYSTEM.name)
    return found.exclude(sign_offs__isnull=False).select_for_update(of=("self",))


def clearance_document(clearance: Clearance, now: datetime) -> Document:
    """The slip: who, what is open in each department, and a line to sign for each. In the language of who prints."""
    person = clearance.person
    on = schools.today_at(clearance.site_id, now)
    blocks: list[Block] = [
        Words(clearance.site.name if clearance.site else "", QUIET), Words(_("Clearance"), TITLE),
        Words(_person_line(person), STRONG), Words(_("As of %(day)s") % {"day": operator_day(on)}, QUIET), Gap(2),
    ]  # fmt: skip
    for each in departments_of(clearance, now):
        blocks += _department_blocks(each)
    return Document(_("Clearance"), (Page(tuple(blocks)),))


def _person_line(person: Person) -> str:
    room = person.homeroom.name if person.homeroom else person.grade
    number = _("number %(number)s") % {"number": person.local_number} if person.local_number else ""
    return ", ".join(filter(None, (person.display_name, room, number)))


def _department_blocks(shown: DepartmentShown) -> Iterator[Block]:
    word = str(DEPARTMENT_WORDS[shown.code])
    yield Words(word, "head")
    if shown.loans:
        rows = tuple((shortened(each.title, 70), each.barcode, operator_day(each.due_on)) for each in shown.loans)
        yield Rows((_("Title"), _("Number"), _("Due")), rows, 0, (), (0,))
    if shown.charges:
        owed = tuple((_charge_words(each), money_words(each.left_minor)) for each in shown.charges)
        yield Rows((_("What for"), _("Owed")), owed, 0, (1,))
    if not shown.is_open:
        yield Words(_("Nothing is open."))
    signed = shown.sign_off
    day = operator_day(signed.signed_at.date()) if signed else ""
    yield Line(
        _("%(department)s: signature and date") % {"department": word}, f"{signed.signed_by}, {day}" if signed else ""
    )


def _charge_words(charge: money.ChargeShown) -> str:
    kind = str(KIND_WORDS.get(charge.kind, charge.kind))
    about = charge.text or charge.about_title
    return shortened(f"{kind}: {about}" if about else kind, 80)


def next_school_document(clearance: Clearance, now: datetime) -> Document:
    """The letter to the next school: how many things of which department are missing, and what is owed; no title."""
    person, site = clearance.person, clearance.site
    on = schools.today_at(clearance.site_id, now)
    facts = {"name": person.display_name, "school": site.name if site else ""}
    rows = tuple(
        (str(DEPARTMENT_WORDS[each.code]), str(each.facts.out or "–"), money_words(each.facts.owed_minor))
        for each in departments_of(clearance, now)
        if each.is_open
    )
    blocks: list[Block] = [
        Words(f"{facts['school']}\n{operator_day(on)}", QUIET), Gap(8), Words(clearance.next_school, STRONG), Gap(4),
        Words(_("Materials not returned by a student who comes to you"), TITLE),
        Words(_("%(name)s was a student of %(school)s and has come to you. These are still open with us:") % facts),
    ]  # fmt: skip
    if rows:
        blocks.append(Rows((_("Department"), _("Items out"), _("Owed")), rows, 0, (1, 2)))
    else:
        blocks.append(Words(_("Nothing is open any more."), STRONG))
    blocks += [
        Words(_("Please help the family to give back what they find. We tell you as soon as it is settled.")),
        Words(_("This letter is for the purposes of the school alone and may not be passed on."), QUIET),
        Gap(8),
        Line(_("For the library of %(school)s") % facts),
    ]
    return Document(_("Letter to the next school"), (Page(tuple(blocks)),))
