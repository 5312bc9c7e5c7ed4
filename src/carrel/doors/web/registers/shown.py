"""How a register and its report are shown: headings in sentences, figures with their words, lines with what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext_lazy, ngettext, ngettext_lazy, pgettext_lazy, to_locale
from django.utils.translation import gettext as _

from carrel.cellar.jobs import queries as jobs
from carrel.cellar.kernel.money import Money
from carrel.cellar.tables import NUMBER, Column, Table
from carrel.doors.web import long_work
from carrel.doors.web.long_work import STATES, Text, advised, sentence
from carrel.doors.web.templatetags.carrel_web import figure
from carrel.rooms.registers.phrases import ADVICE, COLUMN_WORDS, KIND_WORDS
from carrel.rooms.registers.queries import CHECK, IMPORT, TAKE_BACK, own_fields, zone_and_currency
from carrel.rooms.registers.rules import COLUMNS, ITEMS, MONTH_FIRST, SYSTEMS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from carrel.cellar.jobs.models import Job

WORK: Mapping[str, Text] = {
    CHECK: gettext_lazy("Look into a file"),
    IMPORT: pgettext_lazy("a job", "Import"),
    TAKE_BACK: gettext_lazy("Taking back"),
}
UNKNOWN_WORDS: Mapping[str, Text] = {
    "sites": gettext_lazy("Sites not known here"),
    "places": gettext_lazy("Places not known here"),
    "item_types": gettext_lazy("Item types not known here"),
    "states": gettext_lazy("States not known here"),
}
FIGURES: Mapping[str, tuple[tuple[str, _StrPromise], ...]] = {
    "items": (
        ("new", ngettext_lazy("item with a new record", "items with a new record")),
        ("more", ngettext_lazy("item of a record you have", "items of records you have")),
    ),
    "loans": (
        ("open", ngettext_lazy("loan still out", "loans still out")),
        ("returned", ngettext_lazy("loan that came back", "loans that came back")),
        ("fines", ngettext_lazy("fine", "fines")),
    ),
    "holds": (
        ("waiting", ngettext_lazy("hold that waits", "holds that wait")),
        ("caught", ngettext_lazy("hold with its copy", "holds with their copies")),
    ),
    "charges": (("charged", ngettext_lazy("charge still owed", "charges still owed")),),
}
TAKEN_BACK: tuple[tuple[str, _StrPromise], ...] = (
    ("items_out", ngettext_lazy("item went", "items went")),
    ("records_out", ngettext_lazy("record went", "records went")),
    ("items_stay", ngettext_lazy("item stayed", "items stayed")),
    ("loans_out", ngettext_lazy("loan went", "loans went")),
    ("loans_stay", ngettext_lazy("loan stayed", "loans stayed")),
    ("holds_out", ngettext_lazy("hold went", "holds went")),
    ("holds_stay", ngettext_lazy("hold stayed", "holds stayed")),
    ("charges_reversed", ngettext_lazy("charge reversed", "charges reversed")),
)


@dataclass(frozen=True, slots=True)
class RegisterShown:
    """A register in the list."""

    job: Job
    kind: Text
    work: Text
    state: str
    said: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line of a report: its number in the file, a title where that names no reader's reading, why, what to do."""

    number: int
    title: str
    why: tuple[str, ...]
    advice: tuple[str, ...]


def money(minor: int) -> str:
    """An amount as people write it."""
    return Money(minor, zone_and_currency()[1]).text(to_locale(get_language() or "en"))


def register_shown(job: Job) -> RegisterShown:
    """A register as the list shows it."""
    kind = KIND_WORDS.get(job.params.get("kind", ""), "")
    return RegisterShown(job, kind, WORK.get(job.code, job.code), STATES.get(job.status, "tell"), _said(job))


def _said(job: Job) -> str:
    if job.code == TAKE_BACK:
        return ", ".join(f"{figure(count)} {word}" for word, count in _counted(TAKEN_BACK, job.report) if count)
    if "fault" in job.report:
        return _("It cannot be read")
    counts = job.report.get("counts", {})
    facts = {"read": figure(counts.get("read", 0)), "refused": figure(counts.get("refused", 0))}
    return _("%(read)s lines, %(refused)s refused") % facts


def heading(job: Job) -> str:
    """What a report says in one sentence."""
    if job.code == TAKE_BACK:
        return _("Taken back: %(title)s") % {"title": job.title}
    if "fault" in job.report:
        return _("%(title)s cannot come in as it is") % {"title": job.title}
    counts = job.report.get("counts", {})
    read, refused = counts.get("read", 0), counts.get("refused", 0)
    if not read:
        return _("There is no line in %(title)s below its head") % {"title": job.title}
    facts = {"refused": figure(refused), "read": figure(read), "taken": figure(read - refused)}
    if job.code == CHECK and refused:
        text = ngettext(
            "%(refused)s of %(read)s lines cannot come in as it is",
            "%(refused)s of %(read)s lines cannot come in as they are",
            refused,
        )
        return text % facts
    if job.code == CHECK:
        return ngettext("The line can come in", "All %(read)s lines can come in", read) % facts
    return ngettext("%(taken)s of %(read)s line is in", "%(taken)s of %(read)s lines are in", read - refused) % facts


