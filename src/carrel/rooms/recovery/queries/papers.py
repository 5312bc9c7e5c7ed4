"""Papers for families and homerooms as documents: slips, letters, lists, mails."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from carrel.cellar.kernel.money import Money
from carrel.cellar.papers.documents import (
    HEAD,
    PLAIN,
    QUIET,
    STRONG,
    TITLE,
    Block,
    Document,
    Folded,
    Gap,
    Page,
    Rows,
    Words,
    parts_of,
    shortened,
)
from carrel.rooms.recovery.queries.languages import Tongue, tongue
from carrel.rooms.recovery.queries.late import Student, Thing
from carrel.rooms.recovery.rules.ladder import BILL, LETTER, NOTICE, REMINDER
from carrel.rooms.schools.queries import district

ON_A_SLIP = 8
LONGEST_ON_SLIP, LONGEST_ON_LETTER = 40, 90
_TEXT = {REMINDER: "reminder", NOTICE: "notice", LETTER: "letter", BILL: "bill"}


@dataclass(frozen=True, slots=True)
class Said:
    """How a notice is worded: the kind of step, whether it is not the first, whether it names titles, and the day."""

    kind: str
    on: date
    is_again: bool = False
    shows_titles: bool = True

    @property
    def text(self) -> str:
        return _TEXT.get(self.kind, "letter")


def currency() -> str:
    """The district's currency."""
    found = district()
    return found.currency if found else "USD"


def names_of(students: Iterable[Student]) -> str:
    """The students of one paper, each name once."""
    return ", ".join(dict.fromkeys(each.name for each in students))


def things_table(speech: Tongue, things: Sequence[Thing], said: Said, longest: int) -> Rows:
    """What somebody has, with the day it was due and how long that is."""
    head = [speech.say("title"), speech.say("due")]
    rows = [[shortened(each.title, longest), speech.day(each.due_on)] for each in things]
    if said.kind != REMINDER:
        head.append(speech.say("days_late"))
        rows = [[*row, str(each.days_late)] for row, each in zip(rows, things, strict=True)]
    return Rows(tuple(head), tuple(tuple(row) for row in rows), 0, (2,), (0,))


def _also_table(speech: Tongue, things: Sequence[Thing]) -> Rows:
    """What else is out, and when it is due."""
    rows = tuple((shortened(each.title, LONGEST_ON_LETTER), speech.day(each.due_on)) for each in things)
    return Rows((speech.say("title"), speech.say("due")), rows, 0, (), (0,))


def _opening(speech: Tongue, said: Said, names: str) -> str:
    text = speech.say(said.text, names=names)
    return f"{text} {speech.say('again')}" if said.is_again and said.kind == NOTICE else text


def _worded(said: Said, students: Iterable[Student]) -> Said:
    """A bill without money is none: whoever owes nothing gets the letter's words."""
    is_bill = said.kind != BILL or any(each.owed_minor for each in students)
    return said if is_bill else replace(said, kind=LETTER)


def _bill(speech: Tongue, student: Student, said: Said, longest: int) -> Iterator[Block]:
    """What was charged, each with its amount; then what is late and not charged, which is no money yet."""
    if student.charges:
        rows = tuple((shortened(each.title, longest), speech.money(each.minor, currency())) for each in student.charges)
        yield Rows((speech.say("title"), speech.say("amount")), rows, 0, (1,), (0,))
    if things := not_charged(student):
        yield Words(speech.say("not_charged"))
        yield things_table(speech, things, said, longest)


def not_charged(student: Student) -> list[Thing]:
    """What is late and has no charge of its own."""
    charged = {each.loan_id for each in student.charges}
    return [each for each in student.things if each.loan_id not in charged]


def letter_page(students: Sequence[Student], said: Said, language: str) -> Page:
    """A letter to one family about all of its students, in its language."""
    speech, names, money = tongue(language), names_of(students), currency()
    said = _worded(said, students)
    blocks: list[Block] = [
        Words(f"{speech.say('from', site=_sites(students))}\n{speech.day(said.on)}", QUIET), Gap(10),
        Words(speech.say(f"{said.text}_subject"), TITLE), Gap(2),
        Words(speech.say("dear", names=names)), Words(_opening(speech, said, names)),
    ]  # fmt: skip
    for each in students:
        if len(students) > 1:
            blocks.append(Words(", ".join(filter(None, (each.name, each.homeroom, each.site))), HEAD))
        if said.shows_titles and said.kind == BILL:
            blocks += _bill(speech, each, said, LONGEST_ON_LETTER)
        elif said.shows_titles:
            blocks.append(things_table(speech, each.things, said, LONGEST_ON_LETTER))
        else:
            blocks.append(Words(speech.say("count", items=each.items)))
        if each.owed_minor:
            blocks.append(Words(speech.say("owed", amount=speech.money(each.owed_minor, money)), STRONG))
        if each.also:
            blocks += [Words(speech.say("also")), _also_table(speech, each.also)]
    blocks += [Gap(2), Words(f"{speech.say('thanks')} {speech.say('wrong')}")]
    return Page(tuple(blocks), speech.code, speech.direction)


def _sites(students: Iterable[Student]) -> str:
    return ", ".join(dict.fromkeys(each.site for each in students if each.site))


