from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "handrail.record.customers"
    label = "customers"
