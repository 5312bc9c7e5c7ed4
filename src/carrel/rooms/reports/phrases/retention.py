"""The retention schedule in words: what it is, how long it is kept, and by which rule."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.phrases import Text


@dataclass(frozen=True, slots=True)
class KindSaid:
    """One kind of data: its name, how long it is kept, and where the rule comes from."""

    name: Text
    rule: Text
    source: Text


_CALIFORNIA = _("California Gov. Code 7927.105; ALA guidelines for K-12 libraries")
_LEAST = _("ALA guidelines for K-12 libraries: no longer than needed")
_COPYRIGHT = _("Guidelines for off-air recording (Kastenmeier); 17 USC 107, 108")

RETENTION_WORDS: Mapping[str, KindSaid] = {
    "loans": KindSaid(
        _("Who had what"),
        _("until the night after the return; longer while something is owed, or as the rules of lending say"),
        _CALIFORNIA,
    ),
    "lines": KindSaid(
        _("Lines of lists and class hand-outs"), _("as long as their loans name the reader"), _CALIFORNIA
    ),
    "settled": KindSaid(_("What a settled charge was about"), _("30 days after nothing is left of it"), _CALIFORNIA),
    "views": KindSaid(_("Who looked at whom"), _("1 year"), _("FERPA 34 CFR 99.31(a)(1)(ii), 99.32")),
    "parked": KindSaid(_("Half-done work"), _("30 days after it was last touched"), _LEAST),
    "answers": KindSaid(_("Answers kept for repeated requests"), _("30 days"), _LEAST),
    "registers": KindSaid(_("Files of another system's loans and charges"), _("30 days"), _LEAST),
    "rosters": KindSaid(_("Files of rosters, and the names in their reports"), _("30 days"), _LEAST),
    "slips": KindSaid(_("What a slip said"), _("1 day, unless it was printed before"), _LEAST),
    "mail": KindSaid(_("What mail said"), _("90 days; 3 where it tells who has what"), _LEAST),
    "steps": KindSaid(
        _("Steps taken to get something back"), _("until it is back; notices a school year at the most"), _CALIFORNIA
    ),
    "media": KindSaid(
        _("Who asked for a recording or a copy"), _("as the school says, 3 years to begin with"), _COPYRIGHT
    ),
    "seats": KindSaid(_("Who held a seat of a licence"), _("30 days after it was taken back"), _LEAST),
    "cards": KindSaid(_("Who was printed a card"), _("30 days after it was printed"), _LEAST),
    "attachments": KindSaid(_("Photos and papers taken off"), _("30 days"), _LEAST),
    "leavers": KindSaid(
        _("Students who left, and their families"),
        _("1 year after the last day, when nothing is out and nothing was charged"),
        _("Education Code 49062; 5 CCR 16020–16027"),
    ),
}
