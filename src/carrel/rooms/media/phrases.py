"""Every sentence about recordings off air, rights and copies, by code; and the words for kinds."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SHOWING_WORDS: Mapping[str, str | Promise] = {
    "showing": pgettext_lazy("of a recording", "Shown"),
    "repeat": pgettext_lazy("of a recording", "Repeated"),
    "evaluation": pgettext_lazy("of a recording", "Looked at by the teacher alone"),
}

PHASE_WORDS: Mapping[str, str | Promise] = {
    "before": pgettext_lazy("of a recording", "Not recorded yet"),
    "teach": pgettext_lazy("of a recording", "May be shown"),
    "evaluate": pgettext_lazy("of a recording", "Teachers only"),
    "erase": pgettext_lazy("of a recording", "Erase it"),
}

DAY_WORDS: Mapping[str, str | Promise] = {
    "session": pgettext_lazy("kind of day", "School day"),
    "closed": pgettext_lazy("kind of day", "No school"),
    "exam": pgettext_lazy("kind of day", "Exams"),
    "out_of_year": pgettext_lazy("kind of day", "Outside the school year"),
}

RIGHT_WORDS: Mapping[str, str | Promise] = {
    "licence": pgettext_lazy("kind of right", "Licence"),
    "permission": pgettext_lazy("kind of right", "Permission of the owner"),
    "performance": pgettext_lazy("kind of right", "Public performance"),
}

STANDING_WORDS: Mapping[str, str | Promise] = {
    "not_yet": pgettext_lazy("a right", "Not yet"),
    "in_force": pgettext_lazy("a right", "In force"),
    "ending": pgettext_lazy("a right", "Ends soon"),
    "over": pgettext_lazy("a right", "Over"),
    "ended": pgettext_lazy("a right", "Ended by hand"),
}

BASIS_WORDS: Mapping[str, str | Promise] = {
    "licence": _("A licence we hold"),
    "fair_use": _("Fair use"),
    "owner": _("The owner’s permission"),
    "public_domain": _("In the public domain"),
    "replacement": _("A library’s copy in place of a damaged or lost one"),
}

PHRASES: Mapping[str, str | Promise] = {
    "media.unknown": _("This entry is no longer there, or it belongs to another school."),
    "media.requester_not_staff": _(
        "%(teacher)s is not known as staff here. A programme is recorded only when a teacher asks for it "
        "(off-air guidelines, paragraph 4). Choose the teacher who asked."
    ),
    "media.requested_before": _(
        "‹%(title)s› was recorded for %(teacher)s before. A programme is recorded once for a teacher, however often it "
        "is broadcast (off-air guidelines, paragraph 4). Ask the owner for a licence, or another teacher may ask."
    ),
    "media.in_anticipation": _(
        "Recorded on %(recorded_on)s, asked for on %(requested_on)s. Nothing is recorded before a teacher asks for it "
        "(off-air guidelines, paragraph 4). Look at the dates."
    ),
    "media.recorded_later": _("%(recorded_on)s is still to come. Enter the recording when it is made."),
    "media.not_simultaneous": _(
        "Broadcast on %(broadcast_on)s, recorded on %(recorded_on)s. A programme is recorded while it is broadcast "
        "(off-air guidelines, paragraph 2). Look at the dates."
    ),
    "media.not_free": _(
        "‹%(title)s› cannot be received free of charge by everybody, so the guidelines do not cover it (paragraph 2). "
        "Enter the licence for it first, then the recording."
    ),
    "media.altered": _(
        "The recording of ‹%(title)s› must be whole: it may be shown in part, but not cut or joined with others "
        "(off-air guidelines, paragraph 7). Record it as it is broadcast."
    ),
    "media.no_notice": _(
        "The copyright notice of the broadcast is not on the recording of ‹%(title)s› (off-air guidelines, "
        "paragraph 8). If the broadcast had none, say so as the reason."
    ),
    "media.time_is_over": _("The 45 days of ‹%(title)s› ended on %(erase_by)s: it stands on the erase list at once."),
    "media.shown_earlier": _(
        "It was shown on %(shown_on)s and cannot have been recorded on %(recorded_on)s. Take that showing back first, "
        "or give the day of the recording."
    ),
    "media.item_recorded_already": _("‹%(title)s› with this number is entered as a recording already. Open its page."),
    "media.item_missing": _("Scan the label of the recording, or give a title and a new label."),
    "media.is_erased": _("The recording of ‹%(title)s› is erased. There is nothing left to show or to erase."),
    "media.shown_by_no_teacher": _("%(teacher)s is not known as staff here. Only teachers show a recording."),
    "media.shown_later": _("%(day)s is still to come. Enter the showing when it has been."),
    "media.shown_before_recording": _("It was recorded on %(recorded_on)s and cannot have been shown before."),
    "media.past_its_days": _(
        "‹%(title)s› had to be erased on %(erase_by)s and may not be used any more (off-air guidelines, paragraph 2). "
        "Erase it today."
    ),
    "media.no_school_day": _(
        "No school day lies within the 45 days of ‹%(title)s›, so students may not see it. If there was school, mark "
        "the open days in the calendar; the count follows."
    ),
    "media.teachers_only": _(
        "The tenth school day of ‹%(title)s› was %(teach_until)s. Until %(erase_by)s teachers may look at it to judge "
        "it, and students may not (off-air guidelines, paragraph 6)."
    ),
    "media.shown_twice": _(
        "%(teacher)s has shown ‹%(title)s› and repeated it. A third showing is not allowed (off-air guidelines, "
        "paragraph 3)."
    ),
    "media.shown_once": _(
        "%(teacher)s has shown ‹%(title)s› once. Where the class needs it again, enter it as repeated (off-air "
        "guidelines, paragraph 3)."
    ),
    "media.nothing_to_repeat": _("%(teacher)s has not shown ‹%(title)s› yet. Enter it as shown."),
    "media.repeat_for_reinforcement": _(
        "‹%(title)s› is repeated once only where the lesson must be reinforced (off-air guidelines, paragraph 3). "
        "Say what for."
    ),
    "media.other_building": _(
        "%(teacher)s belongs to another school. A recording is shown within one building or campus (off-air "
        "guidelines, paragraph 3)."
    ),
    "media.not_a_school_day": _("%(day)s is no school day in the calendar."),
    "media.is_away": _(
        "‹%(title)s› is on loan, on its way or on the hold shelf. Scan it at the return desk, then erase it."
    ),
    "media.has_a_right": _(
        "‹%(title)s› has a licence or permission and need not be erased. Erase it all the same, with the reason?"
    ),
    "media.not_erased": _("‹%(title)s› is not erased. There is nothing to put right."),
    "media.erased_for_good": _(
        "‹%(title)s› was erased on %(day)s. A wrong tick can be put right on the same day only."
    ),
    "media.reason_missing": _("Say why ‹%(title)s› is not erased after all. The reason stays with it."),
    "media.shown_since": _("‹%(title)s› has been shown, so its entry stays. Erase the recording instead."),
    "media.ends_before_it_begins": _("The right to ‹%(title)s› would end on %(until_on)s, before %(from_on)s."),
    "media.copied_later": _("%(day)s is still to come. Enter the copies when they are made."),
    "media.basis_missing": _(
        "Say in a few words why copying ‹%(title)s› is allowed: which part, for what; or who gave the permission."
    ),
    "media.more_than_licensed": _(
        "With these, %(made)s copies of ‹%(title)s› are made under its licence, which allows %(most)s: %(over)s too "
        "many. Destroy those, or ask the owner for more."
    ),
    "media.no_right_on_record": _("No licence for ‹%(title)s› is on record here. Enter it under Rights."),
}
