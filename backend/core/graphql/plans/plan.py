"""A query as a plan: what to take from all objects of a level at once, made once for each document.

Whatever a plan does not know (directives, unions, introspection, what fails) graphql-core runs: see
`plans.execution`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    get_named_type,
    is_interface_type,
    is_leaf_type,
    is_object_type,
)

from backend.core.graphql.plans import leaves
from backend.core.graphql.plans.arguments import Arguments

DEFINITION: Final = "strawberry-definition"
Row: TypeAlias = dict[str, Any]
Shape = Callable[[Iterable[Any]], list[Row]]


class Unplanned(Exception):
    """This is for graphql-core."""


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How often a value stands in lists; `nullable` says it of each, the outermost first, the value last."""

    nullable: tuple[bool, ...]

    @property
    def lists(self) -> int:
        return len(self.nullable) - 1

    @property
    def is_nullable(self) -> bool:
        return self.nullable[0]

    @property
    def inner(self) -> "Wrapping":
        return Wrapping(self.nullable[1:])


@dataclass(frozen=True, slots=True)
class Deep:
    """A field that is not a plain value of its object: it is resolved, or it is a list, or objects.

    `attribute`: where it stands in the object; `resolver`: else who knows it. `leaf`: how a value is written;
    `selections`: else what of the objects is asked for, by their class where the type is an interface, under
    None where it is not.
    """

    key: str
    wrapping: Wrapping
    attribute: str | None
    resolver: Callable[..., Any] | None
    is_async: bool
    arguments: Arguments | None
    leaf: leaves.Write | None
    selections: "Mapping[type | None, Selection]"


@dataclass(frozen=True, slots=True)
class Selection:
    """Fields asked for of objects of one type. `shape` makes their rows, with None where `deep` goes."""

    shape: Shape
    deep: tuple[Deep, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    schema: GraphQLSchema
    root: Selection
    operation: OperationDefinitionNode


class Planner:
    """Makes the plan of one document."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, converter: Any) -> None:
        self._schema = schema
        self._converter = converter
        self._operations = [
            each for each in document.definitions if isinstance(each, OperationDefinitionNode)
        ]
        self._fragments: Mapping[str, FragmentDefinitionNode] = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }

    def plan(self, operation_name: str | None, kind: OperationType = OperationType.QUERY) -> Plan:
        """Raises Unplanned."""
        found = [
            each
            for each in self._operations
            if operation_name is None or (each.name and each.name.value == operation_name)
        ]
        root = self._schema.get_root_type(kind)
        if len(found) != 1 or found[0].operation is not kind or root is None:
            raise Unplanned("not one operation of this kind")
        if found[0].directives:
            raise Unplanned("a directive")
        return Plan(self._schema, self._selection(root, [found[0].selection_set]), found[0])

    def _selection(self, of: GraphQLObjectType, sets: Iterable[SelectionSetNode]) -> Selection:
        fields: dict[str, list[FieldNode]] = {}
        for each in sets:
            self._collect(of, each, fields)
        parts: list[leaves.Part] = []
        deep: list[Deep] = []
        for key, nodes in fields.items():
            if nodes[0].name.value == "__typename":
                parts.append(leaves.constant(key, of.name))
                continue
            plain = self._plain(of, key, nodes[0])
            parts.append(plain or leaves.constant(key, None))
            if plain is None:
                deep.append(self._deep(of, key, nodes))
        return Selection(leaves.shape(parts), tuple(deep))

    def _collect(
        self, of: GraphQLObjectType, wanted: SelectionSetNode, into: dict[str, list[FieldNode]]
    ) -> None:
        for each in wanted.selections:
            if each.directives:
                raise Unplanned("a directive")
            if isinstance(each, FieldNode):
                key = each.alias.value if each.alias else each.name.value
                into.setdefault(key, []).append(each)
            elif isinstance(each, FragmentSpreadNode | InlineFragmentNode):
                fragment = self._fragments[each.name.value] if isinstance(each, FragmentSpreadNode) else each
                if self._holds(fragment, of):
                    self._collect(of, fragment.selection_set, into)

    def _holds(self, fragment: FragmentDefinitionNode | InlineFragmentNode, of: GraphQLObjectType) -> bool:
        """Whether the fragment holds for objects of this type."""
        if fragment.type_condition is None:
            return True
        wanted = self._schema.get_type(fragment.type_condition.name.value)
        return wanted is of or (is_interface_type(wanted) and self._schema.is_sub_type(wanted, of))

    def _plain(self, of: GraphQLObjectType, key: str, node: FieldNode) -> leaves.Part | None:
        """The field as a plain value of its object; None for one that is not."""
        field = _field(of, node)
        definition = field.extensions[DEFINITION]
        kind = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
        if not definition.is_basic_field or not is_leaf_type(kind):
            return None
        is_nullable = not isinstance(field.type, GraphQLNonNull)
        return leaves.value(key, definition.python_name, kind, is_nullable=is_nullable)

    def _deep(self, of: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> Deep:
        field = _field(of, nodes[0])
        definition = field.extensions[DEFINITION]
        named = get_named_type(field.type)
        leaf = None
        selections: dict[type | None, Selection] = {}
        inside = [each.selection_set for each in nodes if each.selection_set]
        if is_object_type(named):
            selections[None] = self._selection(named, inside)
        elif is_interface_type(named):
            for each in self._schema.get_possible_types(named):
                selections[each.extensions[DEFINITION].origin] = self._selection(each, inside)
        elif is_leaf_type(named):
            leaf = leaves.write(named)
        else:
            raise Unplanned("a union")
        is_basic = definition.is_basic_field
        resolver = None if is_basic else definition.base_resolver
        if definition.extensions or definition.permission_classes:
            raise Unplanned("a field with extensions")
        return Deep(
            key=key,
            wrapping=_wrapping(field.type),
            attribute=definition.python_name if is_basic else None,
            resolver=resolver.wrapped_func if resolver else None,
            is_async=bool(resolver and resolver.is_async),
            arguments=None if is_basic else Arguments(field, nodes[0], definition, self._converter),
            leaf=leaf,
            selections=selections,
        )


def _field(of: GraphQLObjectType, node: FieldNode) -> GraphQLField:
    found = of.fields.get(node.name.value)
    if found is None or DEFINITION not in found.extensions:
        raise Unplanned("a field of no type of ours")
    field: GraphQLField = found
    return field


def _wrapping(of: GraphQLOutputType) -> Wrapping:
    nullable = []
    while True:
        nullable.append(not isinstance(of, GraphQLNonNull))
        of = of.of_type if isinstance(of, GraphQLNonNull) else of
        if not isinstance(of, GraphQLList):
            return Wrapping(tuple(nullable))
        of = of.of_type
