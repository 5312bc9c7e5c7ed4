"""The app of recordings off air, rights and copies."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "carrel.rooms.media"
    label = "media"
