"""Addresses of what stands around every page."""

from django.urls import path

from carrel.doors.web.shell import installing, views

urlpatterns = [
    path("look/theme/", views.theme, name="shell.theme"),
    path("look/language/", views.language, name="shell.language"),
    path("look/site/", views.site, name="shell.site"),
    path("look/desk/", views.desk, name="shell.desk"),
    path("look/", views.settings, name="shell.settings"),
    path("manifest.webmanifest", installing.manifest, name="shell.manifest"),
    path("worker.js", installing.worker, name="shell.worker"),
    path("offline/", installing.offline, name="shell.offline"),
    path("alive/", views.alive, name="shell.alive"),
]
