"""What our own screens ask for is well inside of what any document may ask for."""

import pytest
from graphql import GraphQLError, TypeInfo, TypeInfoVisitor, ValidationContext, parse, visit

from backend.api.schema import schema
from backend.core.graphql.limits import (
    MAX_ALIASES,
    MAX_DEPTH,
    MAX_FIELDS,
    MAX_TOKENS,
    Size,
    SizeRule,
)
from tests.support.documents import PERSISTED, name_of

CORE = schema._schema


def size_of(text: str) -> tuple[Size, list[GraphQLError]]:
    document, errors = parse(text, max_tokens=MAX_TOKENS), list[GraphQLError]()
    types = TypeInfo(CORE)
    rule = SizeRule(ValidationContext(CORE, document, types, errors.append))
    visit(document, TypeInfoVisitor(types, rule))
    return rule.total, errors


@pytest.mark.parametrize("text", PERSISTED.values(), ids=name_of)
def test_every_persisted_operation_is_within_the_limits(text: str) -> None:
    size, errors = size_of(text)

    assert not errors
    assert size.depth <= MAX_DEPTH - 2
    assert size.fields <= MAX_FIELDS
    assert size.aliases <= MAX_ALIASES


def test_a_page_without_a_size_counts_as_long_as_it_will_be() -> None:
    asked, _ = size_of("{ alerts(first: 20) { edges { node { id } } } }")
    default, _ = size_of("{ alerts { edges { node { id } } } }")
    unknown, _ = size_of("query ($n: Int!) { alerts(first: $n) { edges { node { id } } } }")

    assert (asked.fields, default.fields, unknown.fields) == (61, 61, 301)
