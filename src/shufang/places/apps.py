from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "shufang.places"
    label = "places"
