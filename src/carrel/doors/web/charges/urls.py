"""Addresses of what is owed."""

from django.urls import path

from carrel.doors.web.charges import views

urlpatterns = [
    path("", views.owed, name="charges.owed"),
    path("<int:charge_id>/reverse/", views.reverse_charge, name="charges.reverse_charge"),
    path("<int:charge_id>/reinstate/", views.reinstate_charge, name="charges.reinstate_charge"),
]
