"""What recovery says: sentences by code, words for kinds, ways, outcomes and departments, and the texts of notices."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carrel.rooms.recovery.phrases.notices import NOTICE_TEXTS

Text = str | Promise

KIND_WORDS: Mapping[str, Text] = {
    "reminder": pgettext_lazy("step", "Reminder"),
    "notice": pgettext_lazy("step", "Notice"),
    "letter": pgettext_lazy("step", "Letter"),
    "call": pgettext_lazy("step", "Call"),
    "bill": pgettext_lazy("step", "Bill"),
    "office": pgettext_lazy("step", "Office"),
}

WAY_WORDS: Mapping[str, Text] = {
    "slip": _("folded slip"),
    "paper": _("letter on paper"),
    "email": _("e-mail"),
    "sms": _("short message"),
    "phone": _("telephone"),
    "list": _("list for the office"),
}

OUTCOME_WORDS: Mapping[str, Text] = {
    "reached": _("Spoke with the family"),
    "promised": _("They bring it on a day"),
    "message": _("Left a message"),
    "no_answer": _("No answer"),
    "wrong_number": _("Wrong number"),
}

DEPARTMENT_WORDS: Mapping[str, Text] = {
    "library": pgettext_lazy("department", "Library books"),
    "textbooks": pgettext_lazy("department", "Textbooks"),
    "devices": pgettext_lazy("department", "Devices and equipment"),
    "media": pgettext_lazy("department", "Recordings and software"),
    "money": pgettext_lazy("department", "Charges"),
}

PHRASES: Mapping[str, Text] = {
    "recovery.ladder_empty": _("A ladder needs a step. Take the default back, or write one."),
    "recovery.ladder_too_long": _("A ladder has at most %(most)s steps."),
    "recovery.ladder_same_day": _("Two steps are on the same day. Give each a day of its own."),
    "recovery.ladder_way": _("A step of this kind cannot be taken in this way. Choose another way for it."),
    "recovery.ladder_days": _("A reminder is before the due day (0 or below), every other step after it: %(days)s."),
    "recovery.nobody_due": _("Nobody is due for this today. Nothing was made."),
    "recovery.other_school": _("Notices across schools are made by the district. Choose a school."),
    "recovery.class_unknown": _("This class is not there, or it belongs to another school."),
    "recovery.run_unknown": _("This run is not there, or it belongs to another school."),
    "recovery.notice_unknown": _("This notice is not there, or it belongs to another school."),
    "recovery.undone_already": _("It was taken back before."),
    "recovery.is_sent": _("The mail has gone. What was sent cannot be taken back."),
    "recovery.is_given_out": _("It is marked as given out. Take that back first, if it still lies here."),
    "recovery.not_given_out": _("It is not marked as given out."),
    "recovery.was_called": _("The family was called about it. Take the call back first."),
    "recovery.no_outcome": _("Choose what came of the call."),
    "recovery.not_to_call": _("Nobody waits to be called about this any more."),
    "recovery.promise_without_day": _("Write the day on which they bring it, today or later."),
    "recovery.call_unknown": _("This call is not there, or it was taken back."),
    "recovery.no_teacher_address": _("No teacher of %(name)s has an e-mail address. Print the list instead."),
    "recovery.nothing_late_there": _("Nobody in %(name)s has anything late. There is nothing to send."),
    "recovery.person_unknown": _("This person is not there, or belongs to another school."),
    "recovery.clearance_unknown": _("This clearance is not there, or it belongs to another school."),
    "recovery.clearance_over": _("This clearance is over. Begin another one if something is open again."),
    "recovery.signed_already": _("%(name)s has signed for this department."),
    "recovery.not_signed": _("Nobody has signed for this department. There is nothing to take back."),
    "recovery.name_missing": _("Write who signs."),
    "recovery.not_clear": _("Something is still open here (%(out)s out). Sign all the same, and say why?"),
    "recovery.school_missing": _("Write the name of the next school."),
}

__all__ = ["DEPARTMENT_WORDS", "KIND_WORDS", "NOTICE_TEXTS", "OUTCOME_WORDS", "PHRASES", "WAY_WORDS"]
