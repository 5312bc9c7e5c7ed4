"""What an edit of the policy would change for whom, before it is kept: the grid as it is beside the one it would be."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import Count

from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries.facts import due_or_objection, grid_now, zone_named
from carrel.rooms.circulation.queries.fines import DUE_COLUMNS, Due, fines_of
from carrel.rooms.circulation.queries.grid import Cutoff, Grid
from carrel.rooms.circulation.rules.due_dates import HardDay, grade_key, grade_keys
from carrel.rooms.circulation.rules.policies import SETTINGS, Row, Situation, resolve
from carrel.rooms.inventory.models import Item, ItemType
from carrel.rooms.people.models import PatronCategory, Person
from carrel.rooms.schools.models import Site
from carrel.rooms.schools.queries import calendar_of

DATED = frozenset({"length", "length_unit", "hard_due_date"})
"""Settings that move due dates."""
Place = tuple[int, int, int]
"""Site, category and item type of one situation."""
Change = tuple[tuple[str, object, object], ...]
"""What is resolved otherwise: setting, what holds now, what would.

With an empty name no setting changes, only the dates of a series; length and unit then keep sums apart that differ.
"""


@dataclass(frozen=True, slots=True)
class Affected:
    """Situations for which the same settings change in the same way. Empty names stand for all of them.

    `readers` have their home there, `items` stand there, `loans` are open. The two dates are those of a loan of today,
    in the situation with most loans; `due_*` is None where there would be no date.
    """

    changes: Change
    sites: tuple[str, ...]
    categories: tuple[str, ...]
    item_types: tuple[str, ...]
    readers: int
    items: int
    loans: int
    is_dated: bool
    due_was: date | None = None
    due_now: date | None = None


@dataclass(frozen=True, slots=True)
class Growing:
    """Loans that are late now and would cost something else until now, and what all of them cost; in minor units."""

    loans: int
    was_minor: int
    would_minor: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Everybody an edit concerns. `token` is that of the grid it was looked at on."""

    affected: tuple[Affected, ...]
    token: str
    is_edited: bool = True
    """Whether the edit says anything else than what is kept."""
    growing: Growing | None = None
    """What it makes of fines that are growing now; None where it touches none."""

    @property
    def loans(self) -> int:
        return sum(each.loans for each in self.affected)


@dataclass(slots=True)
class _World:
    """Names and counts of everything a policy can be asked for."""

    sites: Mapping[int, Site]
    categories: Mapping[int, str]
    item_types: Mapping[int, str]
    readers: dict[tuple[int, int], int] = field(default_factory=dict)
    items: dict[tuple[int, int], int] = field(default_factory=dict)
    loans: dict[Place, int] = field(default_factory=dict)


def preview_of_row(row: Row, *, is_new: bool, now: datetime, removed: bool = False) -> Preview:
    """What adding, changing or (removed) taking out this row of the grid would change. A new row has a key of 0."""
    kept = grid_now()
    others = tuple(each for each in kept.rows if is_new or each.id != row.id)
    former = next((each.values for each in kept.rows if not is_new and each.id == row.id), {})
    after = replace(kept, rows=others if removed else (*others, row), policies={}, cut={})
    values = {} if removed else row.values
    settings = [name for name in SETTINGS if former.get(name) != values.get(name)]
    world = _world(frozenset())
    places = _places(world, kept, site_id=row.site_id, category_id=row.category_id, item_type_id=row.item_type_id)
    found: dict[Change, list[Place]] = {}
    narrowed = [_rows_with(each, settings) for each in (kept, after)]
    for place in places:
        situation = _situation(kept, place)
        change = tuple(
            (name, was, would)
            for name in settings
            if (was := resolve(name, narrowed[0][name], situation).value)
            != (would := resolve(name, narrowed[1][name], situation).value)
        )
        if change:
            found.setdefault(change, []).append(place)
    growing = growing_by(kept, after, now) if found and any(name.startswith("fine_") for name in settings) else None
    return Preview(
        tuple(_affected(world, kept, after, found, now, "")), kept.token,
        is_edited=is_new or removed or bool(settings), growing=growing,
    )  # fmt: skip


def growing_by(before: Grid, after: Grid, now: datetime) -> Growing | None:
    """What another grid makes of the lateness of today: no fine is stored before it is charged at the return.

    One statement for the loans, those of fines twice over.
    """
    late = Loan.objects.filter(returned_at=None, patron__isnull=False, due_at__lt=now).order_by()
    dues = [Due(*row) for row in late.values_list(*DUE_COLUMNS)]
    was, would = (fines_of(dues, now, grid) for grid in (before, after))
    other = [loan_id for loan_id in was.keys() | would.keys() if was.get(loan_id) != would.get(loan_id)]
    sums = (sum(each.get(loan_id, 0) for loan_id in other) for each in (was, would))
    return Growing(len(other), *sums) if other else None


def preview_of_series(
    series_id: int | None,
    *,
    site_id: int | None,
    grades: str,
    days: Iterable[HardDay],
    now: datetime,
    removed: bool = False,
) -> Preview:
    """What other dates or grades of a series would change: for the rows that name it, or for readers of the grades."""
    kept, key = grid_now(), series_id or 0
    named = next((each.grades for each in kept.cutoff_series if each.series_id == key), frozenset[str]())
    cutoffs = tuple(each for each in kept.cutoff_series if each.series_id != key)
    cut = grade_keys(grades)
    if cut and not removed:
        cutoffs = (*cutoffs, Cutoff(key, site_id, cut))
    series = {**kept.series, key: () if removed else tuple(days)}
    after = replace(kept, series=series, cutoff_series=cutoffs, policies={}, cut={})
    concerned = named | cut
    world = _world(concerned)
    found: dict[Change, list[Place]] = {}
    for place in _places(world, kept):
        policy = kept.policy(*place)
        in_sight = site_id in (None, place[0])
        if (concerned and in_sight) or (not concerned and policy.value("hard_due_date") == key):
            found.setdefault((("", policy.value("length"), policy.value("length_unit")),), []).append(place)
    return Preview(tuple(_affected(world, kept, after, found, now, min(concerned, default=""))), kept.token)


