"""The audit: one more row in the same transaction as the deed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry


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
    entry = AuditEntry.objects.create(
        at=at,
        code=code,
        account_id=actor.account_id,
        badge_person_id=actor.badge_person_id,
        actor_name=actor.badge_name or actor.name,
        desk=actor.desk,
        site_id=site_id if site_id is not None else actor.site_id,
        about_kind=about[0],
        about_id=about[1],
        overrides=list(overrides),
        reason=reason,
        facts=dict(facts or {}),
    )
    return entry.pk
