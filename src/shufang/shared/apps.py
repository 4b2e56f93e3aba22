from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "shufang.shared"
    label = "shared"

    def ready(self) -> None:
        from shufang.shared import checks  # noqa: F401 (they register themselves)
