"""Addresses of the own account as a reader."""

from django.urls import path

from carrel.doors.web.mine import views

urlpatterns = [
    path("", views.mine, name="mine.mine"),
    path("renew/", views.renew, name="mine.renew"),
]
