"""Reports of rosters as pages show them: titles, figures, tabs, rows, tables to take along."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.tables import Column, Table
from carrel.doors.web.templatetags.carrel_web import figure
from carrel.rooms.circulation import queries as circulation
from carrel.rooms.rosters import queries
from carrel.rooms.rosters.phrases import (
    CATEGORY_NAMES,
    COLUMN_NAMES,
    FIELD_NAMES,
    GROUP_NAMES,
    KIND_NAMES,
    say_fault,
    say_kept,
    say_remark,
    say_remedy,
)
from carrel.rooms.rosters.rules.people_list import PRESETS
from carrel.rooms.rosters.rules.persons import YES

if TYPE_CHECKING:
    from carrel.rooms.rosters.models import RosterImport
    from carrel.rooms.rosters.queries import Leaver

_STATES = {
    "waiting": "parked",
    "applying": "parked",
    "refused": "refused",
    "compared": "ask",
    "applied": "done",
    "dropped": "tell",
}
_FIGURES = ("new", "matched", "changed", "returned", "left")


def run_shown(run: "RosterImport") -> dict[str, Any]:
    """One line of the list of imports."""
    counts = run.report.get("counts", {})
    faults = len(run.report.get("faults", ())) + run.report.get("more_faults", 0)
    figures = [f"{figure(counts[name])} {str(KIND_NAMES[name]).lower()}" for name in _FIGURES if counts.get(name)]
    if faults:
        figures = [ngettext("%(n)s fault", "%(n)s faults", faults) % {"n": figure(faults)}]
    return {"run": run, "state": _STATES[run.status], "said": ", ".join(figures) or _("no difference") * bool(counts)}


def title_of(run: "RosterImport") -> str:
    """What the page says first: what is, in one sentence."""
    counts: Mapping[str, int] = run.report.get("counts", {})
    faults = len(run.report.get("faults", ())) + run.report.get("more_faults", 0)
    if run.status == "waiting":
        return _("The roster is being read")
    if run.status == "applying":
        return _("The roster is coming in")
    if run.status == "applied":
        return _("The roster is in")
    if run.status == "dropped":
        return _("This roster was put aside")
    if faults:
        return ngettext("%(n)s fault: nothing can come in", "%(n)s faults: nothing can come in", faults) % {
            "n": figure(faults)
        }
    if run.status == "refused":
        return _("This roster cannot come in")
    if not counts.get("all"):
        return _("Nothing differs from what is known")
    persons = sum(counts.get(name, 0) for name in _FIGURES)
    return ngettext("%(n)s person would change", "%(n)s persons would change", persons) % {"n": figure(persons)}


@dataclass(frozen=True)
class Report:
    """What stands beside the differences of a run."""

    figures: list[dict[str, Any]]
    others: list[str]
    faults: list[dict[str, Any]]
    more_faults: int
    asks: list[str]
    refusals: list[str]
    tells: list[str]
    remarks: list[dict[str, Any]]
    schools: list[dict[str, Any]]
    leaving: list[dict[str, Any]]
    source: str
    kind: str


def report_shown(run: "RosterImport") -> Report:
    """The kept report with every sentence said in the reader's language."""
    report = run.report
    counts = report.get("counts", {})
    said: dict[str, list[str]] = {"ask": [], "refuse": [], "tell": []}
    for each in report.get("objections", ()):
        said[each["weight"]].append(say_kept(each["code"], each["facts"]))
    return Report(
        figures=[_figure(name, counts) for name in _FIGURES if counts.get(name)],
        others=_others(counts),
        faults=[_fault(each) for each in report.get("faults", ())],
        more_faults=report.get("more_faults", 0),
        asks=said["ask"],
        refusals=said["refuse"],
        tells=said["tell"],
        remarks=[{**each, "said": say_remark(each["code"], each["facts"])} for each in report.get("remarks", ())],
        schools=report.get("schools", []),
        leaving=[_leaving(each) for each in report.get("leaving", ())],
        source=report.get("source", ""),
        kind=_kind(run),
    )


def _kind(run: "RosterImport") -> str:
    """What was sent in, in words."""
    if run.reading.get("heads"):
        system = next((preset.system for preset in PRESETS if preset.code == run.reading.get("preset")), "")
        return (
            _("A list of people, headed as %(system)s does") % {"system": system} if system else _("A list of people")
        )
    version = run.report.get("version")
    if not version:
        return ""
    if run.report.get("partial"):
        return _("OneRoster %(version)s, changes only") % {"version": version}
    return _("OneRoster %(version)s, whole") % {"version": version}


def _figure(name: str, counts: Mapping[str, int]) -> dict[str, Any]:
    return {"kind": name, "count": figure(counts[name]), "word": KIND_NAMES[name], "groups": _groups(name, counts)}


def _groups(name: str, counts: Mapping[str, int]) -> str:
    """`75 students, 1 teacher`: who is meant by a figure."""
    n = {group: counts.get(f"{name}_{group}", 0) for group in ("student", "teacher", "staff", "guardian")}
    said = {
        "student": ngettext("%(n)s student", "%(n)s students", n["student"]),
        "teacher": ngettext("%(n)s teacher", "%(n)s teachers", n["teacher"]),
        "staff": ngettext("%(n)s other of the staff", "%(n)s others of the staff", n["staff"]),
        "guardian": ngettext("%(n)s guardian", "%(n)s guardians", n["guardian"]),
    }
    return ", ".join(text % {"n": figure(n[group])} for group, text in said.items() if n[group])


