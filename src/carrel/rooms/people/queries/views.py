"""Who looked at whose record: one person's looks, and a site's whole log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.texts import fold
from carrel.rooms.people import rules
from carrel.rooms.people.models import FurtherSite, PersonView


@dataclass(frozen=True)
class ViewShown:
    """One look at a person's record: when, by whom, at which page."""

    at: datetime
    who: str
    page: str


def views_of(person_id: int, limit: int | None = 200) -> list[ViewShown]:
    """Who looked at a person's record, the latest first; all of it without a limit."""
    rows = PersonView.objects.filter(person=person_id).select_related("account__person", "badge_person").order_by("-at")
    return [ViewShown(each.at, who_looked(each), each.page) for each in (rows if limit is None else rows[:limit])]


def who_looked(view: PersonView) -> str:
    """The name behind a look: whose badge lay at the desk, else whose account it was."""
    if view.badge_person is not None:
        return view.badge_person.display_name
    return view.account.name if view.account is not None else ""


@dataclass(frozen=True, slots=True)
class SiteView:
    """One look as the site's log shows it. `account` is the user name, `where` the site and the desk it was made at."""

    at: datetime
    person_id: int
    person: str
    who: str
    account: str
    where: str
    page: str


def views_at(
    actor: Actor,
    *,
    zone: ZoneInfo,
    person: str = "",
    account: str = "",
    from_on: date | None = None,
    until_on: date | None = None,
) -> "QuerySet[PersonView]":
    """The looks at persons of the actor's sites, the latest first, narrowed by the person, who looked, and days.

    Names are found as persons are found: by the beginnings of their words. Days are those of `zone`, both count.
    """
    found = PersonView.objects.order_by("-at", "-pk")
    if not actor.is_district:
        sites = actor.site_ids - actor.narrow_site_ids
        further = FurtherSite.objects.filter(site__in=sites).values("person")
        found = found.filter(Q(person__home_site__in=sites) | Q(person__in=further))
    for part in rules.parts_to_find(person):
        found = found.filter(person__search_text__contains=f" {part}")
    for part in rules.parts_to_find(account):
        by_badge = Q(badge_person__search_text__contains=f" {part}")
        by_person = Q(badge_person=None, account__person__search_text__contains=f" {part}")
        found = found.filter(by_badge | by_person | Q(account__username__startswith=fold(part)))
    if from_on is not None:
        found = found.filter(at__gte=datetime.combine(from_on, time.min, zone))
    if until_on is not None:
        found = found.filter(at__lt=datetime.combine(until_on + timedelta(days=1), time.min, zone))
    return found.select_related("person", "account__person", "badge_person", "site")


def site_views(views: Iterable[PersonView]) -> Iterable[SiteView]:
    """Looks with their names, as the log shows them."""
    for each in views:
        site = each.site.called if each.site is not None else ""
        yield SiteView(
            each.at, each.person_id, each.person.display_name, who_looked(each),
            each.account.username if each.account is not None else "",
            ", ".join(part for part in (site, each.desk) if part), each.page,
        )  # fmt: skip
