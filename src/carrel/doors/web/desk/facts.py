"""What the desk asks the rooms: whose card, which item, which class is due, what a word finds. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carrel.cellar.kernel.actors import Actor
from carrel.doors.web.charges.shown import money, owed_at_desk
from carrel.doors.web.phrases import sentence
from carrel.doors.web.templatetags.carrel_web import clock_words
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.charges.queries import debt_standing
from carrel.rooms.charges.rules import debt_objections
from carrel.rooms.circulation import queries as loans
from carrel.rooms.circulation.queries.shelf import ready_for
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.inventory.phrases import STATE_WORDS
from carrel.rooms.inventory.rules.numbers import scanned_isbn
from carrel.rooms.people import queries as people
from carrel.rooms.people.queries import CardFound, ClassShown, PersonFound
from carrel.rooms.people.rules import Sight
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from carrel.rooms.circulation.queries.standing import Standing

MOST_PERSONS = 9
MOST_COPIES = 3
MOST_TITLES = 5


def link(name: str, *args: object) -> str:
    """The address of a page with arguments, or nothing where this installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@dataclass(frozen=True, slots=True)
class ItemFound:
    """What the desk says of an item before anything is done with it."""

    item_id: int
    title: str
    barcode: str


def item_with_number(actor: Actor, number: str) -> ItemFound | None:
    """The item that bears this number, current or old."""
    found = inventory.item_of_number(number, site_id=actor.site_id)
    return ItemFound(found.item_id, found.title, found.barcode) if found else None


def item(item_id: int) -> ItemFound | None:
    """An item by its id."""
    found = inventory.item_by_id(item_id)
    return ItemFound(found.pk, found.record.title, found.barcode) if found else None


# ---------------------------------------------------------------- persons


@dataclass(frozen=True, slots=True)
class Face:
    """A person as a list or the head of the desk shows them."""

    person_id: int
    name: str
    class_words: str
    photo: str
    initials: str


def face(person: PersonFound) -> Face:
    """Name, grade and homeroom, photo or initials: enough to tell two pupils of one name apart."""
    return Face(
        person_id=person.person_id,
        name=person.name,
        class_words=told_apart(person) if person.looks_alike else class_words(person),
        photo=link("people.photo", person.person_id) if person.photo_id else "",
        initials="".join(part[0] for part in person.name.split()[:2]).upper(),
    )


def told_apart(person: PersonFound) -> str:
    """More about somebody whose name occurs twice in a list: homeroom, grade, and the legal name where it differs."""
    grade = _("Grade %(grade)s") % {"grade": person.grade.lstrip("0")} if person.grade else ""
    legal = person.legal_name if person.legal_name != person.name else ""
    return ", ".join(filter(None, (person.homeroom, grade, legal, person.category)))


def class_words(person: PersonFound, teacher: str = "") -> str:
    """The homeroom with its teacher; without one the grade; with neither what kind of reader it is."""
    if person.homeroom:
        return f"{person.homeroom}, {teacher}" if teacher else person.homeroom
    return _("Grade %(grade)s") % {"grade": person.grade.lstrip("0")} if person.grade else person.category


def person_open(person_id: int, seen: Sight = Sight.FULL) -> dict[str, Any]:
    """What the head of the desk says of a person, as plain values for the visit, as far as the actor sees it."""
    found = people.person_found(person_id)
    if found is None:
        return {}
    shown = face(found)
    return {
        "id": found.person_id,
        "name": shown.name,
        "class_name": found.homeroom or found.grade,
        "class_words": class_words(found, people.homeroom_teacher(found.person_id, timezone.localdate())),
        "photo": shown.photo if seen >= Sight.DESK else "",
        "initials": shown.initials,
        "pronunciation": found.pronunciation,
        "is_provisional": found.is_provisional,
    }


