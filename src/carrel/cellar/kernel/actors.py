"""Who does something, from where, and what they may do."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from carrel.cellar.kernel.verdicts import NotAllowed, Objection, Refused, Source, Verdict, Weight


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a program that acts, as the rooms see it: no request, no session.

    `site_id` is where the actor works now, `site_ids` are all sites at which a role is held, `is_district` lifts the
    scope to every site. `permissions` holds action codes ("circulation.check_out") and patterns ("circulation.*", "*").
    `badge_person_id` says who works at a shared desk; a badge never adds a permission. `narrow_site_ids` are those of
    `site_ids` where the role held does not meet the site's persons (a teacher who is technician elsewhere).
    """

    account_id: int | None
    person_id: int | None
    name: str
    site_id: int | None
    site_ids: frozenset[int] = frozenset()
    is_district: bool = False
    permissions: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    desk: str = ""
    badge_person_id: int | None = None
    badge_name: str = ""
    narrow_site_ids: frozenset[int] = frozenset()

    def may(self, permission: str) -> bool:
        """Whether the permission, or a pattern that covers it, is held."""
        held = self.permissions
        if permission in held or "*" in held:
            return True
        room, _, _ = permission.partition(".")
        return f"{room}.*" in held

    def sees_site(self, site_id: int | None) -> bool:
        """Whether rows of this site are within the actor's scope; rows of no site are within everyone's."""
        return self.is_district or site_id is None or site_id in self.site_ids

    def at(self, site_id: int) -> "Actor":
        """The same actor working at another of their sites."""
        return replace(self, site_id=site_id)


SYSTEM = Actor(
    account_id=None, person_id=None, name="Carrel", site_id=None, is_district=True, permissions=frozenset({"*"})
)
"""Acts for commands, imports and the timetable."""

VISITOR = Actor(account_id=None, person_id=None, name="", site_id=None, permissions=frozenset())
"""Someone who has not signed in."""


def require(actor: Actor, permission: str) -> None:
    """Raise NotAllowed unless the actor holds the permission. The first line of every action."""
    if not actor.may(permission):
        raise NotAllowed(
            Objection(
                code="kernel.not_allowed",
                weight=Weight.REFUSE,
                facts={"permission": permission, "name": actor.name},
                source=Source("setting", "Roles", f"permission:{permission}"),
            )
        )


def settle(verdict: Verdict, actor: Actor, overrides: Collection[str] = (), reason: str = "") -> tuple[str, ...]:
    """Raise Refused unless nothing stands; return the codes that were really overridden, for the audit.

    An ask passes only when it is named in `overrides`, the actor holds its override permission, and a reason is given.
    """
    standing = list(verdict.standing(overrides))
    for each in verdict.passed(overrides):
        if not each.override or not actor.may(each.override):
            standing.append(each)
        elif not reason.strip():
            standing.append(
                Objection("kernel.reason_missing", Weight.ASK, {"about": each.code}, each.source, each.override)
            )
    if standing:
        raise Refused(*standing)
    return tuple(each.code for each in verdict.passed(overrides))
