#!/usr/bin/env python3
"""Write docs/roster-files.md: what becomes of each foreign roster, and of the demo's next year.

`python scripts/roster_files.py [FOLDER]`, the folder being the one with oneroster/ (../shared/data unless it is named).
A test marked `shared` holds the page to the files.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "roster-files.md"
FOREIGN = Path(os.environ.get("CARREL_FOREIGN_DATA", ROOT.parent / "shared" / "data"))
AUTUMN = datetime(2026, 11, 23, 18, tzinfo=UTC)
SUMMER = datetime(2027, 8, 16, 18, tzinfo=UTC)
YEAR = 2026


class ForeignSet(NamedTuple):
    """One set of other hands: where it lies, the sites it needs, the day it comes in, and what is to be said of it."""

    path: str
    sites: tuple[str, ...]
    day: datetime = AUTUMN
    about: str = ""


SETS = (
    ForeignSet("generated/one-school-k8.zip", ("Yost Elementary School",)),
    ForeignSet("generated/district-4-elementary.zip", ()),
    ForeignSet(
        "moodle-enrol/Test_full_data_set.zip",
        ("History Department",),
        about="its only organisation is a department without a school, which is taken for one",
    ),
    ForeignSet(
        "moodle-enrol/v1p2_full_dataset.zip",
        ("History Department",),
        datetime(2025, 1, 15, 18, tzinfo=UTC),
        "all roles end on 2025-09-23: it comes in on a day before; columns are misspelled and read all the same",
    ),
    ForeignSet(
        "oat-base-csv",
        ("School 1", "School 2"),
        about="columns of a draft (`grade`, `agents`), no course and no term for its classes",
    ),
)

HEAD = """# What becomes of foreign rosters

Each OneRoster set of the collection the tests read, sent into an empty district whose sites are named as its schools:
compared, let in, and compared again a day later. *Again* counts the differences of the second time. Remarks are what
the page of the import tells beside the figures, with how often. `python scripts/roster_files.py` writes this page; a
test holds it to the files.