def _others(counts: Mapping[str, int]) -> list[str]:
    """What changes besides persons, in words."""
    said = {
        "class_new": ngettext("%(n)s new class", "%(n)s new classes", counts.get("class_new", 0)),
        "class_changed": ngettext("%(n)s changed class", "%(n)s changed classes", counts.get("class_changed", 0)),
        "class_ended": ngettext("%(n)s class ends", "%(n)s classes end", counts.get("class_ended", 0)),
        "enrolments_new": ngettext(
            "%(n)s new place in a class", "%(n)s new places in classes", counts.get("enrolments_new", 0)
        ),
        "enrolments_gone": ngettext(
            "%(n)s place in a class ends", "%(n)s places in classes end", counts.get("enrolments_gone", 0)
        ),
        "enrolments_changed": ngettext(
            "%(n)s place in a class gets other days",
            "%(n)s places in classes get other days",
            counts.get("enrolments_changed", 0),
        ),
        "guardianships_new": ngettext(
            "%(n)s new guardian of a student", "%(n)s new guardians of students", counts.get("guardianships_new", 0)
        ),
        "guardianships_gone": ngettext(
            "%(n)s guardian no longer", "%(n)s guardians no longer", counts.get("guardianships_gone", 0)
        ),
        "photos": ngettext("%(n)s new photo", "%(n)s new photos", counts.get("photos", 0)),
        "sessions": ngettext("%(n)s school year or term", "%(n)s school years and terms", counts.get("sessions", 0)),
    }
    return [text % {"n": figure(counts[name])} for name, text in said.items() if counts.get(name)]


def _fault(each: Mapping[str, Any]) -> dict[str, Any]:
    ours = each["code"] == "oneroster.list_column"
    column = str(COLUMN_NAMES[each["column"]]) if ours else each["column"]
    return {**each, "column": column, "why": say_fault(each["code"], each["facts"]), "remedy": say_remedy(each["code"])}


def _leaving(each: Mapping[str, Any]) -> dict[str, Any]:
    group = _("students") if each["group"] == "student" else _("teachers and staff")
    return {**each, "group": group}


def tabs_of(counts: Mapping[str, int], wanted: str) -> list[dict[str, Any]]:
    """One tab for each kind of difference there is; the wanted one is current, else the first."""
    kinds = [kind for kind in KIND_NAMES if counts.get(kind)]
    current = wanted if wanted in kinds else (kinds[0] if kinds else "")
    return [
        {
            "kind": kind,
            "url": f"?tab={kind}",
            "word": KIND_NAMES[kind],
            "count": counts[kind],
            "current": kind == current,
        }
        for kind in kinds
    ]


def difference_shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """One line of a tab; fields as (name, old, new)."""
    is_student = row["group"] == "student"
    detail = _("grade %(grade)s") % {"grade": row["detail"]} if is_student and row["detail"] else ""
    group = CATEGORY_NAMES.get(row["group"]) or GROUP_NAMES.get(row["group"], row["group"])
    yes = _("yes")
    fields = [
        (FIELD_NAMES.get(name, name), yes if old == YES else old, yes if new == YES else new)
        for name, old, new in row["fields"]
    ]
    return {**row, "detail": detail or group, "fields": fields}


def report_table(run: "RosterImport") -> Table:
    """What a run found as a table to take along: the faults of a refused one, else every difference."""
    if run.report.get("faults"):
        columns = [Column(_("File")), Column(_("Line"), "number"), Column(_("Column")), Column(_("Why"), width=60)]
        columns.append(Column(_("What to do"), width=60))
        faults = [_fault(each) for each in run.report["faults"]]
        rows = [(each["file"], each["line"] or None, each["column"], each["why"], each["remedy"]) for each in faults]
        return Table(_("Faults of a roster"), columns, rows)
    names = (_("What"), _("Name"), _("School"), _("Who"), _("Field"), _("Before"), _("After"))
    return Table(_("Differences of a roster"), [Column(name) for name in names], _lines(run))


def _lines(run: "RosterImport") -> Iterator[tuple[object, ...]]:
    for kind, word in KIND_NAMES.items():
        for row in queries.differences_of(run.pk, kind):
            shown = difference_shown(row)
            head = (str(word), row["name"], row["site_name"], str(shown["detail"]))
            yield from ((*head, str(name), old, new) for name, old, new in shown["fields"] or [("", "", "")])


@dataclass(frozen=True)
class Chased:
    """Somebody who left with something still out."""

    leaver: "Leaver"
    out: int
    late: int


def chase_list(actor: Actor, now: datetime) -> list[Chased]:
    """Leavers of the actor's sites with open loans, the latest to leave first."""
    found = queries.leavers(actor)
    counts: dict[int, tuple[int, int]] = {}
    for start in range(0, len(found), 500):
        counts |= circulation.loan_counts([each.person_id for each in found[start : start + 500]], now)
    return [Chased(each, *counts[each.person_id]) for each in found if each.person_id in counts]


def chase_table(rows: list[Chased]) -> Table:
    """The chase list to take along."""
    columns = [
        Column(_("Name")),
        Column(_("School")),
        Column(_("Grade")),
        Column(_("Homeroom")),
        Column(_("Left on"), "date"),
        Column(_("Out"), "number"),
        Column(_("Overdue"), "number"),
    ]
    lines = [
        (each.name, each.site_name, each.grade, each.homeroom, each.left_on, row.out, row.late)
        for row in rows
        for each in (row.leaver,)
    ]
    return Table(_("Leavers who have something"), columns, lines)
