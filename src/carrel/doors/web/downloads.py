"""A list as a file: the page's own table under `?as=csv` or `?as=xlsx`."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from carrel.cellar.tables.table import Table
from carrel.cellar.tables.writing import CSV_TYPE, XLSX_TYPE, csv_lines, file_name, xlsx_bytes


def download_asked(request: HttpRequest) -> str:
    """`csv` or `xlsx` when the page was asked for as a file, else nothing."""
    wanted = request.GET.get("as", "")
    return wanted if wanted in ("csv", "xlsx") else ""


def download(table: Table, ending: str) -> HttpResponseBase:
    """The table as a file of this ending, csv or xlsx, with title and day in its name."""
    name = file_name(table, ending, timezone.localdate())
    answer: HttpResponseBase
    if ending == "csv":
        answer = StreamingHttpResponse(csv_lines(table), content_type=CSV_TYPE)
    else:
        answer = HttpResponse(xlsx_bytes(table), content_type=XLSX_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
