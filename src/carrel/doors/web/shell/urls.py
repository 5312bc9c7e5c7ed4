"""Addresses of what stands around every page."""

from django.urls import path

from carrel.doors.web.shell import views

urlpatterns = [
    path("look/theme/", views.theme, name="shell.theme"),
    path("look/language/", views.language, name="shell.language"),
    path("look/site/", views.site, name="shell.site"),
    path("look/desk/", views.desk, name="shell.desk"),
    path("look/", views.settings, name="shell.settings"),
    path("alive/", views.alive, name="shell.alive"),
]
