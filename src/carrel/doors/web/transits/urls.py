"""Addresses of journeys between schools."""

from django.urls import path

from carrel.doors.web.transits import views

urlpatterns = [
    path("", views.transits, name="transits.transits"),
    path("send/", views.send_item, name="transits.send_item"),
    path("<int:transit_id>/cancel/", views.cancel_transit, name="transits.cancel_transit"),
    path("<int:transit_id>/missing/", views.mark_missing_in_transit, name="transits.mark_missing_in_transit"),
    path("<int:transit_id>/slip/", views.print_transit_slip, name="transits.print_transit_slip"),
]
