"""The app of what is owed."""

from django.apps import AppConfig


class ChargesConfig(AppConfig):
    name = "carrel.rooms.charges"
    label = "charges"
