"""The pages of months and of school years are made by themselves, noted, signed, and stay."""

from datetime import date, datetime, timedelta
from typing import Any

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.reports.models import FigureNote, KeptPage
from carrel.rooms.reports.queries.deeds import Clocks
from carrel.rooms.reports.queries.figures import figures_of, is_counted, year_closed_by, year_period
from carrel.rooms.reports.rules.deciding import keep_page_objections, note_objections, sign_page_objections
from carrel.rooms.reports.rules.figures import Figures
from carrel.rooms.reports.rules.periods import MONTH, YEAR, Period, before, month_of
from carrel.rooms.schools.models import SchoolYear
from carrel.rooms.schools.queries import sites

KEEP = "reports.keep_page"
SIGN = "reports.sign_page"
NOTE = "reports.note_figure"


def keep_due_pages(actor: Actor, *, now: datetime) -> int:
    """Make the page of the month that is over, for every school and for the district, where it is not made yet.

    The nightly timetable calls it, so that the page is there on the first. Returns how many were made.
    Inverse: keep_page, which makes it anew.
    """
    require(actor, KEEP)
    first_on = before((Clocks().last_day_over(now) + timedelta(days=1)).replace(day=1))
    there = set(KeptPage.objects.filter(kind=MONTH, first_on=first_on).values_list("site", flat=True))
    missing = [site_id for site_id in _wanted() if site_id not in there]
    for site_id in missing:
        keep_page(actor, first_on=first_on, site_id=site_id, now=now)
    return len(missing)


def keep_page(actor: Actor, *, first_on: date, site_id: int | None, now: datetime, kind: str = MONTH) -> int:
    """Make the page of a month or of a school year that is over, or make it anew; returns its key.

    How things stand is told as of now; of a year as of when its page was made first. A year is over after its last
    school day; it is named by its first. Raises NotAllowed and Refused: reports.month_not_over,
    reports.year_not_over, reports.page_signed. Inverse: keep_page, once more.
    """
    require(actor, KEEP)
    period, ends_on = _time_of(kind, first_on)
    with writing():
        kept = _held(actor, first_on, site_id, kind)
        is_signed = kept is not None and kept.signed_at is not None
        if objections := keep_page_objections(
            is_over=ends_on <= Clocks().last_day_over(now), is_signed=is_signed,
            signed_by=kept.signed_by_name if kept else "", kind=kind,
        ):  # fmt: skip
            raise Refused(*objections)
        figures = figures_of(period, site_id, now).as_plain()
        if kept is None:
            kept = KeptPage(site_id=site_id, first_on=first_on, kind=kind)
        elif not figures["standing"] or kind == YEAR:
            # How things stood at the end can be told only then.
            figures["standing"] = kept.figures.get("standing", {})
        kept.made_at, kept.figures = now, figures
        kept.save()
        facts = {kind: f"{first_on:%Y-%m}"}
        record_act(actor, KEEP, about=("page", kept.pk), at=now, facts=facts, site_id=site_id)
    return kept.pk


def _time_of(kind: str, first_on: date) -> tuple[Period, date]:
    """The time a page is of, and the last day of it that has to be over. Raises Refused for a year there is none of."""
    if kind == MONTH:
        period = month_of(first_on)
        return period, period.last
    year = SchoolYear.objects.filter(starts_on=first_on).first()
    if year is None:
        raise Refused(Objection("reports.page_unknown", Weight.REFUSE))
    return year_period(year), year.ends_on


def keep_due_years(actor: Actor, *, now: datetime) -> int:
    """Make the page of the school year that has closed, for every school and the district; returns how many were made.

    It is made in the night after the last school day, and once more when the summer is over, unless somebody has
    signed it. A year of which nothing was counted gets none. The nightly timetable calls it.
    Inverse: keep_page, which makes it anew.
    """
    require(actor, KEEP)
    over_on = Clocks().last_day_over(now)
    year = year_closed_by(over_on)
    if year is None or not is_counted(year_period(year)):
        return 0
    period, made = year_period(year), 0
    pages = {page.site_id: page for page in KeptPage.objects.filter(kind=YEAR, first_on=year.starts_on)}
    for site_id in _wanted():
        page = pages.get(site_id)
        if page is not None and (page.signed_at is not None or Figures.from_plain(page.figures).is_whole):
            continue
        if page is not None and period.last > over_on:
            continue
        keep_page(actor, first_on=year.starts_on, site_id=site_id, now=now, kind=YEAR)
        made += 1
    return made


