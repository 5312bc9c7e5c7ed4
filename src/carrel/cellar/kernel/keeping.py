"""Saving a plain noun that has no rule of its own: a vendor, a shelf, a term."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.forms import ModelForm

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing


def keep(actor: Actor, form: "ModelForm[Any]", code: str, *, now: datetime) -> Model:
    """Save a checked form and write down who changed which fields.

    Raises NotAllowed, and ValueError when the form was not checked or is not in order.
    Inverse: keep, with the values of before, which the audit entry holds.
    """
    require(actor, code)
    if not form.is_valid():
        raise ValueError("A form is kept only after it was found in order.")
    with writing():
        before = {name: str(form.initial.get(name, "")) for name in form.changed_data}
        kept: Model = form.save()
        kind = kept._meta.model_name or ""
        record_act(actor, code, about=(kind, kept.pk), at=now, facts={"before": before})
    return kept
