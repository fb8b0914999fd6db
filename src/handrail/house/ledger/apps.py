from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "handrail.house.ledger"
    label = "ledger"
