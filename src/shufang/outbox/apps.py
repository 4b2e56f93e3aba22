from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "shufang.outbox"
    label = "outbox"
