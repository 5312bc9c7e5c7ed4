"""Addresses of rosters."""

from django.urls import path

from carrel.doors.web.rosters import views

urlpatterns = [
    path("", views.imports, name="rosters.imports"),
    path("send-in/", views.take_in_roster, name="rosters.take_in_roster"),
    path("leavers/", views.leavers, name="rosters.leavers"),
    path("<int:import_id>/", views.roster_import, name="rosters.roster_import"),
    path("<int:import_id>/let-in/", views.send_roster, name="rosters.send_roster"),
    path("<int:import_id>/again/", views.take_in_again, name="rosters.take_in_again"),
    path("<int:import_id>/put-aside/", views.drop_roster, name="rosters.drop_roster"),
]
