from django.apps import AppConfig


class CirculationConfig(AppConfig):
    name = "carrel.rooms.circulation"
    label = "circulation"
