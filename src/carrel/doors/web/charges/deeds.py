"""What every deed at the money desk has in common: do it, say what came of it, or say what stands against it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import sentences


def new_key() -> str:
    """A key for one deed."""
    return secrets.token_urlsafe(12)


def site_of(request: HttpRequest) -> int:
    """The site the reader works at. Raises Http404 for somebody who works at none."""
    site_id = actor_of(request).site_id
    if site_id is None:
        raise Http404
    return site_id


def done(request: HttpRequest, words: str) -> None:
    """Say that it is done."""
    messages.info(request, words, extra_tags="done")


def refused(request: HttpRequest, words: str) -> None:
    """Say what stands against it."""
    messages.info(request, words, extra_tags="refused")


def attempt(request: HttpRequest, form: Form | None, deed: Callable[[Mapping[str, Any]], str]) -> bool:
    """Do it with the values of the form, and say so in the deed's own words; or say what is wrong. True when done."""
    if form is not None and not form.is_valid():
        refused(request, " ".join(_faults(form)))
        return False
    try:
        words = deed(form.cleaned_data if form is not None else {})
    except NotAllowed:
        raise
    except Refused as refusal:
        refused(request, " ".join(sentences(refusal)))
        return False
    done(request, words)
    return True


def _faults(form: Form) -> Iterator[str]:
    for name, errors in form.errors.items():
        field = form.fields.get(name)
        said = " ".join(str(each) for each in errors)
        yield f"{field.label}: {said}" if field is not None and field.label else said


def to_account(person_id: int, at: str = "") -> HttpResponse:
    """Back to the account of a person."""
    answer = redirect("charges.account", person_id)
    if at:
        answer["Location"] += f"#{at}"
    return answer


def charges_ticked(request: HttpRequest) -> list[int]:
    """The charges ticked on the page, in their order."""
    return [
        int(each) for each in request.POST.getlist("charge") if each.isascii() and each.isdigit() and len(each) < 18
    ]
