"""Through a provider in a real browser: the provider is another site, so cookies and policies count as in life."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from itertools import product

import pytest
import yaml
from playwright.sync_api import expect

from tests.browser.conftest import wait_for
from tests.providers.conftest import free_port, started


@pytest.fixture
def place(tmp_path):
    """Handrail at a name, its providers at a number: to a browser these are different sites."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    here, oidc_port, saml_port = f"http://localhost:{port}", free_port(), free_port()
    folders = {name: tmp_path / name for name in ("oidc", "saml")}
    for folder in folders.values():
        folder.mkdir()
    callback = f"{here}/sign-in/with/acme/callback"
    running = [
        started("oidc", oidc_port, folders["oidc"], "/.well-known/openid-configuration", callback),
        started("saml", saml_port, folders["saml"], "/up"),
    ]
    there = f"http://127.0.0.1:{saml_port}"
    told = [
        {"id": "acme", "kind": "oidc", "name": "Acme", "server": f"http://127.0.0.1:{oidc_port}", "client_id": "handrail",
         "secret": "a secret of the provider", "domains": ["example.com"]},
        {"id": "corp", "kind": "saml", "name": "Corp", "entity_id": f"{there}/metadata", "sso_url": f"{there}/sso",
         "certificate_file": str(folders["saml"] / "certificate.pem"), "domains": ["example.com"]},
    ]  # fmt: skip
    (tmp_path / "providers.yaml").write_text(yaml.safe_dump(told))
    environ = {**os.environ, "HANDRAIL_PROCESS": "web", "HANDRAIL_URL": here, "HANDRAIL_PORT": str(port),
               "HANDRAIL_PROVIDERS": str(tmp_path / "providers.yaml")}  # fmt: skip
    command = [sys.executable, "-m", "handrail", "web", "--port", str(port)]
    running.append(subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE))
    try:
        wait_for(here.replace("localhost", "127.0.0.1"), running[-1])
        with urllib.request.urlopen(f"{here}/sign-in/saml/corp/metadata") as described:
            (folders["saml"] / "sp.xml").write_bytes(described.read())
        yield here, folders
    finally:
        for process in running:
            process.terminate()


def test_through_both_providers_with_and_without_script(place, scene, person):
    here, folders = place
    providers = (("Acme", folders["oidc"], scene.bob), ("Corp", folders["saml"], scene.ada))
    for (name, folder, member), script in product(providers, (True, False)):
        told = f'{{"uid": "{member.user.email}", "email": "{member.user.email}", "verified": true}}'
        (folder / "person.json").write_text(told)
        page = person(None, script=script)
        page.goto(here + scene.url)
        page.get_by_role("button", name=f"Sign in with {name}").click()
        if name == "Corp" and not script:
            page.get_by_role("button").click()  # the provider's own page sends itself only by script
        page.wait_for_url(f"{here}{scene.url}")
        expect(page.get_by_text(member.name).first).to_be_visible()
        assert not [line for line in page.errors if "Content Security Policy" in line], page.errors
