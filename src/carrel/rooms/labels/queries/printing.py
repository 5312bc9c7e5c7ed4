"""A run made ready: every line with its labels laid out, and what stands against printing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import gettext as _

from carrel.cellar.files import queries as stored
from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.cellar.papers.label_layout import Label, Laid, lay_out
from carrel.cellar.papers.label_pages import Fit, pages_of, pdf_of_labels, svg_of_page
from carrel.cellar.papers.label_sheets import Sheet
from carrel.cellar.papers.symbols import Press
from carrel.rooms.inventory.rules import ANY_TEMPLATE
from carrel.rooms.labels import rules
from carrel.rooms.labels.models import CardLine, LabelRun, RunLine
from carrel.rooms.labels.queries.runs import cards_of, line_count, lines_of, tags_of
from carrel.rooms.labels.queries.sheets import fit_of, press_of, setting_of, sheet_of
from carrel.rooms.people.models import Card, Person
from carrel.rooms.people.queries import found_from

if TYPE_CHECKING:
    from django.db.models import QuerySet

_ANY_SHEET = "5160"
Line = TypeVar("Line", CardLine, RunLine)


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """One line of a run: its name and number, its labels, and what stands against them or is told of them."""

    line_id: int
    name: str
    number: str
    call_number: str
    labels: tuple[Laid, ...]
    objections: tuple[Objection, ...] = ()

    @property
    def is_refused(self) -> bool:
        return any(each.weight is Weight.REFUSE for each in self.objections)


@dataclass(frozen=True, slots=True)
class ReadyRun:
    """A run on its sheet, whole: what is printed, and all that stands against it."""

    run: LabelRun
    sheet: Sheet
    fit: Fit
    lines: Sequence[ReadyLine]
    start: int
    count: int
    is_sheet_gone: bool = False

    @property
    def labels(self) -> tuple[Laid, ...]:
        """Every label in order."""
        return tuple(label for line in self.lines for label in line.labels)

    @property
    def label_count(self) -> int:
        """How many labels the whole run has, also those that are not laid out here."""
        return self.count * (3 if self.run.kind == rules.SET else 1)

    @property
    def pages(self) -> int:
        """How many pages they fill."""
        return -(-(self.label_count + self.start) // self.sheet.cells) if self.count else 0

    @property
    def problems(self) -> tuple[Objection, ...]:
        """What refuses, of every line."""
        return tuple(each for line in self.lines for each in line.objections if each.weight is Weight.REFUSE)

    @property
    def next_cell(self) -> int:
        """The first free label behind it."""
        return rules.next_cell(self.sheet, self.start, self.label_count)

    def pdf(self, title: str) -> bytes:
        """The run as one PDF."""
        return pdf_of_labels(
            self.labels, self.sheet, start=self.start, fit=self.fit, outlines=self.run.outlines, title=title
        )

    def page(self, number: int) -> str:
        """One page as SVG, counted from 1; blank when there is none."""
        for place, page in enumerate(pages_of(self.labels, self.sheet, start=self.start), start=1):
            if place == number:
                return svg_of_page(page, self.sheet)
        return ""


def made_ready(run: LabelRun, *, latest: int | None = None) -> ReadyRun:
    """Lay out every line of a run for its sheet and printer; or only the `latest`, while somebody scans.

    `lines` and `labels` are then those few, and so is what stands against them; counts and places are of all.
    """
    found = sheet_of(run.sheet, run.site_id)
    sheet = found or sheet_of(_ANY_SHEET, run.site_id)
    assert sheet is not None
    press, setting = press_of(run.printer), setting_of(run.site_id)
    if run.kind == rules.PATRON_CARD:
        ready = _cards(run, _some(cards_of(run), latest), sheet, press, setting)
    elif run.kind == rules.CARTON_LABEL:
        ready = _cartons(run, _some(lines_of(run), latest), sheet, press)
    else:
        ready = _things(run, _some(lines_of(run), latest), sheet, press, setting)
    count = len(ready) if latest is None else line_count(run)
    return ReadyRun(run, sheet, fit_of(run.printer), ready, run.start % sheet.cells, count, is_sheet_gone=found is None)


def _some(lines: "QuerySet[Line]", latest: int | None) -> list[Line]:
    """All lines in their order, or only the latest of them."""
    return list(lines) if latest is None else list(lines.order_by("-pk")[:latest])[::-1]


def _things(
    run: LabelRun, lines: Sequence[RunLine], sheet: Sheet, press: Press, setting: rules.Setting
) -> list[ReadyLine]:
    tags = tags_of(line.item_id for line in lines if line.item_id) if run.kind == rules.ASSET_TAG else {}
    found = []
    for line in lines:
        thing = _thing(line, tags)
        number = thing.number_for(run.kind)
        objections: tuple[Objection, ...] = ()
        if run.kind in rules.BARRED:
            objections = rules.number_objections(
                number, symbology=setting.symbology_for(run.kind), template=setting.template_for(run.kind), sheet=sheet,
                press=press, title=thing.title or number,
            )  # fmt: skip
        labels = rules.item_labels(run.kind, thing, setting)
        found.append(_ready(line.pk, thing.title, number, thing.call_number, labels, objections, sheet, press))
    return found


def _thing(line: RunLine, tags: Mapping[int, str]) -> rules.Thing:
    item = line.item
    if item is None:
        return rules.Thing(number=line.number)
    return rules.Thing(
        number=item.barcode,
        tag=tags.get(item.pk, ""),
        title=item.record.title,
        author=item.record.author,
        call_number=item.call_number,
        scheme=item.call_number_scheme,
        volume=item.volume,
        copy_number=item.copy_number,
    )


def _ready(
    line_id: int, name: str, number: str, call_number: str, labels: Sequence[Label],
    objections: tuple[Objection, ...], sheet: Sheet, press: Press,
) -> ReadyLine:  # fmt: skip
    laid = tuple(lay_out(label, sheet, press) for label in labels)
    told = tuple(
        Objection("labels.text_left_out", Weight.TELL, {"text": text, "title": name or number})
        for each in laid
        for text in each.left_out
    )
    return ReadyLine(line_id, name, number, call_number, laid, (*objections, *told))


def _cards(
    run: LabelRun, lines: Sequence[CardLine], sheet: Sheet, press: Press, setting: rules.Setting
) -> list[ReadyLine]:
    ids = [line.person_id for line in lines]
    persons = list(Person.objects.select_related("homeroom", "home_site", "category").filter(pk__in=ids))
    shown = {each.person_id: each for each in found_from(persons)}
    numbers = _card_numbers(ids, persons)
    ready = []
    for line in lines:
        person = shown.get(line.person_id)
        if person is None:
            continue
        number = numbers.get(person.person_id, "")
        reader = rules.Reader(number, person.name, setting.top_line, person.homeroom, _photo(person.photo_id))
        objections = rules.number_objections(
            number, symbology=setting.symbology_for(run.kind), template=setting.template_for(run.kind), sheet=sheet,
            press=press, title=person.name,
        )  # fmt: skip
        labels = (rules.card_label(reader, setting),)
        ready.append(_ready(line.pk, person.name, number, person.homeroom, labels, objections, sheet, press))
    return ready


def _card_numbers(ids: Sequence[int], persons: Sequence[Person]) -> dict[int, str]:
    """The number of each person's newest valid card; without a card the number the school gave."""
    numbers = {each.pk: each.local_number for each in persons}
    cards = Card.objects.filter(person__in=ids, status=Card.Status.VALID, kind=Card.Kind.CARD).order_by("pk")
    return numbers | dict(cards.values_list("person_id", "number"))


