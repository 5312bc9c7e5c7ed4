"""Spoiled roster files: each is read, or refused with reasons; nothing else happens, and nothing of it takes long.

A few hundred of each in every run; `make fuzz` reads 10,000.
"""

import os
from datetime import date
from io import BytesIO

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.oneroster import Roster, RosterRefused, csvtext, read
from carrel.cellar.oneroster.faults import Fault, Findings
from carrel.cellar.tables.mapping import guess, mapped
from carrel.cellar.tables.reading import open_table
from carrel.rooms.rosters.rules import Known, KnownSite, compare, match_schools, room_faults, wanted_from, within
from carrel.rooms.rosters.rules.people_list import COLUMNS, person_rows
from tests.cellar.oneroster.spoiling import spoiled, spoiled_list

COUNT = 8_000 if os.environ.get("CARREL_FUZZ") else 240
LISTS = 2_000 if os.environ.get("CARREL_FUZZ") else 120
PARTS = 8
SITES = (KnownSite(1, "B1", "Birch", ""),)


@pytest.mark.parametrize("part", range(PARTS))
def test_fuzz_packages(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows taken at once and rows taken one by one say the same of every package."""
    for number in range(part, COUNT, PARTS):
        package = spoiled(number)
        found = outcome(package)
        if isinstance(package, dict):
            with monkeypatch.context() as one_by_one:
                one_by_one.setattr(csvtext, "BATCH", 1)
                assert outcome(package) == found, number
        if isinstance(found, Roster):
            understood(found)
        else:
            assert found[0], number


def outcome(package: dict[str, bytes] | bytes) -> Roster | tuple[tuple[Fault, ...], int]:
    try:
        return read(package)
    except RosterRefused as refused:
        return refused.faults, refused.more


def understood(roster: Roster) -> None:
    """What can be read can be compared, whatever it says."""
    if room_faults(roster):
        return
    match = match_schools(roster.orgs, SITES, is_partial=roster.is_partial)
    site_ids, today, known = frozenset(match.sites.values()), date(2026, 11, 23), Known(sites=SITES)
    wanted = wanted_from(roster, match.sites, today=today, with_district=True, known=known)
    compare(known, within(known, wanted, site_ids), site_ids=site_ids, today=today)


@pytest.mark.parametrize("part", range(4))
def test_fuzz_lists(part: int) -> None:
    for number in range(part, LISTS, 4):
        findings = Findings()
        try:
            table = open_table(BytesIO(spoiled_list(number)), name="people.csv", heads_may_repeat=True)
            columns = guess(table.heads, COLUMNS)
            cells = ((row.line, mapped(row.cells, columns)) for row in table.rows)
            rows = person_rows("people.csv", cells, columns, findings)
        except Refused as refused:
            assert refused.code.startswith("tables."), number  # noqa: PT017  # either end is fine, each with its own proof
        else:
            assert all(row.number and (row.given_name or row.family_name) for row in rows), number
