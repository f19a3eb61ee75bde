"""What the answer to a stored query depends on beside the sites of its viewer and their modules.

A live change is looked at once for all who give the same answers (decision 0038): a query that begins to ask
for the role is looked at five times, one that asks for the person once for each. `per_viewer.json` says for
each of today's what it asks; a change to it is a change of that cost. After one:
`python -m tests.core.graphql.test_per_viewer`.
"""

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from unittest import mock
from uuid import uuid4

import pytest

from backend.api.schema import schema
from backend.core.graphql.context import Context, Identity
from backend.core.graphql.plans.execution import Plans
from backend.core.graphql.shared_viewer import MODULES_OFF, SITES, SharedViewer
from backend.core.time import EPOCH
from tests.core.graphql.conftest import living
from tests.support.documents import QUERIES, QUERIES_TODAY, name_of
from tests.support.lived_plant import Lived, variables_of

KNOWN: Final = Path(__file__).with_name("per_viewer.json")
EVERYBODY: Final = ("alice", "bob", "carol", "erik")


def known() -> dict[str, list[str]]:
    """By name of a query of today: what it asks of its viewer beside their sites."""
    found: dict[str, list[str]] = json.loads(KNOWN.read_text())
    return found


def asked(lived: Lived, query: str, people: Iterable[str]) -> set[str]:
    """What is asked of these people beside their sites, for every set of variables."""
    found = set()
    with mock.patch.object(Plans, "of", return_value=None):  # a plan would look at it twice
        for person in (getattr(lived.plants, each) for each in people):
            for variables in variables_of(lived, name_of(QUERIES[query])):
                viewer = SharedViewer(person)
                context = Context(lived.edge, Identity(viewer, uuid4(), EPOCH), "")
                result: Any = asyncio.run(
                    schema.execute(QUERIES[query], variable_values=variables, context_value=context)
                )
                assert result
                found |= viewer.asked - {SITES}
    return {question for question, _ in found} - {MODULES_OFF}


@pytest.mark.parametrize("query", QUERIES_TODAY)
def test_a_stored_query_asks_no_more_of_its_viewer_than_it_is_known_to(lived: Lived, query: str) -> None:
    assert asked(lived, query, ("alice",)) <= set(known().get(name_of(QUERIES[query]), ()))


@pytest.mark.nightly
@pytest.mark.parametrize("query", QUERIES_TODAY)
def test_what_it_is_known_to_ask_it_asks(lived: Lived, query: str) -> None:
    assert sorted(asked(lived, query, EVERYBODY)) == known().get(name_of(QUERIES[query]), [])


if __name__ == "__main__":
    with TemporaryDirectory() as folder, living(Path(folder)) as lived:
        found = {name_of(QUERIES[query]): sorted(asked(lived, query, EVERYBODY)) for query in QUERIES_TODAY}
    lines = [f" {json.dumps(name)}: {json.dumps(each)}" for name, each in found.items() if each]
    KNOWN.write_text("{\n" + ",\n".join(lines) + "\n}\n")
