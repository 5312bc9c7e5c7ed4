"""Every version of the policy: as it is kept, as it is listed, and what one changed against another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.circulation.models import HardDueDate, PolicyRow, PolicyVersion
from carrel.rooms.circulation.queries.grid import row_of
from carrel.rooms.circulation.rules.policies import SETTINGS, Row

Kept = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version in the list: who made it, when and why, and what it holds. `by` is empty for the one found first."""

    id: int
    at: datetime
    by: str
    note: str
    rows: int
    series: int
    changes: "Difference"
    series_names: Mapping[int, str]
    """Of this version and the one before."""


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One setting of a row or series, before and after; None where it said nothing."""

    setting: str
    was: object
    is_now: object


@dataclass(frozen=True, slots=True)
class Changed:
    """A row or series that is new, gone or different."""

    kind: str
    """added, removed or changed"""
    kept: Kept
    settings: tuple[SettingChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What lies between two versions."""

    rows: tuple[Changed, ...] = ()
    series: tuple[Changed, ...] = ()

    @property
    def count(self) -> int:
        return len(self.rows) + len(self.series)


@dataclass(frozen=True, slots=True)
class Version:
    """One version in full, with what it changed against the one before."""

    shown: VersionShown
    rows: tuple[Kept, ...]
    series: tuple[Kept, ...]
    is_latest: bool


def rows_kept() -> list[dict[str, Any]]:
    """Every row of the grid as a version keeps it."""
    rows = PolicyRow.objects.select_related("site", "category", "item_type").order_by("pk")
    return [plain(row_of(each)) for each in rows]


def plain(row: Row) -> dict[str, Any]:
    """A row of the rules as a version keeps it, with the names of what it is for."""
    return {
        "id": row.id, "site": row.site_id, "category": row.category_id, "item_type": row.item_type_id,
        "names": list(row.names), "values": dict(row.values),
    }  # fmt: skip


def series_kept() -> list[dict[str, Any]]:
    """Every series of hard due dates as a version keeps it."""
    found = HardDueDate.objects.select_related("site").prefetch_related("days").order_by("pk")
    return [
        {
            "id": each.pk, "name": each.name, "grades": each.grades, "site": each.site_id,
            "at": each.site.name if each.site else "",
            "days": [
                [day.on.isoformat(), day.compare, day.active_from.isoformat() if day.active_from else ""]
                for day in each.days.all()
            ],
        }
        for each in found
    ]  # fmt: skip


def versions(actor: Actor, *, most: int = 100) -> tuple[VersionShown, ...]:
    """The latest versions, the newest first. One statement."""
    found = list(PolicyVersion.objects.all()[: most + 1])
    before: list[PolicyVersion | None] = [*found[1:], None][: len(found)]
    return tuple(_shown(actor, each, earlier) for each, earlier in zip(found, before, strict=True))[:most]


def version(actor: Actor, version_id: int) -> Version | None:
    """One version in full; None when there is none of this key. Rows of sites out of the actor's scope are left out."""
    found = PolicyVersion.objects.filter(pk=version_id).first()
    if found is None:
        return None
    earlier = PolicyVersion.objects.filter(pk__lt=version_id).first()
    latest = PolicyVersion.objects.values_list("pk", flat=True).first()
    seen = [_in_sight(actor, kept) for kept in (found.rows, found.series)]
    return Version(_shown(actor, found, earlier), tuple(seen[0]), tuple(seen[1]), latest == version_id)


def _shown(actor: Actor, found: PolicyVersion, earlier: PolicyVersion | None) -> VersionShown:
    rows, series = _in_sight(actor, found.rows), _in_sight(actor, found.series)
    named = [*(earlier.series if earlier is not None else ()), *found.series]
    names = {each["id"]: each["name"] for each in named}
    changes = Difference()
    if earlier is not None:
        changes = difference(_in_sight(actor, earlier.rows), rows, _in_sight(actor, earlier.series), series)
    elif found.by:
        changes = difference([], rows, [], series)
    return VersionShown(found.pk, found.at, found.by, found.note, len(rows), len(series), changes, names)


def _in_sight(actor: Actor, kept: Iterable[Kept]) -> list[Kept]:
    return [each for each in kept if actor.sees_site(each["site"])]


def difference(
    rows_before: Sequence[Kept], rows: Sequence[Kept], series_before: Sequence[Kept], series: Sequence[Kept]
) -> Difference:
    """What is new, gone and different. Rows are the same by what they are for, series by their key."""

    def whose(each: Kept) -> object:
        return each["site"], each["category"], each["item_type"]

    return Difference(
        tuple(_changed(rows_before, rows, whose, SETTINGS, "values")),
        tuple(_changed(series_before, series, lambda each: each["id"], ("name", "grades", "days"), "")),
    )


def _changed(before: Sequence[Kept], after: Sequence[Kept], key: Any, names: Sequence[str], part: str) -> list[Changed]:
    old, new = {key(each): each for each in before}, {key(each): each for each in after}
    found = []
    for each in dict.fromkeys((*new, *old)):
        was, now = old.get(each), new.get(each)
        kind = "added" if was is None else "removed" if now is None else "changed"
        settings = tuple(
            SettingChange(name, one, other)
            for name in names
            if (one := _value(was, name, part)) != (other := _value(now, name, part))
        )
        if settings or kind != "changed":
            found.append(Changed(kind, now or was or {}, settings))
    return found


def _value(kept: Kept | None, name: str, part: str) -> object:
    values = (kept[part] if part else kept) if kept is not None else {}
    value: object = values.get(name)
    return None if value in ("", []) else value
