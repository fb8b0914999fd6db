from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "handrail.watch.reviews"
    label = "reviews"
