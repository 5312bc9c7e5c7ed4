"""Addresses of stocktake."""

from django.urls import path

from carrel.doors.web.stocktake import counts, walking

urlpatterns = [
    path("", counts.counts, name="stocktake.counts"),
    path("begin/", counts.begin_count, name="stocktake.begin_count"),
    path("<int:count_id>/", walking.count, name="stocktake.count"),
    path("<int:count_id>/scan/", walking.scan, name="stocktake.scan"),
]
