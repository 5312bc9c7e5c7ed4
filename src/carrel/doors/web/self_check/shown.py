"""What the page of a station shows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_urlsafe

from django.utils.translation import gettext_lazy

from carrel.cellar.kernel.phrases import Text
from carrel.doors.web.self_check.station import Station
from carrel.doors.web.self_check.visit import Line, Visit
from carrel.doors.web.templatetags.carrel_web import due_words
from carrel.rooms.circulation import queries as circulation
from carrel.rooms.schools import queries as schools

LINE_WORDS: Mapping[str, Text] = {"renewed": gettext_lazy("Renewed"), "given_back": gettext_lazy("Given back")}


@dataclass(frozen=True, slots=True)
class LineSaid:
    """One thing of the visit in words, in the language of the moment."""

    title: str
    word: str
    due: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The station as it stands. `seconds` is how long until it ends by itself; 0 while nobody is there.

    `refresh` is when a browser without script asks again: ten seconds before the end, to say so, and at the end.
    """

    site: str
    visit: Visit | None
    lines: list[LineSaid]
    seconds: int
    idle: int
    refresh: int
    more: int | None
    picks: bool
    takes_returns: bool
    key: str


WARN_SECONDS = 10


def shown(station: Station, visit: Visit | None, now: datetime) -> Shown:
    """The page for this visit at this moment."""
    site = schools.site(station.site_id)
    seconds = visit.seconds_left(now.timestamp(), station.setting.idle_seconds) if visit is not None else 0
    return Shown(
        site=site.called if site else "",
        visit=visit,
        lines=[line_said(each) for each in visit.lines] if visit is not None else [],
        seconds=max(seconds, 0),
        idle=station.setting.idle_seconds,
        refresh=seconds - WARN_SECONDS if seconds > WARN_SECONDS + 2 else seconds + 1,
        more=_more(visit, now),
        picks=bool(station.setting.picker_grades),
        takes_returns=station.setting.takes_returns,
        key=token_urlsafe(12),
    )


def line_said(line: Line) -> LineSaid:
    """A line in words."""
    return LineSaid(line.title, str(LINE_WORDS[line.deed]) if line.deed else "", due_said(line.until))


def due_said(until: str) -> str:
    """A due day, or moment, as the stamp writes it."""
    if not until:
        return ""
    return due_words(datetime.fromisoformat(until) if "T" in until else date.fromisoformat(until))


def _more(visit: Visit | None, now: datetime) -> int | None:
    """How many more the reader may take; None where the policy sets no limit."""
    if visit is None or visit.person_id is None:
        return None
    standing = circulation.patron_standing(visit.person_id, now)
    return max(standing.max_loans - standing.loans_out, 0) if standing.max_loans is not None else None


def given_names(list_names: Iterable[str]) -> list[str]:
    """What stands beside the faces of a class: given names ("Garcia, Ana" is Ana), and as much of the family name as
    tells two Anas apart. Two of the very same name stay the same."""
    parts = [name.partition(", ")[::2] for name in list_names]
    families: dict[str, set[str]] = {}
    for family, given in parts:
        families.setdefault((given or family).casefold(), set()).add(family)
    alike = Counter((given or family).casefold() for family, given in parts)
    return [
        f"{given} {_apart(family, families[given.casefold()] - {family})}"
        if given and alike[given.casefold()] > 1
        else given or family
        for family, given in parts
    ]


def _apart(family: str, others: Iterable[str]) -> str:
    """As few letters of a family name as none of the others begins with; all of it where that is not enough."""
    taken = [each.casefold() for each in others]
    for length in range(1, len(family)):
        if not any(each.startswith(family[:length].casefold()) for each in taken):
            return f"{family[:length].rstrip()}."
    return family
