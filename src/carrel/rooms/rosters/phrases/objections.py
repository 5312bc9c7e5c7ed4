"""What stands against an import, as sentences."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.phrases import Text

PHRASES: Mapping[str, Text] = {
    "rosters.no_package": _("There is no roster at ‹%(name)s›. Name a zip, or the folder that holds its CSV files."),
    "rosters.no_such_import": _("This import is not one of yours. Look for it in the list of imports."),
    "rosters.forgotten": _(
        "‹%(name)s› is older than 30 days and was forgotten. Export the roster anew and send it in."
    ),
    "rosters.already_in": _("‹%(name)s› is in already. To go back, send in the roster of before."),
    "rosters.not_compared": _("‹%(name)s› has not been compared yet. Compare it first, then let it in."),
    "rosters.changed_since": _(
        "Persons or classes were changed since ‹%(name)s› was compared. Nothing came in. Compare it again and look."
    ),
    "rosters.no_school_known": _(
        "None of the schools in this roster is a site here: %(schools)s. "
        "Give your sites the same name or code as the student system, then compare again."
    ),
    "rosters.school_unknown": _(
        "%(schools)s: no site here, so its students stay out. Make the site and compare again, or go on without it."
    ),
    "rosters.no_students": _("The roster has no student of your schools. Nothing can come in. Ask for a full export."),
    "rosters.too_many_student_leave": _(
        "%(leavers)s of %(before)s students of %(site)s would leave: %(share)s %%, more than %(limit)s %%. "
        "After a school year that is right. On another day, ask who made the export."
    ),
    "rosters.too_many_staff_leave": _(
        "%(leavers)s of %(before)s teachers and staff of %(site)s would leave: %(share)s %%, more than %(limit)s %%. "
        "Look whether the export was made with staff."
    ),
    "rosters.school_would_be_empty": _(
        "All %(before)s students of %(site)s would leave. Look whether the school is in the export."
    ),
    "rosters.numbers_changed": _(
        "%(count)s of %(before)s persons have another number in the roster than before and the same student number. "
        "They stay the same persons and get the new number. If the student system was changed, that is right."
    ),
    "rosters.same_names_leave": _(
        "%(count)s of %(leavers)s who would leave have the name of somebody who would come. "
        "Has the student system numbered everybody anew? Then ask for an export with student numbers: "
        "by these they are met again, with their cards and loans."
    ),
    "rosters.school_numbers_changed": _(
        "%(schools)s: another number in the roster than before, found by code or name. The new number is kept."
    ),
    "rosters.too_large_in_folder": _("‹%(name)s› in the folder is too large to be a roster. Look what it is."),
    "rosters.folder_unreadable": _("The folder could not be read: %(reason)s. Ask who runs the server."),
    "rosters.for_the_district": _("The folder holds rosters of all schools. Ask a manager of the district."),
    "rosters.nobody_moves": _("There is no student here whose grade is known. Nobody would move up."),
    "rosters.stays_unknown": _("%(numbers)s: no student here has this number. Correct it, then send again."),
    "rosters.rolled_over_lately": _(
        "Everybody moved up %(days)s days ago already. If it has to be done again, say why. "
        "Else take back the first time."
    ),
    "rosters.other_school": _("This school is not one of yours. Ask the district to move everybody up."),
    "rosters.no_such_roll_over": _("This roll-over is not one of yours. Look for it in the list."),
    "rosters.roll_over_undone": _("It was taken back before. Nobody was changed."),
    "rosters.roster_since_roll_over": _(
        "‹%(name)s› came in after it. The roster's word stands now: correct grades in the student system or by hand."
    ),
    "rosters.later_roll_over": _("Everybody moved up once more after it. Take the later one back first."),
    "rosters.no_enrolments": _(
        "Nobody is in a class any more: %(count)s enrolments would end. "
        "In summer that is right. On another day, ask for an export with enrolments."
    ),
}
