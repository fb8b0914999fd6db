from django.apps import AppConfig


class Search(AppConfig):
    name = "handrail.house.search"
    label = "search"
