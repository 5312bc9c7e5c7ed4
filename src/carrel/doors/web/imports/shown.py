"""How a job and its report are shown: headings in sentences, lines with what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from carrel.cellar.jobs import queries as jobs
from carrel.cellar.tables import NUMBER, Column, Table
from carrel.doors.web import long_work
from carrel.doors.web.long_work import STATES, Text, advised, page_of, sentence
from carrel.doors.web.templatetags.carrel_web import figure
from carrel.rooms.intake.phrases import ADVICE
from carrel.rooms.intake.queries import CHECK, FILL, IMPORT, TAKE_BACK

if TYPE_CHECKING:
    from carrel.cellar.jobs.models import Job
    from carrel.rooms.intake.queries import Proposal

KINDS: Mapping[str, Text] = {
    IMPORT: gettext_lazy("Import"),
    CHECK: gettext_lazy("Look into a file"),
    TAKE_BACK: gettext_lazy("Taking back"),
    FILL: gettext_lazy("Reading the list of a delivery"),
    "rosters.compare_roster": gettext_lazy("Comparing a roster"),
    "registers.check_register": gettext_lazy("Look into a register"),
    "registers.import_register": gettext_lazy("Import of a register"),
    "registers.take_back_register": gettext_lazy("Taking a register back"),
    "rosters.apply_roster": gettext_lazy("Letting a roster in"),
    "care.do_change": gettext_lazy("Change of many"),
    "care.undo_change": gettext_lazy("Change of many taken back"),
    "circulation.start_batch": gettext_lazy("Many at once"),
    "stocktake.finish_count": gettext_lazy("End of a count"),
    "stocktake.undo_count": gettext_lazy("A count opened again"),
    "reports.begin_export": gettext_lazy("File of a report"),
    "reports.recount_days": gettext_lazy("Counting days anew"),
}
UNKNOWN_WORDS: Mapping[str, Text] = {
    "sites": gettext_lazy("Sites not known here"),
    "places": gettext_lazy("Places not known here"),
    "item_types": gettext_lazy("Item types not known here"),
    "funds": gettext_lazy("Funds not known here"),
}


@dataclass(frozen=True, slots=True)
class JobShown:
    """A job in the list of jobs."""

    job: Job
    page: str
    kind: Text
    state: str
    said: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """One record in a report: its number, its title and place in the file, why, and what to do."""

    number: int
    title: str
    place: str
    isbn: str
    why: tuple[str, ...]
    advice: tuple[str, ...]


def job_shown(job: Job) -> JobShown:
    """A job as the list shows it."""
    return JobShown(job, page_of(job), KINDS.get(job.code, job.code), STATES.get(job.status, "tell"), _said(job))


def _said(job: Job) -> str:
    counts = job.report.get("counts", {})
    if job.code == TAKE_BACK:
        return _("%(items)s items and %(records)s records went") % {
            "items": figure(job.report.get("items_out", 0)),
            "records": figure(job.report.get("records_out", 0)),
        }
    if not counts:
        return ""
    read = counts.get("read", 0)
    text = ngettext("%(read)s record, %(refused)s refused", "%(read)s records, %(refused)s refused", read)
    return text % {"read": figure(read), "refused": figure(counts.get("refused", 0))}


def heading(job: Job, waiting: int = 0) -> str:
    """What a report says in one sentence; records that are waiting to be decided are not in yet."""
    counts = job.report.get("counts", {})
    read, refused = counts.get("read", 0), counts.get("refused", 0)
    if job.code == TAKE_BACK:
        return _("Taken back: %(title)s") % {"title": job.title}
    if not read:
        return _("There is no record in %(title)s") % {"title": job.title}
    facts = {"refused": figure(refused), "read": figure(read), "taken": figure(read - refused - waiting)}
    if job.code == CHECK and refused:
        text = ngettext(
            "%(refused)s of %(read)s records cannot come in as it is",
            "%(refused)s of %(read)s records cannot come in as they are",
            refused,
        )
        return text % facts
    if job.code == CHECK:
        return ngettext("The record can come in", "All %(read)s records can come in", read) % facts
    return ngettext("%(taken)s of %(read)s record is in", "%(taken)s of %(read)s records are in", read) % facts


def line_shown(line: Mapping[str, Any]) -> LineShown:
    """A line of a report in words."""
    facts = line["facts"]
    said = facts.get("said", [])
    return LineShown(
        number=line["number"],
        title=facts.get("title", ""),
        place=_place(facts),
        isbn=facts.get("isbn", ""),
        why=tuple(sentence(each) for each in said),
        advice=advised(said, ADVICE),
    )


def _place(facts: Mapping[str, Any]) -> str:
    if facts.get("offset") is not None:
        return _("byte %(offset)s") % {"offset": figure(facts["offset"])}
    return _("line %(line)s") % {"line": facts["line"]} if facts.get("line") else ""


def unknown_words(job: Job) -> list[tuple[Text, Sequence[tuple[str, int]]]]:
    """The words of the file that mean nothing here, by kind, the most frequent first."""
    return long_work.unknown_words(job, UNKNOWN_WORDS)


ASKED_CHOICES: Mapping[str, Text] = {
    "add_items": gettext_lazy("Keep yours, add the copies"),
    "replace": gettext_lazy("Put theirs in its place"),
    "keep": gettext_lazy("Keep yours, take nothing"),
    "new": gettext_lazy("It is another title: make it new"),
}
WORD_KINDS: Mapping[str, Text] = {
    "site": gettext_lazy("Site"),
    "place": gettext_lazy("Place"),
    "item_type": gettext_lazy("Item type"),
    "fund": gettext_lazy("Fund"),
}
KIND_WORDS: Mapping[str, Text] = {
    "authority": gettext_lazy("authority records"),
    "holdings": gettext_lazy("holdings records"),
    "classification": gettext_lazy("classification records"),
    "community": gettext_lazy("community information records"),
}


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """An unknown word in the form: its kind in words, and the choices with the chosen one."""

    row: Proposal
    kind: Text
    may_be_new: bool
    chosen: str


def proposals(rows: Sequence[Proposal]) -> list[ProposalShown]:
    """The unknown words as the form shows them; what was decided is chosen, else what the form of the file says."""
    return [
        ProposalShown(row, WORD_KINDS[row.kind], row.kind != "site", str(row.target) if row.target else "form")
        for row in rows
    ]


def kinds(job: Job) -> list[tuple[Text, int]]:
    """How many records were kept apart, by kind in words."""
    return [(KIND_WORDS.get(kind, kind), count) for kind, count in job.report.get("kinds", {}).items()]


def report_table(job: Job) -> Table:
    """The refused and the told records as a table to save."""
    columns = [
        Column(_("Record"), NUMBER),
        Column(_("Title"), width=44),
        Column(_("Place in the file")),
        Column(_("ISBN")),
        Column(_("Came in")),
        Column(_("Why"), width=60),
        Column(_("What to do"), width=44),
    ]
    return Table(_("Report of %(title)s") % {"title": job.title}, columns, _rows(job))


def _rows(job: Job) -> Iterator[list[object]]:
    for line in jobs.lines_of(job.pk, "refused", "told").iterator(2000):
        shown = line_shown(line)
        came = _("no") if line["kind"] == "refused" else _("yes")
        yield [shown.number, shown.title, shown.place, shown.isbn, came, " ".join(shown.why), " ".join(shown.advice)]
