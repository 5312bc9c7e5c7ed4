"""What reading a table says to people, by code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Mapping[str, str | Promise] = {
    "tables.not_a_table": _("‹%(name)s› is not a table. Choose a CSV or XLSX file."),
    "tables.no_head": _("‹%(name)s› has no line of headings. Its first line must name the columns."),
    "tables.head_twice": _("‹%(name)s› has two columns named ‹%(head)s›. Rename one, then choose the file again."),
    "tables.cells_beyond_head": _(
        "Line %(line)s of ‹%(name)s› has %(found)s cells, its head has %(expected)s. Mend the line; nothing was read."
    ),
    "tables.bad_line": _("Line %(line)s of ‹%(name)s› has a quotation mark out of place. Mend it; nothing was read."),
    "tables.too_many_rows": _("‹%(name)s› has more than %(most)s rows. Send it in parts."),
}
