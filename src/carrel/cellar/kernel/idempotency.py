"""The same key twice is answered the same and done once.

Double scans, lost answers, offline replay and retries are one mechanism: the client makes a key per deed and sends it
as often as it likes.
"""

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.bulk import in_steps
from carrel.cellar.kernel.models import KeptAnswer
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight

KEPT_FOR = timedelta(days=30)
LONGEST_KEY = 80


class KeyReused(Refused):
    """The key came with another deed before: the client mixed up its keys, and nothing was done."""

    def __init__(self, code: str) -> None:
        super().__init__(Objection("kernel.key_reused", Weight.REFUSE, {"code": code}))


def kept_answer(key: str, code: str = "", actor: Actor | None = None) -> dict[str, Any] | None:
    """The answer given before under this key, or None when it is new: then the key is claimed for this transaction.

    Call it inside `writing()`. A second request with the same key waits for the first to end (PostgreSQL waits on the
    unique index, SQLite on the writer lock). Raises KeyReused when the key belongs to another deed or another account.
    """
    if not key:
        return None
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise KeyReused(code)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_keptanswer (key, code, answer) VALUES (%s, '', '{}') ON CONFLICT (key) DO NOTHING",
            [key],
        )
        if cursor.rowcount == 1:
            return None
        cursor.execute("SELECT code, account_id, answer FROM kernel_keptanswer WHERE key = %s", [key])
        kept_code, account_id, answer = cursor.fetchone()
    if not kept_code:
        return None
    if (code and kept_code != code) or (actor is not None and account_id != actor.account_id):
        raise KeyReused(kept_code)
    found: dict[str, Any] = json.loads(answer) if isinstance(answer, str) else answer
    return found


def keep_answer(key: str, actor: Actor, code: str, answer: dict[str, Any], at: datetime) -> None:
    """Keep what was answered under a key that `kept_answer` claimed: outcome and references, no names or titles."""
    if key:
        moment = connection.ops.adapt_datetimefield_value(at)
        with connection.cursor() as cursor:
            # Written by hand, as in `audit`: it is on the path of every scan.
            cursor.execute(
                "UPDATE kernel_keptanswer SET code = %s, account_id = %s, at = %s, answer = %s WHERE key = %s",
                [code, actor.account_id, moment, json.dumps(answer), key],
            )


def disown_answers(owners: Mapping[int, Mapping[str, Collection[int]]], *, before: datetime) -> int:
    """Let answers to somebody about what was theirs alone forget whose they were; returns how many.

    `owners` says for each account which ids of which names ("loan", "hold") in an answer were their own. Whoever
    sends such a key again is told that it was used. No inverse: severed for good.
    """
    if not owners:
        return 0
    kept = KeptAnswer.objects.filter(account_id__isnull=False, at__lt=before)
    keys = [pk for pk, account in kept.values_list("pk", "account_id").iterator(5000) if account in owners]
    mine = []
    for part in in_steps(keys):
        for pk, account, answer in KeptAnswer.objects.filter(pk__in=part).values_list("pk", "account_id", "answer"):
            names = owners[int(account or 0)]
            if any(value in names.get(name, ()) for name, value in answer.items() if isinstance(value, int)):
                mine.append(pk)
    return sum(KeptAnswer.objects.filter(pk__in=part).update(account_id=None) for part in in_steps(mine))


def forget_old_answers(now: datetime) -> int:
    """Drop answers older than 30 days and return how many; the daily timetable calls it."""
    return KeptAnswer.objects.filter(at__lt=now - KEPT_FOR).delete()[0]
