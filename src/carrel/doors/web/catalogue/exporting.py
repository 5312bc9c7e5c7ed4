"""The catalogue as a MARC file, in the form the next program reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from carrel.cellar.marc import FORMS, sent
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.inventory.queries.leaving import Leaving, leaving_count, leaving_records
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from carrel.cellar.kernel.actors import Actor

_FORM_WORDS = (
    ("mrc", gettext_lazy("MARC (ISO 2709, .mrc): what most library systems read")),
    ("xml", gettext_lazy("MARCXML (.xml): for records of any length, and for programs")),
    ("json", gettext_lazy("MARC-in-JSON (.json): for programs")),
)


class ExportForm(forms.Form):
    """Which records leave, in which form, with or without our copies."""

    form = forms.ChoiceField(label=gettext_lazy("Form of the file"), choices=_FORM_WORDS, widget=forms.RadioSelect)
    records = forms.ChoiceField(label=gettext_lazy("Records"))
    copies = forms.BooleanField(
        label=gettext_lazy("With our copies"),
        help_text=gettext_lazy("Each copy with its barcode, call number and price in field 852."),
        required=False,
    )

    def __init__(self, *args: object, actor: Actor, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what Django's form takes
        seen = schools.sites() if actor.site_id is None else [schools.site(actor.site_id)]
        here = [(each.code, _("With a copy at %(school)s") % {"school": each.called}) for each in seen if each]
        field = self.fields["records"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("all", _("The whole catalogue")), *here]


@allowed("catalogue.export_records")
@require_safe
def export_records(request: HttpRequest) -> HttpResponseBase:
    """Choose what leaves and in which form; with a choice, the file itself, sent while it is read."""
    actor = actor_of(request)
    if "form" not in request.GET:
        form = ExportForm(actor=actor, initial={"form": "mrc", "records": "all", "copies": True})
        return _page(request, form)
    form = ExportForm(request.GET, actor=actor)
    if not form.is_valid():
        return _page(request, form)
    code, shape = form.cleaned_data["records"], form.cleaned_data["form"]
    site_id = next((each.pk for each in schools.sites() if each.code == code), None)
    if site_id is not None:
        inventory.site_must_be_seen(actor, site_id)
    # Who works at one school takes the copies of that school along, and no others.
    copies_of = actor.site_id if actor.site_id is not None else site_id
    leaving = Leaving(site_id, form.cleaned_data["copies"], copies_of)
    answer = StreamingHttpResponse(sent(leaving_records(leaving), shape), content_type=FORMS[shape])
    day = timezone.localdate().isoformat()
    name = "-".join(part for part in ("catalogue", code.lower() if site_id is not None else "", day) if part)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{shape}"'
    return answer


def _page(request: HttpRequest, form: ExportForm) -> HttpResponse:
    context = {"form": form, "count": leaving_count(Leaving())}
    return render(request, "web/catalogue/export_records.html", context, status=422 if form.errors else 200)
