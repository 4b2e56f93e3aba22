from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "shufang.surveys"
    label = "surveys"

    def ready(self) -> None:
        from shufang.surveys import measures

        measures.register()
