"""The part of the command `xmlsec1` that pysaml2 calls, over the library that is there as a wheel."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import xmlsec
from lxml import etree


def sign(key: str, node_id: str, source: str, target: str) -> None:
    tree = etree.parse(source)
    xmlsec.tree.add_ids(tree.getroot(), ["ID"])
    node = next(one for one in tree.iter() if one.get("ID") == node_id)
    signature = xmlsec.tree.find_child(node, xmlsec.constants.NodeSignature)
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_file(key, xmlsec.constants.KeyDataFormatPem)
    context.register_id(node, "ID")
    context.sign(signature)
    Path(target).write_bytes(etree.tostring(tree))


def main(arguments: list[str]) -> None:
    if "--version" in arguments:
        sys.stdout.write("xmlsec1 1.2.37 (openssl)")
        return
    told = dict(pairwise(arguments))
    if "--sign" not in arguments:
        raise SystemExit(f"not needed here: {arguments}")
    sign(told["--privkey-pem"], told["--node-id"], arguments[-1], told["--output"])


if __name__ == "__main__":
    main(sys.argv[1:])
