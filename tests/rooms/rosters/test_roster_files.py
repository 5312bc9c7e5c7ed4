"""docs/roster-files.md says what becomes of the foreign rosters, and each difference of a next year is named."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.oneroster import package_files, package_zip
from carrel.cli.demo.district import SCHOOLS
from carrel.cli.demo.roster import demo_roster, next_year_roster
from carrel.rooms.rosters import actions
from carrel.rooms.rosters.models import RosterDifference
from carrel.rooms.rosters.rules import grade_after, grade_said
from tests import makers

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script that writes the page."""
    spec = importlib.util.spec_from_file_location("roster_files", ROOT / "scripts" / "roster_files.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
@pytest.mark.skipif(not (ROOT.parent / "shared" / "data").is_dir(), reason="the foreign files do not lie beside it")
@pytest.mark.django_db
def test_the_page_says_what_becomes_of_each_set(script: ModuleType) -> None:
    page = script.page(ROOT.parent / "shared" / "data")
    assert page == (ROOT / "docs" / "roster-files.md").read_text(encoding="utf-8"), (
        "Something reads otherwise than the page says: `python scripts/roster_files.py` writes it anew."
    )


@pytest.mark.django_db
def test_each_difference_of_a_next_year_is_named(script: ModuleType) -> None:
    """The two packages are compared here row by row, without the importer; what differs is what it names."""
    for school in SCHOOLS:
        makers.make_site(name=school.name)
    before = demo_roster(2026)
    after = next_year_roster(before, 2027)
    first, second = (package_zip(package_files(each)) for each in (before, after))
    seen = actions.dry_run_roster(SYSTEM, source=first, source_name="a.zip", now=script.AUTUMN)
    actions.apply_roster(SYSTEM, import_id=seen.import_id, now=script.AUTUMN)
    seen = actions.dry_run_roster(SYSTEM, source=second, source_name="b.zip", now=script.SUMMER)
    rows = list(RosterDifference.objects.filter(roster_import=seen.import_id).select_related("person"))

    old, new = ({user.sourced_id: user for user in each.users} for each in (before, after))
    assert {row.person.roster_id for row in rows if row.kind == "left" and row.person} == old.keys() - new.keys()
    come = [new[number] for number in new.keys() - old.keys()]
    assert sorted(row.name.split()[-1] for row in rows if row.kind == "new") == sorted(
        user.family_name.split()[-1] for user in come
    )
    named = {
        row.person.roster_id: {name: value for name, _, value in row.fields}
        for row in rows
        if row.kind == "changed" and row.person
    }
    for number in old.keys() & new.keys():
        was, now_is, told = old[number], new[number], named.get(number, {})
        assert (was.family_name != now_is.family_name) == ("family_name" in told)
        if was.role == "student":
            assert told["grade"] == grade_after(grade_said(was.grades[0]))
            assert (was.orgs != now_is.orgs) == ("site" in told)
    ended = {row.name for row in rows if row.kind == "class_ended"}
    assert ended == {row.title for row in before.classes}
    assert sum(row.kind == "class_new" for row in rows) == len(after.classes)
