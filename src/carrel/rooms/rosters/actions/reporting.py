"""What a comparison found, as plain values that are kept and shown."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from carrel.cellar.kernel.verdicts import Objection
from carrel.rooms.rosters import rules
from carrel.rooms.rosters.queries import Compared, Package


def report_of(package: Package, compared: Compared | None, objections: Iterable[Objection]) -> dict[str, Any]:
    """Counts, schools, remarks and objections of a run, as JSON values."""
    roster, match = package.roster, package.match
    users = Counter(org for user in roster.users if user.role == "student" for org in user.orgs[:1])
    users.update(role.org for role in roster.roles if role.role == "student")
    changes = compared.changes if compared else None
    leaving = rules.leaving(compared.known, compared.changes, compared.site_ids) if compared else ()
    return {
        "source": roster.manifest.source_name,
        "version": "" if package.people else roster.manifest.version,
        "partial": roster.is_partial and not package.people,
        "rows": {"users": len(roster.users), "classes": len(roster.classes), "enrollments": len(roster.enrollments)},
        "schools": [
            {"name": org.name, "site": site.name, "students": users[org.sourced_id]}
            for org, site in match.matched
            if not package.people
        ],
        "unknown_schools": [{"name": org.name, "students": users[org.sourced_id]} for org in match.unknown],
        "other_schools": [org.name for org in match.elsewhere],
        "counts": _counts(changes, len(package.photos)) if changes else {},
        "leaving": [vars(each) | {"share": round(each.share, 1)} for each in leaving],
        "remarks": _remarks(package, changes),
        "objections": [_objection(each) for each in objections],
    }


def _counts(changes: rules.Changes, photos: int) -> dict[str, int]:
    """Numbers by kind; persons also by group, as `new_student`."""
    counts: Counter[str] = Counter()
    for change in changes.persons:
        counts[change.kind] += 1
        counts[f"{change.kind}_{group_of(change)}"] += 1
    for school_class in changes.classes:
        counts[f"class_{school_class.kind}"] += 1
    counts["enrolments_new"] = len(changes.enrolments_new)
    counts["enrolments_changed"] = len(changes.enrolments_changed)
    counts["enrolments_gone"] = len(changes.enrolments_gone)
    counts["guardianships_new"] = len(changes.guardianships_new)
    counts["guardianships_gone"] = len(changes.guardianships_gone)
    counts["sessions"] = len(changes.years) + len(changes.terms)
    if photos:
        counts["photos"] = photos
    counts["all"] = sum(count for name, count in counts.items() if "_" in name or name in {"sessions", "photos"})
    return dict(counts)


def group_of(change: rules.PersonChange) -> str:
    """student, teacher, staff or guardian."""
    if change.wanted:
        return change.wanted.said.category or _group_known(change)
    return _group_known(change)


def _group_known(change: rules.PersonChange) -> str:
    category = change.known.said.category if change.known else ""
    return category if category in rules.GROUPS else "staff"


def _remarks(package: Package, changes: rules.Changes | None) -> list[dict[str, Any]]:
    file = package.people.name if package.people else ""
    found = [*package.roster.remarks, *package.remarks]
    # Of a plain list there is no users.csv: what was found in the rows made of it was found in the list.
    found += [replace(each, file=file or each.file) for each in (changes.remarks if changes else ())]
    return [{**vars(each), "facts": dict(each.facts)} for each in found]


def _objection(objection: Objection) -> dict[str, Any]:
    return {
        "code": objection.code,
        "weight": str(objection.weight),
        "facts": dict(objection.facts),
        "source": objection.source.label if objection.source else "",
    }


ROW = ("roster_import", "kind", "person", "name", "group", "site_name", "detail", "fields")
"""The columns of a difference, in the order in which `difference_rows` gives their values."""


def difference_rows(import_id: int, compared: Compared) -> Iterator[tuple[Any, ...]]:
    """The values of one row for each person and class that differs; classes where only members move too."""
    sites = {site.id: site.name for site in compared.known.sites}
    changes = compared.changes
    persons = {person.handle: person.id for person in compared.known.persons}
    for photo in compared.package.photos:
        person_id = persons.get(photo.roster_id)
        yield (import_id, "photo", person_id, photo.person[:200], "student", "", "", [["photo", "", "yes"]])
    for change in changes.persons:
        yield _person_row(import_id, change, sites)
    for class_change in changes.classes:
        yield _class_row(import_id, class_change, sites)


def _person_row(import_id: int, change: rules.PersonChange, sites: dict[int, str]) -> tuple[Any, ...]:
    said = change.wanted.said if change.wanted else rules.Said()
    known_said = change.known.said if change.known else rules.Said()
    site = said.site or known_said.site
    fields = [list(field) for field in change.fields]
    if change.card and change.kind != rules.NEW:
        fields.append(["card", "", change.card])
    return (
        import_id,
        change.kind,
        change.known.id if change.known else None,
        change.name[:200],
        group_of(change),
        sites.get(site, "") if site else "",
        (said.grade or known_said.grade)[:120],
        fields,
    )


def _class_row(import_id: int, change: rules.ClassChange, sites: dict[int, str]) -> tuple[Any, ...]:
    row = change.wanted or (change.known.said if change.known else None)
    fields = [[name, *_class_values(name, old, new, sites)] for name, old, new in change.fields]
    if change.joined:
        fields.append(["joined", "", str(change.joined)])
    if change.gone:
        fields.append(["gone", "", str(change.gone)])
    return (
        import_id,
        f"class_{change.kind}",
        None,
        row.name if row else "",
        row.kind if row else "",
        sites.get(row.site, "") if row else "",
        row.periods[:120] if row else "",
        fields,
    )


def _class_values(name: str, old: str, new: str, sites: dict[int, str]) -> tuple[str, str]:
    if name != "site":
        return old, new
    return sites.get(int(old), old), sites.get(int(new), new)
