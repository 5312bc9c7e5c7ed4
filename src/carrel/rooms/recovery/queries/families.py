"""Families: who stands for whom, and how they are reached."""

from collections.abc import Collection
from dataclasses import dataclass

from carrel.cellar.kernel.bulk import in_steps
from carrel.rooms.people.models import Guardianship
from carrel.rooms.recovery.rules.families import families_of


@dataclass(frozen=True, slots=True)
class Guardian:
    """Somebody who stands for a student."""

    person_id: int
    name: str
    relation: str
    email: str
    phone: str
    language: str


@dataclass(frozen=True, slots=True)
class Families:
    """The guardians of some students, and which of these students belong together."""

    guardians: dict[int, tuple[Guardian, ...]]
    family: dict[int, int]

    def of(self, student_id: int) -> tuple[Guardian, ...]:
        return self.guardians.get(student_id, ())


def families(student_ids: Collection[int]) -> Families:
    """Who stands for each of these students. One statement for every five hundred."""
    columns = ("student_id", "guardian_id", "guardian__given_name", "guardian__family_name",
               "guardian__preferred_given", "guardian__preferred_family", "relation", "guardian__email",
               "guardian__phone", "guardian__home_language")  # fmt: skip
    found: dict[int, list[Guardian]] = {}
    pairs: list[tuple[int, int]] = []
    for part in in_steps(sorted(student_ids)):
        rows = Guardianship.objects.filter(student__in=part, guardian__left_on=None).order_by("pk")
        for student, guardian, given, family, own_given, own_family, *rest in rows.values_list(*columns):
            name = f"{own_given or given} {own_family or family}".strip()
            found.setdefault(student, []).append(Guardian(guardian, name, *rest))
            pairs.append((student, guardian))
    return Families({key: tuple(own) for key, own in found.items()}, families_of(student_ids, pairs))
