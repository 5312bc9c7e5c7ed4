"""Addresses of holds and reservations."""

from django.urls import path

from carrel.doors.web.holds import deeds, lists, reserving, waiting

urlpatterns = [
    path("", lists.shelf, name="holds.shelf"),
    path("pull/", lists.pull_list, name="holds.pull_list"),
    path("pull/<int:item_id>/not-found/", lists.not_found, name="holds.not_found"),
    path("titles/<int:record_id>/", waiting.of_title, name="holds.of_title"),
    path("titles/<int:record_id>/place/", waiting.place_hold, name="holds.place_hold"),
    path("people/<int:person_id>/", waiting.of_person, name="holds.of_person"),
    path("<int:hold_id>/", waiting.change_hold, name="holds.change_hold"),
    path("<int:hold_id>/cancel/", deeds.cancel_hold, name="holds.cancel_hold"),
    path("<int:hold_id>/restore/", deeds.restore_hold, name="holds.restore_hold"),
    path("<int:hold_id>/slip/", deeds.print_hold_slip, name="holds.print_hold_slip"),
    path("<int:hold_id>/freeze/", deeds.freeze_hold, name="holds.freeze_hold"),
    path("<int:hold_id>/thaw/", deeds.thaw_hold, name="holds.thaw_hold"),
    path("<int:hold_id>/front/", deeds.move_hold_to_front, name="holds.move_hold_to_front"),
    path("<int:hold_id>/back/", deeds.move_hold_back, name="holds.move_hold_back"),
    path("reservations/", reserving.reservations, name="holds.reservations"),
    path("reservations/add/<int:record_id>/", reserving.place_reservation, name="holds.place_reservation"),
    path("reservations/<int:reservation_id>/", reserving.change_reservation, name="holds.change_reservation"),
    path("reservations/<int:reservation_id>/cancel/", reserving.cancel_reservation, name="holds.cancel_reservation"),
]
