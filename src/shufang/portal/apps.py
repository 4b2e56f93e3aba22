from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "shufang.portal"
    label = "portal"