def folded_slips(student: Student, said: Said, language: str) -> Iterator[Folded]:
    """The slips of one student: one, unless there is more than fits."""
    speech, money, said = tongue(language), currency(), _worded(said, [student])
    listed = not_charged(student) if said.kind == BILL else student.things
    parts = list(parts_of(listed, ON_A_SLIP)) if said.shows_titles else [student.things]
    outside = [student.name, ", ".join(filter(None, (student.homeroom or student.grade, student.site)))]
    for number, part in enumerate(parts, start=1):
        count = f"{number}/{len(parts)}" if len(parts) > 1 else ""
        blocks: list[Block] = [
            Words(speech.say(f"{said.text}_subject"), HEAD), Words(_opening(speech, said, student.name), PLAIN),
        ]  # fmt: skip
        if said.shows_titles:
            if said.kind == BILL:  # a slip has no room for each charge; what is late is told apart from the money
                blocks.append(Words(speech.say("not_charged")))
            blocks.append(things_table(speech, part, said, LONGEST_ON_SLIP))
        else:
            blocks.append(Words(speech.say("count", items=student.items), STRONG))
        if student.owed_minor:
            blocks.append(Words(speech.say("owed", amount=speech.money(student.owed_minor, money)), STRONG))
        blocks.append(Words(f"{speech.say('thanks')} {speech.day(said.on)}", QUIET))
        yield Folded(tuple(filter(None, (*outside, count))), Page(tuple(blocks), speech.code, speech.direction))


def mail_text(students: Sequence[Student], said: Said, language: str) -> tuple[str, str]:
    """Subject and text of a mail to one family. The subject names nobody and nothing: it is read on locked screens."""
    speech, names, money = tongue(language), names_of(students), currency()
    said = _worded(said, students)
    lines = [speech.say("dear", names=names), "", _opening(speech, said, names)]
    for each in students:
        lines.append("")
        if len(students) > 1:
            lines.append(", ".join(filter(None, (each.name, each.homeroom, each.site))))
        if said.shows_titles and said.kind == BILL:
            lines += [f"- {charge.title}: {speech.money(charge.minor, money)}" for charge in each.charges]
            late = not_charged(each)
            lines += ["", speech.say("not_charged")] if late else []
            lines += [f"- {thing.title} ({speech.say('due')}: {speech.day(thing.due_on)})" for thing in late]
        elif said.shows_titles:
            lines += [f"- {thing.title} ({speech.say('due')}: {speech.day(thing.due_on)})" for thing in each.things]
        else:
            lines.append(speech.say("count", items=each.items))
        if each.owed_minor:
            lines.append(speech.say("owed", amount=speech.money(each.owed_minor, money)))
        if each.also:
            lines += ["", speech.say("also")]
            lines += [f"- {thing.title} ({speech.say('due')}: {speech.day(thing.due_on)})" for thing in each.also]
    lines += ["", speech.say("thanks"), speech.say("wrong"), "", speech.say("from", site=_sites(students)), ""]
    return speech.say(f"{said.text}_subject"), "\n".join(lines)


def sms_text(students: Sequence[Student], language: str) -> str:
    """A short message: how many, never what."""
    items = sum(each.items for each in students)
    return tongue(language).say("sms", site=_sites(students), items=items, names=names_of(students))


def money_words(minor: int) -> str:
    """An amount as whoever prints writes it; a dash for nothing."""
    return Money(minor, currency()).text(to_locale(get_language() or "en")) if minor else "–"


def homeroom_pages(students: Sequence[Student], teachers: dict[int, str], on: date) -> Iterator[Page]:
    """One page a homeroom without a single title: it may lie on the teacher's desk. In the language of who prints."""
    by_room: dict[tuple[str, int], list[Student]] = {}
    for each in students:
        by_room.setdefault((each.homeroom, each.homeroom_id or 0), []).append(each)
    for (name, homeroom_id), own in sorted(by_room.items()):
        teacher = teachers.get(homeroom_id, "")
        items = sum(each.items for each in own)
        count = ngettext("%(n)s item of %(readers)s", "%(n)s items of %(readers)s", items) % {
            "n": items,
            "readers": ngettext("%(n)s student", "%(n)s students", len(own)) % {"n": len(own)},
        }
        rows = tuple((each.list_name, str(each.items), money_words(each.owed_minor)) for each in own)
        yield Page(
            (
                Words(", ".join(filter(None, (name or _("Without a homeroom"), teacher))), TITLE),
                Words(f"{_('Overdue at the library')}: {count}. {operator_day(on)}"), Gap(2),
                Rows((_("Student"), _("Items"), _("Owed")), rows, 0, (1, 2)), Gap(3),
                Words(_("Titles are on the folded slips, for the students alone."), QUIET),
            ),
            (get_language() or "en")[:2],
        )  # fmt: skip


def operator_day(on: date) -> str:
    """A day in the language of who prints."""
    code = (get_language() or "en")[:2]
    return tongue(code).day(on)


def homeroom_mail(name: str, students: Sequence[Student]) -> tuple[str, str]:
    """The mail to a homeroom's teacher: names, numbers, amounts; no title."""
    lines = [_("Overdue at the library, %(name)s:") % {"name": name}, ""]
    lines += [
        f"{each.list_name}: {each.items}" + (f", {money_words(each.owed_minor)}" if each.owed_minor else "")
        for each in students
    ]
    lines += ["", _("The slips with the titles are on their way, folded, for the students alone."), ""]
    return _("Overdue at the library: %(name)s") % {"name": name}, "\n".join(lines)


def slips_of(students: Iterable[tuple[Student, Said, str]]) -> tuple[Folded, ...]:
    """The slips of many, in the order of homerooms and names."""
    own = sorted(students, key=lambda each: (each[0].homeroom, each[0].list_name, each[0].person_id))
    return tuple(slip for student, said, language in own for slip in folded_slips(student, said, language))


def document_of(title: str, *, pages: Iterable[Page] = (), slips: Iterable[Folded] = ()) -> Document:
    """What is printed at one time."""
    return Document(title, tuple(pages), tuple(slips))
