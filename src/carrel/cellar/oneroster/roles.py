"""What each user of version 1.2 is on a day: the roles of a file of their own, put back beside the user."""

from collections.abc import Iterable
from datetime import date

from carrel.cellar.oneroster.faults import Findings
from carrel.cellar.oneroster.rows import Role, Roster, User

_FIRST = ("student", "teacher")
_LAST = ("guardian", "parent", "relative")


def users_on(roster: Roster, day: date, findings: Findings) -> tuple[User, ...]:
    """The users with `role`, `orgs` and `roles` as of a day; those of version 1.1 as they are.

    Who has no role that counts is left out with a remark: for a library that is a leaver. A role that begins later
    counts, because rosters are sent before the first day of school; one that ended before the day does not. The first
    school is that of `primary_org`, else of a primary role. In a file of changes a user may come without roles, which
    were sent before, and roles without their user, who then has blank names.
    """
    if roster.manifest.version == "1.1":
        return roster.users
    by_user: dict[str, list[Role]] = {}
    for role in roster.roles:
        if role.ends_on is None or role.ends_on >= day:
            by_user.setdefault(role.user, []).append(role)
    over = {role.user for role in roster.roles}
    is_partial = roster.manifest.modes.get("roles") != "bulk"
    users = []
    for user in roster.users:
        held = by_user.pop(user.sourced_id, None)
        if held:
            users.append(_with_roles(user, held))
        elif is_partial and user.sourced_id not in over:
            users.append(user)
        else:
            code = "role_over" if user.sourced_id in over else "no_role"
            findings.remark(code, "users.csv", user.line, "sourcedId", name=f"{user.given_name} {user.family_name}")
    users += [_with_roles(User(number, "", "", ""), held) for number, held in by_user.items()]
    return tuple(users)


def _with_roles(user: User, held: Iterable[Role]) -> User:
    ordered = sorted(held, key=lambda role: (role.org != user.primary_org, role.kind == "secondary"))
    words = sorted((role.role for role in ordered), key=_rank)
    return user._replace(
        role=words[0],
        orgs=tuple(dict.fromkeys(role.org for role in ordered)),
        roles=tuple(dict.fromkeys(words)),
    )


def _rank(word: str) -> int:
    """A teacher who is a mother too is a teacher; a student who helps as an aide is a student."""
    if word in _FIRST:
        return _FIRST.index(word)
    return len(_FIRST) + 1 if word in _LAST else len(_FIRST)
