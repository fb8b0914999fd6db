from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "handrail.doors.exchange"
    label = "exchange"
