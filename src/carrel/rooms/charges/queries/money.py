"""Questions of the money desk: what may be paid, receipts, drawers, price lists, settings."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.db.models import QuerySet, Sum

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges.models import (
    Article,
    CashDay,
    Charge,
    DamageRow,
    DepreciationStep,
    FundTerm,
    MoneySetting,
    Receipt,
)
from carrel.rooms.charges.queries.charges import is_in_sight
from carrel.rooms.charges.rules import Assessed, Damage, Depreciation, assess, earliest


def charges_to_pay_held(actor: Actor, person_id: int, charge_ids: Sequence[int]) -> list[Charge]:
    """The named charges of a person, else all on which something is left; the oldest first, held."""
    if not is_in_sight(actor, person_id):
        return []
    found = Charge.objects.select_for_update().filter(person=person_id)
    found = found.filter(pk__in=charge_ids) if charge_ids else found.filter(left_minor__gt=0)
    return list(found.order_by("charged_on", "pk"))


def money_setting(site_id: int | None) -> MoneySetting:
    """What a site lays down about money, or the defaults."""
    found = MoneySetting.objects.filter(site=site_id).first() if site_id is not None else None
    return found or MoneySetting()


def money_settings(actor: Actor) -> "QuerySet[MoneySetting]":
    """The settings of the sites within the actor's scope."""
    found = MoneySetting.objects.select_related("site")
    return found if actor.is_district else found.filter(site__in=actor.site_ids)


def fund_terms(_actor: Actor) -> "QuerySet[FundTerm]":
    """Until when money of each fund goes back."""
    return FundTerm.objects.select_related("fund")


def refund_until(*, site_id: int | None, fund_id: int | None, charged_on: date) -> date | None:
    """The last day on which what is paid for a charge goes back: the first of what site and fund lay down."""
    term = FundTerm.objects.filter(fund=fund_id).first() if fund_id is not None else None
    days = [money_setting(site_id).refund_days, term.refund_days if term else None]
    lasts = [charged_on + timedelta(days=each) for each in days if each is not None]
    return earliest(*lasts, term.refund_until if term else None)


def articles_of(site_id: int) -> "QuerySet[Article]":
    """What a site sells, in the order of its list."""
    return Article.objects.filter(site=site_id, is_active=True)


def articles(actor: Actor) -> "QuerySet[Article]":
    """The price list of the site the actor works at."""
    return Article.objects.filter(site=actor.site_id or 0)


def damage_rows(actor: Actor) -> "QuerySet[DamageRow]":
    """The schedule of damages of the site the actor works at."""
    return DamageRow.objects.filter(site=actor.site_id or 0)


def depreciation_steps(actor: Actor) -> "QuerySet[DepreciationStep]":
    """How prices fall with age at the site the actor works at."""
    return DepreciationStep.objects.filter(site=actor.site_id or 0)


def damage_assessed(row: DamageRow, *, price_minor: int | None, age_years: int, count: int = 1) -> Assessed:
    """What a damage comes to by the schedule of its site, with what the figure came from."""
    steps = [Depreciation(*each) for each in _steps(row.site_id)]
    damage = Damage(row.name, row.amount_minor, row.percent, row.is_each, row.without_price_minor)
    return assess(damage, price_minor=price_minor, age_years=age_years, steps=steps, count=count)


def _steps(site_id: int) -> "QuerySet[DepreciationStep, tuple[int, int]]":
    return DepreciationStep.objects.filter(site=site_id).values_list("from_years", "percent")


def open_cash_day(site_id: int, desk: str) -> CashDay | None:
    """The drawer that is open at a desk."""
    return CashDay.objects.filter(site=site_id, desk=desk, closed_at=None).first()


def cash_days(actor: Actor) -> "QuerySet[CashDay]":
    """The drawers of the site the actor works at, the latest first."""
    return CashDay.objects.filter(site=actor.site_id or 0).select_related("site")


def cash_day_seen(actor: Actor, cash_day_id: int) -> CashDay | None:
    """A drawer of a site within the actor's scope."""
    found = CashDay.objects.select_related("site").filter(pk=cash_day_id).first()
    return found if found is not None and actor.sees_site(found.site_id) else None


def takings(cash_day_id: int) -> dict[str, int]:
    """What came into a drawer less what went out of it, by means. One statement."""
    rows = Receipt.objects.filter(cash_day=cash_day_id).order_by().values("means").annotate(s=Sum("amount_minor"))
    return {row["means"]: row["s"] for row in rows.order_by("means")}


def receipts_of_day(cash_day_id: int) -> "QuerySet[Receipt]":
    """The receipts of a drawer in their order."""
    return Receipt.objects.filter(cash_day=cash_day_id).select_related("person").order_by("pk")


def receipts_of(person_id: int) -> "QuerySet[Receipt]":
    """The receipts of a person, the latest first."""
    return Receipt.objects.filter(person=person_id).select_related("reversed_by", "work").order_by("-pk")


def receipts(actor: Actor, *, means: str = "", on: date | None = None) -> "QuerySet[Receipt]":
    """The receipts of the site the actor works at, the latest first; of one means or day alone where that is said."""
    found = Receipt.objects.filter(site=actor.site_id or 0)
    found = found.filter(means=means) if means else found
    found = found.filter(on=on) if on is not None else found
    return found.select_related("person", "reverses").order_by("-on", "-pk")


def reversed_among(receipt_ids: Collection[int]) -> set[int]:
    """Those of these receipts that were taken back."""
    found = Receipt.objects.filter(reverses__in=receipt_ids).values_list("reverses_id", flat=True)
    return set(found)


def receipt_seen(actor: Actor, receipt_id: int) -> Receipt | None:
    """A receipt of a site within the actor's scope, or of a person within sight, with what stands on it."""
    found = Receipt.objects.select_related("site", "person", "reverses").filter(pk=receipt_id).first()
    if found is None or actor.sees_site(found.site_id):
        return found
    return found if found.person_id is not None and is_in_sight(actor, found.person_id) else None


def receipt_held(actor: Actor, receipt_id: int) -> Receipt | None:
    """A receipt of a site within the actor's scope, held until the transaction ends."""
    found = Receipt.objects.select_for_update().filter(pk=receipt_id).first()
    return found if found is not None and actor.sees_site(found.site_id) else None
