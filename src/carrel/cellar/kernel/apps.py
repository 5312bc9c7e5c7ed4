from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "carrel.cellar.kernel"
    label = "kernel"
