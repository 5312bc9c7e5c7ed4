"""Names of groups, kinds of differences and fields, as a report shows them."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carrel.cellar.kernel.phrases import Text

CATEGORY_NAMES: Mapping[str, Text] = {
    "student": _("Student"),
    "teacher": _("Teacher"),
    "staff": _("Staff"),
    "guardian": _("Guardian"),
}

GROUP_NAMES: Mapping[str, Text] = {
    "homeroom": _("Homeroom"),
    "class": _("Class"),
}

KIND_NAMES: Mapping[str, Text] = {
    # The odd before the ordinary: this is the order of the tabs.
    "left": pgettext_lazy("persons", "Leave"),
    "returned": pgettext_lazy("persons", "Come back"),
    "matched": pgettext_lazy("persons", "Met again"),
    "changed": pgettext_lazy("persons", "Changed"),
    "new": pgettext_lazy("persons", "New"),
    "photo": _("New photos"),
    "class_new": _("New classes"),
    "class_changed": _("Changed classes"),
    "class_members": _("Moves between classes"),
    "class_ended": _("Ended classes"),
}

FIELD_NAMES: Mapping[str, Text] = {
    "given_name": _("given name"),
    "family_name": _("family name"),
    "roster_id": _("number in the roster"),
    "preferred_given": _("preferred name"),
    "preferred_family": _("preferred family name"),
    "directory_opt_out": _("not on lists and displays"),
    "pronouns": _("pronouns"),
    "local_number": _("student number"),
    "grade": _("grade"),
    "category": _("category"),
    "site": _("school"),
    "homeroom": _("homeroom"),
    "home_language": _("home language"),
    "email": _("e-mail"),
    "phone": _("telephone"),
    "card": _("new card"),
    "photo": _("photo"),
    "name": _("name"),
    "kind": _("kind"),
    "subject": _("subject"),
    "periods": _("periods"),
    "term": _("term"),
    "joined": _("join"),
    "gone": _("leave it"),
}

COLUMN_NAMES: Mapping[str, Text] = {
    "number": _("student or staff number"),
    "given_name": _("given name"),
    "family_name": _("family name"),
    "name": _("whole name"),
    "preferred_given": _("preferred name"),
    "preferred_family": _("preferred family name"),
    "pronouns": _("pronouns"),
    "role": _("student, teacher or staff"),
    "school": _("school"),
    "grade": _("grade"),
    "homeroom": _("homeroom"),
    "home_language": _("home language"),
    "email": _("e-mail"),
    "directory_opt_out": _("not on lists and displays"),
    "photo": _("file name of the photo"),
    "guardian_1_name": _("guardian 1: name"),
    "guardian_1_email": _("guardian 1: e-mail"),
    "guardian_1_phone": _("guardian 1: telephone"),
    "guardian_1_relation": _("guardian 1: relation"),
    "guardian_2_name": _("guardian 2: name"),
    "guardian_2_email": _("guardian 2: e-mail"),
    "guardian_2_phone": _("guardian 2: telephone"),
    "guardian_2_relation": _("guardian 2: relation"),
}