def _rows_with(grid: Grid, settings: Iterable[str]) -> dict[str, tuple[Row, ...]]:
    """For each setting the rows that say something of it: the others decide nothing and would cost time."""
    return {name: tuple(row for row in grid.rows if row.values.get(name) is not None) for name in settings}


def _situation(kept: Grid, place: Place) -> Situation:
    return Situation(place[0], place[1], kept.lineages.get(place[2], ()))


def _places(
    world: _World, kept: Grid, *, site_id: int | None = None, category_id: int | None = None,
    item_type_id: int | None = None,
) -> Iterator[Place]:  # fmt: skip
    """Every situation a row for this site, category and type fits."""
    below = kept.families.get(item_type_id, frozenset()) if item_type_id is not None else world.item_types
    for site in world.sites if site_id is None else (site_id,):
        for category in world.categories if category_id is None else (category_id,):
            for item_type in below:
                yield site, category, item_type


def _world(grades: frozenset[str]) -> _World:
    """Names, and three counts in three statements; with `grades` only readers and loans of these grades are counted."""
    world = _World(
        {each.pk: each for each in Site.objects.filter(is_active=True)},
        dict(PatronCategory.objects.values_list("pk", "name")),
        dict(ItemType.objects.values_list("pk", "name")),
    )
    people = Person.objects.filter(merged_into=None, left_on=None).order_by()
    for site, category, grade, count in people.values_list("home_site", "category", "grade").annotate(n=Count("pk")):
        if not grades or grade_key(grade) in grades:
            world.readers[site, category] = world.readers.get((site, category), 0) + count
    items = Item.objects.exclude(state="withdrawn").order_by().values_list("site", "item_type").annotate(n=Count("pk"))
    world.items = {(site, item_type): count for site, item_type, count in items}
    loans = Loan.objects.filter(returned_at=None, patron__isnull=False).order_by()
    columns = ("item__site", "patron__category", "item__item_type", "patron__grade")
    for site, category, item_type, grade, count in loans.values_list(*columns).annotate(n=Count("pk")):
        if not grades or grade_key(grade) in grades:
            place = (site, category, item_type)
            world.loans[place] = world.loans.get(place, 0) + count
    return world


def _affected(
    world: _World, kept: Grid, after: Grid, found: Mapping[Change, list[Place]], now: datetime, grade: str
) -> Iterator[Affected]:
    lines = [
        _line(world, kept, after, change, product, now, grade)
        for change, places in found.items()
        for product in _products(places)
    ]
    yield from sorted(lines, key=lambda each: (-each.loans, -each.items, each.categories, each.item_types))


Product = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]


def _products(places: Iterable[Place]) -> Iterator[Product]:
    """These situations as few sets of sites × categories × types, each of which holds nothing else."""
    types: dict[tuple[int, int], set[int]] = {}
    for site, category, item_type in places:
        types.setdefault((site, category), set()).add(item_type)
    by_types: dict[tuple[int, frozenset[int]], set[int]] = {}
    for (site, category), own in types.items():
        by_types.setdefault((site, frozenset(own)), set()).add(category)
    alike: dict[tuple[frozenset[int], frozenset[int]], set[int]] = {}
    for (site, own_types), categories in by_types.items():
        alike.setdefault((frozenset(categories), own_types), set()).add(site)
    for (own_categories, own_types), sites in alike.items():
        yield tuple(sorted(sites)), tuple(sorted(own_categories)), tuple(sorted(own_types))


def _line(
    world: _World, kept: Grid, after: Grid, change: Change, product: Product, now: datetime, grade: str
) -> Affected:
    sites, categories, types = product
    places = [(site, category, each) for site in sites for category in categories for each in types]
    is_dated = any(not name or name in DATED for name, _was, _now in change)
    line = Affected(
        changes=tuple(each for each in change if each[0]),
        sites=_names({pk: site.called for pk, site in world.sites.items()}, sites),
        categories=_names(world.categories, categories),
        item_types=_names(world.item_types, types),
        readers=sum(world.readers.get((site, each), 0) for site in sites for each in categories),
        items=sum(world.items.get((site, each), 0) for site in sites for each in types),
        loans=sum(world.loans.get(each, 0) for each in places),
        is_dated=is_dated,
    )
    if not is_dated:
        return line
    most = max(places, key=lambda each: (world.loans.get(each, 0), world.items.get((each[0], each[2]), 0)))
    was, would = (_due(world, grid, most, now, grade) for grid in (kept, after))
    return replace(line, due_was=was, due_now=would)


def _names(names: Mapping[int, str], chosen: tuple[int, ...]) -> tuple[str, ...]:
    return () if len(chosen) == len(names) else tuple(names.get(each, "") for each in chosen)


def _due(world: _World, grid: Grid, place: Place, now: datetime, grade: str) -> date | None:
    site = world.sites.get(place[0])
    if site is None:
        return None
    zone = zone_named(site.timezone)
    due, _missing = due_or_objection(
        grid.policy(*place), grid, start=now, today=now.astimezone(zone).date(), zone=zone,
        calendar=calendar_of(site.pk), last_day=None, site=site.called, title="", type_name="",
        home_site_id=site.pk, grade=grade,
    )  # fmt: skip
    return due.on if due else None
