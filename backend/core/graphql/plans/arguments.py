"""Arguments of a resolver: worked out once where the document says them, else once for each request."""

from typing import TYPE_CHECKING, Any, cast

from graphql import FieldNode, GraphQLField, Visitor, visit
from graphql.execution.values import VariableValues, get_argument_values
from strawberry.schema.schema_converter import get_arguments
from strawberry.types.field import StrawberryField

if TYPE_CHECKING:
    from strawberry import Info


class Arguments:
    """Of one field of a document."""

    def __init__(
        self, field: GraphQLField, node: FieldNode, definition: StrawberryField, converter: Any
    ) -> None:
        self._field, self._node = field, node
        self._definition, self._converter = definition, converter
        resolver = definition.base_resolver
        self._needs_info = bool(resolver and resolver.info_parameter)
        self._constant = None if _has_variable(node) else self._read(None)
        self._last: tuple[VariableValues, dict[str, Any]] | None = None

    def of(self, variables: VariableValues, info: object) -> dict[str, Any]:
        """The keyword arguments. Raises GraphQLError for a value that is none of its type."""
        found = self._of_variables(variables) if self._constant is None else self._constant
        return {**found, "info": info} if self._needs_info else found

    def _of_variables(self, variables: VariableValues) -> dict[str, Any]:
        """A subscription is looked at every second with the same variables: they are converted once."""
        last = self._last
        if last is None or last[0] is not variables:
            self._last = last = variables, self._read(variables)
        return last[1]

    def _read(self, variables: VariableValues | None) -> dict[str, Any]:
        _, named = get_arguments(
            field=self._definition,
            source=None,
            info=cast("Info[Any, Any]", None),  # no argument of ours is converted by it
            kwargs=get_argument_values(self._field, self._node, variables),
            config=self._converter.config,
            scalar_registry=self._converter.scalar_registry,
        )
        named.pop("info", None)
        return named


class _Finder(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.found = False

    def enter_variable(self, *_: object) -> None:
        self.found = True


def _has_variable(node: FieldNode) -> bool:
    finder = _Finder()
    for argument in node.arguments or ():
        visit(argument, finder)
    return finder.found
