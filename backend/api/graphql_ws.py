"""Subscriptions over a socket: graphql-transport-ws, on strawberry's handler.

A socket lives as long as the access token that opened it, and until its person has other rights. Close
codes that clients try again after: 4403 (a token is needed, or has ended), 4205 (changes were lost, or rights
have changed: query again) and 4206 (the person has too many open). A `ping` with a beat in it says through
which subscriptions changes arrive, see `core.graphql.feeds.beats`.
"""

import asyncio
from collections.abc import Mapping
from contextlib import aclosing, suppress
from datetime import timedelta
from typing import Final, cast

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from strawberry.asgi import ASGIWebSocketAdapter, GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http.exceptions import NonJsonMessageReceived, WebSocketDisconnected
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
    Operation,
)
from strawberry.subscriptions.protocols.graphql_transport_ws.types import (
    ConnectionInitMessage,
    Message,
    SubscribeMessage,
)
from strawberry.types.execution import ExecutionResult, PreExecutionError
from strawberry.types.unset import UnsetType

from backend.api.graphql_requests import read
from backend.api.persisted import PersistedOperations
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Context, Edge
from backend.core.graphql.errors import graphql_refusal, public
from backend.core.graphql.executor import Schema
from backend.core.graphql.feeds.feeds import Feeds
from backend.core.graphql.feeds.looks import ALLOWED, Document, OneChange
from backend.core.graphql.feeds.sockets import RESYNC, TOKEN_ENDED, LiveSocket
from backend.core.graphql.shared_viewer import SharedViewer
from backend.core.strict_json import read_json
from backend.people.accounts.sign_in_http import Auth

MAX_SUBSCRIPTIONS: Final = 20
LONGEST_REASON: Final = 123
"""Bytes that a close frame has for it."""
INIT_WITHIN: Final = timedelta(seconds=10)
TOO_MANY: Final = (4206, ErrorCode.TOO_MANY_ATTEMPTS.value)

log = structlog.get_logger()


class Line(ASGIWebSocketAdapter):
    """The socket itself. What was closed is not written to, nor closed again, and a reason fits its frame:
    the base class says what came in, of whatever length.
    """

    async def send_json(self, message: Mapping[str, object]) -> None:
        if self._is_closed:
            raise WebSocketDisconnected
        await super().send_json(message)

    async def send_text(self, text: str) -> None:
        """Send a message that is JSON already."""
        if not self._is_closed:
            await self.ws.send({"type": "websocket.send", "text": text})

    async def close(self, code: int, reason: str) -> None:
        if not self._is_closed:
            await super().close(code, reason.encode()[:LONGEST_REASON].decode("utf-8", "ignore"))

    @property
    def _is_closed(self) -> bool:
        return self.ws.application_state is WebSocketState.DISCONNECTED