def figures(job: Job) -> list[tuple[Text, str]]:
    """The figures of a report with their words, in the order of the page."""
    if job.code == TAKE_BACK:
        said = [each for each in TAKEN_BACK if each[0] in job.report]
        return [(word, figure(count)) for word, count in _counted(said, job.report)]
    counts = job.report.get("counts", {})
    return [(word, figure(count)) for word, count in _counted(FIGURES[job.params["kind"]], counts)]


def _counted(figures: Iterable[tuple[str, _StrPromise]], counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Each figure with its word, for one or for many."""
    return [(word % counts.get(name, 0), counts.get(name, 0)) for name, word in figures]


def remarks(job: Job) -> list[str]:
    """What else the figures say, a sentence each."""
    counts = job.report.get("counts", {})
    known, nobody, settled, over = (counts.get(name, 0) for name in ("known", "nobody", "settled", "over"))
    said = []
    if known:
        text = ngettext("%(shown)s line is here already.", "%(shown)s lines are here already.", known)
        said.append(text % {"shown": figure(known)})
    if nobody:
        text = ngettext("In %(shown)s line nobody has the thing.", "In %(shown)s lines nobody has the thing.", nobody)
        said.append(text % {"shown": figure(nobody)})
    if settled:
        text = ngettext(
            "%(shown)s charge is settled and stays where it was.",
            "%(shown)s charges are settled and stay where they were.",
            settled,
        )
        said.append(text % {"shown": figure(settled)})
    if over:
        text = ngettext(
            "%(shown)s hold has ended there and stays where it was.",
            "%(shown)s holds have ended there and stay where they were.",
            over,
        )
        said.append(text % {"shown": figure(over)})
    owed = counts.get("fines_minor", 0) + counts.get("owed_minor", 0)
    if owed:
        said.append(_("What is owed comes to %(sum)s.") % {"sum": money(owed)})
    days = job.code == CHECK and not job.params.get("order") and "fault" not in job.report
    if days and any(name in job.params["mapping"] for name in ("acquired_on", "lent", "due", "placed", "charged_on")):
        first = job.report.get("order") == MONTH_FIRST
        said.append(_("Short days are read month first.") if first else _("Short days are read day first."))
    return said


def fault(job: Job) -> str:
    """Why a file cannot be read, in a sentence; "" where it can."""
    found = job.report.get("fault")
    if not found:
        return ""
    facts = dict(found["facts"])
    if "columns" in facts:
        names = (COLUMN_WORDS.get(name, name) for name in str(facts["columns"]).split(", "))
        facts["columns"] = ", ".join(str(name) for name in names)
    return sentence({"code": found["code"], "facts": facts})


def line_shown(line: Mapping[str, Any]) -> LineShown:
    """A line of a report in words."""
    said = line["facts"].get("said", [])
    return LineShown(
        number=line["number"],
        title=line["facts"].get("title", ""),
        why=tuple(_sentence(each) for each in said),
        advice=advised(said, ADVICE),
    )


def _sentence(said: Mapping[str, Any]) -> str:
    column = COLUMN_WORDS.get(said["facts"].get("column", ""))
    return f"{column}: {sentence(said)}" if column else sentence(said)


def unknown_words(job: Job) -> list[tuple[Text, Sequence[tuple[str, int]]]]:
    """The words of the file that mean nothing here, by kind, the most frequent first."""
    return long_work.unknown_words(job, UNKNOWN_WORDS)


def columns_taken(job: Job) -> list[tuple[Text, str]]:
    """Our columns with the headings they are taken from."""
    mapping = job.params["mapping"]
    names = [column.name for column in COLUMNS[job.params["kind"]] if column.name in mapping]
    own = own_fields() if job.params["kind"] == ITEMS else {}
    taken = [(COLUMN_WORDS[name], mapping[name]) for name in names]
    return taken + [(field.label, mapping[name]) for name, field in own.items() if name in mapping]


def columns_left(job: Job) -> list[str]:
    """The headings of the file from which nothing is read."""
    read = set(job.params["mapping"].values())
    return [head for head in dict.fromkeys(job.params.get("heads", ())) if head.strip() and head not in read]


def system_of(job: Job) -> str:
    """The system whose headings the file has, or ""."""
    return SYSTEMS.get(job.params.get("system", ""), "")


def report_table(job: Job) -> Table:
    """The refused and the told lines as a table to save."""
    columns = [
        Column(_("Line"), NUMBER), Column(_("Title"), width=44), Column(_("Came in")), Column(_("Why"), width=60),
        Column(_("What to do"), width=44),
    ]  # fmt: skip
    return Table(_("Report of %(title)s") % {"title": job.title}, columns, _rows(job))


def _rows(job: Job) -> Iterator[list[object]]:
    for line in jobs.lines_of(job.pk, "refused", "told").iterator(2000):
        shown = line_shown(line)
        came = _("no") if line["kind"] == "refused" else _("yes")
        yield [shown.number, shown.title, came, " ".join(shown.why), " ".join(shown.advice)]
