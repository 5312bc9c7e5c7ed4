"""The policy grid and the hard due dates, edited with a record of what was before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Source, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.models import GridToken, HardDueDate, HardDueDay, PolicyRow, new_token
from carrel.rooms.circulation.rules.policies import SETTINGS, policy_row_objection_codes

SAVE_ROW = "circulation.save_policy_row"
REMOVE_ROW = "circulation.remove_policy_row"
SAVE_HARD = "circulation.save_hard_due_date"
REMOVE_HARD = "circulation.remove_hard_due_date"
_BLANK: Mapping[str, object] = {
    "length_unit": "", "renew_from": "", "on_shelf_holds": "", "hold_from": "",
}  # fmt: skip


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
) -> int:
    """Add a row to the grid, or change the settings of one; returns its key. Settings not named are emptied.

    With `row_id` the row keeps its site, category and item type. Loans already made keep their dates.
    Raises NotAllowed, and Refused when the row contradicts itself or stands already.
    Inverse: remove_policy_row, or save_policy_row with what the audit says was before.
    """
    require(actor, SAVE_ROW)
    with writing():
        row = PolicyRow.objects.filter(pk=row_id).first() if row_id is not None else None
        if row is None:
            row = PolicyRow(site_id=site_id, category_id=category_id, item_type_id=item_type_id)
        before = _values(row)
        for name in SETTINGS:
            value = settings.get(name, _BLANK.get(name))
            setattr(
                row,
                "hard_due_date_id" if name == "hard_due_date" else name,
                _BLANK.get(name, None) if value is None else value,
            )
        _check(actor, row)
        row.save()
        _touch()
        record_act(actor, SAVE_ROW, about=("policy", row.pk), at=now, facts={"before": before, "after": _values(row)})
    return row.pk


def remove_policy_row(actor: Actor, *, row_id: int, now: datetime) -> None:
    """Take a row out of the grid; more general rows hold from then on. Its values stay in the audit.

    Inverse: save_policy_row.
    """
    require(actor, REMOVE_ROW)
    with writing():
        row = PolicyRow.objects.get(pk=row_id)
        _check_scope(actor, row.site_id)
        facts = {
            "before": _values(row), "site": row.site_id, "category": row.category_id, "item_type": row.item_type_id,
        }  # fmt: skip
        row.delete()
        _touch()
        record_act(actor, REMOVE_ROW, about=("policy", row_id), at=now, facts=facts)


def save_hard_due_date(
    actor: Actor,
    *,
    name: str,
    days: Iterable[DayOfSeries],
    now: datetime,
    series_id: int | None = None,
    site_id: int | None = None,
) -> int:
    """Add a named series of hard due dates, or give one its name and dates anew; returns its key.

    Inverse: save_hard_due_date with what the audit says was before, or remove_hard_due_date.
    """
    require(actor, SAVE_HARD)
    _check_scope(actor, site_id)
    with writing():
        series = HardDueDate.objects.filter(pk=series_id).first() if series_id is not None else None
        if series is None:
            series = HardDueDate(site_id=site_id)
        _check_scope(actor, series.site_id)
        before = _series_values(series)
        series.name = squeeze(name, 80)
        series.save()
        series.days.all().delete()
        HardDueDay.objects.bulk_create(
            HardDueDay(hard_due_date=series, on=each.on, compare=each.compare, active_from=each.active_from)
            for each in days
        )
        _touch()
        facts = {"before": before, "after": _series_values(series)}
        record_act(actor, SAVE_HARD, about=("hard_due_date", series.pk), at=now, facts=facts)
    return series.pk


def remove_hard_due_date(actor: Actor, *, series_id: int, now: datetime) -> None:
    """Take a series away that no row of the grid uses.

    Raises Refused while a row uses it. Inverse: save_hard_due_date.
    """
    require(actor, REMOVE_HARD)
    with writing():
        series = HardDueDate.objects.get(pk=series_id)
        _check_scope(actor, series.site_id)
        used = series.rows.count()
        if used:
            facts: dict[str, object] = {"name": series.name, "count": used}
            raise Refused(
                Objection("circulation.hard_due_date_in_use", Weight.REFUSE, facts, Source("policy", series.name))
            )
        before = _series_values(series)
        series.delete()
        _touch()
        record_act(actor, REMOVE_HARD, about=("hard_due_date", series_id), at=now, facts={"before": before})


def _check(actor: Actor, row: PolicyRow) -> None:
    _check_scope(actor, row.site_id)
    source = Source("policy", str(row), f"policy:{row.pk or 0}")
    found = [
        Objection(code, Weight.REFUSE, {}, source)
        for code in policy_row_objection_codes(_values(row), names_item_type=row.item_type_id is not None)
    ]
    twin = PolicyRow.objects.filter(site=row.site_id, category=row.category_id, item_type=row.item_type_id)
    if twin.exclude(pk=row.pk).exists():
        found.append(Objection("circulation.policy_row_exists", Weight.REFUSE, {}, source))
    series = row.hard_due_date
    if series is not None and series.site_id is not None and series.site_id != row.site_id:
        found.append(Objection("circulation.hard_due_date_elsewhere", Weight.REFUSE, {"name": series.name}, source))
    if found:
        raise Refused(*found)


def _check_scope(actor: Actor, site_id: int | None) -> None:
    """A site's rows belong to its staff, the district's rows to the district."""
    if actor.is_district or (site_id is not None and site_id in actor.site_ids):
        return
    raise Refused(Objection("circulation.site_of_another", Weight.REFUSE, {}, Source("fact", "", "site")))


def _values(row: PolicyRow) -> dict[str, object]:
    found = {name: getattr(row, "hard_due_date_id" if name == "hard_due_date" else name) for name in SETTINGS}
    return {name: value for name, value in found.items() if value is not None and value != ""}


def _series_values(series: HardDueDate) -> dict[str, object]:
    days = series.days.all() if series.pk else ()
    return {
        "name": series.name,
        "days": [
            [each.on.isoformat(), each.compare, each.active_from and each.active_from.isoformat()] for each in days
        ],
    }


def _touch() -> None:
    """Give the grid a new token, so that every process reads it again."""
    if not GridToken.objects.update(token=new_token()):
        GridToken.objects.create()
