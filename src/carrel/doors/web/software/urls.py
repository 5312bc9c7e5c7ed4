"""Addresses of licences and their seats."""

from django.urls import path

from carrel.doors.web.software import licences, seats

urlpatterns = [
    path("", licences.licences, name="software.licences"),
    path("add/", licences.add_licence, name="software.add_licence"),
    path("<int:licence_id>/", licences.licence, name="software.licence"),
    path("<int:licence_id>/change/", licences.change_licence, name="software.change_licence"),
    path("<int:licence_id>/renew/", licences.renew_licence, name="software.renew_licence"),
    path("<int:licence_id>/renew/take-back/", licences.take_back_renewal, name="software.take_back_renewal"),
    path("<int:licence_id>/end/", licences.end_licence, name="software.end_licence"),
    path("<int:licence_id>/reopen/", licences.reopen_licence, name="software.reopen_licence"),
    path("<int:licence_id>/seats/give/", seats.give_seat, name="software.give_seat"),
    path("<int:licence_id>/codes/add/", seats.add_codes, name="software.add_codes"),
    path("seats/<int:seat_id>/take-back/", seats.take_back_seat, name="software.take_back_seat"),
    path("seats/<int:seat_id>/restore/", seats.restore_seat, name="software.restore_seat"),
    path("codes/<int:code_id>/remove/", seats.remove_code, name="software.remove_code"),
]
