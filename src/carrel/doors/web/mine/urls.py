"""Addresses of the own account as a reader."""

from django.urls import path

from carrel.doors.web.mine import views

urlpatterns = [
    path("", views.mine, name="mine.mine"),
    path("renew/", views.renew, name="mine.renew"),
    path("holds/place/", views.place_hold, name="mine.place_hold"),
    path("holds/<int:hold_id>/cancel/", views.cancel_hold, name="mine.cancel_hold"),
    path("holds/<int:hold_id>/pause/", views.freeze_hold, name="mine.freeze_hold"),
    path("holds/<int:hold_id>/go-on/", views.thaw_hold, name="mine.thaw_hold"),
]
