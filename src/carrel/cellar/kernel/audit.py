"""The audit: one more row in the same transaction as the deed."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection

from carrel.cellar.kernel.actors import Actor

# Written by hand: every scan appends one, and building the statement would cost more than running it.
_APPEND = (
    "INSERT INTO kernel_auditentry (at, code, account_id, badge_person_id, actor_name, desk, site_id, about_kind,"
    " about_id, overrides, reason, facts) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id"
)


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
