from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The composition root takes its place last: it tells who hears which news."""

    name = "shufang.config"
    label = "config"

    def ready(self) -> None:
        from shufang.config.wiring import HEARERS
        from shufang.shared.announce import listen

        listen(HEARERS)
