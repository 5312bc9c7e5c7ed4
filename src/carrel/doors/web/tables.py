"""The other shapes of a list: CSV and XLSX under `?as=csv` and `?as=xlsx`."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from carrel.cellar.tables import CSV_TYPE, XLSX_TYPE, Table, csv_lines, file_name, xlsx_bytes

SHAPES = ("csv", "xlsx")


def wanted_shape(request: HttpRequest) -> str:
    """csv or xlsx when the address asks for it, else an empty string: the page."""
    shape = request.GET.get("as", "")
    return shape if shape in SHAPES else ""


def table_response(table: Table, shape: str) -> HttpResponseBase:
    """The table as a download named after its title and the day; CSV is sent while it is read."""
    name = file_name(table, shape, timezone.localdate())
    answer: HttpResponseBase
    if shape == "xlsx":
        answer = HttpResponse(xlsx_bytes(table), content_type=XLSX_TYPE)
    else:
        answer = StreamingHttpResponse(csv_lines(table), content_type=CSV_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
