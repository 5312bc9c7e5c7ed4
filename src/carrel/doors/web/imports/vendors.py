"""How each vendor's files are read: the list, a vendor's map and choices, the words decided, and records that wait."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.jobs import queries as jobs
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.imports import shown
from carrel.doors.web.phrases import put_on, sentences
from carrel.rooms.intake import actions, queries, rules
from carrel.rooms.intake.actions import WordDecision
from carrel.rooms.intake.forms import CHOICE_WORDS, PRESET_WORDS, ProfileForm
from carrel.rooms.schools.queries import vendors as all_vendors

QUESTIONS_A_PAGE = 20


@require_safe
@allowed("intake.view_imports")
def vendors(request: HttpRequest) -> HttpResponse:
    """Every vendor with how its files are read, and files of no particular one."""
    rows = []
    for vendor_id, name in [*((each.pk, each.name) for each in all_vendors()), (0, _("No particular vendor"))]:
        profile = queries.profile_of(vendor_id or None)
        words = {"id": vendor_id, "name": name, "tag": profile.tag, "matching": CHOICE_WORDS[profile.matching]}
        rows.append(words | {"words": len(profile.words)})
    return render(request, "web/imports/vendors.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@allowed("intake.keep_profile")
def keep_profile(request: HttpRequest, vendor_id: int) -> HttpResponse:
    """How one vendor's files are read; `?fit=koha952` fills in a map to begin with."""
    vendor = all_vendors().filter(pk=vendor_id).first()
    if vendor is None and vendor_id:
        raise Http404
    form = ProfileForm(request.POST or None, initial=_initial(vendor_id, request.GET.get("fit", "")))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            actions.keep_profile(
                actor_of(request), vendor_id=vendor_id or None, tag=values["tag"].strip(), subfields=form.parts(),
                price_rule=values["price_rule"], matching=values["matching"], now=now(),
            )  # fmt: skip
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.info(request, _("Kept. It holds for the next file."), extra_tags="done")
            return redirect("imports.vendors")
    context = {
        "form": form,
        "name": vendor.name if vendor else _("No particular vendor"),
        "vendor_id": vendor_id,
        "fits": PRESET_WORDS.items(),
        "words": [
            (shown.WORD_KINDS[word.kind], word, _meaning(request, word)) for word in queries.words_of(vendor_id or None)
        ],
        "parts": [form[f"part_{part}"] for part in rules.PARTS],
    }
    return render(request, "web/imports/profile.html", context, status=422 if form.errors else 200)


def _meaning(request: HttpRequest, word: Any) -> str:
    if word.target is None:
        return _("as the form says")
    return dict(queries.meanings(actor_of(request), word.kind, word.site_id)).get(word.target, "–")


def _initial(vendor_id: int, fit: str) -> dict[str, str]:
    """What the form holds at first: what is kept, or a map that was asked for."""
    kept = queries.profile_of(vendor_id or None)
    preset = rules.PRESETS.get(fit)
    tag, subfields, price = (
        (preset.tag, preset.subfields, preset.price_rule) if preset else (kept.tag, kept.subfields, kept.price_rule)
    )
    return {"tag": tag, "price_rule": price, "matching": kept.matching} | {
        f"part_{part}": codes for part, codes in subfields.items()
    }


@require_POST
@allowed("intake.forget_word")
def forget_word(request: HttpRequest, vendor_id: int, word_id: int) -> HttpResponse:
    """Forget what a word means."""
    actions.forget_word(actor_of(request), word_id=word_id, now=now())
    messages.info(request, _("Forgotten. The next file asks again."), extra_tags="done")
    return redirect("imports.keep_profile", vendor_id)


@require_POST
@allowed("intake.decide_words")
def decide_words(request: HttpRequest, job_id: int) -> HttpResponse:
    """Keep what the unknown words of a file shall mean."""
    actor = actor_of(request)
    seen = jobs.job_page(actor, job_id, now=now())
    if seen is None or seen.job.code not in (queries.CHECK, queries.IMPORT):
        raise Http404
    decisions = [
        WordDecision(row.kind, row.word, request.POST[row.name], row.site_id)
        for row in queries.proposals_of(actor, seen.job)
        if row.name in request.POST
    ]
    try:
        count = actions.decide_words(actor, job_id=job_id, decisions=decisions, now=now())
    except Refused as refused:
        for text in sentences(refused):
            messages.error(request, text, extra_tags="refused")
    else:
        said = ngettext("%(count)s word is decided.", "%(count)s words are decided.", count) % {"count": count}
        messages.info(request, said, extra_tags="done")
    return redirect("imports.job", job_id)


@require_http_methods(["GET", "POST"])
@allowed("intake.decide_asked")
def asked(request: HttpRequest, job_id: int) -> HttpResponse:
    """The records of a file that are yours already, theirs beside yours; each is decided by itself."""
    actor = actor_of(request)
    seen = jobs.job_page(actor, job_id, now=now())
    if seen is None or seen.job.code != queries.IMPORT:
        raise Http404
    if request.method == "POST":
        _decide(request)
        return redirect("imports.asked", job_id)
    page = Paginator(queries.asked_of(job_id), QUESTIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "seen": seen,
        "page": page,
        "questions": [queries.question_of(each, seen.job) for each in page],
        "waiting": queries.waiting_count(job_id),
        "choices": shown.ASKED_CHOICES.items(),
    }
    return render(request, "web/imports/asked.html", context)


def _decide(request: HttpRequest) -> None:
    """Decide each record a choice was sent for; one that cannot be does not hold up the others."""
    count = 0
    for name, choice in request.POST.items():
        asked_id = name.removeprefix("asked_")
        if name == asked_id or not asked_id.isdecimal() or not choice:
            continue
        try:
            actions.decide_asked(actor_of(request), asked_id=int(asked_id), choice=str(choice), now=now())
            count += 1
        except Refused as refused:
            for text in sentences(refused):
                messages.error(request, text, extra_tags="refused")
    if count:
        said = ngettext("%(count)s record is decided.", "%(count)s records are decided.", count) % {"count": count}
        messages.info(request, said, extra_tags="done")
