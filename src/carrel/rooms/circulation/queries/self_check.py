"""What a self-check station asks: how it is set, whose number this is, whose face stands in a class."""

from dataclasses import dataclass
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.prepared import Prepared, Slot
from carrel.cellar.kernel.verdicts import Objection
from carrel.rooms.circulation.models import Loan, SelfCheckSetting
from carrel.rooms.circulation.queries.facts import may_see_home
from carrel.rooms.circulation.rules.self_check import ReaderFacts, grades_of, self_check_objections
from carrel.rooms.people import queries as people
from carrel.rooms.people.queries import CardFound, ClassShown, PersonFound
from carrel.rooms.schools import queries as schools


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """How the stations of a site work."""

    needs_pin: bool
    takes_returns: bool
    picker_grades: tuple[str, ...]
    idle_seconds: int


_SETTING = Prepared(lambda: SelfCheckSetting.objects.filter(site_id=Slot("site_id")))


def self_check_setting(site_id: int) -> SelfCheckSetting:
    """The row of a site to be changed; a new one, not stored, with the defaults where it has decided nothing."""
    return _SETTING.one(site_id=site_id) or SelfCheckSetting(site_id=site_id)


def self_check_of(site_id: int) -> SelfCheck:
    """How the stations of a site work, defaults filled in."""
    row = self_check_setting(site_id)
    return SelfCheck(row.needs_pin, row.takes_returns, grades_of(row.picker_grades), row.idle_seconds)


@dataclass(frozen=True, slots=True)
class ReaderFound:
    """Whose number was scanned, everything against beginning with it, and the card whose PIN is asked (None: none)."""

    card: CardFound | None
    objections: tuple[Objection, ...]
    pin_card_id: int | None


def reader_of_number(actor: Actor, number: str, *, now: datetime) -> ReaderFound:
    """Who a number at a station of the actor's site belongs to, and whether they may begin."""
    found = people.person_of_card(number)
    if found is None:
        return ReaderFound(None, self_check_objections(ReaderFacts(is_known=False)), None)
    person = people.kept_person(found.person_id)
    assert person is not None
    assert actor.site_id is not None
    setting = self_check_of(actor.site_id)
    pin_card = people.card_with_pin(found) if setting.needs_pin and not found.is_badge else None
    facts = ReaderFacts(
        is_known=True,
        is_badge=found.is_badge,
        is_of_this_school=may_see_home(actor, person_id=person.pk, home_site_id=person.home_site_id),
        status=found.status,
        expires_on=found.expires_on,
        today=schools.today_at(actor.site_id, now),
        needs_pin=setting.needs_pin,
        has_pin=pin_card is not None,
    )
    return ReaderFound(found, self_check_objections(facts), pin_card)


def classes_to_pick(actor: Actor, *, today: date) -> list[ClassShown]:
    """The homerooms whose students may touch their face at a station of the actor's site; none unless it says so."""
    assert actor.site_id is not None
    grades = self_check_of(actor.site_id).picker_grades
    return people.classes_to_pick_from(actor.site_id, grades, today=today) if grades else []


def faces_to_pick(actor: Actor, class_id: int, *, today: date) -> list[PersonFound] | None:
    """Who may be touched in one of those classes; None for any other class. Whoever is on no list is not here."""
    if class_id not in {each.id for each in classes_to_pick(actor, today=today)}:
        return None
    return people.class_members(class_id, today=today, listed_only=True)


def loan_is_of(loan_id: int, person_id: int) -> bool:
    """Whether an open loan is this person's."""
    return Loan.objects.filter(pk=loan_id, patron_id=person_id, returned_at=None).exists()


def open_loan_of_reader(item_id: int, person_id: int) -> int | None:
    """The open loan of an item, when it is this person's; nothing about anybody else's."""
    found = Loan.objects.filter(item_id=item_id, patron_id=person_id, returned_at=None)
    return found.values_list("pk", flat=True).first()
