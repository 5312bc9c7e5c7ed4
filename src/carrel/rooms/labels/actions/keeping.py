"""A site's settings, own sheets and label printers are kept; runs of cards, which name readers, are let go."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.db.models.functions import Coalesce
from django.forms import ModelForm

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.keeping import keep
from carrel.cellar.kernel.writing import writing
from carrel.rooms.labels import rules
from carrel.rooms.labels.models import LabelRun


def keep_label_sheet(actor: Actor, *, form: "ModelForm[Any]", now: datetime) -> Model:
    """Keep an own sheet of the actor's site. Inverse: keep_label_sheet, with the values of before."""
    require(actor, "labels.keep_label_sheet")
    if form.instance._state.adding:
        form.instance.site_id = actor.site_id or 0
    return keep(actor, form, "labels.keep_label_sheet", now=now)


def keep_label_printer(actor: Actor, *, form: "ModelForm[Any]", now: datetime) -> Model:
    """Keep a label printer of the actor's site. Inverse: keep_label_printer, with the values of before."""
    require(actor, "labels.keep_label_printer")
    if form.instance._state.adding:
        form.instance.site_id = actor.site_id or 0
    return keep(actor, form, "labels.keep_label_printer", now=now)


def keep_label_setting(actor: Actor, *, form: "ModelForm[Any]", now: datetime) -> Model:
    """Keep how the actor's site makes its labels. Inverse: keep_label_setting, with the values of before."""
    require(actor, "labels.keep_label_setting")
    return keep(actor, form, "labels.keep_label_setting", now=now)


def forget_card_runs(actor: Actor, *, now: datetime) -> int:
    """Let runs of cards go thirty days after they were printed, or begun and left; returns how many.

    A run of cards says who has been a reader here; spoilt cards are printed again within days. Runs of things stay:
    which copy has a label is asked of them. The timetable calls it. No inverse: what is forgotten is meant to be gone.
    """
    require(actor, "labels.forget_card_runs")
    with writing():
        since = Coalesce("printed_at", "started_at")
        old = LabelRun.objects.annotate(since=since).filter(
            kind=rules.PATRON_CARD, since__lt=now - rules.CARDS_KEPT_FOR
        )
        count = old.count()
        if count:
            old.delete()
            record_act(actor, "labels.forget_card_runs", about=("label_runs", None), at=now, facts={"count": count})
    return count
