from django.apps import AppConfig


class LakeConfig(AppConfig):
    name = "shufang.lake"
    label = "lake"
