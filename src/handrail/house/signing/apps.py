from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "handrail.house.signing"
    label = "signing"

    def ready(self) -> None:
        from . import arrivals

        arrivals.connect()
