"""How a scan into or out of the boxes is told: shape, sound and words, as at the desk."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from carrel.cellar.kernel.verdicts import Objection, Refused
from carrel.doors.web.desk.handing_back import BY_CODE, UNSAID
from carrel.doors.web.last_scan import SIGNS, LastScan
from carrel.doors.web.phrases import sentence, sentences
from carrel.rooms.moving.actions import Counted, Packed


def is_command(text: str) -> bool:
    """Whether it is a key or a word of the desk, which mean nothing at the boxes; no number is one."""
    return text in SIGNS or text.startswith("%")


def refused_card(number: str, refused: Refused) -> LastScan:
    """Nothing was done, and why."""
    return LastScan("refused", _("Not taken"), number[:64], " ".join(sentences(refused)))


def packed_card(packed: Packed) -> LastScan:
    """It is in its box, or lay there."""
    words = {"title": packed.title, "box": packed.box}
    if packed.is_new:
        return LastScan("done", _("In the box"), packed.title, _("‹%(title)s› is in box %(box)s.") % words)
    return LastScan("tell", _("There already"), packed.title, _("‹%(title)s› lay in box %(box)s already.") % words)


def counted_card(counted: Counted, number: str) -> LastScan:
    """Expected, counted before, of another list, or a stranger; and what the return desk says of it."""
    state, verdict, text = _said(counted.kind, counted.stranger)
    words = {"title": counted.title or number, "transfer": counted.transfer}
    told = [each for each in counted.tells if each.code != UNSAID]
    if state == "done":
        state = _goes(told) or state
    say = " ".join([text % words, *(sentence(each) for each in told)])
    return LastScan(state, verdict, counted.title or number, say)


def _goes(told: Sequence[Objection]) -> str:
    """The shape of where it goes now: to who waits, to another school; blank where it goes to its shelf."""
    codes = {each.code for each in told}
    return next((outcome.state for code, outcome in BY_CODE.items() if code in codes), "")


def _said(kind: str, stranger: str) -> tuple[str, str, str]:
    """The shape, the word and the sentence of an answer."""
    if kind == "stranger":
        return {
            "unknown": (
                "unknown", _("Nobody knows it"), _("Nobody knows %(title)s. It stands below, to be settled."),
            ),
            "unlisted": ("ask", _("Came besides"), _("‹%(title)s› is on no list. It stands below, to be settled.")),
            "astray": (
                "ask", _("Came besides"), _("‹%(title)s› belongs to another transfer. It stands below, to be settled."),
            ),
        }[stranger]  # fmt: skip
    return {
        "expected": ("done", _("Counted"), _("‹%(title)s› is counted.")),
        "again": ("tell", _("Counted before"), _("‹%(title)s› was counted before.")),
        "found_late": ("done", _("Found after all"), _("‹%(title)s› was missing. It is counted now.")),
        "other_list": ("away", _("Of another transfer"), _("‹%(title)s› is of %(transfer)s, and counted there.")),
    }[kind]
