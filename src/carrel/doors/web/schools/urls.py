"""Addresses of the school's own pages."""

from django.urls import path

from carrel.doors.web.crud import screen_urls
from carrel.doors.web.schools import views
from carrel.doors.web.schools.screens import SCREENS

urlpatterns = [
    path("", views.overview, name="schools.overview"),
    path("district/", views.keep_district, name="schools.keep_district"),
    path("calendar/", views.calendar, name="schools.calendar"),
    path("calendar/mark/", views.mark_days, name="schools.mark_days"),
    path("bell_schedules/<int:pk>/periods/", views.bell_periods, name="schools.bell_periods"),
    path("bell_periods/<int:pk>/remove/", views.remove_bell_period, name="schools.remove_bell_period"),
]
for screen in SCREENS:
    urlpatterns += screen_urls(screen)
