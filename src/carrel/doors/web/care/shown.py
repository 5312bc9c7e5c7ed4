"""What care shows on the pages of others: on an item's, on a record's, and on the card of a return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from carrel.doors.web.templatetags.carrel_web import day_words
from carrel.rooms.care import queries
from carrel.rooms.care.forms import PutInGenreForm
from carrel.rooms.care.phrases import KIND_WORDS, LIST_WORDS, OUTCOME_WORDS, REASON_WORDS, RECIPIENT_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carrel.cellar.kernel.actors import Actor
    from carrel.cellar.kernel.phrases import Text
    from carrel.doors.web.desk.visit import Card
    from carrel.rooms.care.models import CareCase, DisposalLine
    from carrel.rooms.care.queries import GenreOf
    from carrel.rooms.inventory.models import Item


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One stay of an item in mending or repair, in words."""

    case: CareCase
    kind: Text
    outcome: Text


@dataclass(frozen=True, slots=True)
class Ended:
    """Why and how an item goes or went: the list, the reason, who gets it."""

    line: DisposalLine
    reason: Text
    recipient: str
    state: Text


@dataclass(frozen=True, slots=True)
class ItemCare:
    """All that care says of an item. `may_mend` and `may_repair` say which new case the actor may begin."""

    cases: Sequence[CaseLine]
    ended: Ended | None
    may_mend: bool
    may_repair: bool


@dataclass(frozen=True, slots=True)
class RecordGenres:
    """The genres of a record at the reader's site, and the form for one more."""

    genres: Sequence[GenreOf]
    form: PutInGenreForm | None
    may_take_out: bool


def care_of_item(actor: Actor, item: Item) -> ItemCare | None:
    """What care says of an item on its page; None for who may not see it."""
    if not actor.may("care.view_care") or not actor.sees_site(item.site_id):
        return None
    cases = queries.cases_of_item(item.pk)
    lines = [CaseLine(case, KIND_WORDS[case.kind], OUTCOME_WORDS.get(case.outcome, "")) for case in cases]
    free = item.state in ("available", "lost", "missing", "in_repair") and not any(
        case.ended_at is None for case in cases
    )
    return ItemCare(
        lines, _ended(item), free and actor.may("care.begin_mending"), free and actor.may("care.send_to_repair")
    )


def _ended(item: Item) -> Ended | None:
    line = queries.withdrawn_by(item.pk)
    if line is None or (not line.is_open and item.state != "withdrawn"):
        return None
    recipient = ", ".join(filter(None, (str(RECIPIENT_WORDS.get(line.recipient_kind, "")), line.recipient)))
    return Ended(line, REASON_WORDS[line.reason], recipient, LIST_WORDS[line.disposal.state])


def genres_for_record(actor: Actor, record_id: int, site_id: int | None) -> RecordGenres:
    """The genres of a record for its page: everybody sees where it stands, staff change it for their site."""
    genres = queries.genres_of_record(record_id, site_id)
    may = site_id is not None and site_id == actor.site_id and actor.may("care.put_in_genre")
    form = PutInGenreForm(site_id=site_id) if may and site_id is not None else None
    return RecordGenres(genres, form, may)


def add_case(actor: Actor, card: Card, item_id: int) -> None:
    """Say on the card of a return what case the item has, and lead to it: the scan itself does not end it."""
    case = queries.open_case_of(item_id)
    if case is None:
        return
    facts = {"kind": KIND_WORDS[case.kind], "day": day_words(case.begun_on), "what": case.what}
    said = [_("%(kind)s since %(day)s: %(what)s.") % facts]
    if case.due_back_on is not None:
        said.append(_("Expected back %(day)s.") % {"day": day_words(case.due_back_on)})
    said.append(_("If it is whole again, end its case: this scan does not."))
    card.because = " ".join([*said, card.because]).strip()
    if actor.may("care.view_care"):
        card.links.append([_("Its case"), reverse("care.case", args=[case.pk])])
