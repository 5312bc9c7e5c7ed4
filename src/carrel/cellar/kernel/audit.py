"""The audit: one more row in the same transaction as the deed."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Q

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.bulk import insert_rows
from carrel.cellar.kernel.models import AuditEntry

# Written by hand: every scan appends one, and building the statement would cost more than running it.
_APPEND = (
    "INSERT INTO kernel_auditentry (at, code, account_id, badge_person_id, actor_name, desk, site_id, about_kind,"
    " about_id, overrides, reason, facts) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id"
)

_COLUMNS = (
    "at", "code", "account_id", "badge_person_id", "actor_name", "desk", "site_id", "about_kind", "about_id",
    "overrides", "reason", "facts",
)  # fmt: skip


def record_act(
    actor: Actor,
    code: str,
    *,
    about: tuple[str, int | None],
    at: datetime,
    overrides: Sequence[str] = (),
    reason: str = "",
    facts: Mapping[str, object] | None = None,
    site_id: int | None = None,
) -> int:
    """Append who did `code` about `about` (kind, id) and return the entry's number.

    `facts` must hold plain JSON values and never name a patron and an item together. `site_id` is the site of the deed,
    else the actor's.
    """
    values = [
        connection.ops.adapt_datetimefield_value(at), code, actor.account_id, actor.badge_person_id,
        actor.badge_name or actor.name, actor.desk, site_id if site_id is not None else actor.site_id,
        about[0], about[1], json.dumps(list(overrides)), reason, json.dumps(dict(facts or {})),
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, values)
        return int(cursor.fetchone()[0])


def record_acts(
    actor: Actor, code: str, *, about_kind: str, ids: Sequence[int], at: datetime, facts: Mapping[str, object],
    site_id: int | None = None,
) -> None:  # fmt: skip
    """Append who did `code` about each of many things, with the same facts, in statements of many rows."""
    moment, said = connection.ops.adapt_datetimefield_value(at), json.dumps(dict(facts))
    who = (actor.account_id, actor.badge_person_id, actor.badge_name or actor.name, actor.desk)
    where = site_id if site_id is not None else actor.site_id
    rows = ((moment, code, *who, where, about_kind, about_id, "[]", "", said) for about_id in ids)
    insert_rows(AuditEntry, _COLUMNS, rows)


def forget_own_acts(about_kind: str, owners: Mapping[int, tuple[int, int | None]]) -> int:
    """Take the name off what somebody did about what was theirs alone; returns how many entries.

    `owners` says of each thing of this kind whose it was: person and account. Who renewed their own loan or placed
    their own hold would otherwise be found beside it for ever. What others did about it stays as it was. No inverse:
    severed for good.
    """
    persons = {person for person, _ in owners.values()}
    accounts = {account for _, account in owners.values() if account is not None}
    mine = Q(badge_person_id__in=persons) | Q(account_id__in=accounts)
    found = AuditEntry.objects.filter(mine, about_kind=about_kind, about_id__in=list(owners))
    keys = []
    for pk, about_id, account_id, badge_person_id in found.values_list(
        "pk", "about_id", "account_id", "badge_person_id"
    ):
        person, account = owners[int(about_id or 0)]
        if badge_person_id == person or (account is not None and account_id == account):
            keys.append(pk)
    gone = {"account_id": None, "badge_person_id": None, "actor_name": "", "desk": ""}
    return AuditEntry.objects.filter(pk__in=keys).update(**gone) if keys else 0
