"""The app of how things are looked after, and how they end."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "carrel.rooms.care"
    label = "care"
