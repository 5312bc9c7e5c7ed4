"""What the page of a station shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from carrel.doors.web.self_check.station import Station
from carrel.doors.web.self_check.visit import Visit
from carrel.rooms.circulation import queries as circulation
from carrel.rooms.schools import queries as schools


@dataclass(frozen=True, slots=True)
class Shown:
    """The station as it stands. `seconds` is how long until it ends by itself; 0 while nobody is there.

    `refresh` is when a browser without script asks again: ten seconds before the end, to say so, and at the end.
    """

    site: str
    visit: Visit | None
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
        seconds=max(seconds, 0),
        idle=station.setting.idle_seconds,
        refresh=seconds - WARN_SECONDS if seconds > WARN_SECONDS + 2 else seconds + 1,
        more=_more(visit, now),
        picks=bool(station.setting.picker_grades),
        takes_returns=station.setting.takes_returns,
        key=token_urlsafe(12),
    )


def _more(visit: Visit | None, now: datetime) -> int | None:
    """How many more the reader may take; None where the policy sets no limit."""
    if visit is None or visit.person_id is None:
        return None
    standing = circulation.patron_standing(visit.person_id, now)
    return max(standing.max_loans - standing.loans_out, 0) if standing.max_loans is not None else None


def given_names(list_names: Iterable[str]) -> list[str]:
    """What stands beside the faces of a class: given names ("Garcia, Ana" is Ana), and what tells two Anas apart."""
    parts = [name.partition(", ") for name in list_names]
    given = [after or family for family, _comma, after in parts]
    return [
        f"{name} {family[:1]}." if after and given.count(name) > 1 else name
        for name, (family, _comma, after) in zip(given, parts, strict=True)
    ]
