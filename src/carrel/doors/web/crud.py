"""Generic screens for plain nouns: a list, a form, a question before removing. The room's form does the rest.

A noun with a rule of its own gets pages of its own; what is here must stay small enough to be read in five minutes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import ModelChoiceField, ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.keeping import keep, remove
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import sentences

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list: its heading and how a row fills it."""

    head: Text
    cell: Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Deed:
    """A button beside each row, for those who may keep it: its word, and the address that takes the row's number."""

    word: Text
    url_name: str


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything the three pages of one noun need.

    `noun` "term" and `nouns` "terms" of the `room` "schools" make the addresses schools.terms, schools.add_term,
    schools.change_term and schools.remove_term, and the permission schools.keep_term. `rows` are those the actor may
    change; `initial` presets a new row; `add_permission` is asked for adding where that is not everybody's who changes.
    `tabs` are the neighbouring pages.
    """

    room: str
    noun: str
    nouns: str
    title: Text
    add_word: Text
    lead: Text
    form: type[ModelForm[Any]]
    rows: Callable[[Actor], QuerySet[Any]]
    columns: tuple[Column, ...]
    view_permission: str
    initial: Callable[[Actor], Mapping[str, object]] = field(default=lambda _actor: {})
    keep: Callable[..., Model] | None = None
    removable: bool = True
    add_permission: str = ""
    deeds: tuple[Deed, ...] = ()
    tabs: Callable[[Actor], list[dict[str, Any]]] | None = None

    @property
    def list_name(self) -> str:
        return f"{self.room}.{self.nouns}"

    def name(self, verb: str) -> str:
        """The address name and permission of a verb: schools.keep_term."""
        return f"{self.room}.{verb}_{self.noun}"

    def store(self, actor: Actor, form: "ModelForm[Any]") -> Model:
        """Save through the noun's own action, or through the kernel's."""
        if self.keep is not None:
            return self.keep(actor, form=form, now=now())
        return keep(actor, form, self.name("keep"), now=now())


def screen_urls(screen: Screen) -> list[URLPattern]:
    """The addresses of one noun's pages."""
    look, change = allowed(screen.view_permission), allowed(screen.name("keep"))
    add = allowed(screen.add_permission or screen.name("keep"))
    found = [
        path(f"{screen.nouns}/", look(_list_page(screen)), name=screen.list_name),
        path(f"{screen.nouns}/add/", add(_form_page(screen)), name=screen.name("add")),
        path(f"{screen.nouns}/<int:pk>/", change(_form_page(screen)), name=screen.name("change")),
    ]
    if screen.removable:
        found.append(path(f"{screen.nouns}/<int:pk>/remove/", change(_remove_page(screen)), name=screen.name("remove")))
    return found


def _list_page(screen: Screen) -> Callable[[HttpRequest], HttpResponse]:
    @require_safe
    def list_page(request: HttpRequest) -> HttpResponse:
        actor = actor_of(request)
        rows = [
            {"pk": row.pk, "cells": [_cell(column, row) for column in screen.columns]} for row in screen.rows(actor)
        ]
        may_keep = actor.may(screen.name("keep"))
        may_add = may_keep and actor.may(screen.add_permission or screen.name("keep"))
        tabs = screen.tabs(actor) if screen.tabs else []
        context = {"rows": rows, "may_keep": may_keep, "may_add": may_add, "tabs": tabs}
        return render(request, "web/crud/list.html", _words(screen) | context)

    return list_page


def _form_page(screen: Screen) -> Callable[..., HttpResponse]:
    def form_page(request: HttpRequest, pk: int | None = None) -> HttpResponse:
        actor = actor_of(request)
        row = None if pk is None else _row(screen, actor, pk)
        form = screen.form(
            request.POST or None, instance=row, initial=dict(screen.initial(actor)) if row is None else None
        )
        _say_none(form)
        if request.method == "POST" and form.is_valid():
            kept = screen.store(actor, form)
            messages.info(request, _("“%(name)s” is kept.") % {"name": kept}, extra_tags="done")
            return redirect(screen.list_name)
        title = screen.add_word if row is None else str(row)
        return render(request, "web/crud/form.html", _words(screen) | {"form": form, "row": row, "page_title": title})

    return form_page


def _say_none(form: "ModelForm[Any]") -> None:
    """A choice that may stay open says so in a word instead of Django's row of dashes."""
    for each in form.fields.values():
        if isinstance(each, ModelChoiceField) and each.empty_label == BLANK_CHOICE_DASH[0][1]:
            each.empty_label = _("Choose one") if each.required else _("none")


def _remove_page(screen: Screen) -> Callable[..., HttpResponse]:
    def remove_page(request: HttpRequest, pk: int) -> HttpResponse:
        actor = actor_of(request)
        row = _row(screen, actor, pk)
        why_not: list[str] = []
        if request.method == "POST":
            try:
                remove(actor, row, screen.name("keep"), now=now())
            except Refused as refused:
                why_not = list(sentences(refused))
            else:
                messages.info(request, _("“%(name)s” is taken away.") % {"name": row}, extra_tags="done")
                return redirect(screen.list_name)
        return render(request, "web/crud/remove.html", _words(screen) | {"row": row, "why_not": why_not})

    return remove_page


def _row(screen: Screen, actor: Actor, pk: int) -> Model:
    found: Model | None = screen.rows(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _cell(column: Column, row: Model) -> dict[str, object]:
    return {"head": column.head, "value": column.cell(row)}


def _words(screen: Screen) -> dict[str, object]:
    return {
        "screen": screen,
        "add_name": screen.name("add"),
        "change_name": screen.name("change"),
        "remove_name": screen.name("remove"),
    }
