"""Addresses of the self-check station, and of the pages staff open it with."""

from django.urls import path

from carrel.doors.web.self_check import opening, views

urlpatterns = [
    path("", views.station, name="self_check.station"),
    path("scan/", views.scan, name="self_check.scan"),
    path("pin/", views.enter_pin, name="self_check.enter_pin"),
    path("pick/", views.pick_class, name="self_check.pick_class"),
    path("pick/<int:class_id>/", views.pick_face, name="self_check.pick_face"),
    path("pick/<int:class_id>/<int:person_id>/photo/", views.photo, name="self_check.photo"),
    path("pick/face/", views.pick, name="self_check.pick"),
    path("renew/", views.renew, name="self_check.renew"),
    path("give-back/", views.give_back, name="self_check.give_back"),
    path("undo/", views.undo, name="self_check.undo"),
    path("still-here/", views.still_here, name="self_check.still_here"),
    path("done/", views.end_visit, name="self_check.end_visit"),
    path("language/", views.language, name="self_check.language"),
    path("open/", opening.open_self_check, name="self_check.open_self_check"),
    path("setting/", opening.setting, name="self_check.setting"),
    path("leave/", opening.leave, name="self_check.leave"),
]
