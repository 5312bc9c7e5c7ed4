"""How the persons of a roster differ from those we know: new, matched, changed, come back, left."""

from collections.abc import Iterable
from typing import NamedTuple

from carrel.cellar.oneroster.faults import Findings
from carrel.rooms.rosters.rules.facts import FIELDS, GROUPS, Known, KnownPerson, WantedPerson
from carrel.rooms.rosters.rules.matching import match_renumbered, match_without_number
from carrel.rooms.rosters.rules.wanted import Wanted

NEW, MATCHED, CHANGED, RETURNED, LEFT = "new", "matched", "changed", "returned", "left"
KEPT_AT_THE_DESK = frozenset({"preferred_given", "preferred_family", "pronouns"})
"""Fields that the roster fills when they are empty and never overwrites: the desk's word counts."""
YES = "yes"
"""How a report keeps a flag that is set."""
NUMBER = "roster_id"
"""The field of a report that says somebody has another number in the roster than before."""


class PersonChange(NamedTuple):
    """What happens to one person; `fields` are (name, old, new) as a report shows them, `card` a number to give."""

    kind: str
    known: KnownPerson | None
    wanted: WantedPerson | None
    fields: tuple[tuple[str, str, str], ...] = ()
    card: str = ""
    further: frozenset[int] = frozenset()

    @property
    def handle(self) -> str:
        if self.known:
            return self.known.handle
        return self.wanted.handle if self.wanted else ""

    @property
    def name(self) -> str:
        """Who it is, by the name that is used."""
        if self.known:
            return self.known.said.name
        return self.wanted.said.name if self.wanted else ""

    @property
    def is_renumbered(self) -> bool:
        """Whether the roster knew the person by another number before."""
        return any(field == NUMBER for field, _, _ in self.fields)


class Pair(NamedTuple):
    """A wanted person and whom we take them for; `is_found` when not by the roster number kept."""

    have: KnownPerson | None
    want: WantedPerson
    is_found: bool


def without_merged(known: Known, wanted: Wanted, findings: Findings) -> Wanted:
    """Leaves out rows of somebody merged into a person who has a row too: one human being is one person."""
    listed = {person.roster_id for person in wanted.persons}
    twice = {number for number, handle in known.merged.items() if number in listed and handle in listed}
    for person in wanted.persons:
        if person.roster_id in twice:
            findings.remark("listed_twice", "users.csv", 0, "sourcedId", name=person.said.name)
    kept = tuple(person for person in wanted.persons if person.roster_id not in twice)
    return Wanted(**{**vars(wanted), "persons": kept}) if twice else wanted


def paired(known: Known, wanted: Wanted, findings: Findings) -> list[Pair]:
    """Each wanted person with whom we know by that number, else by another trait, else nobody."""
    by_handle = {person.handle: person for person in known.persons}
    pairs = [
        Pair(by_handle.get(known.merged.get(person.roster_id, person.roster_id)), person, is_found=False)
        for person in wanted.persons
    ]
    unmet = [pair.want for pair in pairs if pair.have is None]
    met = {pair.want.roster_id: pair.have for pair in pairs if pair.have}
    found = match_renumbered(known, unmet, wanted, met)
    unmet = [person for person in unmet if person.roster_id not in found]
    found |= match_without_number(known.persons, unmet, findings)
    return [
        pair if pair.have else Pair(found.get(pair.want.roster_id), pair.want, pair.want.roster_id in found)
        for pair in pairs
    ]


class PersonComparison:
    """Compares pairs one by one; remembers which card numbers it has given."""

    def __init__(self, known: Known, wanted: Wanted, findings: Findings) -> None:
        self.known = known
        self.wanted = wanted
        self.findings = findings
        self.given: set[str] = set()
        self.site_names = {site.id: site.name for site in known.sites}
        self.class_names = {row.said.roster_id: row.said.name for row in known.classes}
        self.class_names |= {row.roster_id: row.name for row in wanted.classes}

    def changes(self, pairs: Iterable[Pair], site_ids: frozenset[int]) -> tuple[PersonChange, ...]:
        pairs = list(pairs)
        found = [change for pair in pairs if (change := self._change(pair))]
        return (*found, *self._leavers(site_ids, {pair.have.id for pair in pairs if pair.have}))

    def _change(self, pair: Pair) -> PersonChange | None:
        have, want = pair.have, pair.want
        card = self._card(have, want)
        if have is None:
            return PersonChange(NEW, None, want, card=card, further=want.further)
        fields = self._fields(have, want)
        if pair.is_found and have.roster_id:
            fields = ((NUMBER, have.roster_id, want.roster_id), *fields)
        further = want.further - self.known.further.get(have.id, frozenset()) - {want.said.site or have.said.site}
        kind = MATCHED if pair.is_found else RETURNED if have.has_left else CHANGED
        if kind == CHANGED and not (fields or card or further):
            return None
        return PersonChange(kind, have, want, fields, card, frozenset(further))

    def _fields(self, have: KnownPerson, want: WantedPerson) -> tuple[tuple[str, str, str], ...]:
        if have.said == want.said:
            return ()
        return tuple(
            (field, self._shown(field, old), self._shown(field, new))
            for field, old, new in zip(FIELDS, have.said, want.said, strict=True)
            if old != new and self._may_change(field, old, new)
        )

    def _may_change(self, field: str, old: object, new: object) -> bool:
        """What the roster leaves blank it does not take away, but a homeroom when it speaks of enrolments."""
        if field == "homeroom":
            return self.wanted.has_enrolments
        if not new or (field in KEPT_AT_THE_DESK and old):
            return False
        return field != "category" or not old or old in GROUPS

    def _shown(self, field: str, value: object) -> str:
        if field == "site":
            return self.site_names.get(value, "") if isinstance(value, int) else ""
        if field == "homeroom":
            return self.class_names.get(str(value), "")
        return YES if value is True else str(value or "")

    def _card(self, have: KnownPerson | None, want: WantedPerson) -> str:
        """The number to give as a card: the student number, unless it is somebody else's or was theirs before."""
        if not want.card or (have and want.card in self.known.had.get(have.id, ())):
            return ""
        if want.card in self.known.cards or want.card in self.given:
            self.findings.remark("card_taken", "users.csv", 0, "identifier", number=want.card, name=want.said.name)
            return ""
        self.given.add(want.card)
        return want.card

    def _leavers(self, site_ids: frozenset[int], met: set[int]) -> list[PersonChange]:
        """Persons of the roster at these sites who are not in it any more. Who never was in a roster is left alone."""
        listed = self.wanted.listed | {self.known.merged.get(number, "") for number in self.wanted.listed}
        return [
            PersonChange(LEFT, person, None)
            for person in self.known.persons
            if person.roster_id
            and not person.has_left
            and person.said.site in site_ids
            and person.id not in met
            and person.handle not in listed
        ]
