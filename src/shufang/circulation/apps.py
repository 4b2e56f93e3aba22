from django.apps import AppConfig


class CirculationConfig(AppConfig):
    name = "shufang.circulation"
    label = "circulation"
