from django.apps import AppConfig


class LakeConfig(AppConfig):
    name = "shufang.lake"
    label = "lake"

    def ready(self) -> None:
        from shufang.lake import dimensions, registry

        registry.add(dimensions.MONTH, dimensions.YEAR, dimensions.SOURCE)
