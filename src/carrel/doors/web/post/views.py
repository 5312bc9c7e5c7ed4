"""The outbox of a school, what came back and what to do about it, and whether mail can go out at all."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.cellar.post import actions, queries
from carrel.cellar.post.phrases import ADVICE, STATE_WORDS, WAY_WORDS
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import done
from carrel.doors.web.phrases import sentence
from carrel.doors.web.recovery.shown import tabs

SHAPES = {"waiting": "parked", "sent": "done", "bounced": "refused", "taken_off": "tell"}
FACTS = {
    "host": gettext_lazy("Server"), "port": gettext_lazy("Port"), "tls": gettext_lazy("Encryption"),
    "user": gettext_lazy("User"), "sender": gettext_lazy("Mail is from"), "url": gettext_lazy("Address of the gateway"),
}  # fmt: skip
ON_A_PAGE = 50


def _why(fault: dict[str, Any]) -> tuple[str, str]:
    if not fault:
        return "", ""
    said = sentence(Objection(fault["code"], Weight.TELL, fault["facts"]))
    return said, str(ADVICE.get(fault["code"], ""))


@allowed("post.manage")
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Mails of the school by state, `?state=&page=`; what came back first, with what to do."""
    actor = actor_of(request)
    state = request.GET.get("state", "")
    page = Paginator(queries.outbox(actor, state), ON_A_PAGE).get_page(request.GET.get("page"))
    counts = queries.post_counts(actor)
    context = {
        "tabs": tabs(actor, "outbox"),
        "states": [(code, word, counts.get(code, 0), code == state) for code, word in STATE_WORDS.items()],
        "state": state,
        "page": page,
        "rows": [_row(each) for each in page],
        "bounces": [_row(each) for each in queries.bounces(actor)[:50]] if not state else [],
        "ways": [
            {"way": each, "word": WAY_WORDS[each.code], "why": _why(each.fault)[0],
             "facts": [(FACTS[name], value) for name, value in each.facts if value]}
            for each in queries.ways_shown(actor)
        ],
    }  # fmt: skip
    return render(request, "web/post/outbox.html", context)


def _row(mail: Any) -> dict[str, Any]:
    said, advice = _why(mail.fault)
    return {
        "mail": mail, "word": STATE_WORDS[mail.state], "shape": SHAPES[mail.state], "way": WAY_WORDS[mail.way],
        "said": said, "advice": advice, "can_retry": mail.state in ("bounced", "taken_off") and not mail.forgotten_at,
        "can_take_off": mail.state in ("waiting", "bounced"),
    }  # fmt: skip


@allowed("post.manage")
@require_POST
def try_again(request: HttpRequest, mail_id: int) -> HttpResponse:
    """Send it again."""
    actor = actor_of(request)
    deed = partial(actions.try_again, actor, mail_id=mail_id, now=now())
    return done(request, deed, _("It goes again."), "post.outbox")


@allowed("post.manage")
@require_POST
def take_off(request: HttpRequest, mail_id: int) -> HttpResponse:
    """Take it off the list."""
    actor = actor_of(request)
    deed = partial(actions.take_off, actor, mail_id=mail_id, now=now())
    return done(request, deed, _("Taken off."), "post.outbox")
