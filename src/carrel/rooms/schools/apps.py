from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "carrel.rooms.schools"
    label = "schools"
