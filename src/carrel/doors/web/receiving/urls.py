"""Addresses of receiving."""

from django.urls import path

from carrel.doors.web.receiving import by_isbn, ranges, waiting

urlpatterns = [
    path("isbn/", by_isbn.by_isbn, name="receiving.by_isbn"),
    path("isbn/<int:item_id>/take-back/", by_isbn.take_back_by_isbn, name="receiving.take_back_by_isbn"),
    path("isbn/done/", by_isbn.done, name="receiving.by_isbn_done"),
    path("isbn-queue/", waiting.waiting_isbns, name="receiving.waiting_isbns"),
    path("isbn-queue/<int:waiting_id>/", waiting.fill_waiting, name="receiving.fill_waiting"),
    path("number-ranges/<int:range_id>/", ranges.use_of_range, name="receiving.use_of_range"),
]
