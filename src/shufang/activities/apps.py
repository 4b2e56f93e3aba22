from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "shufang.activities"
    label = "activities"
