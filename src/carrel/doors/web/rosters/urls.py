"""Addresses of rosters."""

from django.urls import path

from carrel.doors.web.rosters import folder, rolling, views

urlpatterns = [
    path("", views.imports, name="rosters.imports"),
    path("send-in/", views.take_in_roster, name="rosters.take_in_roster"),
    path("leavers/", views.leavers, name="rosters.leavers"),
    path("folder/", folder.keep_roster_schedule, name="rosters.keep_roster_schedule"),
    path("folder/look/", folder.fetch_roster, name="rosters.fetch_roster"),
    path("roll-over/", rolling.roll_over_grades, name="rosters.roll_over_grades"),
    path("roll-over/<int:roll_over_id>/take-back/", rolling.undo_roll_over, name="rosters.undo_roll_over"),
    path("<int:import_id>/", views.roster_import, name="rosters.roster_import"),
    path("<int:import_id>/let-in/", views.send_roster, name="rosters.send_roster"),
    path("<int:import_id>/columns/", views.map_people_list, name="rosters.map_people_list"),
    path("<int:import_id>/again/", views.take_in_again, name="rosters.take_in_again"),
    path("<int:import_id>/put-aside/", views.drop_roster, name="rosters.drop_roster"),
]
