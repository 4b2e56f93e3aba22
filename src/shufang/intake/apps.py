from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "shufang.intake"
    label = "intake"
