from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "shufang.shared"
    label = "shared"
