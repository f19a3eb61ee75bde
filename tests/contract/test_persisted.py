"""Installed phones run last week's app: what it asks stays known, and stays valid."""

import hashlib
import json
import re
import subprocess
from pathlib import Path
from typing import Final

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
OF_THE_REGISTER: Final = {
    "036a1119ddcf4521549ff333b59a847d7e9c3bb0e85af1c3abe2c94e356070a6",
    "06edd074500a10e022157cd2894c5a79fa97d720b7e3d3e4b728984bc1c65360",
    "1ca9a04ff33ebc596f24b319061ecdc77b3d6b7ddb86a38e67ea31727b5f9b34",
    "253691d69648da0b30276789836796421a6eebf8f94141c5c008db0bf0ef41ec",
    "26f41a1f6775d757f857e2d489535a4b168bb1c59420dc9a7993d6ec2aa183a2",
    "49c575800e2c8b00933775443b5c495629b159b6dbb76922e5d1a0fd22289762",
    "5275226209a126a4eac3a65101ec67ce59c125d7111469d70d82713531a5e3f3",
    "56f398000697b3b7fdcb6f1ed423869df408b0bbfffa97ea74d65cbb28b37836",
    "79a34695bd8726c98e2b6adb2de2fa9829ce44a6fa85024f380bfec167815da5",
    "7e1594833657209977b8cc278c3c2e47b9c6da723c3c76692c283f877ceb9052",
    "955e13483e037efd5f0b567cd1b8314b0f6681b6f563a9963893e665370c1d2f",
    "9fe011c6218d0102a863829c1643ed9880c04e9dae06a0c6f8502fa533e5b310",
    "9fe4bdfa5ce8423b4a91abac3fa8026eaa0291a0b003b412049a54b786709f7b",
    "afd82f1d390f996975a38577906d8342adb8a685121f3d638dc308a831a0ff0c",
    "c28484e4c83ea379b19a1845ab1aec30e15f7465d0b48f11ed2e9f872dcf6cda",
    "cb9d1644f28cb918932dc0759b0fa909aab6cd65587d04613ba635bdc7a7474a",
    "cbe77b563ff1e30aa01733a691f4f102cd6c1c7a28baee329982397777ff96df",
    "ccf98ae83a501313029316da3ad34f2b5a435ded22560802797c0029b0010eef",
    "ce9b7ba69616d706e48920749507b224a142140e1152e453bee6436e31d661e1",
    "cfb350590807ad828b83f438080d81f0fb2ee4f14797129510a2b004cb8d2528",
    "d3507c01e0ce6d70d34b89a124abe469c2317427b7f0c7e4f29b7ff03c95a446",
    "ef2796f93bb914521fa36e438ed2f9d3046d6c7c0508313827eb11b339844900",
    "f356c99f95b649872893451822dd1f5ea0157b3965e1f2ee324ca2f06dfe1eef",
    "f62d04999291e479fcbe314d81a926883c30081d7293499906393bf2efaa7cbe",
    "f752de208a67d2019355719f8ae2dcf365cfe2a46d08f54c8f4d9768ee571b56",
    "f862328385f9b374658b6f9ce96e74daeed116e9175d7fd355c594d53573360b",
    "fb2cad17aa17f8faeb93e9b4810f0f0b7295a6d05b125b7fff16a4a3e9f55f17",
    "fcc52e5d26f2186a1004d6e36421ee099bf43fed9a5d9db649214a5b3a4b8a2a",
}
"""The same, while the pages of the risk register were made on several branches of one day."""


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

    assert once_known - NEVER_INSTALLED - OF_THE_REGISTER <= documents.PERSISTED.keys()


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
