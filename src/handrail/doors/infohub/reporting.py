"""Findings as text for people, JSON for programs and SARIF for code hosts. No Django."""

from __future__ import annotations

import json as encoder
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .findings import RANK, Finding

LEVELS = {"error": "error", "warning": "warning", "note": "note"}
BASE = "%SRCROOT%"
"""The folder that was checked, by the name that code hosts know for the root of what they show."""
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def json(findings: Sequence[Finding], summary: Mapping[str, int]) -> str:
    found = {"findings": [asdict(finding) for finding in findings], "summary": dict(summary)}
    return encoder.dumps(found, ensure_ascii=False, indent=2) + "\n"


def text(findings: Sequence[Finding], summary: Mapping[str, int]) -> str:
    lines = []
    for file, group in groupby(findings, key=lambda finding: finding.file):
        lines.append(file)
        for finding in group:
            place = f"{finding.line}:{finding.column}"
            lines.append(f"  {place:<8} {finding.severity:<7} {finding.message}  [{finding.code}]")
            if finding.fix and finding.severity != "note":
                lines.append(f"  {'':<8} {'':<7} {finding.fix}")
        lines.append("")
    return "\n".join([*lines, closing(summary)]) + "\n"


def closing(summary: Mapping[str, int]) -> str:
    read = f"{counted(summary['files'], 'file')}, {counted(summary['accounts'], 'account')}, " + counted(
        summary["plans"], "plan"
    )
    found = f"{counted(summary['errors'], 'error')}, {counted(summary['warnings'], 'warning')}"
    return f"{read}: {found}." if summary["errors"] or summary["warnings"] else f"{read}: nothing to mend."


def counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def sarif(findings: Sequence[Finding], summary: Mapping[str, int], folder: Path) -> str:
    """Paths stay relative to the folder that was checked, which is named once for viewers to resolve them."""
    codes = sorted({finding.code for finding in findings})
    driver = {
        "name": "Handrail",
        "rules": [rule(code, findings) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"uri": folder.resolve().as_uri().rstrip("/") + "/"}},
        "results": [result(finding, codes) for finding in findings],
        "properties": dict(summary),
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return encoder.dumps(log, ensure_ascii=False, indent=2) + "\n"


def rule(code: str, findings: Sequence[Finding]) -> dict[str, Any]:
    mine = [finding for finding in findings if finding.code == code]
    worst = min(mine, key=lambda finding: RANK[finding.severity])
    return {
        "id": code,
        "shortDescription": {"text": code.replace(".", ": ").replace("_", " ")},
        "help": {"text": worst.fix or worst.message},
        "defaultConfiguration": {"level": LEVELS[worst.severity]},
    }


def result(finding: Finding, codes: Sequence[str]) -> dict[str, Any]:
    words = f"{finding.message} {finding.fix}".strip()
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": LEVELS[finding.severity],
        "message": {"text": words},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(finding.file), "uriBaseId": BASE},
                    "region": {"startLine": finding.line, "startColumn": finding.column},
                }
            }
        ],
    }
