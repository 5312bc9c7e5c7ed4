"""Finding persons, and what somebody sees of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import check_password
from django.db.models import Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.prepared import Prepared, Slot
from carrel.cellar.kernel.texts import fold
from carrel.rooms.people import rules
from carrel.rooms.people.models import (
    Card,
    Enrolment,
    FurtherSite,
    Guardianship,
    Merger,
    PatronCategory,
    Person,
)
from carrel.rooms.people.rules import Sight

LONGEST_CHAIN = 20


@dataclass(frozen=True)
class PersonFound:
    """A person in a list: enough to choose the right one. `looks_alike` marks a name that occurs twice in the list."""

    person_id: int
    name: str
    list_name: str
    legal_name: str
    pronunciation: str
    grade: str
    homeroom: str
    site_id: int | None
    site: str
    category: str
    photo_id: int | None
    is_provisional: bool
    has_left: bool
    looks_alike: bool = False


def persons_found(actor: Actor, text: str, *, today: date | None = None, limit: int = 20) -> list[PersonFound]:
    """The persons within the actor's sight whose names, homeroom, grade or number begin with each word of the text.

    Sorted by the name that is used; who has left comes last. Nothing for whoever may not look for persons.
    """
    parts = rules.parts_to_find(text)
    if not parts:
        return []
    found = _in_sight(actor, today)
    for part in parts:
        found = found.filter(search_text__contains=f" {part}")
    rows = found.select_related("homeroom", "home_site", "category")
    return found_from(sorted(rows[: limit * 5], key=_by_name)[:limit], today)


def _by_name(person: Person) -> tuple[bool, str, str]:
    return (person.left_on is not None, fold(person.given), fold(person.family))


def _in_sight(actor: Actor, today: date | None) -> QuerySet[Person]:
    found = Person.objects.filter(merged_into=None)
    if actor.may("people.find_person"):
        if actor.is_district:
            return found
        sites = actor.site_ids - actor.narrow_site_ids
        further = FurtherSite.objects.filter(site__in=sites).values("person")
        return found.filter(Q(home_site__in=sites) | Q(pk__in=further))
    if actor.may("people.view_class") and actor.person_id is not None:
        return found.filter(pk__in=_taught_by(actor.person_id, today).values("person"))
    return found.none()


def _taught_by(teacher_id: int, today: date | None) -> QuerySet[Enrolment]:
    teaching = Enrolment.objects.filter(person=teacher_id, role="teacher", school_class__ended_on=None)
    learning = Enrolment.objects.filter(role="student")
    if today is not None:
        teaching, learning = _on(teaching, today), _on(learning, today)
    return learning.filter(school_class__in=teaching.values("school_class"))


def _on(enrolments: QuerySet[Enrolment], today: date) -> QuerySet[Enrolment]:
    return enrolments.filter(held_on(today))


def held_on(today: object, prefix: str = "") -> Q:
    """The condition that an enrolment (found by way of `prefix`) holds on a day; both its days count, open ones hold.

    `today` is a day, or the slot of a prepared query; None asks for no day, so that all hold.
    """
    if today is None:
        return Q()
    starts, ends = f"{prefix}starts_on", f"{prefix}ends_on"
    begun = Q(**{f"{starts}__isnull": True}) | Q(**{f"{starts}__lte": today})
    return begun & (Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gte": today}))


def patron_categories() -> QuerySet[PatronCategory]:
    """The kinds of readers, in their order."""
    return PatronCategory.objects.all()


def provisional_count(actor: Actor) -> int:
    """How many persons within the actor's sight were added at the desk and are not in the roster yet."""
    return _in_sight(actor, None).filter(is_provisional=True).count()


def provisional_persons(actor: Actor) -> list[PersonFound]:
    """Those persons, the latest added first."""
    rows = _in_sight(actor, None).filter(is_provisional=True).select_related("homeroom", "home_site", "category")
    return found_from(rows.order_by("-pk")[:200])


def found_from(persons: Iterable[Person], today: date | None = None) -> list[PersonFound]:
    """Persons (with homeroom, home site and category read) as lists show them."""
    rows = list(persons)
    alike = rules.same_names(each.display_name for each in rows)
    return [
        PersonFound(
            person_id=each.pk,
            name=each.display_name,
            list_name=each.list_name,
            legal_name=each.legal_name,
            pronunciation=each.pronunciation,
            grade=rules.grade_shown(each.grade),
            homeroom=each.homeroom.name if each.homeroom else "",
            site_id=each.home_site_id,
            site=each.home_site.called if each.home_site else "",
            category=each.category.name if each.category else "",
            photo_id=each.photo_id,
            is_provisional=each.is_provisional,
            has_left=each.left_on is not None and (today is None or each.left_on <= today),
            looks_alike=fold(each.display_name) in alike,
        )
        for each in rows
    ]


def person_found(person_id: int) -> PersonFound | None:
    """One person as lists show them, merged ones resolved; the caller has asked `may_see_person`."""
    kept = kept_person(person_id)
    return found_from([kept])[0] if kept else None


_PERSON = Prepared(
    lambda: Person.objects.select_related("homeroom", "home_site", "category").filter(pk=Slot("person_id"))
)


def kept_person(person_id: int) -> Person | None:
    """The person, or whom they were merged into."""
    found = _PERSON.one(person_id=person_id)
    for _ in range(LONGEST_CHAIN):
        if found is None or found.merged_into_id is None:
            break
        found = _PERSON.one(person_id=found.merged_into_id)
    return found