def _wanted() -> list[int | None]:
    """Whose pages are made: every school's, and the district's where there are several."""
    wanted: list[int | None] = [*sites().values_list("pk", flat=True)]
    return wanted if len(wanted) == 1 else [*wanted, None]


def sign_page(actor: Actor, *, first_on: date, site_id: int | None, now: datetime, kind: str = MONTH) -> None:
    """Sign the page of a month or of a school year: from then on neither its figures nor its notes change.

    Raises NotAllowed and Refused: reports.page_unknown, reports.page_signed. Inverse: take_back_signature.
    """
    require(actor, SIGN)
    with writing():
        kept = _held(actor, first_on, site_id, kind)
        if objections := sign_page_objections(
            is_kept=kept is not None,
            is_signed=kept is not None and kept.signed_at is not None,
            signed_by=kept.signed_by_name if kept else "",
        ):
            raise Refused(*objections)
        assert kept is not None
        kept.signed_at, kept.signed_by = now, actor.account_id
        kept.signed_by_name = (actor.badge_name or actor.name)[:200]
        kept.save(update_fields=["signed_at", "signed_by", "signed_by_name"])
        record_act(actor, SIGN, about=("page", kept.pk), at=now, site_id=site_id)


def take_back_signature(actor: Actor, *, first_on: date, site_id: int | None, now: datetime, kind: str = MONTH) -> None:
    """Take a signature off a page, so that it can be noted or made anew.

    Raises NotAllowed and Refused: reports.page_unknown, reports.page_not_signed. Inverse: sign_page.
    """
    require(actor, SIGN)
    with writing():
        kept = _held(actor, first_on, site_id, kind)
        if kept is None or kept.signed_at is None:
            raise Refused(
                Objection("reports.page_unknown" if kept is None else "reports.page_not_signed", Weight.REFUSE)
            )
        kept.signed_at, kept.signed_by, kept.signed_by_name = None, None, ""
        kept.save(update_fields=["signed_at", "signed_by", "signed_by_name"])
        record_act(actor, "reports.take_back_signature", about=("page", kept.pk), at=now, site_id=site_id)


def note_figure(
    actor: Actor, *, kind: str, first_on: date, site_id: int | None, figure: str, text: str, now: datetime
) -> None:
    """Write a note beside a page (no figure) or beside one figure of a year; an empty text takes it away.

    Raises NotAllowed and Refused: reports.page_signed, reports.note_long.
    Inverse: note_figure, with the text of before.
    """
    require(actor, NOTE)
    text = text.replace("\0", "").strip()
    _must_be_own(actor, site_id)
    with writing():
        page = _held(actor, first_on, site_id, kind)
        if objections := note_objections(
            text=text, is_signed=page is not None and page.signed_at is not None,
            signed_by=page.signed_by_name if page else "",
        ):  # fmt: skip
            raise Refused(*objections)
        about: dict[str, Any] = {"kind": kind, "first_on": first_on, "site_id": site_id, "figure": figure}
        was = FigureNote.objects.filter(**about).first()
        if not text:
            FigureNote.objects.filter(**about).delete()
        else:
            by = (actor.badge_name or actor.name)[:200]
            FigureNote.objects.update_or_create(**about, defaults={"text": text, "by_name": by, "at": now})
        facts = {"figure": figure, "before": was.text if was else ""}
        record_act(actor, NOTE, about=(kind, None), at=now, facts=facts, site_id=site_id)


def _held(actor: Actor, first_on: date, site_id: int | None, kind: str) -> KeptPage | None:
    """The page, held until the transaction ends. Raises Refused for a school that is not the actor's."""
    _must_be_own(actor, site_id)
    return KeptPage.objects.select_for_update().filter(kind=kind, first_on=first_on, site=site_id).first()


def _must_be_own(actor: Actor, site_id: int | None) -> None:
    if not (actor.is_district or site_id in actor.site_ids):
        raise Refused(Objection("reports.other_school", Weight.REFUSE))
