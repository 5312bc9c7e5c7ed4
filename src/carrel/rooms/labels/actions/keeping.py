"""A site's settings, own sheets and label printers are kept."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.forms import ModelForm

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.keeping import keep


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
