"""A case hears that its item went another way: lent all the same, found by a scan, withdrawn. Also: records merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.cellar.kernel.writing import writing
from carrel.rooms.care import queries
from carrel.rooms.care.models import CareCase
from carrel.rooms.care.rules import cases as rules
from carrel.rooms.schools.queries import today_at

if TYPE_CHECKING:
    from carrel.rooms.inventory.actions import ItemBackInRepair, ItemLeftRepair


def end_case_elsewhere(news: ItemLeftRepair) -> None:
    """End the open case of an item that is not in repair any more, whatever did it.

    Heard of the inventory's actions, whose permission and audit cover it. Inverse: reopen_case_elsewhere.
    """
    with writing():
        case = queries.open_case_of(news.item_id)
        if case is not None:
            back_on = max(today_at(case.site_id, news.at), case.begun_on)
            CareCase.objects.filter(pk=case.pk).update(outcome=rules.ELSEWHERE, ended_at=news.at, back_on=back_on)


def reopen_case_elsewhere(news: ItemBackInRepair) -> None:
    """Open the case again that ended with a loan which is undone now.

    Heard of circulation's undo, whose permission and audit cover it. Inverse: end_case_elsewhere.
    """
    with writing():
        case = queries.last_case_ended_elsewhere(news.item_id)
        if case is not None:
            CareCase.objects.filter(pk=case.pk).update(outcome="", ended_at=None, back_on=None)
