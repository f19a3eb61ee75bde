"""Installed phones run last week's app: what it asks stays known, and stays valid."""

import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from graphql import build_schema, parse, validate

ROOT = Path(__file__).parents[2]
PERSISTED = "graphql/persisted.json"
FRESH_START = "2026-11-26T14:00:00+00:00"
"""Phones carry what stood here then, and what was committed from there on."""

NEVER_INSTALLED = {"d68ce7f19d503951b6b7169257231db8d765454375939f32a1457fd3a2d5bcab"}
"""Committed, found too large, and replaced before any page with it was built for a phone."""


def documents() -> dict[str, str]:
    """Persisted documents by hash."""
    known: dict[str, str] = json.loads((ROOT / PERSISTED).read_text())
    return known


def test_each_persisted_document_is_found_under_its_own_hash() -> None:
    assert not [key for key, text in documents().items() if hashlib.sha256(text.encode()).hexdigest() != key]


def test_each_persisted_document_is_valid_against_the_schema_of_today() -> None:
    schema = build_schema((ROOT / "graphql" / "schema.graphql").read_text())

    refused = {text: errors for text in documents().values() if (errors := validate(schema, parse(text)))}

    assert not refused


def test_no_persisted_document_was_ever_removed() -> None:
    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
        return done.stdout

    try:
        begun = git("log", "-1", f"--before={FRESH_START}", "--format=%H", "--", PERSISTED).split()
        commits = begun + git("log", f"--since={FRESH_START}", "--format=%H", "--", PERSISTED).split()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git work tree")
    once_known = {key for commit in commits for key in json.loads(git("show", f"{commit}:{PERSISTED}"))}

    assert once_known - NEVER_INSTALLED <= documents().keys()
