"""Who acts: the account, its roles, and what the district decided about roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from carrel.cellar.kernel.actors import VISITOR, Actor
from carrel.cellar.kernel.prepared import Prepared, Slot
from carrel.rooms.people import rules
from carrel.rooms.people.models import Account, RoleHeld, RoleSetting
from carrel.rooms.schools import queries as schools
from carrel.rooms.schools.models import Site


def actor_for(account: Account, site_id: int | None = None, *, now: datetime) -> Actor:
    """The account as the rooms see it, working at `site_id` when a role is held there, else at the likeliest site.

    Two statements. Permissions are those of the roles held at that site and for the district. An account that may not
    sign in any more is a visitor.
    """
    if not account.is_active:
        return VISITOR
    held = [each for each in _roles_held(account.pk) if each.holds(now)]
    is_district = any(each.site_id is None for each in held)
    at_sites = {each.site_id for each in held if each.site_id is not None}
    site_id = _working_site(held, site_id, is_district)
    here = frozenset(each.role for each in held if each.site_id in {None, site_id})
    seeing = {each.site_id for each in held if rules.sees_persons(each.role)}
    return Actor(
        account_id=account.pk,
        person_id=account.person_id,
        name=account.name,
        site_id=site_id,
        site_ids=frozenset(at_sites),
        is_district=is_district,
        permissions=rules.permissions_of(here),
        roles=here,
        narrow_site_ids=frozenset(at_sites - seeing),
    )


@dataclass(frozen=True)
class _Held:
    role: str
    site_id: int | None
    starts_on: date | None
    ends_on: date | None
    zone: str | None

    def holds(self, now: datetime) -> bool:
        if self.starts_on is None and self.ends_on is None:
            return True
        today = now.astimezone(ZoneInfo(self.zone)).date() if self.zone else schools.today_at(None, now)
        return rules.is_held(self.starts_on, self.ends_on, today)


_ROLES_HELD = Prepared(
    lambda: (
        RoleHeld.objects.filter(account_id=Slot("account_id"))
        .order_by("pk")
        .values_list("role", "site_id", "starts_on", "ends_on", "site__timezone")
    )
)
_ACCOUNT = Prepared(lambda: Account.objects.select_related("person").filter(pk=Slot("account_id")))


def account(account_id: int) -> Account | None:
    """An account with its person, whether it may sign in or not. One statement, at every request."""
    return _ACCOUNT.one(account_id=account_id)


def _roles_held(account_id: int) -> list[_Held]:
    return [_Held(*row) for row in _ROLES_HELD.rows(account_id=account_id)]


def _working_site(held: list[_Held], wanted: int | None, is_district: bool) -> int | None:
    at_sites = [each for each in held if each.site_id is not None]
    if wanted is not None and (is_district or wanted in {each.site_id for each in at_sites}):
        return wanted
    if at_sites:
        return max(at_sites, key=lambda each: (rules.rank_of([each.role]), -(each.site_id or 0))).site_id
    if is_district:
        return Site.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True).first()
    return None


def account_of(actor: Actor) -> Account:
    """The actor's own account. Raises Account.DoesNotExist for programs and visitors."""
    if actor.account_id is None:
        raise Account.DoesNotExist
    return Account.objects.select_related("person").get(pk=actor.account_id)


def role_settings() -> dict[str, RoleSetting]:
    """What the district decided about each role, defaults filled in (not stored) where it has not decided."""
    stored = {each.role: each for each in RoleSetting.objects.all()}
    return {
        code: stored.get(code)
        or RoleSetting(role=code, idle_minutes=role.idle_minutes, second_factor=role.second_factor)
        for code, role in rules.ROLES.items()
    }


def idle_minutes_for(roles: Iterable[str]) -> int:
    """After how many idle minutes somebody with these roles is signed out: the shortest of them; 15 without a role."""
    settings = role_settings()
    return min((settings[each].idle_minutes for each in roles if each in settings), default=15)


def needs_second_factor(account_id: int) -> bool:
    """Whether one of the roles the account holds, anywhere, asks for a second factor."""
    asking = [code for code, setting in role_settings().items() if setting.second_factor]
    return RoleHeld.objects.filter(account_id=account_id, role__in=asking).exists() if asking else False


@dataclass(frozen=True)
class RoleShown:
    """A role as a page shows it: `site` is blank for the district, `is_held` says whether it holds today."""

    id: int
    role: str
    site_id: int | None
    site: str
    starts_on: date | None
    ends_on: date | None
    is_held: bool


def account_roles(account_id: int, today: date) -> list[RoleShown]:
    """The roles of an account, those that hold first."""
    rows = RoleHeld.objects.filter(account_id=account_id).select_related("site").order_by("pk")
    shown = [
        RoleShown(
            each.pk,
            each.role,
            each.site_id,
            each.site.name if each.site else "",
            each.starts_on,
            each.ends_on,
            rules.is_held(each.starts_on, each.ends_on, today),
        )
        for each in rows
    ]
    return sorted(shown, key=lambda each: not each.is_held)


def highest_rank(account_id: int, today: date) -> int:
    """The highest rank among the roles the account holds today, anywhere; -1 without one."""
    return rules.rank_of(each.role for each in account_roles(account_id, today) if each.is_held)


def accounts_at(actor: Actor) -> QuerySet[Account]:
    """The accounts with a role at a site of the actor's, by user name; for the district all."""
    found = Account.objects.select_related("person").prefetch_related("roles_held__site").order_by("username")
    if not actor.is_district:
        found = found.filter(roles_held__site__in=actor.site_ids - actor.narrow_site_ids).distinct()
    return found
