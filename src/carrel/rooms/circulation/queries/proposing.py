"""A row of the grid as somebody proposes it: not stored yet, and what stands against storing it."""

from collections.abc import Mapping

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.circulation.models import PolicyRow
from carrel.rooms.circulation.queries.grid import row_of
from carrel.rooms.circulation.rules.policies import SETTINGS, policy_row_objection_codes

BLANK: Mapping[str, object] = {
    "length_unit": "", "renew_from": "", "on_shelf_holds": "", "hold_from": "", "fine_unit": "", "fine_at": "",
    "fine_from": "", "fine_days": "", "lost_fine": "", "refund_price": "", "refund_fee": "",
}  # fmt: skip
"""Settings that are text, and empty as text."""


def proposed_row(
    settings: Mapping[str, object],
    *,
    row_id: int | None = None,
    site_id: int | None = None,
    category_id: int | None = None,
    item_type_id: int | None = None,
) -> PolicyRow:
    """A stored row with these settings, or a new one for this site, category and type. Settings not named are empty."""
    row = PolicyRow.objects.filter(pk=row_id).first() if row_id is not None else None
    if row is None:
        row = PolicyRow(site_id=site_id, category_id=category_id, item_type_id=item_type_id)
    for name in SETTINGS:
        value = settings.get(name)
        setattr(
            row, "hard_due_date_id" if name == "hard_due_date" else name, BLANK.get(name) if value is None else value
        )
    return row


def row_objections(actor: Actor, row: PolicyRow) -> tuple[Objection, ...]:
    """Everything against keeping this row: out of scope, in contradiction with itself, there already."""
    if not may_keep_at(actor, row.site_id):
        return (site_of_another(),)
    source = Source("policy", str(row), f"policy:{row.pk or 0}")
    codes = list(policy_row_objection_codes(row_of(row).values, names_item_type=row.item_type_id is not None))
    twin = PolicyRow.objects.filter(site=row.site_id, category=row.category_id, item_type=row.item_type_id)
    if twin.exclude(pk=row.pk).exists():
        codes.append("circulation.policy_row_exists")
    facts: dict[str, object] = {}
    series = row.hard_due_date
    if series is not None:
        facts = {"name": series.name, "grades": series.grades}
        if series.site_id is not None and series.site_id != row.site_id:
            codes.append("circulation.hard_due_date_elsewhere")
        if series.grades:
            codes.append("circulation.hard_due_date_is_cutoff")
    return tuple(Objection(code, Weight.REFUSE, facts, source) for code in codes)


def may_keep_at(actor: Actor, site_id: int | None) -> bool:
    """A site's rows belong to its staff, the district's rows to the district."""
    return actor.is_district or (site_id is not None and site_id in actor.site_ids)


def site_of_another() -> Objection:
    """The row or series belongs to a site where the actor holds no role."""
    return Objection("circulation.site_of_another", Weight.REFUSE, {}, Source("fact", "", "site"))
