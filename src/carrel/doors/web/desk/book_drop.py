"""Returns from the book drop: they count as brought back on the last open day before today."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from carrel.doors.web.desk import cards
from carrel.doors.web.desk.turn import Turn
from carrel.rooms.schools import queries as schools
from carrel.rooms.schools.rules import NoOpenDay


def switch(turn: Turn) -> None:
    """On, with nobody open, or off again; it ends by itself with the count, with a card, and with the day."""
    today = today_of(turn)
    if turn.visit.drop_day(today) is not None:
        turn.visit.turn_to("return")
        say = _("What is scanned from here on counts as returned today.")
        turn.show(cards.told("tell", _("Returning"), say, sound="done"))
        return
    day = _last_open_day(turn, today)
    if day is None:
        say = _("The calendar has no open day before today. Enter the open days, then try again.")
        turn.show(cards.told("ask", _("No open day"), say))
        return
    turn.visit.turn_to("return")
    turn.visit.set_drop(day, today)
    say = _("Scan what was in it. It ends with the count, or with a card.")
    turn.show(cards.told("tell", _("Book drop"), say, sound="done"))


def returned_on(turn: Turn) -> date | None:
    """The day returns count for while these come from the book drop; None is today."""
    return turn.visit.drop_day(today_of(turn))


def today_of(turn: Turn) -> date:
    """The day it is at this desk's site."""
    site_id = turn.actor.site_id
    return schools.today_at(site_id, turn.now) if site_id is not None else turn.now.date()


def _last_open_day(turn: Turn, today: date) -> date | None:
    if turn.actor.site_id is None:
        return None
    try:
        return schools.calendar_of(turn.actor.site_id).previous_open_on(today - timedelta(days=1))
    except NoOpenDay:
        return None
