"""Displays: opened with a last day, filled by scanning, taken down. Circulation lends to the place and takes back."""

from collections.abc import Collection
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation.queries.places import place_in_sight
from carrel.rooms.circulation.rules.places import place_of_another_school
from carrel.rooms.inventory.queries import item_of_number
from carrel.rooms.moving.models import Display, DisplayedLoan
from carrel.rooms.moving.queries import displays as queries
from carrel.rooms.moving.rules import displays as rules
from carrel.rooms.moving.rules.transfers import no_such_number
from carrel.rooms.schools.queries import today_at


def open_display(actor: Actor, *, place_id: int, name: str, until_on: date, now: datetime, key: str = "") -> int:
    """Open a display at a place of a school the actor works at and return its number.

    Raises Refused without a name, or for a day that is past. Inverse: end_display.
    """
    require(actor, "moving.open_display")
    with writing():
        if answer := kept_answer(key, "moving.open_display", actor):
            return int(answer["display"])
        place = place_in_sight(actor, place_id)
        if place is None:
            raise Refused(place_of_another_school())
        name = squeeze(name, rules.NAME_LENGTH)
        _must(rules.display_objections(name=name, until_on=until_on, today=today_at(place.site_id, now)))
        made = Display.objects.create(site_id=place.site_id, place=place, name=name, until_on=until_on, begun_at=now)
        record_act(actor, "moving.open_display", about=("display", made.pk), at=now, site_id=place.site_id)
        keep_answer(key, actor, "moving.open_display", {"display": made.pk}, now)
    return made.pk


def _must(objections: Collection[Objection]) -> None:
    if objections:
        raise Refused(*objections)


def change_display(actor: Actor, *, display_id: int, name: str, until_on: date, now: datetime) -> None:
    """Change the name of a display and its last day; what stands on it is due then.

    Raises Refused for a day that is past, or one that has ended. Inverse: change_display, with what was before, which
    the audit entry holds.
    """
    require(actor, "moving.change_display")
    with writing():
        found = queries.display_to_change(actor, display_id)
        today, name = today_at(found.site_id, now), squeeze(name, rules.NAME_LENGTH)
        _must(rules.end_display_objections(name=found.name, shown=0, is_over=found.ended_at is not None))
        _must(rules.display_objections(name=name, until_on=until_on, today=today))
        if until_on != found.until_on:
            for each in queries.shown_on(display_id):
                circulation.change_due(actor, loan_id=each.loan_id, due_on=until_on, now=now)
        Display.objects.filter(pk=display_id).update(name=name, until_on=until_on)
        facts = {"before": {"name": found.name, "until": found.until_on.isoformat()}}
        record_act(
            actor, "moving.change_display", about=("display", display_id), at=now, facts=facts, site_id=found.site_id
        )


def show_on_display(
    actor: Actor,
    *,
    display_id: int,
    number: str,
    now: datetime,
    key: str = "",
    overrides: Collection[str] = (),
    reason: str = "",
) -> circulation.Lent:
    """Put the item of a scanned number on a display: it is lent to its place until the display's last day.

    Raises Refused for an unknown number, a display that is over, and whatever stands against lending it to a place.
    Inverse: take_down.
    """
    require(actor, "moving.show_on_display")
    with writing():
        found = queries.display_to_change(actor, display_id)
        known = item_of_number(number, site_id=found.site_id)
        if known is None:
            raise Refused(no_such_number(squeeze(number, 64)))
        today = today_at(found.site_id, now)
        is_over = found.ended_at is not None
        _must(rules.show_objections(name=found.name, is_over=is_over, until_on=found.until_on, today=today))
        lent = circulation.check_out_to_place(
            actor.at(found.site_id), place_id=found.place_id, item_id=known.item_id, due_on=found.until_on, now=now,
            key=key, overrides=overrides, reason=reason,
        )  # fmt: skip
        if not lent.repeated:
            DisplayedLoan.objects.create(display=found, loan_id=lent.loan_id)
            record_act(
                actor, "moving.show_on_display", about=("display", display_id), at=now,
                facts={"item": known.item_id}, site_id=found.site_id,
            )  # fmt: skip
    return lent


def take_down(actor: Actor, *, display_id: int, number: str, now: datetime) -> circulation.Returned:
    """Take a scanned item off a display: an ordinary return, so that who waits for it gets it.

    Raises Refused for an unknown number, and for what does not stand there. Inverse: undo, and show_on_display.
    """
    require(actor, "moving.take_down")
    with writing():
        found = queries.display_to_change(actor, display_id)
        known = item_of_number(number, site_id=found.site_id)
        if known is None:
            raise Refused(no_such_number(squeeze(number, 64)))
        is_shown = queries.shown_on(display_id).filter(loan__item_id=known.item_id).exists()
        _must(rules.take_down_objections(number=known.number, name=found.name, is_shown=is_shown))
        returned = circulation.check_in(actor.at(found.site_id), item_id=known.item_id, now=now)
        record_act(
            actor, "moving.take_down", about=("display", display_id), at=now, facts={"item": known.item_id},
            site_id=found.site_id,
        )  # fmt: skip
    return returned


def end_display(actor: Actor, *, display_id: int, now: datetime) -> None:
    """Say that a display is taken down. Raises Refused while something stands there. Inverse: reopen_display."""
    require(actor, "moving.end_display")
    with writing():
        found = queries.display_to_change(actor, display_id)
        shown = queries.shown_on(display_id).count()
        _must(rules.end_display_objections(name=found.name, shown=shown, is_over=found.ended_at is not None))
        Display.objects.filter(pk=display_id).update(ended_at=now)
        record_act(actor, "moving.end_display", about=("display", display_id), at=now, site_id=found.site_id)


def reopen_display(actor: Actor, *, display_id: int, now: datetime) -> None:
    """Let a display that was ended go on. Inverse: end_display."""
    require(actor, "moving.reopen_display")
    with writing():
        found = queries.display_to_change(actor, display_id)
        _must(rules.reopen_display_objections(name=found.name, is_over=found.ended_at is not None))
        Display.objects.filter(pk=display_id).update(ended_at=None)
        record_act(actor, "moving.reopen_display", about=("display", display_id), at=now, site_id=found.site_id)


def let_stand_again(news: circulation.LoanOpenAgain) -> None:
    """Let a display that was ended go on, when something stands on it once more whose return is undone.

    Heard of circulation's undo, whose permission and audit cover it. Inverse: end_display.
    """
    with writing():
        Display.objects.filter(shown__loan_id=news.loan_id, ended_at__isnull=False).update(ended_at=None)
