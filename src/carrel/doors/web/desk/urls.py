"""Addresses of the desk: one page, one box, and what its buttons do."""

from django.urls import path

from carrel.doors.web.desk import views

urlpatterns = [
    path("", views.desk, name="desk.desk"),
    path("scan/", views.scan, name="desk.scan"),
    path("look/", views.look, name="desk.look"),
    path("answer/", views.answer, name="desk.answer"),
    path("open/", views.open_person, name="desk.open"),
    path("class/", views.pick_class, name="desk.pick_class"),
    path("undo/", views.undo, name="desk.undo"),
    path("tick/", views.tick, name="desk.tick"),
    path("due/", views.change_due, name="desk.change_due"),
    path("condition/", views.note_condition, name="desk.note_condition"),
    path("fine/", views.fine, name="desk.fine"),
    path("damage/", views.charge_damage, name="desk.charge_damage"),
    path("parts/", views.count_parts, name="desk.count_parts"),
    path("slip/", views.slip, name="desk.slip"),
]
