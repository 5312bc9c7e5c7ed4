"""What the file store says to people, by code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Mapping[str, str | Promise] = {
    "files.empty": _("‹%(name)s› is empty. Save it again where it comes from, then choose it here."),
    "files.too_large": _("‹%(name)s› is larger than %(most)s MB. Send it in parts."),
    "files.no_room": _(
        "The disk of the server has no room for ‹%(name)s›. Nothing of it is kept. Make room there, then send it again."
    ),
    "files.not_photo": _("‹%(name)s› is not a picture that can be read. Choose a JPEG, PNG or WebP file."),
    "files.not_marc": _("‹%(name)s› holds no MARC records. Choose a file in ISO 2709 (.mrc), MARCXML or MARC-in-JSON."),
    "files.not_table": _("‹%(name)s› is not a table. Choose a CSV or XLSX file."),
    "files.not_archive": _("‹%(name)s› is neither a zip file nor a CSV file. Choose the file as it was exported."),
    "files.not_document": _("‹%(name)s› is of a kind that is not kept here. Choose a PDF, a picture or a text."),
    "files.picture_too_wide": _(
        "‹%(name)s› has more than %(most)s million dots. Save it smaller, then choose it here."
    ),
}
