from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "shufang.people"
    label = "people"
