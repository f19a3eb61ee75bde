"""Parts of which edges are made: `routes(parts)` in a file with the role `http` gives the addresses of its
noun, and the application finds it.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Protocol, TypeVar, cast

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from backend.core.graphql.context import Edge, Identity
from backend.core.viewer import Viewer

T = TypeVar("T")


class Gate(Protocol):
    """Knows who asks; None for nobody."""

    async def identity(self, request: HTTPConnection) -> Identity | None:
        """Return the person and the sign-in of a bearer token."""
        ...

    async def authenticate(self, request: Request) -> Viewer | None:
        """Return the person of a bearer token."""
        ...

    async def authenticate_media(self, request: Request) -> Viewer | None:
        """Return the same, or the person of the cookie for pictures: an `<img>` sends no headers."""
        ...


class Lasting(Protocol):
    """Work beside the requests."""

    async def begin(self) -> None:
        """Start with the server."""
        ...

    async def close(self) -> None:
        """End with the server."""
        ...


class EdgeParts:
    """`given`: whatever else edges need, one of each type. `open_app`: answers with the page of the app.
    `secret`: the one that all processes of the API share. `lasting`: work that begins and ends with the
    server; an edge adds to it.
    """

    def __init__(
        self,
        edge: Edge,
        gate: Gate,
        *,
        open_app: Callable[[Request], Awaitable[Response]],
        secret: str,
        trusted_proxies: int,
        given: Iterable[object],
    ) -> None:
        self.edge = edge
        self.gate = gate
        self.open_app = open_app
        self.secret = secret
        self.trusted_proxies = trusted_proxies
        self.lasting: list[Lasting] = []
        self._given: Mapping[type[Any], object] = {type(each): each for each in given}

    def get(self, kind: type[T]) -> T:
        """Return the part of this type. Raises KeyError where the application has none."""
        return cast(T, self._given[kind])