def _photo(file_id: int | None) -> bytes:
    file = stored.file_by_id(file_id) if file_id else None
    if file is None or not file.content_type.startswith("image/"):
        return b""
    with stored.open_file(file) as photo:
        return photo.read()


def _cartons(run: LabelRun, lines: Sequence[RunLine], sheet: Sheet, press: Press) -> list[ReadyLine]:
    said = run.content
    if "packed" in said:
        return _packed(lines, said["packed"], sheet, press)
    total = line_count(run)
    carton = _carton(said, code="")
    ready = []
    for place, line in enumerate(lines, start=1):
        label = rules.carton_label(replace(carton, count=_count(place, total)))
        ready.append(_ready(line.pk, carton.to, f"{place}/{total}", "", (label,), (), sheet, press))
    return ready


def _packed(
    lines: Sequence[RunLine], packed: Mapping[str, Mapping[str, Any]], sheet: Sheet, press: Press
) -> list[ReadyLine]:
    """Cartons that are packed, each with bars; one whose bars do not fit on the label is refused by name."""
    ready = []
    for line in lines:
        said = packed[line.number]
        carton = replace(_carton(said, code=line.number), count=_count(said["number"], said["of"]))
        objections = rules.number_objections(
            line.number, symbology=rules.CODE128, template=ANY_TEMPLATE, sheet=sheet, press=press, title=carton.to
        )
        label = rules.carton_label(carton)
        ready.append(_ready(line.pk, carton.to, line.number, "", (label,), objections, sheet, press))
    return ready


def _carton(said: Mapping[str, Any], *, code: str) -> rules.Carton:
    return rules.Carton(
        to=str(said.get("to", "")),
        sender=_("From: %(sender)s") % {"sender": said.get("sender", "")} if said.get("sender") else "",
        count="",
        contents=tuple(str(each) for each in said.get("contents", ())),
        code=code,
    )


def _count(number: int, total: int) -> str:
    return _("Carton %(number)s of %(total)s") % {"number": number, "total": total}
