"""What was odd and did no harm, by code."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.phrases import Text

REMARKS: Mapping[str, Text] = {
    "oneroster.file_ignored": _("Not read: a library does not need it."),
    "oneroster.file_spelled": _("Read as %(standard)s."),
    "oneroster.header_spelled": _("The column is written ‹%(written)s›."),
    "oneroster.column_ignored": _("A column that OneRoster does not know. Not read."),
    "oneroster.value_spelled": _("Written ‹%(value)s›, and understood."),
    "oneroster.word_unknown": _("‹%(value)s› is taken as staff of the class."),
    "oneroster.expected_empty": _("Empty. Read as if it were in order."),
    "oneroster.row_marked_deleted": _("Marked as deleted, so left out."),
    "oneroster.row_hangs_on_deleted": _("Left out, for its row in %(target)s is marked as deleted."),
    "oneroster.reference_to_deleted": _("Leads to a row of %(target)s that is marked as deleted."),
    "oneroster.reference_left_out": _("‹%(id)s› is not in %(target)s. Left out."),
    "oneroster.reference_unchecked": _("%(target)s is not in the package, so this could not be compared with it."),
    "oneroster.id_again": _("‹%(id)s› stands here more than once. The later row counts."),
    "oneroster.no_role": _("%(name)s has no role in roles.csv. Left out."),
    "oneroster.role_over": _("%(name)s has no role any more: the last one is over. Left out."),
    "oneroster.role_unknown": _("‹%(value)s› is no kind of person known here. Taken as a student."),
    "oneroster.row_of_no_site": _("‹%(value)s› is none of your schools. Left out."),
    "oneroster.read_as_windows": _("The file is not in UTF-8. Read as Windows-1252: look whether names are right."),
    "oneroster.photo_unreadable": _("‹%(name)s› is no picture that can be read. Left out."),
    "oneroster.not_yet_known": _("‹%(id)s› was never sent whole. It waits for the next whole roster."),
    "oneroster.deleted_unknown": _(
        "‹%(id)s› is taken back without saying whose place in which class it was. Left as it is."
    ),
    "oneroster.class_without_teacher": _("Nobody teaches ‹%(name)s›. The class comes in without a teacher."),
    "oneroster.never_began": _("Ends before it begins: somebody who never came. Left out."),
    "oneroster.not_enabled": _("%(name)s is switched off in the student system, and comes in all the same."),
    "oneroster.grade_unknown": _("The grade ‹%(value)s› is not known. Kept as it is written."),
    "oneroster.card_taken": _("%(name)s gets no card ‹%(number)s›: somebody else has it."),
    "oneroster.listed_twice": _("%(name)s is in the roster twice, and here one person. Ask the office."),
    "oneroster.same_name_twice": _(
        "%(name)s was added at the desk and could be more than one student of the roster. Merge the right two by hand."
    ),
}
