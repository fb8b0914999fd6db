"""A real SAML identity provider in a process of its own: `python -m tests.providers.saml PORT FOLDER`.

It is pysaml2's: it checks our request against our metadata (FOLDER/sp.xml) and signs its assertions. Who is signed in
there stands in FOLDER/person.json; its certificate is put beside it.
"""

from __future__ import annotations

import json
import stat
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.config import IdPConfig
from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_PERSISTENT, NameID
from saml2.server import Server
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA1, SIG_RSA_SHA256

from tests.providers.keys import make_keys


def command(folder: Path) -> str:
    """What pysaml2 believes to be the command xmlsec1."""
    made = folder / "xmlsec1"
    made.write_text(f'#!/bin/sh\nexec {sys.executable} {Path(__file__).with_name("xmlsec1.py")} "$@"\n')
    made.chmod(made.stat().st_mode | stat.S_IXUSR)
    return str(made)


def server_of(port: int, folder: Path) -> Server:
    here = f"http://127.0.0.1:{port}"
    config = IdPConfig().load(
        {
            "entityid": f"{here}/metadata",
            "xmlsec_binary": command(folder),
            "key_file": str(folder / "key.pem"),
            "cert_file": str(folder / "certificate.pem"),
            "metadata": {"local": [str(folder / "sp.xml")]},
            "service": {
                "idp": {
                    "endpoints": {"single_sign_on_service": [(f"{here}/sso", BINDING_HTTP_REDIRECT)]},
                    "name_id_format": [NAMEID_FORMAT_PERSISTENT],
                    "sign_assertion": True,
                    "sign_response": False,
                    "policy": {
                        "default": {"lifetime": {"minutes": 5}, "attribute_restrictions": None,
                                    "name_form": NAME_FORMAT_URI}
                    },
                }
            },
        }
    )  # fmt: skip
    return Server(config=config)


class Door(BaseHTTPRequestHandler):
    folder: Path
    port: int

    def log_message(self, *_: object) -> None:
        return

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if asked.path == "/up":
            return self.say("up")
        query = parse_qs(asked.query)
        idp = server_of(self.port, self.folder)
        request = idp.parse_authn_request(query["SAMLRequest"][0], BINDING_HTTP_REDIRECT)
        told = json.loads((self.folder / "person.json").read_text())
        answer = idp.create_authn_response(
            identity={"mail": [told["email"]], "givenName": ["Some"], "sn": ["One"]},
            userid=told["uid"],
            name_id=NameID(format=NAMEID_FORMAT_PERSISTENT, text=told["uid"]),
            authn={"class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"},
            sign_assertion=told.get("signed", True),
            sign_alg=SIG_RSA_SHA1 if told.get("old") else SIG_RSA_SHA256,
            digest_alg=DIGEST_SHA256,
            **idp.response_args(request.message),
        )
        place = request.message.assertion_consumer_service_url
        form = idp.apply_binding(
            BINDING_HTTP_POST, str(answer), place, query.get("RelayState", [""])[0], response=True
        )
        self.say(form["data"])

    def say(self, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())


if __name__ == "__main__":
    Door.port, Door.folder = int(sys.argv[1]), Path(sys.argv[2])
    make_keys(Door.folder)
    ThreadingHTTPServer(("127.0.0.1", Door.port), Door).serve_forever()