def standing_of(actor: Actor, person_id: int, now: datetime) -> dict[str, Any]:
    """How a person stands, as plain values for the visit and as far as the actor may know it.

    A volunteer learns nothing, a student worker the count and the limit, staff what is late and what stands in the way.
    """
    if not actor.may("people.find_person"):
        return {}
    found = loans.patron_standing(person_id, now)
    shown: dict[str, Any] = {"out": found.loans_out, "most": found.max_loans}
    shown |= {"ready": ready_here(actor, person_id)}
    if actor.may("people.view_person"):
        late = found.overdue
        before = _("Before this: %(count)s out") % {"count": found.loans_out}
        words = _("%(late)s late") % {"late": late} if late else _("none late")
        shown |= {"owed": owed_at_desk(actor, person_id)} | _money(actor, person_id, found)
        shown |= {"late": late, "blocks": [each.note for each in found.blocks], "before": f"{before}, {words}."}
    return shown


def _money(actor: Actor, person_id: int, found: "Standing") -> dict[str, Any]:
    """What lateness has cost until now, and what the law makes of what is owed; for staff who may see charges."""
    if not actor.may("charges.view_charges"):
        return {}
    growing = _("%(sum)s so far for lateness") % {"sum": money(found.fine_minor)} if found.fine_minor else ""
    law = [sentence(each) for each in debt_objections(debt_standing(person_id))]
    return {"fine": growing, "law": " ".join(law)}


def ready_here(actor: Actor, person_id: int) -> str:
    """What stands on the hold shelf here for whoever is at the desk, by title for staff only; blank for nothing."""
    titles = ready_for(person_id, actor.site_id)
    if not titles:
        return ""
    words = {"count": len(titles), "titles": ", ".join(f"‹{each}›" for each in titles[:MOST_TITLES])}
    if not actor.may("people.view_person"):
        return ngettext("%(count)s hold is ready", "%(count)s holds are ready", len(titles)) % words
    return ngettext("%(count)s hold is ready: %(titles)s", "%(count)s holds are ready: %(titles)s", len(titles)) % words


def sight(actor: Actor, person_id: int) -> Sight:
    """How much the actor sees of a person."""
    return people.sight_of_person(actor, person_id)


def card_with_number(number: str) -> CardFound | None:
    """Whose card or badge it is."""
    return people.person_of_card(number)


# ---------------------------------------------------------------- the class that is due


@dataclass(frozen=True, slots=True)
class ClassChoice:
    """A class in the select of the picker."""

    pk: int
    words: str


@dataclass(frozen=True, slots=True)
class Picker:
    """A class as faces to touch: the one due now by the bell schedule, or the one that was chosen."""

    title: str
    when: str
    class_id: int | None
    members: Sequence[Face]
    classes: Sequence[ClassChoice]
    due: Sequence[ClassChoice]


def picker(actor: Actor, now: datetime, chosen: int | None = None) -> Picker | None:
    """The class list of the desk: the chosen class, else the one that is due now; several due are offered by name.

    None where there are no classes or the actor may not look for persons.
    """
    if actor.site_id is None or not actor.may("people.find_person"):
        return None
    today = schools.today_at(actor.site_id, now)
    classes = people.classes_of(actor, actor.site_id, today=today)
    if not classes:
        return None
    due = people.classes_now(actor.site_id, now)
    by_id = {each.id: each for each in classes}
    class_id = chosen if chosen in by_id else due[0].class_id if len(due) == 1 else None
    title = _class_words(by_id[class_id]) if class_id in by_id else _("Classes now") if due else _("Choose a class")
    when = ""
    if due:
        when = _("%(period)s, until %(time)s") % {"period": due[0].period, "time": clock_words(due[0].ends)}
    members = [face(each) for each in people.class_members(class_id, today=today)] if class_id is not None else []
    due_ids = [each.class_id for each in due if each.class_id in by_id]
    return Picker(
        title=title,
        when=when,
        class_id=class_id,
        members=members,
        classes=[ClassChoice(each.id, _class_words(each)) for each in classes],
        due=[ClassChoice(each, _class_words(by_id[each])) for each in due_ids] if class_id is None else [],
    )


