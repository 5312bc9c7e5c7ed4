"""Saving and removing a plain noun that has no rule of its own: a vendor, a shelf, a term."""

from datetime import datetime
from typing import Any

from django.db.models import Model, ProtectedError
from django.forms import ModelForm

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing


def keep(actor: Actor, form: "ModelForm[Any]", code: str, *, now: datetime) -> Model:
    """Save a checked form and write down who changed which fields.

    Raises NotAllowed, Refused kernel.other_site for a row of a site that is not the actor's (or of the whole district),
    and ValueError when the form was not checked or is not in order.
    Inverse: keep, with the values of before, which the audit entry holds.
    """
    require(actor, code)
    if not form.is_valid():
        raise ValueError("A form is kept only after it was found in order.")
    _require_own_site(actor, form.instance)
    with writing():
        before = {name: str(form.initial.get(name, "")) for name in form.changed_data}
        kept: Model = form.save()
        kind = kept._meta.model_name or ""
        record_act(actor, code, about=(kind, kept.pk), at=now, facts={"before": before})
    return kept


def _require_own_site(actor: Actor, row: Model) -> None:
    """Rows that carry a site are kept by whoever holds a role there; those of no site are the district's."""
    if actor.is_district or not hasattr(row, "site_id"):
        return
    if row.site_id not in actor.site_ids:
        raise Refused(Objection("kernel.other_site", Weight.REFUSE, {"name": str(row)}))


def remove(actor: Actor, row: Model, code: str, *, now: datetime) -> None:
    """Take a plain noun away again while nothing stands on it, and write down what it was.

    Raises NotAllowed, and Refused, naming what it is, when other rows need it or it is another site's.
    Inverse: keep, with the values the audit entry holds.
    """
    require(actor, code)
    _require_own_site(actor, row)
    values = {field.attname: str(getattr(row, field.attname)) for field in row._meta.concrete_fields}
    with writing():
        number = row.pk
        try:
            row.delete()
        except ProtectedError as needed:
            facts = {"name": str(row), "count": len(needed.protected_objects)}
            raise Refused(Objection("kernel.still_needed", Weight.REFUSE, facts)) from needed
        record_act(actor, code, about=(row._meta.model_name or "", number), at=now, facts={"was": values})
