"""Addresses of the page one comes to after signing in."""

from django.urls import path

from carrel.doors.web.today import views

urlpatterns = [
    path("", views.today, name="today.today"),
    path("parked/", views.parked, name="today.parked"),
    path("parked/take-up/", views.take_up, name="today.take_up"),
    path("parked/drop/", views.drop, name="today.drop"),
]
