from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "handrail.house.people"
    label = "people"