| set | version | students | staff | guardians | classes | places | again | remarks |
|---|---|--:|--:|--:|--:|--:|--:|---|
"""


def page(folder: Path = FOREIGN) -> str:
    """The whole page. Needs a database that is migrated and without persons; nothing stays in it."""
    rows = [_row(folder / "oneroster", each) for each in SETS]
    about = [f"- `{each.path}`: {each.about}." for each in SETS if each.about]
    return "\n".join([HEAD + "\n".join(rows), "", *about, "", *next_year(), ""])


def _row(folder: Path, each: ForeignSet) -> str:
    with _nothing_stays():
        seen, again = _twice(folder / each.path, each)
    counts = seen.counts
    staff = counts.get("new_teacher", 0) + counts.get("new_staff", 0)
    numbers = (counts.get("new_student", 0), staff, counts.get("new_guardian", 0), counts.get("class_new", 0))
    figures = " | ".join(f"{number:,}" for number in (*numbers, counts["enrolments_new"], again))
    told = Counter[str]()
    for remark in seen.remarks:
        told[remark.code.removeprefix("oneroster.").replace("_", " ")] += remark.count
    remarks = ", ".join(f"{code} {times:,}" for code, times in sorted(told.items()))
    return f"| `{each.path}` | {_version(folder / each.path)} | {figures} | {remarks} |"


def _version(path: Path) -> str:
    from carrel.cellar.oneroster import read

    return read(path).manifest.version


def _twice(path: Path, each: ForeignSet) -> tuple[Any, int]:
    from carrel.cellar.kernel.actors import SYSTEM
    from carrel.cellar.oneroster import read
    from carrel.rooms.rosters import actions

    names = each.sites or tuple(org.name for org in read(path).orgs if org.type == "school")
    _sites(names)
    first = actions.dry_run_roster(SYSTEM, source=path, source_name=path.name, now=each.day)
    actions.apply_roster(SYSTEM, import_id=first.import_id, now=each.day)
    later = each.day + timedelta(days=1)
    return first, actions.dry_run_roster(SYSTEM, source=path, source_name=path.name, now=later).counts["all"]


def _sites(names: tuple[str, ...]) -> None:
    from tests import makers

    for name in names:
        makers.make_site(name=name)


def next_year() -> list[str]:
    """This year's roster of the demo, then next year's: each kind of difference, and the rare ones by name."""
    from carrel.cellar.kernel.actors import SYSTEM
    from carrel.cellar.oneroster import package_files, package_zip
    from carrel.cli.demo.district import SCHOOLS
    from carrel.cli.demo.roster import demo_roster, next_year_roster
    from carrel.rooms.rosters import actions

    before = demo_roster(YEAR)
    packages = [package_zip(package_files(each)) for each in (before, next_year_roster(before, YEAR + 1))]
    with _nothing_stays():
        _sites(tuple(school.name for school in SCHOOLS))
        first = actions.dry_run_roster(SYSTEM, source=packages[0], source_name="this-year.zip", now=AUTUMN)
        actions.apply_roster(SYSTEM, import_id=first.import_id, now=AUTUMN)
        seen = actions.dry_run_roster(SYSTEM, source=packages[1], source_name="next-year.zip", now=SUMMER)
        lines = _differences(seen)
        actions.apply_roster(
            SYSTEM, import_id=seen.import_id, now=SUMMER, accept_leavers=True, reason="A new school year."
        )
        again = actions.dry_run_roster(SYSTEM, source=packages[1], source_name="next-year.zip", now=SUMMER)
        return [*lines, "", f"Compared again after it came in: {again.counts['all']} differences."]


def _differences(seen: Any) -> list[str]:
    from carrel.rooms.rosters.models import RosterDifference
    from carrel.rooms.rosters.phrases import FIELD_NAMES, KIND_NAMES, say_kept

    rows = list(RosterDifference.objects.filter(roster_import=seen.import_id).order_by("pk"))
    kinds = Counter((row.kind, row.group) for row in rows)
    lines = [
        "## A year later",
        "",
        "The demo's roster of 2026–27 is in; the one of 2027–28 follows. It stops first, and says why:",
        "",
        *(f"> {say_kept(each.code, each.facts)}" for each in seen.objections),
        "",
        "Each difference is a line of the import's page, with old and new. By kind:",
        "",
        "| what | who | lines |",
        "|---|---|--:|",
        *(f"| {KIND_NAMES[kind]} | {group} | {count:,} |" for (kind, group), count in sorted(kinds.items())),
        "",
        (
            f"Places in classes: {seen.counts['enrolments_new']:,} new, {seen.counts['enrolments_gone']:,} end. "
            f"Guardians: {seen.counts['guardianships_new']:,} new, {seen.counts['guardianships_gone']:,} end. "
            f"School years and terms: {seen.counts['sessions']:,} new."
        ),
        "",
        "What changes of those who stay:",
        "",
        "| field | persons |",
        "|---|--:|",
    ]
    fields = Counter(field[0] for row in rows if row.kind == "changed" for field in row.fields)
    lines += [f"| {FIELD_NAMES[name]} | {count:,} |" for name, count in sorted(fields.items())]
    named = [
        f"- {row.name}: family name {old} → {new}"
        for row in rows
        for name, old, new in row.fields
        if row.kind == "changed" and name == "family_name"
    ]
    staff = [
        f"- {row.name}, {row.group}, {row.site_name}: {str(KIND_NAMES[row.kind]).lower()}"
        for row in rows
        if row.kind in {"new", "left"} and row.group in {"teacher", "staff"}
    ]
    return [*lines, "", "The rare ones by name:", "", *sorted(named), *sorted(staff)]


@contextmanager
def _nothing_stays() -> Iterator[None]:
    """A piece of work of which the database keeps nothing."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _house() -> Iterator[None]:
    """Django on an empty database of its own."""
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(prefix="carrel-rosters-") as name:
        os.environ |= {"CARREL_VAR": name, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "carrel.config.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        yield


def main(words: list[str]) -> int:
    """Write the page."""
    for _ in _house():
        PAGE.write_text(page(Path(words[0]) if words else FOREIGN), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} is written.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
