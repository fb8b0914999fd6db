"""What the provider says of a person: read from the test's file at every question."""

from __future__ import annotations

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.contrib.auth import get_user_model

from tests.providers.oidc import person


class Adapter(DefaultOIDCAdapter):
    def get_user_sub(self, client, user):
        return user.username

    def get_user_by_sub(self, client, sub):
        return get_user_model().objects.filter(username=sub).first()

    def get_claims(self, purpose, user, client, scopes, email=None, **kwargs):
        told = person()
        claims = super().get_claims(purpose, user, client, scopes, email=email, **kwargs)
        return {
            **claims,
            "email": told["email"],
            "email_verified": told["verified"],
            "name": told.get("name", "Some One"),
        }
