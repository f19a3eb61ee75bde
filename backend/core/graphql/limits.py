"""Limits of one document. Judged before anything runs, from the text and the schema alone."""

from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLNamedType,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from backend.core.errors import ErrorCode

MAX_DEPTH: Final = 12
MAX_TOKENS: Final = 4000
MAX_ALIASES: Final = 30
MAX_FIELDS: Final = 22_000
"""Fields in the answer, if every list were as long as it may be. Ours have at most 21,500: the work pack."""

MAX_WRITTEN: Final = 450
"""Fields and spreads as they stand in the text: some rules compare each with each. Ours have at most 348."""

MAX_PAGE: Final = 100
USUAL_LIST: Final = 10
"""Size that a list without one is counted as: rounds of a case, photos of a report."""

SIZE_ARGUMENT: Final = "first"


def written(document: DocumentNode) -> int:
    """Count the fields and spreads that stand in the text, without following fragments."""
    count = 0
    waiting = [getattr(each, "selection_set", None) for each in document.definitions]
    while waiting:
        inside = waiting.pop()
        if inside is not None:
            count += len(inside.selections)
            waiting.extend(getattr(each, "selection_set", None) for each in inside.selections)
    return count


@dataclass(frozen=True, slots=True)
class Size:
    """Of one selection set, fragments included."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0


class SizeRule(ValidationRule):
    """Refusal of a document that is too deep, too large or too full of aliases (QUERY_TOO_…)."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self._fragments: dict[tuple[str, bool], Size] = {}
        self.total = Size()

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: Any) -> None:
        """All operations of the document together: only one runs, but each costs validation."""
        root = self.context.schema.get_root_type(node.operation)
        size = self._of_set(node.selection_set, root, is_page=False)
        self.total = Size(
            max(self.total.depth, size.depth),
            self.total.fields + size.fields,
            self.total.aliases + size.aliases,
        )
        if self.total.depth > MAX_DEPTH:
            self._refuse(ErrorCode.QUERY_TOO_DEEP, f"{self.total.depth} levels, allowed are {MAX_DEPTH}")
        if self.total.fields > MAX_FIELDS:
            self._refuse(
                ErrorCode.QUERY_TOO_COMPLEX, f"up to {self.total.fields} fields, allowed are {MAX_FIELDS}"
            )
        if self.total.aliases > MAX_ALIASES:
            self._refuse(
                ErrorCode.QUERY_TOO_COMPLEX, f"{self.total.aliases} aliases, allowed are {MAX_ALIASES}"
            )

    def _refuse(self, code: ErrorCode, reason: str) -> None:
        self.report_error(GraphQLError(reason, extensions={"code": code}))

    def _of_set(
        self, selections: SelectionSetNode | None, parent: GraphQLNamedType | None, *, is_page: bool
    ) -> Size:
        depth = fields = aliases = 0
        for selection in selections.selections if selections else ():
            size = self._of(selection, parent, is_page=is_page)
            depth = max(depth, size.depth)
            fields += size.fields
            aliases += size.aliases
        return Size(depth, fields, aliases)

    def _of(self, selection: SelectionNode, parent: GraphQLNamedType | None, *, is_page: bool) -> Size:
        if isinstance(selection, FieldNode):
            return self._of_field(selection, parent, is_page=is_page)
        if isinstance(selection, FragmentSpreadNode):
            return self._of_fragment(selection.name.value, is_page=is_page)
        condition = selection.type_condition if isinstance(selection, InlineFragmentNode) else None
        inside = self.context.schema.get_type(condition.name.value) if condition else parent
        return self._of_set(getattr(selection, "selection_set", None), inside, is_page=is_page)

    def _of_field(self, node: FieldNode, parent: GraphQLNamedType | None, *, is_page: bool) -> Size:
        alias = 1 if node.alias else 0
        if node.name.value.startswith("__"):
            return Size(1, 1, alias)  # graphql-core has its own limit for introspection
        field = getattr(parent, "fields", {}).get(node.name.value)
        if field is None:
            return Size(1, 1, alias)  # another rule says so
        times = _times(node, field, is_page=is_page)
        inside = self._of_set(
            node.selection_set, get_named_type(field.type), is_page=SIZE_ARGUMENT in field.args
        )
        return Size(1 + inside.depth, 1 + times * inside.fields, alias + inside.aliases)

    def _of_fragment(self, name: str, *, is_page: bool) -> Size:
        """Measured once, however often it is spread: else a few lines could cost hours."""
        key = (name, is_page)
        if key not in self._fragments:
            self._fragments[key] = Size()  # ends a circle, which another rule refuses
            fragment = self.context.get_fragment(name)
            if fragment is not None:
                on = self.context.schema.get_type(fragment.type_condition.name.value)
                self._fragments[key] = self._of_set(fragment.selection_set, on, is_page=is_page)
        return self._fragments[key]


def _times(node: FieldNode, field: GraphQLField, *, is_page: bool) -> int:
    """Return how often the selection below this field is answered."""
    if SIZE_ARGUMENT in field.args:
        return _asked(node, SIZE_ARGUMENT, field.args[SIZE_ARGUMENT].default_value)
    if not is_list_type(get_nullable_type(field.type)) or is_page:
        return 1  # the edges of a page were counted where its size was given
    return USUAL_LIST


def _asked(node: FieldNode, name: str, default: Any) -> int:
    for argument in node.arguments or ():
        if argument.name.value == name:
            # What a variable will hold is not known yet.
            return (
                min(int(argument.value.value), MAX_PAGE)
                if isinstance(argument.value, IntValueNode)
                else MAX_PAGE
            )
    return default if isinstance(default, int) else MAX_PAGE
