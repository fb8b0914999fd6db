"""A real OpenID Connect provider in a process of its own: `python -m tests.providers.oidc PORT FOLDER CALLBACK`.

It is django-allauth's provider (discovery, PKCE, signed tokens, userinfo) over an SQLite file. Who is signed in there,
and what it says of their mail, stands in FOLDER/person.json, which the test writes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

CLIENT, SECRET = "handrail", "a secret of the provider"


def configure(port: int, folder: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from django.conf import settings

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    settings.configure(
        SECRET_KEY="the provider's own, and nobody else's: 0123456789",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=[
            "django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "django.contrib.messages",
            "allauth", "allauth.account", "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "provider.sqlite3")}},
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        IDP_OIDC_PRIVATE_KEY=pem.decode(),
        IDP_OIDC_ADAPTER="tests.providers.oidc_adapter.Adapter",
        PROVIDER_FOLDER=folder,
        LOGIN_URL="/sign-in",
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )  # fmt: skip


def person() -> dict:
    from django.conf import settings

    return json.loads((settings.PROVIDER_FOLDER / "person.json").read_text())


def sign_in(request):
    """Whoever the file names is signed in here; there is nothing to prove in front of a test."""
    from django.contrib.auth import get_user_model, login
    from django.http import HttpResponseRedirect

    user, _ = get_user_model().objects.get_or_create(username=person()["uid"])
    login(request, user)
    return HttpResponseRedirect(request.GET["next"])


def prepare(callback: str) -> None:
    from allauth.idp.oidc.models import Client
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    client = Client(id=CLIENT, name="Handrail", skip_consent=True)
    client.set_secret(SECRET)
    client.set_redirect_uris([callback])
    client.set_scopes(["openid", "profile", "email"])
    client.set_default_scopes(["openid", "profile", "email"])
    client.set_grant_types([Client.GrantType.AUTHORIZATION_CODE])
    client.set_response_types(["code"])
    client.save()


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        return


def urls() -> list:
    from django.urls import include, path

    return [path("sign-in", sign_in, name="account_login"), path("", include("allauth.idp.urls"))]


if __name__ == "__main__":
    port, folder, callback = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    sys.modules["tests.providers.oidc"] = sys.modules["__main__"]
    configure(port, folder)
    import django

    django.setup()
    prepare(callback)
    sys.modules[__name__].urlpatterns = urls()
    from django.core.wsgi import get_wsgi_application

    make_server("127.0.0.1", port, get_wsgi_application(), handler_class=Quiet).serve_forever()
