"""The app of post."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "carrel.cellar.post"
    label = "post"
    verbose_name = "post"
