"""The Django app of the browser door."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Installs templates, static files and template tags of the web door."""

    name = "carrel.doors.web"
    label = "web"
