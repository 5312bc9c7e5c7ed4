"""The policy grid and the hard due dates, edited with a record of what was before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Source, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.versions import begin_versions, keep_version
from carrel.rooms.circulation.models import HardDueDate, HardDueDay, PolicyRow
from carrel.rooms.circulation.queries.grid import row_of
from carrel.rooms.circulation.queries.proposing import may_keep_at, proposed_row, row_objections, site_of_another

SAVE_ROW = "circulation.save_policy_row"
REMOVE_ROW = "circulation.remove_policy_row"
SAVE_HARD = "circulation.save_hard_due_date"
REMOVE_HARD = "circulation.remove_hard_due_date"


@dataclass(frozen=True, slots=True)
class DayOfSeries:
    """One date of a hard due date as a form gives it. `compare` is before, exactly or after."""

    on: date
    compare: str = "before"
    active_from: date | None = None


def save_policy_row(
    actor: Actor,
    *,
    now: datetime,
    settings: Mapping[str, object],
    row_id: int | None = None,
    site_id: int | None = None,
    category_id: int | None = None,
    item_type_id: int | None = None,
    note: str = "",
) -> int:
    """Add a row to the grid, or change the settings of one; returns its key. Settings not named are emptied.

    With `row_id` the row keeps its site, category and item type. Loans already made keep their dates.
    Raises NotAllowed, and Refused when the row contradicts itself or stands already.
    Inverse: remove_policy_row, or restore_policy_version with the version before.
    """
    require(actor, SAVE_ROW)
    with writing():
        begin_versions(now)
        former = PolicyRow.objects.filter(pk=row_id).first() if row_id is not None else None
        before = _values(former) if former is not None else {}
        row = proposed_row(settings, row_id=row_id, site_id=site_id, category_id=category_id, item_type_id=item_type_id)
        against = row_objections(actor, row)
        if against:
            raise Refused(*against)
        row.save()
        facts = {"before": before, "after": _values(row)}
        act_id = record_act(actor, SAVE_ROW, about=("policy", row.pk), at=now, reason=note, facts=facts)
        keep_version(actor, act_id=act_id, now=now, note=note)
    return row.pk


def remove_policy_row(actor: Actor, *, row_id: int, now: datetime, note: str = "") -> None:
    """Take a row out of the grid; more general rows hold from then on. Its values stay in the version before.

    Inverse: restore_policy_version, or save_policy_row.
    """
    require(actor, REMOVE_ROW)
    with writing():
        begin_versions(now)
        row = PolicyRow.objects.get(pk=row_id)
        _check_scope(actor, row.site_id)
        facts = {
            "before": _values(row), "site": row.site_id, "category": row.category_id, "item_type": row.item_type_id,
        }  # fmt: skip
        row.delete()
        act_id = record_act(actor, REMOVE_ROW, about=("policy", row_id), at=now, reason=note, facts=facts)
        keep_version(actor, act_id=act_id, now=now, note=note)


def save_hard_due_date(
    actor: Actor,
    *,
    name: str,
    days: Iterable[DayOfSeries],
    now: datetime,
    series_id: int | None = None,
    site_id: int | None = None,
    grades: str = "",
    note: str = "",
) -> int:
    """Add a named series of hard due dates, or give one its name and dates anew; returns its key.

    With `grades` ("12" or "8, 12") it is a cut-off of these grades. Raises Refused for a series out of scope, and where
    a row uses one that is to become a cut-off.
    Inverse: remove_hard_due_date, or restore_policy_version with the version before.
    """
    require(actor, SAVE_HARD)
    _check_scope(actor, site_id)
    with writing():
        begin_versions(now)
        series = HardDueDate.objects.filter(pk=series_id).first() if series_id is not None else None
        if series is None:
            series = HardDueDate(site_id=site_id)
        _check_scope(actor, series.site_id)
        before = _series_values(series)
        series.name, series.grades = squeeze(name, 80), squeeze(grades, 60)
        if series.grades:
            _must_be_unused(series)
        series.save()
        series.days.all().delete()
        HardDueDay.objects.bulk_create(
            HardDueDay(hard_due_date=series, on=each.on, compare=each.compare, active_from=each.active_from)
            for each in days
        )
        facts = {"before": before, "after": _series_values(series)}
        act_id = record_act(actor, SAVE_HARD, about=("hard_due_date", series.pk), at=now, reason=note, facts=facts)
        keep_version(actor, act_id=act_id, now=now, note=note)
    return series.pk


def remove_hard_due_date(actor: Actor, *, series_id: int, now: datetime, note: str = "") -> None:
    """Take a series away that no row of the grid uses.

    Raises Refused while a row uses it. Inverse: restore_policy_version, or save_hard_due_date.
    """
    require(actor, REMOVE_HARD)
    with writing():
        begin_versions(now)
        series = HardDueDate.objects.get(pk=series_id)
        _check_scope(actor, series.site_id)
        _must_be_unused(series)
        facts = {"before": _series_values(series)}
        series.delete()
        act_id = record_act(actor, REMOVE_HARD, about=("hard_due_date", series_id), at=now, reason=note, facts=facts)
        keep_version(actor, act_id=act_id, now=now, note=note)


def _must_be_unused(series: HardDueDate) -> None:
    used = series.rows.count() if series.pk else 0
    if used:
        facts: dict[str, object] = {"name": series.name, "count": used}
        source = Source("policy", series.name)
        raise Refused(Objection("circulation.hard_due_date_in_use", Weight.REFUSE, facts, source))


def _check_scope(actor: Actor, site_id: int | None) -> None:
    if not may_keep_at(actor, site_id):
        raise Refused(site_of_another())


def _values(row: PolicyRow) -> dict[str, object]:
    return dict(row_of(row).values)


def _series_values(series: HardDueDate) -> dict[str, object]:
    days = series.days.all() if series.pk else ()
    return {
        "name": series.name,
        "grades": series.grades,
        "days": [
            [each.on.isoformat(), each.compare, each.active_from and each.active_from.isoformat()] for each in days
        ],
    }
