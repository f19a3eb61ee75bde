"""Installed phones run last week's app: what it asks stays known, and stays valid."""

import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLSchema,
    build_schema,
    find_breaking_changes,
    get_named_type,
    is_enum_type,
    is_input_object_type,
    validate,
)

from tests.support import documents

ROOT = Path(__file__).parents[2]
PERSISTED = "graphql/persisted.json"
FRESH_START = "2026-11-26T14:00:00+00:00"
"""Phones carry what stood here then, and what was committed from there on."""

NEVER_INSTALLED = {
    "d68ce7f19d503951b6b7169257231db8d765454375939f32a1457fd3a2d5bcab",  # found too large
    "9183408e524e20aa4b8c9c92392bbeda065c9cbda0a53b1ecf7cba6cb43b8f65",  # of one alert now, as it is sent
    "b3628f656fc5467beb9b7e31a18888dfd527478c5123a41e15b6f13c7622fba5",  # too many machines at once
    "7a160873d13a6ea34015b20003dd82ca8fade48dc5c72cd0882e28bf85bbe2de",  # reports are asked for alone
    "a76094be3146203dc5971792da50e57da835f0b94cfbe382bee24dca5ce83c32",  # reports are asked for alone
    "e0f0b1515f26585aa2aa072ecddd6e868f59bdda0289ba57e016095103de1bf4",  # reports are asked for alone
    "efea3896ba577d1887604c4a9f28e55d35b104a47840b6051a5ab625ec29615a",  # reports are asked for alone
    "c77945d9d0a48839602c1cbeac8223a7d00bdc56720d6463277cb3f46109e407",  # a share says who was notified
    "389f28c07cc52504be092e23d47fc3f7fb540c76d5eaa2ec40d0b9cc69eb1bc7",  # found too large
    "7ff9ce4c36abf28f482eafee18433afc72574d58c859a7905a24294cc49a6e7d",  # a hand-over says who has read it
}
"""Committed, and replaced before any page with it was built for a phone."""


def git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def test_each_persisted_document_is_found_under_its_own_hash() -> None:
    assert not [
        key for key, text in documents.PERSISTED.items() if hashlib.sha256(text.encode()).hexdigest() != key
    ]


def test_each_persisted_document_is_valid_against_the_schema_of_today() -> None:
    schema = build_schema((ROOT / "graphql" / "schema.graphql").read_text())

    refused = {
        text: errors
        for text in documents.PERSISTED.values()
        if (errors := validate(schema, documents.parsed(text)))
    }

    assert not refused


def test_no_persisted_document_was_ever_removed() -> None:
    try:
        begun = git("log", "-1", f"--before={FRESH_START}", "--format=%H", "--", PERSISTED).split()
        commits = begun + git("log", f"--since={FRESH_START}", "--format=%H", "--", PERSISTED).split()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git work tree")
    once_known = {key for commit in commits for key in json.loads(git("show", f"{commit}:{PERSISTED}"))}

    assert once_known - NEVER_INSTALLED <= documents.PERSISTED.keys()


def given(schema: GraphQLSchema) -> set[str]:
    """Inputs and enums of whatever a mutation is given."""
    assert schema.mutation_type
    arguments = [each for field in schema.mutation_type.fields.values() for each in field.args.values()]
    found, ahead = set[str](), [get_named_type(each.type) for each in arguments]
    while ahead:
        kind = ahead.pop()
        if kind.name in found or not (is_input_object_type(kind) or is_enum_type(kind)):
            continue
        found.add(kind.name)
        if isinstance(kind, GraphQLInputObjectType):
            ahead += [get_named_type(each.type) for each in kind.fields.values()]
    return found


@pytest.mark.parametrize("moment", [FRESH_START, "2026-11-28T00:00:00+00:00"])
def test_what_phones_wrote_down_then_is_a_valid_input_today(moment: str) -> None:
    """A job in an outbox is years old if need be: no field may go, none may become required, no value end."""
    try:
        [commit] = git(
            "log", "-1", f"--before={moment}", "--format=%H", "--", "graphql/schema.graphql"
        ).split()
        before = build_schema(git("show", f"{commit}:graphql/schema.graphql"))
    except (OSError, ValueError, subprocess.CalledProcessError):
        pytest.skip("not a git work tree")
    today = build_schema((ROOT / "graphql" / "schema.graphql").read_text())
    inputs = given(before)

    changes = [each.description for each in find_breaking_changes(before, today)]

    assert [each for each in changes if inputs & set(re.findall(r"\w+", each))] == []
