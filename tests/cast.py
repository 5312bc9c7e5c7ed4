"""The cast: the same people in tests, in the demo, in pictures and in the guide. All invented.

Ana reads a lot and all is well; Ben owes; Ms Clark teaches 7B; Dee is the technician; Eli is a student helper; Fay
belongs to another school and must never see anything; Gus volunteers and his clearance has lapsed.
"""

from dataclasses import dataclass
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account, Person, SchoolClass
from carrel.rooms.schools.models import Site
from tests import makers

ANA_CARD = "21811000000013"
BEN_CARD = "21811000000021"
MATEO_CARD = "21811000000039"
FAY_CARD = "21813000000019"
DEE_BADGE = "DEE-BADGE"
ELI_BADGE = "ELI-BADGE"


@dataclass(frozen=True)
class Cast:
    """Everyone and where they are. `actor` turns an account into who acts."""

    middle: Site
    elementary: Site
    high: Site
    seven_b: SchoolClass
    eight_a: SchoolClass
    ana: Person
    ben: Person
    mateo: Person
    fay: Person
    clark: Person
    dee: Person
    eli: Person
    gus: Person
    lib: Person
    boss: Person

    def actor(self, person: Person, now: datetime = makers.NOON) -> Actor:
        return people.actor_for(Account.objects.get(person=person), now=now)


def raise_the_curtain() -> Cast:
    """All of the cast, in three schools, with cards, badges, accounts and roles."""
    middle = makers.make_site(code="ACM", name="Alder Creek Middle School", short_name="Alder Creek", kind="middle")
    elementary = makers.make_site(code="BIR", name="Birch Elementary School", short_name="Birch", kind="elementary")
    high = makers.make_site(code="CED", name="Cedar High School", short_name="Cedar", kind="high")
    student, staff = makers.make_category("student"), makers.make_category("staff")
    seven_b = makers.make_class(middle, "7B", kind="homeroom", grade="7", periods="1")
    eight_a = makers.make_class(middle, "8A", kind="homeroom", grade="8", periods="2")

    def pupil(given: str, family: str, card: str, school_class: SchoolClass) -> Person:
        person = makers.make_person(
            given,
            family,
            home_site=school_class.site,
            category=student,
            grade=school_class.grade,
            homeroom=school_class,
        )
        makers.enrol(person, school_class)
        if card:
            makers.make_card(person, card)
        return person

    def adult(given: str, family: str, site: Site) -> Person:
        return makers.make_person(given, family, home_site=site, category=staff)

    cast = Cast(
        middle=middle,
        elementary=elementary,
        high=high,
        seven_b=seven_b,
        eight_a=eight_a,
        ana=pupil("Ana", "Garcia", ANA_CARD, seven_b),
        ben=pupil("Ben", "Okoye", BEN_CARD, eight_a),
        mateo=pupil("Mateo", "Reyes", MATEO_CARD, eight_a),
        fay=makers.make_person("Fay", "Lindqvist", home_site=high, category=student, grade="10"),
        clark=adult("Joan", "Clark", middle),
        dee=adult("Dee", "Novak", middle),
        eli=pupil("Eli", "Park", "", eight_a),
        gus=adult("Gus", "Weber", middle),
        lib=adult("Lena", "Iverson", middle),
        boss=adult("Omar", "Haddad", middle),
    )
    makers.make_card(cast.fay, FAY_CARD)
    makers.make_card(cast.dee, DEE_BADGE, kind="badge")
    makers.make_card(cast.eli, ELI_BADGE, kind="badge")
    makers.enrol(cast.clark, seven_b, role="teacher")
    _give_roles(cast)
    return cast


def _give_roles(cast: Cast) -> None:
    held = (
        ("ana", cast.ana, "student", cast.middle, None),
        ("clark", cast.clark, "teacher", cast.middle, None),
        ("dee", cast.dee, "technician", cast.middle, None),
        ("eli", cast.eli, "student_worker", cast.middle, None),
        ("fay", cast.fay, "student", cast.high, None),
        ("gus", cast.gus, "volunteer", cast.middle, date(2026, 10, 31)),
        ("lena", cast.lib, "librarian", cast.middle, None),
        ("omar", cast.boss, "district_manager", None, None),
    )
    for username, person, role, site, ends_on in held:
        makers.give_role(makers.make_account(username, person), role, site, ends_on=ends_on)
