"""Pages of a list, as every list of the API gives them: edges with cursors, and whether there is more."""

from collections.abc import Callable
from typing import Generic, Self, TypeVar

import strawberry

from backend.core.paging import Page

Node = TypeVar("Node")
View = TypeVar("View")


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None

    @classmethod
    def of(cls, page: Page[View]) -> Self:
        return cls(has_next_page=page.has_next, end_cursor=page.end_cursor)


@strawberry.type
class Edge(Generic[Node]):
    cursor: str
    node: Node


@strawberry.type
class Connection(Generic[Node]):
    edges: list[Edge[Node]]
    page_info: PageInfo

    @classmethod
    def of(cls, page: Page[View], node: Callable[[View], Node]) -> Self:
        """The page with each of its items made a node."""
        edges = [Edge(cursor=cursor, node=node(view)) for cursor, view in page.items]
        return cls(edges=edges, page_info=PageInfo.of(page))


def edges_of(page: Page[View], node: Callable[[View], Node]) -> list[Edge[Node]]:
    return [Edge(cursor=cursor, node=node(view)) for cursor, view in page.items]
