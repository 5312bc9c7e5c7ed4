"""The app of what moves between schools, onto displays and along the van's round."""

from django.apps import AppConfig


class MovingConfig(AppConfig):
    name = "carrel.rooms.moving"
    label = "moving"