class Handler(BaseGraphQLTransportWSHandler[Context, None]):
    """One connection."""

    view: "GraphQLSocket"
    websocket: Line
    _is_closed = False
    _live: LiveSocket
    _sending: asyncio.Task[None] | None = None

    async def handle(self) -> None:
        """Serve the connection; the place that it took among those of its person is free afterwards."""
        with self.context.place:
            try:
                await super().handle()
            finally:
                if self._sending is not None:
                    self._sending.cancel()

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        try:
            await super().handle_connection_init(message)
        except Refused as refused:
            log.info("socket_refused", code=refused.code)
            await self._close(*TOO_MANY)
        if self.connection_acknowledged and self.context.identity and self._sending is None:
            self._live = LiveSocket(self.context.identity)
            self.view.feeds.open(self._live)
            self.context.place.callback(self.view.feeds.close, self._live)
            self._sending = asyncio.create_task(self._send_live())
        if self.connection_acknowledged and self.connection_init_timeout_task is not None:
            # The base class waits for this task when the connection ends; the first one is done by now.
            self.connection_init_timeout_task = asyncio.create_task(self._end_with_token())

    async def handle_message(self, message: Message) -> None:
        if isinstance(message, dict) and isinstance(message.get("id", ""), str):
            await super().handle_message(message)
        else:
            await self.handle_invalid_message("not a message of this protocol")

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        if self.connection_acknowledged:
            try:
                self._prepare(message)
            except Refused as refused:
                error = public(graphql_refusal(refused.code, refused.reason, refused.retry_after_s))
                await self.send_message({"id": message["id"], "type": "error", "payload": [error.formatted]})
                return
        await super().handle_subscribe(message)

    async def run_operation(self, operation: Operation[Context, None]) -> None:
        """Have what the subscription listens for sent until it is completed."""
        edge, most = self.context.edge, self.context.edge.allowances
        try:
            with edge.subscriptions.one_more(
                self.context.viewer,
                per_person=most.subscriptions_per_person,
                of_site=most.subscriptions_of_site,
            ):
                await self._run(operation)
        except Refused as refused:
            await operation.send_initial_errors(
                [public(graphql_refusal(refused.code, refused.reason, refused.retry_after_s))]
            )
        except WebSocketDisconnected:
            pass
        except Exception:
            # The client hears nothing of it and would wait for ever: it must start over.
            log.exception("subscription_failed")
            await self._close(*RESYNC)
        finally:
            # Once completed the id is free, and may be another operation's by now.
            if self.operations.get(operation.id) is operation:
                del self.operations[operation.id]

    async def _run(self, operation: Operation[Context, None]) -> None:
        document = Document(
            cast("Schema", self.schema), operation.query, operation.operation_name, operation.variables
        )
        listening = OneChange(self.context.edge, SharedViewer(self._live.viewer))
        results = await self.schema.stream(
            operation.query,
            variable_values=operation.variables,
            context_value=listening,
            operation_name=operation.operation_name,
            allowed_operation_types=ALLOWED,
        )
        async with aclosing(results):
            async for result in results:  # it is not good: else nothing comes as long as nothing changes
                await _send(operation, cast("ExecutionResult", result))
        if listening.kinds and not operation.completed:
            with self.view.feeds.subscribed(self._live, operation.id, document, frozenset(listening.kinds)):
                await asyncio.get_running_loop().create_future()
        await operation.send_operation_message({"id": operation.id, "type": "complete"})

    async def _send_live(self) -> None:
        with suppress(WebSocketDisconnect):  # the client is gone
            await self._live.run(self.websocket.send_text, self._close)

    def _prepare(self, message: SubscribeMessage) -> None:
        """Put the text of a persisted operation in its place. Refuse what may not run."""
        if len(self.operations) >= MAX_SUBSCRIPTIONS:
            raise Refused(ErrorCode.QUERY_TOO_COMPLEX, f"{MAX_SUBSCRIPTIONS} subscriptions are open already")
        wanted = read(message["payload"])
        text = self.view.persisted.document(wanted.query, wanted.extensions)
        cast("Schema", self.schema).judge.check_unread(text)
        message["payload"]["query"] = text

    async def _end_with_token(self) -> None:
        identity = self.context.identity
        while identity and (left := (identity.expires_at - self.context.now).total_seconds()) > 0:
            await asyncio.sleep(left)
        await self._close(*TOKEN_ENDED)

    async def _close(self, code: int, reason: str) -> None:
        """Close once, whichever operation says so first."""
        if not self._is_closed:
            self._is_closed = True
            with suppress(Exception):  # the client may be gone already
                await self.websocket.close(code, reason)


class GraphQLSocket(GraphQL[Context, None]):
    """The ASGI application behind a websocket route. Pages of other hosts are turned away by strawberry."""

    graphql_transport_ws_handler_class = Handler
    websocket_adapter_class = Line

    def __init__(self, schema: Schema, edge: Edge, auth: Auth, persisted: PersistedOperations) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            connection_init_wait_timeout=INIT_WITHIN,
            max_subscriptions_per_connection=None,
        )
        self.edge = edge
        self.feeds = Feeds(schema, edge)
        self.auth = auth
        self.persisted = persisted

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:  # noqa: ARG002
        return Context(self.edge)

    def decode_json(self, data: str | bytes) -> object:
        try:
            return read_json(data)
        except Refused as refused:
            raise NonJsonMessageReceived from refused

    async def on_ws_connect(self, context: Context) -> UnsetType | dict[str, object] | None:
        """Let in who brings {"accessToken"}; all others are closed with 4403."""
        token = (context.connection_params or {}).get("accessToken")
        context.identity = await self.auth.identify(token) if isinstance(token, str) else None
        if context.identity is None:
            raise ConnectionRejectionError
        most = self.edge.allowances
        place = self.edge.sockets.one_more(
            context.viewer, per_person=most.sockets_per_person, of_site=most.sockets_of_site
        )
        context.place.enter_context(place)
        return UnsetType()


async def _send(operation: Operation[Context, None], result: ExecutionResult) -> None:
    errors = [public(error) for error in result.errors or ()]
    if isinstance(result, PreExecutionError):
        await operation.send_initial_errors(errors)
    else:
        await operation.send_next(ExecutionResult(result.data, errors or None))
