"""School years and terms of a roster, written beside those made by hand."""

from collections.abc import Iterable

from carrel.rooms.rosters import rules
from carrel.rooms.schools.models import District, SchoolYear, Term


def store_sessions(years: Iterable[rules.SessionChange], terms: Iterable[rules.SessionChange]) -> dict[str, int]:
    """Make or change years and terms; returns all terms that carry a roster number. Part of apply_roster.

    A year that was made by hand and is the same one gets the roster's number and days; its name stays when another
    year has the roster's name.
    """
    district = District.objects.first()
    for change in years:
        want = change.wanted.said
        taken = SchoolYear.objects.filter(name=want.name).exclude(pk=change.known.id if change.known else 0)
        name = f"{want.name[:20]} {want.roster_id[:19]}" if taken.exists() else want.name
        values = {"name": name, "starts_on": want.starts_on, "ends_on": want.ends_on, "roster_id": want.roster_id}
        if change.known:
            SchoolYear.objects.filter(pk=change.known.id).update(**values)
        elif district:
            SchoolYear.objects.create(district=district, **values)
    year_ids = dict(SchoolYear.objects.exclude(roster_id=None).values_list("roster_id", "pk"))
    for change in terms:
        want = change.wanted.said
        values = {"name": want.name, "starts_on": want.starts_on, "ends_on": want.ends_on, "roster_id": want.roster_id}
        if change.known:
            Term.objects.filter(pk=change.known.id).update(**values)
        elif change.wanted.year in year_ids:
            Term.objects.create(school_year_id=year_ids[change.wanted.year], **values)
    return {str(number): pk for number, pk in Term.objects.exclude(roster_id=None).values_list("roster_id", "pk")}
