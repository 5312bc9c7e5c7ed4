"""Addresses of lists, hand-outs, classes, carts and returns of many things."""

from django.urls import path

from carrel.doors.web.batches import classes, places, starting, working

urlpatterns = [
    path("", starting.batches, name="batches.batches"),
    path("list/", starting.start_list, name="batches.start_list"),
    path("hand_out/<int:person_id>/", starting.start_hand_out, name="batches.start_hand_out"),
    path("class/", classes.start_class, name="batches.start_class"),
    path("return/", starting.start_return, name="batches.start_return"),
    path("place/", places.start_place, name="batches.start_place"),
    path("places/<int:place_id>/", places.place, name="batches.place"),
    path("places/<int:place_id>/return/", places.return_place, name="batches.return_place"),
    path("<int:batch_id>/", working.batch, name="batches.batch"),
    path("<int:batch_id>/scan/", working.scan, name="batches.scan_into_batch"),
    path("<int:batch_id>/mark/", working.mark, name="batches.mark_batch_line"),
    path("<int:batch_id>/grade/", working.grade, name="batches.grade_batch_line"),
    path("<int:batch_id>/again/", working.again, name="batches.retry_batch_lines"),
    path("<int:batch_id>/take_back/", working.take_back_line, name="batches.take_back_line"),
    path("<int:batch_id>/change/", working.change, name="batches.change_batch"),
    path("<int:batch_id>/go_on/", working.go_on, name="batches.do_batch_lines"),
    path("<int:batch_id>/pause/", working.pause, name="batches.pause"),
    path("<int:batch_id>/undo/", working.undo, name="batches.undo_batch"),
    path("<int:batch_id>/end/", working.end, name="batches.end_batch"),
]
