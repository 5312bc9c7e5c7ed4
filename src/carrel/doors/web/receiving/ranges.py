"""Which numbers of a vendor's range are used and which are free."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carrel.cellar.tables import CODE, TEXT, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.inventory import queries


@require_safe
@allowed("inventory.keep_number_range")
def use_of_range(request: HttpRequest, range_id: int) -> HttpResponseBase:
    """One range. `?as=csv|xlsx` saves the used numbers with their titles and the free ones run by run."""
    row = queries.number_range_in_sight(actor_of(request), range_id)
    if row is None:
        raise Http404
    use = queries.use_of_range(row)
    if shape := wanted_shape(request):
        lines: list[tuple[str, str, str]] = [(number, number, title) for number, title, _item in use.used]
        lines += [(low, high, _("free")) for low, high, _count in use.free]
        columns = [Column(_("From"), CODE), Column(_("To"), CODE), Column(_("Used for"), TEXT)]
        title = _("Numbers of %(vendor)s") % {"vendor": row.vendor}
        return table_response(Table(title, columns, sorted(lines)), shape)
    return render(
        request, "web/receiving/range.html", {"row": row, "numbers": row.numbers, "use": use, "used": use.used[-200:]}
    )
