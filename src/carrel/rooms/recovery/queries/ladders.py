"""How a school asks: its own ladder, else the district's, else the default."""

from dataclasses import dataclass
from datetime import date

from carrel.rooms.recovery.models import LadderSetting
from carrel.rooms.recovery.rules import ladder
from carrel.rooms.recovery.rules.ladder import Ladder


@dataclass(frozen=True, slots=True)
class Asking:
    """How a site asks: the steps and what families are told. `is_own` when the site wrote it itself."""

    steps: Ladder
    shows: str = LadderSetting.Shows.TITLES
    per_family: bool = True
    office_email: str = ""
    weekdays: str = ""
    ran_on: date | None = None
    is_own: bool = False

    @property
    def tells_titles(self) -> bool:
        return tells_titles(self.shows)

    @property
    def tells_families(self) -> bool:
        """Whether anything goes to a family at all."""
        return self.shows != LadderSetting.Shows.NOTHING

    @property
    def tells_loans(self) -> bool:
        """Whether families are told what is not due yet, too."""
        return self.shows == LadderSetting.Shows.LOANS


def tells_titles(shows: str) -> bool:
    """Whether papers name titles. Where families are told nothing, they are the student's own."""
    return shows != LadderSetting.Shows.COUNTS


def setting_of(site_id: int | None) -> LadderSetting | None:
    """The row of this site alone (None: of the district)."""
    return LadderSetting.objects.filter(site=site_id).first()


def asking_of(site_id: int | None) -> Asking:
    """How notices are made at a site."""
    own = setting_of(site_id)
    row = own or (setting_of(None) if site_id is not None else None)
    if row is None:
        return Asking(ladder.DEFAULT)
    return Asking(
        ladder.from_rows(row.steps), row.shows, row.per_family, row.office_email, own.weekdays if own else "",
        own.ran_on if own else None, is_own=own is not None,
    )  # fmt: skip


def scheduled_settings() -> list[LadderSetting]:
    """The settings of sites whose notices are made by themselves on some days."""
    return list(LadderSetting.objects.filter(site__isnull=False).exclude(weekdays="").order_by("site_id"))
