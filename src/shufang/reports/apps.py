from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "shufang.reports"
    label = "reports"