def _class_words(shown: ClassShown) -> str:
    return ", ".join(filter(None, (shown.name, shown.teachers)))


# ---------------------------------------------------------------- finding by words


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a title that was found by its words or its ISBN."""

    item_id: int
    title: str
    author: str
    barcode: str
    call_number: str
    state_shape: str
    state_word: str
    verb: str
    answer: int
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a word or an ISBN found: persons to choose from, copies to lend or return."""

    text: str
    persons: Sequence[Face] = ()
    copies: Sequence[Copy] = field(default=())
    more_url: str = ""

    @property
    def is_nothing(self) -> bool:
        return not self.persons and not self.copies


def found_by_words(actor: Actor, text: str, *, lending: bool) -> Found:
    """Persons whose names begin so and titles with these words, each with a number to press."""
    persons = [face(each) for each in people.persons_found(actor, text, limit=MOST_PERSONS)]
    records = [hit.record for hit in catalogue.search(text).hits[:MOST_TITLES]]
    copies = copies_of(actor, records, lending=lending, first_answer=len(persons) + 1)
    return Found(text, persons, copies, _catalogue_url(text) if records else "")


def found_by_isbn(actor: Actor, isbn: str, *, lending: bool) -> Found | None:
    """The copies of the book with this ISBN, or None when the catalogue has no such record."""
    record = catalogue.record_by_isbn(isbn)
    if record is None:
        return None
    return Found(isbn, (), copies_of(actor, [record], lending=lending, first_answer=1), _catalogue_url(isbn))


def copies_of(actor: Actor, records: Sequence[Any], *, lending: bool, first_answer: int) -> list[Copy]:
    """At most three a title: those that can be lent while somebody is open, else those that are out, come first."""
    wanted = "available" if lending else "on_loan"
    found: list[Copy] = []
    for record in records:
        here = [each for each in inventory.copies_of(record.pk, actor) if each.is_here]
        for each in sorted(here, key=lambda copy: copy.state != wanted)[:MOST_COPIES]:
            answer = first_answer + len(found)
            found.append(_copy(actor, record, each, lending, answer if answer < 10 else 0))
    return found


def _copy(actor: Actor, record: Any, each: inventory.Copy, lending: bool, answer: int) -> Copy:
    is_out = each.state == "on_loan"
    verb = _("Return it") if is_out else _("Lend this")
    # With nobody open a copy that is in can only be looked at: there is nothing to take back.
    url = link("items.item", each.item_id) if not lending and not is_out and actor.may("inventory.view_items") else ""
    shape = "out" if is_out else "in" if each.state == "available" else "unknown"
    return Copy(
        item_id=each.item_id,
        title=record.title,
        author=record.author,
        barcode=each.barcode,
        call_number=each.call_number,
        state_shape=shape,
        state_word=str(STATE_WORDS[each.state]),
        verb=verb,
        answer=0 if url else answer,
        url=url,
    )


def ways_on(actor: Actor, *, number: str = "", words: str = "") -> list[list[str]]:
    """Where to go on from what nobody knows: add the item, or the person who is not in the roster yet."""
    ways = []
    if scanned_isbn(number) and actor.may("intake.add_by_isbn"):
        ways.append([_("Add a copy by its ISBN"), link("receiving.by_isbn"), "isbn", number])
    if number and actor.may("catalogue.add_brief_record"):
        ways.append([_("Add it to the catalogue"), link("catalogue.add_brief_record"), "barcode", number])
    if actor.may("people.add_provisional_person"):
        ways.append(
            [_("Add a person"), link("people.add_provisional_person"), "card" if number else "name", number or words]
        )
    return [[word, f"{url}?{urlencode({name: value})}"] for word, url, name, value in ways if url]


def _catalogue_url(text: str) -> str:
    address = link("catalogue.search")
    return f"{address}?{urlencode({'q': text})}" if address else ""
