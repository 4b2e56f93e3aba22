from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "shufang.surveys"
    label = "surveys"
