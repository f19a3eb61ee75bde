"""What depends on more of its viewer than on their sites is marked PER_VIEWER, so that nobody may miss it."""

import asyncio
import re
from collections.abc import Iterator
from typing import Any, Final
from uuid import uuid4

import pytest
from graphql import GraphQLField, GraphQLObjectType, TypeInfo, TypeInfoVisitor, Visitor, visit

from backend.api.schema import schema
from backend.core.graphql.context import Context, Identity
from backend.core.graphql.plans.execution import Plans
from backend.core.graphql.plans.plan import DEFINITION
from backend.core.graphql.shared_viewer import MODULES_OFF, PER_VIEWER, SITES, SharedViewer
from backend.core.time import EPOCH
from tests.support.documents import QUERIES, parsed, queries
from tests.support.lived_plant import Lived, variables_of

SAID_BY_NAME: Final = re.compile(r"may[A-Z]\w*|isMine|allowedActions")


def is_marked(field: GraphQLField) -> bool:
    definition = field.extensions.get(DEFINITION)
    return definition is not None and definition.metadata == PER_VIEWER


def fields() -> Iterator[tuple[str, GraphQLField]]:
    for name, kind in schema._schema.type_map.items():
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__"):
            yield from ((f"{name}.{field}", found) for field, found in kind.fields.items())


def marked_in(text: str) -> bool:
    """Whether the document selects a field that is marked."""
    info, found = TypeInfo(schema._schema), []

    class Finder(Visitor):
        def enter_field(self, *_: object) -> None:
            field = info.get_field_def()
            found.append(field is not None and is_marked(field))

    visit(parsed(text), TypeInfoVisitor(info, Finder()))
    return any(found)


def test_a_field_whose_name_says_that_it_depends_on_the_viewer_is_marked() -> None:
    said = {name: field for name, field in fields() if SAID_BY_NAME.fullmatch(name.rpartition(".")[2])}

    assert len(said) > 20
    assert [name for name, field in said.items() if not is_marked(field)] == []


UNMARKED: Final = [query for query, text in QUERIES.items() if not marked_in(text)]


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("alice",), id="alice"),
        pytest.param(("bob", "carol", "erik"), id="others", marks=pytest.mark.nightly),
    ],
)
@pytest.mark.parametrize("query", queries(UNMARKED))
def test_a_stored_query_without_a_marked_field_depends_on_the_sites_of_its_viewer_and_their_modules_only(
    lived: Lived,
    query: str,
    names: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Plans, "of", lambda *_: None)  # a plan would look at it twice
    name, text = query.split(maxsplit=1)[0], QUERIES[query]
    asked = set()
    for person in (getattr(lived.plants, each) for each in names):
        for variables in variables_of(lived, name):
            viewer = SharedViewer(person)
            context = Context(lived.edge, Identity(viewer, uuid4(), EPOCH), "")
            result: Any = asyncio.run(schema.execute(text, variable_values=variables, context_value=context))
            assert result
            asked |= viewer.asked

    assert {each for each in asked if each[0] != MODULES_OFF} <= {SITES}
