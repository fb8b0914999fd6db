"""Providers on loopback, and our side set up for them as an operator does it: by a file."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from django.test import override_settings

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Provider:
    """One that runs. `says` sets who is signed in there from now on."""

    address: str
    folder: Path
    entry: dict

    def says(self, uid: str, email: str, **more: object) -> None:
        told = {"uid": uid, "email": email, "verified": True, **more}
        (self.folder / "person.json").write_text(json.dumps(told))


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def started(module: str, port: int, folder: Path, probe: str, *more: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", f"tests.providers.{module}", str(port), str(folder), *more],
        cwd=ROOT, stderr=subprocess.PIPE, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{probe}", timeout=2):
                return process
        except OSError:
            assert process.poll() is None, process.stderr.read().decode()[-3000:]
            time.sleep(0.1)
    raise AssertionError(f"The {module} provider did not answer.")


@pytest.fixture(autouse=True)
def patient() -> Iterator[None]:
    """A provider that shares two processors with other tests may take its time to answer."""
    with override_settings(SOCIALACCOUNT_REQUESTS_TIMEOUT=60):
        yield


@pytest.fixture(scope="session")
def oidc(tmp_path_factory) -> Iterator[Provider]:
    from tests.providers.oidc import CLIENT, SECRET

    folder, port = tmp_path_factory.mktemp("oidc"), free_port()
    callback = "http://testserver/sign-in/with/acme/callback"
    process = started("oidc", port, folder, "/.well-known/openid-configuration", callback)
    address = f"http://127.0.0.1:{port}"
    entry = {"id": "acme", "kind": "oidc", "name": "Acme", "server": address, "client_id": CLIENT, "secret": SECRET,
             "domains": ["example.com"]}  # fmt: skip
    yield Provider(address, folder, entry)
    process.kill()


@pytest.fixture(scope="session")
def saml(tmp_path_factory) -> Iterator[Provider]:
    folder, port = tmp_path_factory.mktemp("saml"), free_port()
    process = started("saml", port, folder, "/up")
    address = f"http://127.0.0.1:{port}"
    entry = {"id": "corp", "kind": "saml", "name": "Corp", "entity_id": f"{address}/metadata", "sso_url": f"{address}/sso",
             "certificate_file": str(folder / "certificate.pem"), "domains": ["example.com"],
             "email": "urn:oid:0.9.2342.19200300.100.1.3"}  # fmt: skip
    yield Provider(address, folder, entry)
    process.kill()


@pytest.fixture
def configured(tmp_path, monkeypatch):
    """`configured(entry, ...)`: these providers, read from a file as at a start."""
    from django.conf import settings

    from handrail.kit import identity

    def use(*entries: dict) -> None:
        path = tmp_path / "providers.yaml"
        path.write_text(yaml.safe_dump(list(entries)))
        found = identity.read(path)
        monkeypatch.setattr(settings, "SIGN_IN_PROVIDERS", found)
        monkeypatch.setattr(settings, "SOCIALACCOUNT_PROVIDERS", identity.for_library(found))

    return use
