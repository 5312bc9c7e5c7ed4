"""The app of floor plans."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "carrel.rooms.plans"
    label = "plans"
