"""The people of the demo's roster: staff school by school, students family by family, guardians shared by siblings."""

import random
from collections.abc import Iterator, Sequence
from itertools import count
from types import MappingProxyType

from carrel.cellar.oneroster import User
from carrel.cli.demo.district import DEE, MIDDLE, STUDENTS, TEACHERS, Member, School, Seat, sections_of
from carrel.cli.demo.names import HOMES, PREFERRED, PRONOUNS, Home


class Population:
    """Users made with seeded dice; `sections` holds the students of each section, `homerooms` its teacher.

    `specialists` holds the teachers of a school who have no homeroom. `after` is the last number that is taken.
    """

    def __init__(self, dice: random.Random, after: int = 10_000) -> None:
        self.dice = dice
        self.users: dict[str, User] = {}
        self.sections: dict[str, list[str]] = {}
        self.homerooms: dict[str, str] = {}
        self.specialists: dict[str, list[str]] = {}
        self._numbers: Iterator[int] = count(after + 1)

    # Staff

    def add_staff(self, school: School) -> None:
        """A homeroom teacher for each section, specialists, a principal; Dee Novak at the middle school."""
        cast = {member.section: member for member in TEACHERS}
        for grade in school.grades:
            for section in sections_of(school, grade):
                self.homerooms[section] = self.add_adult(school, "teacher", cast.get(section))
        specialists = len(school.subjects) if school.is_elementary else len(school.grades)
        self.specialists[school.org] = [self.add_adult(school, "teacher") for _ in range(specialists)]
        self.add_adult(school, "administrator")
        if school is MIDDLE:
            self.add_adult(school, "aide", DEE)

    def add_adult(self, school: School, role: str, member: Member | None = None) -> str:
        home = self._home()
        number = next(self._numbers)
        sourced_id = member.sourced_id if member else f"u-1{number}"
        self.users[sourced_id] = User(
            sourced_id=sourced_id,
            role=role,
            given_name=member.given if member else self.dice.choice(home.women + home.men),
            family_name=member.family if member else self.dice.choice(home.family),
            orgs=(school.org,),
            username=f"staff{sourced_id[2:]}",
            identifier=member.identifier if member else f"9{number}",
            email=f"staff{sourced_id[2:]}@aldercreek.example",
        )
        return sourced_id

    # Families

    def add_cast(self, places: list[Seat]) -> None:
        """The students of the cast, each an only child, on seats taken out of `places`."""
        for member in STUDENTS:
            seat = next(seat for seat in places if seat.section == member.section)
            places.remove(seat)
            home = next(home for home in HOMES if home.language == member.language)
            self._family(home, member.family, [seat], member)

    def add_families(self, places: list[Seat]) -> None:
        """Families with one to three children until every seat is taken."""
        self.dice.shuffle(places)
        while places:
            home = self._home()
            children = self.dice.choices((1, 2, 3), (62, 30, 8))[0]
            taken = [places.pop() for _ in range(min(children, len(places)))]
            self._family(home, self.dice.choice(home.family), taken)

    def _family(self, home: Home, name: str, places: Sequence[Seat], member: Member | None = None) -> None:
        guardians = self._guardians(home, name, tuple(dict.fromkeys(seat.school.org for seat in places)))
        given_names = self._given_names(home, len(places), member)
        children = [
            self._student(seat, home, given, name, guardians, member)
            for seat, given in zip(places, given_names, strict=True)
        ]
        for guardian in guardians:
            self.users[guardian] = self.users[guardian]._replace(agents=tuple(children))

    def _given_names(self, home: Home, wanted: int, member: Member | None) -> list[str]:
        if member:
            return [member.given]
        return self.dice.sample(home.girls + home.boys, wanted)

    def _student(
        self, seat: Seat, home: Home, given: str, family: str, guardians: tuple[str, ...], member: Member | None
    ) -> str:
        number = next(self._numbers)
        sourced_id = member.sourced_id if member else f"u-2{number}"
        identifier = member.identifier if member else f"2{number}"
        self.users[sourced_id] = User(
            sourced_id=sourced_id,
            role="student",
            given_name=given,
            family_name=family,
            orgs=(seat.school.org,),
            username=f"s{identifier}",
            identifier=identifier,
            user_ids=(("SSID", f"41{number:08}"),),
            agents=guardians,
            grades=(seat.grade,),
            metadata=MappingProxyType(self._about(given, home, member)),
        )
        self.sections.setdefault(seat.section, []).append(sourced_id)
        return sourced_id

    def _about(self, given: str, home: Home, member: Member | None) -> dict[str, str]:
        """What version 1.1 of the standard has no column for: home language, preferred name, pronouns."""
        about = {"homeLanguage": home.language}
        if member:
            preferred = member.preferred
        else:
            preferred = PREFERRED.get(given, "") if self.dice.random() < 0.7 else ""
        if preferred:
            about["preferredGivenName"] = preferred
        if not member and self.dice.random() < 0.02:
            about["pronouns"] = self.dice.choice(PRONOUNS)
        return about

    def _guardians(self, home: Home, family: str, orgs: tuple[str, ...]) -> tuple[str, ...]:
        names = [self.dice.choice(home.women), self.dice.choice(home.men)]
        self.dice.shuffle(names)
        wanted = self.dice.choices((1, 2), (35, 65))[0]
        return tuple(self._guardian(home, given, family, orgs) for given in names[:wanted])

    def _guardian(self, home: Home, given: str, family: str, orgs: tuple[str, ...]) -> str:
        number = next(self._numbers)
        sourced_id = f"u-3{number}"
        self.users[sourced_id] = User(
            sourced_id=sourced_id,
            role=self.dice.choices(("parent", "guardian", "relative"), (88, 8, 4))[0],
            given_name=given,
            family_name=family,
            orgs=orgs,
            username=f"family{number}",
            email=f"family{number}@mail.example" if self.dice.random() < 0.9 else "",
            phone=f"(530) 555-01{number % 100:02}",
            metadata=MappingProxyType({"homeLanguage": home.language}),
        )
        return sourced_id

    def _home(self) -> Home:
        return self.dice.choices(HOMES, [home.weight for home in HOMES])[0]
