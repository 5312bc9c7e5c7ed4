"""The policy grid as the rules want it, kept per process and known to be fresh without a statement of its own.

Whoever reads for a check-out reads the grid's token and a sum over the item types along with it; only when one of them
differs from what is kept is the grid read again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import F, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from carrel.cellar.kernel.prepared import Prepared
from carrel.rooms.circulation.models import GridToken, HardDueDate, HardDueDay, PolicyRow
from carrel.rooms.circulation.rules.due_dates import Compare, HardDay, grade_key, grade_keys
from carrel.rooms.circulation.rules.policies import SETTINGS, Policy, Row, Situation, policy_for
from carrel.rooms.inventory.models import ItemType


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A series that is a ceiling for patrons of these grades, at one home site or (None) at all."""

    series_id: int
    site_id: int | None
    grades: frozenset[str]


@dataclass(slots=True)
class Grid:
    """All rows, series and item types of one moment. `policies` and `cut` fill as situations are asked for."""

    token: str
    types_sum: int
    rows: tuple[Row, ...]
    series: Mapping[int, tuple[HardDay, ...]]
    lineages: Mapping[int, tuple[int, ...]]
    families: Mapping[int, frozenset[int]]
    type_names: Mapping[int, str]
    cutoff_series: tuple[Cutoff, ...] = ()
    policies: dict[tuple[int | None, int | None, int | None], Policy] = field(default_factory=dict)
    cut: dict[tuple[int | None, str], tuple[tuple[HardDay, ...], ...]] = field(default_factory=dict)

    def policy(self, site_id: int | None, category_id: int | None, item_type_id: int | None) -> Policy:
        """Every setting for this site, category and item type."""
        key = (site_id, category_id, item_type_id)
        found = self.policies.get(key)
        if found is None:
            lineage = self.lineages.get(item_type_id, ()) if item_type_id is not None else ()
            found = self.policies[key] = policy_for(self.rows, Situation(site_id, category_id, lineage))
        return found

    def hard_days(self, policy: Policy) -> tuple[HardDay, ...]:
        """The dates of the series the policy names, none when it names none."""
        series_id = policy.value("hard_due_date")
        return self.series.get(int(str(series_id)), ()) if series_id is not None else ()

    def cutoffs(self, home_site_id: int | None, grade: str) -> tuple[tuple[HardDay, ...], ...]:
        """The dates of every cut-off for patrons of this grade at this home site."""
        if not self.cutoff_series or not grade:
            return ()
        key = (home_site_id, grade)
        found = self.cut.get(key)
        if found is None:
            named = grade_key(grade)
            found = self.cut[key] = tuple(
                self.series.get(each.series_id, ())
                for each in self.cutoff_series
                if named in each.grades and each.site_id in (None, home_site_id)
            )
        return found


_kept: dict[str, Grid] = {}
# A sum that changes whenever an item type is added, taken away or moved; `check_out_read` makes the same one.
_TYPES_SUM = Sum(F("id") * 1000003 + Coalesce("parent_id", 0) * 7919)
_NOW = Prepared(
    lambda: GridToken.objects.order_by("pk").values_list(
        "token",
        Coalesce(Subquery(ItemType.objects.order_by().values(all=Value(1)).annotate(sum=_TYPES_SUM).values("sum")), 0),
    )[:1]
)


def grid(token: str | None = None, types_sum: int | None = None) -> Grid:
    """The grid of now. With token and sum from the caller's own read, the kept one costs no statement."""
    if token is None or types_sum is None:
        token, types_sum = _NOW.row() or ("", 0)
    kept = _kept.get("grid")
    if kept is not None and token and kept.token == token and kept.types_sum == types_sum:
        return kept
    kept = _kept["grid"] = _read_grid(token, types_sum)
    return kept


def _read_grid(token: str, types_sum: int) -> Grid:
    parents = dict(ItemType.objects.values_list("pk", "parent_id"))
    lineages = {each: _lineage(each, parents) for each in parents}
    return Grid(
        token=token,
        types_sum=types_sum,
        rows=tuple(row_of(each) for each in PolicyRow.objects.select_related("site", "category", "item_type")),
        series=_series(),
        lineages=lineages,
        families={each: frozenset(one for one, line in lineages.items() if each in line) for each in parents},
        type_names=dict(ItemType.objects.values_list("pk", "name")),
        cutoff_series=tuple(
            Cutoff(pk, site_id, grade_keys(grades))
            for pk, site_id, grades in HardDueDate.objects.exclude(grades="").values_list("pk", "site_id", "grades")
        ),
    )


def _series() -> dict[int, tuple[HardDay, ...]]:
    found: dict[int, list[HardDay]] = {}
    for each in HardDueDay.objects.select_related("hard_due_date"):
        day = HardDay(each.hard_due_date_id, each.hard_due_date.name, each.on, Compare(each.compare), each.active_from)
        found.setdefault(day.series_id, []).append(day)
    return {series_id: tuple(days) for series_id, days in found.items()}


def _lineage(item_type: int, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    line = [item_type]
    while (parent := parents.get(line[-1])) is not None and parent not in line:
        line.append(parent)
    return tuple(line)


def row_of(stored: PolicyRow) -> Row:
    """A stored row as the rules want it: empty settings left out."""
    values = {name: getattr(stored, "hard_due_date_id" if name == "hard_due_date" else name) for name in SETTINGS}
    return Row(
        id=stored.pk or 0,
        site_id=stored.site_id,
        category_id=stored.category_id,
        item_type_id=stored.item_type_id,
        values={name: value for name, value in values.items() if value is not None and value != ""},
        names=(
            stored.site.name if stored.site else "",
            stored.category.name if stored.category else "",
            stored.item_type.name if stored.item_type else "",
        ),
    )
