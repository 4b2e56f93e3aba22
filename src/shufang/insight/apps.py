from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "shufang.insight"
    label = "insight"
