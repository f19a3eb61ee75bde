"""POST /receipts/{delivery}: the phone says that it showed a message, or that a person opened it."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.graphql.errors import refusal
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import body
from backend.core.strict_json import read_json
from backend.notifications.commands import record_receipt
from backend.notifications.rules import DeliveryState

MAX_BODY: Final = 256
STATES: Final = {"shown": DeliveryState.SHOWN, "opened": DeliveryState.OPENED}


@dataclass(frozen=True)
class Receipts:
    """No sign-in: a service worker may have none, and only that browser was sent the id: it is the right."""

    edge: Edge

    def routes(self) -> list[Route]:
        return [Route("/receipts/{delivery_id}", self.post, methods=["POST"])]

    async def post(self, request: Request) -> Response:
        """{"state": "shown" | "opened"} → 204, as often as it is sent; 404 for an unknown id."""
        try:
            delivery_id = _id(request.path_params["delivery_id"])
            state = _state(await body(request, MAX_BODY))
            if not await self.edge.transact(lambda tx: record_receipt(tx, delivery_id, state)):
                raise Refused(ErrorCode.NOT_FOUND, "no such delivery")
        except Refused as refused:
            return refusal(refused)
        return Response(status_code=HTTPStatus.NO_CONTENT)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Refused(ErrorCode.NOT_FOUND, "no such delivery") from error


def _state(text: bytes) -> DeliveryState:
    try:
        return STATES[read_json(text)["state"]]
    except (KeyError, TypeError) as error:
        raise Refused(ErrorCode.INVALID_INPUT, 'state must be "shown" or "opened"') from error


def routes(parts: EdgeParts) -> list[Route]:
    """Address of receipts."""
    return Receipts(parts.edge).routes()
