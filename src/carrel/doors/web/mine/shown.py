"""What the page of one's own account shows: things out, alike ones together, each with its due date in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carrel.doors.web.templatetags.carrel_web import day_words
from carrel.rooms.circulation.queries import OpenLoan, OwnHold


@dataclass(frozen=True, slots=True)
class Out:
    """One thing out, or several copies of one title due on the same day: a class set."""

    title: str
    record_id: int
    loan_ids: tuple[int, ...]
    barcodes: tuple[str, ...]
    due: date | datetime
    words: str
    is_late: bool
    said: tuple[str, ...] = ()
    is_done: bool = False

    @property
    def copies(self) -> int:
        return len(self.loan_ids)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A hold in words: its shape, where it stands, and what is to be done."""

    hold_id: int
    record_id: int
    title: str
    shape: str
    word: str
    text: str
    can_pause: bool = False
    can_go_on: bool = False


def things_out(
    loans: Iterable[OpenLoan],
    today: date,
    said: dict[int, list[str]] | None = None,
    done: frozenset[int] = frozenset(),
) -> list[Out]:
    """The loans in the order they came, copies of one title with one due date as one; `said` is beside its cause."""
    groups: dict[tuple[object, ...], list[OpenLoan]] = {}
    for each in loans:
        groups.setdefault((each.record_id, each.due_at), []).append(each)
    return [_out(group, today, said or {}, done) for group in groups.values()]


def _out(group: list[OpenLoan], today: date, said: dict[int, list[str]], done: frozenset[int]) -> Out:
    first = group[0]
    texts = dict.fromkeys(text for each in group for text in said.get(each.loan_id, ()))
    return Out(
        title=first.title,
        record_id=first.record_id,
        loan_ids=tuple(each.loan_id for each in group),
        barcodes=tuple(each.barcode for each in group if each.barcode),
        due=first.due_on if first.due_kind == "day" else first.due_at,
        words=due_in_words(first, today),
        is_late=first.is_overdue,
        said=tuple(texts),
        is_done=any(each.loan_id in done for each in group),
    )


def due_in_words(loan: OpenLoan, today: date) -> str:
    """How long there is left, as one says it: today, tomorrow, in 5 days, 2 days late."""
    days = (loan.due_on - today).days
    if loan.is_overdue:
        late = ngettext("%(days)s day late", "%(days)s days late", loan.days_late) % {"days": loan.days_late}
        return late if loan.days_late else _("late since today")
    if days <= 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def waiting_for(holds: Iterable[OwnHold]) -> list[Waiting]:
    """The holds as their reader sees them."""
    return [_waiting(each) for each in holds]


def _waiting(hold: OwnHold) -> Waiting:
    facts = {"school": hold.pickup_site, "place": hold.position, "waiting": hold.waiting}
    if hold.status == "on_shelf":
        shape, word = "hold", _("Ready")
        text = _("It lies ready at %(school)s.") % facts
        if hold.shelf_until_on is not None:
            facts["day"] = day_words(hold.shelf_until_on)
            text = _("It lies ready at %(school)s until %(day)s. Take your card along.") % facts
    elif hold.status == "in_transit":
        shape, word = "away", _("On its way")
        text = _("It is on its way to %(school)s. It is yours when it gets there.") % facts
    elif hold.is_frozen:
        shape, word = "parked", _("Paused")
        text = _("It waits and keeps its place: %(place)s of %(waiting)s.") % facts
        if hold.frozen_until_on is not None:
            facts["day"] = day_words(hold.frozen_until_on)
            text = _("It waits until %(day)s and keeps its place: %(place)s of %(waiting)s.") % facts
    else:
        shape, word = "parked", _("Waiting")
        text = _("You are number %(place)s of %(waiting)s. It will be kept for you at %(school)s.") % facts
    waits = hold.status == "waiting"
    return Waiting(
        hold.hold_id,
        hold.record_id,
        hold.title,
        shape,
        word,
        text,
        waits and not hold.is_frozen,
        waits and hold.is_frozen,
    )
