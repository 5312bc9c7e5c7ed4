"""Addresses of stocktake."""

from django.urls import path

from carrel.doors.web.stocktake import counts, ending, results, walking

urlpatterns = [
    path("", counts.counts, name="stocktake.counts"),
    path("begin/", counts.begin_count, name="stocktake.begin_count"),
    path("losses/", results.losses, name="stocktake.losses"),
    path("<int:count_id>/", walking.count, name="stocktake.count"),
    path("<int:count_id>/scan/", walking.scan, name="stocktake.scan"),
    path("<int:count_id>/still/", walking.still, name="stocktake.still"),
    path("<int:count_id>/second-walk/", walking.second_walk, name="stocktake.second_walk"),
    path("<int:count_id>/another-shelf/", walking.begin_walk, name="stocktake.begin_walk"),
    path("<int:count_id>/results/", results.results, name="stocktake.results"),
    path("<int:count_id>/finish/", ending.finish_count, name="stocktake.finish_count"),
    path("<int:count_id>/undo/", ending.undo_count, name="stocktake.undo_count"),
    path("<int:count_id>/drop/", ending.drop_count, name="stocktake.drop_count"),
    path("<int:count_id>/pause/", ending.pause, name="stocktake.pause"),
    path("<int:count_id>/go-on/", ending.go_on, name="stocktake.go_on"),
    path("jobs/<int:job_id>/", ending.job, name="stocktake.job"),
    path("scans/<int:seen_id>/take-back/", walking.take_back_scan, name="stocktake.take_back_scan"),
    path("scans/<int:seen_id>/moved/", walking.note_moved, name="stocktake.note_moved"),
    path("scans/<int:seen_id>/return/", walking.return_seen, name="stocktake.return_seen"),
    path("strays/<int:stray_id>/drop/", ending.drop_stray, name="stocktake.drop_stray"),
]