def persons_of_name(given_name: str, family_name: str, site_id: int) -> Sequence[PersonFound]:
    """Persons of a site who may be the one about to be added: the same folded name, legal or preferred."""
    parts = fold(f"{given_name} {family_name}").split()
    found = Person.objects.filter(home_site=site_id, merged_into=None)
    for part in parts:
        found = found.filter(search_text__contains=f" {part}")
    return found_from(found.select_related("homeroom", "home_site", "category")[:10]) if parts else []


@dataclass(frozen=True)
class CardFound:
    """What a scanned number is: whose card or badge, and whether it still counts."""

    person_id: int
    card_id: int | None
    number: str
    kind: str
    status: str
    expires_on: date | None

    @property
    def is_badge(self) -> bool:
        return self.kind == "badge"


# At every scan of an item these find nothing.
_CARDS = Prepared(
    lambda: Card.objects.filter(number=Slot("number")).values_list(
        "person_id", "person__merged_into_id", "pk", "kind", "status", "expires_on"
    )
)
_STUDENT_NUMBERS = Prepared(
    lambda: (
        Person.objects.filter(local_number=Slot("number"))
        .order_by("merged_into_id", "pk")
        .values_list("pk", "merged_into_id")[:1]
    )
)


def person_of_card(number: str) -> CardFound | None:
    """Whose card or badge this number is, a valid one before a lost one; a student number counts as a card.

    The person is the one that a merged person became. Never refused for its form; None for a number nobody has.
    """
    wanted = rules.normalise_number(number)
    if not wanted:
        return None
    found = sorted(_CARDS.rows(number=wanted), key=lambda card: card[4] != "valid")
    if found:
        person_id, merged_into, card_id, kind, status, expires_on = found[0]
        return CardFound(_kept_id(person_id, merged_into), card_id, wanted, kind, status, expires_on)
    row = _STUDENT_NUMBERS.row(number=wanted)
    return CardFound(_kept_id(*row), None, wanted, "card", "valid", None) if row else None


def _kept_id(person_id: int, merged_into: int | None) -> int:
    if merged_into is None:
        return person_id
    kept = kept_person(person_id)
    return kept.pk if kept else person_id


def card_holder(card_id: int) -> int:
    """The person a card was given to. Raises Card.DoesNotExist."""
    return Card.objects.values_list("person_id", flat=True).get(pk=card_id)


def card_with_pin(found: CardFound) -> int | None:
    """The card whose PIN is asked for a number: the scanned one, or for a student number the person's latest valid one.

    None where nobody has given it a PIN.
    """
    cards = Card.objects.filter(person_id=found.person_id, kind="card", status="valid").exclude(pin="")
    if found.card_id is not None:
        cards = cards.filter(pk=found.card_id)
    return cards.order_by("-pk").values_list("pk", flat=True).first()


def badge_pin_is_right(card_id: int, pin: str) -> bool:
    """Whether this is the PIN of a valid badge; a badge without a PIN has no right one."""
    kept = Card.objects.filter(pk=card_id, kind="badge", status="valid").values_list("pin", flat=True).first()
    return check_password(pin, kept) if kept else False


_FURTHER_SITES = Prepared(lambda: FurtherSite.objects.filter(person_id=Slot("person_id")).values_list("site_id"))
_HOME_SITE = Prepared(lambda: Person.objects.filter(pk=Slot("person_id")).values_list("home_site_id"))


def sight_of_person(actor: Actor, person_id: int, *, today: date | None = None) -> Sight:
    """How much the actor sees of a person. Two or three short statements."""
    sites = {site_id for (site_id,) in _FURTHER_SITES.rows(person_id=person_id)}
    (home,) = _HOME_SITE.row(person_id=person_id) or (None,)
    if home is not None:
        sites.add(home)
    else:
        wards = Guardianship.objects.filter(guardian=person_id, student__home_site__isnull=False)
        sites.update(wards.values_list("student__home_site_id", flat=True))
    in_own_class = False
    if actor.person_id is not None and actor.may("people.view_class") and not actor.may("people.view_person"):
        in_own_class = _taught_by(actor.person_id, today).filter(person=person_id).exists()
    return rules.sight_of(actor, person_id=person_id, site_ids=sites, in_own_class=in_own_class)


def may_see_person(actor: Actor, person_id: int, *, today: date | None = None) -> bool:
    """Whether the actor sees anything of a person, their name at least."""
    return sight_of_person(actor, person_id, today=today) > Sight.NONE


@dataclass(frozen=True)
class PersonShown:
    """A person's page: the person with cards, classes, guardians, wards, and whether they look like somebody else."""

    person: Person
    cards: Sequence[Card]
    enrolments: Sequence[Enrolment]
    guardians: Sequence[Guardianship]
    wards: Sequence[Guardianship]
    further_sites: Sequence[FurtherSite]


def person_shown(person: Person, today: date) -> PersonShown:
    """Everything about a person that stands in this room; the caller has asked for sight."""
    enrolments = _on(person.enrolments.filter(school_class__ended_on=None), today).select_related("school_class")
    return PersonShown(
        person=person,
        cards=list(person.cards.order_by("status", "-pk")),
        enrolments=list(enrolments.order_by("school_class__name")),
        guardians=list(person.guardians.select_related("guardian").order_by("pk")),
        wards=list(person.wards.select_related("student").order_by("pk")),
        further_sites=list(person.further_sites.select_related("site")),
    )


def mergers_of(person_id: int) -> Sequence[Merger]:
    """What was merged into this person and not parted again, the latest first."""
    return list(Merger.objects.filter(kept=person_id, undone_at=None).select_related("merged").order_by("-pk"))
